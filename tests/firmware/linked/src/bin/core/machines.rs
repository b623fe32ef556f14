use call_lifecycle::{Machine, Step, Timestamp, app, service};

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
    application::<0>();
    application::<4>();
    service_::<0>();
    service_::<4>();
}

fn application<const N: usize>() {
    type Call<const N: usize> = app::Call<'static, N>;
    reach! {
        Call::<N>::outgoing, (_, _, _);
        Call::<N>::incoming, (_, _, _);
        Call::<N>::adopted, (_, _, _, _);
        Call::<N>::handle, (_, _, _);
        Call::<N>::check, (_, _, _);
        Call::<N>::next_deadline, (_);
        Call::<N>::id, (_);
        Call::<N>::policy, (_);
        Call::<N>::now, (_);
        Call::<N>::state, (_);
        Call::<N>::cause, (_);
        Call::<N>::result, (_);
        Call::<N>::keep_alive, (_);
        Call::<N>::audio_active, (_);
        Call::<N>::hang_up_confirmed, (_);
        Call::<N>::operation, (_, _);
        |call: &Call<N>| call.operations().count(), (_);
        Call::<N>::digest, (_);
        Call::<N>::snapshot::<64>, (_);
        Call::<N>::snapshot::<1024>, (_);
        Call::<N>::restore, (_, _);
        app::Policy::new, (_);
        app::Policy::settings, (_);
        app::Reply::status, (_);
        app::Reply::is_success, (_);
        app::Token::new, (_, _);
        app::Token::request, (_);
        app::Token::number, (_);
    }
}

fn service_<const N: usize>() {
    type Call<const N: usize> = service::Call<'static, N>;
    reach! {
        Call::<N>::outgoing, (_, _, _);
        Call::<N>::incoming, (_, _, _);
        Call::<N>::adopted, (_, _, _, _);
        Call::<N>::ending, (_, _, _, _);
        Call::<N>::handle, (_, _, _);
        Call::<N>::check, (_, _, _);
        Call::<N>::next_deadline, (_);
        Call::<N>::id, (_);
        Call::<N>::policy, (_);
        Call::<N>::now, (_);
        Call::<N>::state, (_);
        Call::<N>::cause, (_);
        Call::<N>::expires_at, (_);
        Call::<N>::operation, (_, _);
        |call: &Call<N>| call.operations().count(), (_);
        Call::<N>::digest, (_);
        Call::<N>::snapshot::<64>, (_);
        Call::<N>::snapshot::<1024>, (_);
        Call::<N>::restore, (_, _);
        service::Policy::new, (_);
        service::Policy::settings, (_);
        service::PeerEvent::trigger, (_);
        service::redirect_timeout, (_, _);
    }
}
