use call_lifecycle::{Machine, Step, Timed, Timestamp, app, service};

/// What both ends have.
fn both<M: Machine>() {
    reach! {
        M::id, (_);
        M::handle, (_, _, _);
        M::handle_into, (_, _, _, _);
        M::next_deadline, (_);
        M::digest, (_);
        M::clone, (_);
        M::eq, (_, _);
        Step::<M::Output>::new, ();
        Timed::<M::Output>::new, (Timestamp, _);
        Step::<M::Output>::default, ();
        Step::<M::Output>::begin, (_, _);
        Step::<M::Output>::try_push, (_, Timestamp, _);
        Step::<M::Output>::finish, (_, _, _);
        Step::<M::Output>::verdict, (_);
        Step::<M::Output>::clock_regressed, (_);
        Step::<M::Output>::deadline_changed, (_);
        Step::<M::Output>::outputs, (_);
        <&Step<M::Output> as IntoIterator>::into_iter, (_);
        Step::<M::Output>::clone, (_);
        Step::<M::Output>::eq, (_, _);
    }
}

pub fn reach() {
    both::<app::Call<'static, 0>>();
    both::<app::Call<'static, 4>>();
    both::<service::Call<'static, 0>>();
    both::<service::Call<'static, 4>>();
    calls::<0>();
    calls::<4>();
    own::<0>();
    own::<4>();
}

/// What each end has, in the same form.
macro_rules! ends {
    ($($end:ident),+) => { $(reach! {
        $end::Call::<'static, N>::outgoing, (_, _, _);
        $end::Call::<'static, N>::incoming, (_, _, _);
        $end::Call::<'static, N>::adopted, (_, _, _, _);
        $end::Call::<'static, N>::handle, (_, _, _);
        $end::Call::<'static, N>::check, (_, _, _);
        $end::Call::<'static, N>::next_deadline, (_);
        $end::Call::<'static, N>::id, (_);
        $end::Call::<'static, N>::policy, (_);
        $end::Call::<'static, N>::set_policy, (_, _);
        $end::Call::<'static, N>::now, (_);
        $end::Call::<'static, N>::state, (_);
        $end::Call::<'static, N>::cause, (_);
        $end::Call::<'static, N>::operation, (_, _);
        |call: &$end::Call<'static, N>| call.operations().count(), (_);
        $end::Call::<'static, N>::digest, (_);
        $end::Call::<'static, N>::snapshot::<64>, (_);
        $end::Call::<'static, N>::snapshot::<1024>, (_);
        $end::Call::<'static, N>::restore, (_, _);
        $end::Policy::new, (_);
        $end::Policy::settings, (_);
        $end::Event::number, (_);
        $end::Request::number, (_);
        $end::Output::number, (_);
    })+ };
}

fn calls<const N: usize>() {
    ends!(app, service);
}

fn own<const N: usize>() {
    reach! {
        app::Call::<'static, N>::result, (_);
        app::Call::<'static, N>::keep_alive, (_);
        app::Call::<'static, N>::audio_active, (_);
        app::Call::<'static, N>::hang_up_confirmed, (_);
        app::Reply::new, (_);
        app::Reply::status, (_);
        app::Settings::answer_deadline, (_);
        app::Settings::with_answer_deadline, (_, _);
        app::Settings::hang_up_timeout, (_);
        app::Settings::with_hang_up_timeout, (_, _);
        app::Settings::hang_up_give_up, (_);
        app::Settings::with_hang_up_give_up, (_, _);
        app::Settings::operation_grace, (_);
        app::Settings::with_operation_grace, (_, _);
        app::Settings::keep_alive, (_);
        app::Settings::with_keep_alive, (_, _);
        service::Settings::expiry, (_);
        service::Settings::with_expiry, (_, _);
        service::Settings::answer_deadline, (_);
        service::Settings::with_answer_deadline, (_, _);
        service::Settings::teardown, (_);
        service::Settings::with_teardown, (_, _);
        app::OperationHints::context, (_);
        app::OperationHints::with_context, (_, _);
        app::OperationHints::takes_at_most, (_);
        app::OperationHints::with_takes_at_most, (_, _);
        app::OperationHints::is_endless, (_);
        app::OperationHints::with_endless, (_, _);
        app::Reply::retry_after, (_);
        app::Reply::with_retry_after, (_, _);
        app::Reply::body, (_);
        app::Reply::with_body, (_, _);
        app::Reply::is_success, (_);
        app::Token::new, (_, _);
        app::Token::request, (_);
        app::Token::number, (_);
        app::Body::number, (_);
        app::KeepAliveView::new, (_);
        app::OperationView::new, (_, _);
        service::OperationView::new, (_, _, _);
        service::Call::<'static, N>::ending, (_, _, _, _);
        service::Call::<'static, N>::expires_at, (_);
        service::PeerEvent::trigger, (_);
        service::MediaEvent::number, (_);
        service::redirect_timeout, (_, _);
        service::answer_body::<N>, (_, _, _, _);
        service::notification::<N>, (_, _, _);
        service::request, (_, _, _, fn() -> call_lifecycle::record::RecordRequest);
    }
}
