//! What `handle_into` costs on a Cortex-M4: instructions, counted by SysTick where each takes a
//! nanosecond (QEMU's `-icount shift=0`), and how deep the stack was. In a loop are the events,
//! made anew, and the calls of `handle_into` with one step; nothing is subtracted.
#![cfg_attr(bare, no_std, no_main)]

#[path = "../painted.rs"]
mod painted;

use core::fmt::{self, Write};
use core::hint::black_box;

use call_lifecycle::record::{Profile, RecordRequest, StopTones, Tone};
use call_lifecycle::service::{MediaEvent, PeerEvent};
use call_lifecycle::{
    CallReport, CallState, Id, Machine, OperationKind, OperationReport, Step, Timestamp, app, service,
};
use cortex_m::peripheral::{SYST, syst::SystClkSource};

firmware::start!(costs);

type App = app::Call<'static, 4>;
type Service = service::Call<'static, 4>;
type Handle<M> = fn(&mut M, Timestamp, &<M as Machine>::Event, &mut Step<<M as Machine>::Output>);

const TIMES: u32 = 1_000;
/// mps2-an386 counts SysTick with 25 MHz: once in 40 instructions of a nanosecond.
const PER_TICK: u32 = 40;

fn costs(out: &mut dyn Write) -> fmt::Result {
    let mut ticks = cortex_m::Peripherals::take().ok_or(fmt::Error)?.SYST;
    ticks.set_clock_source(SystClkSource::Core);
    ticks.set_reload(0x00ff_ffff);
    ticks.clear_current();
    ticks.enable_counter();
    let mut row = |name, (instructions, stack)| writeln!(out, "{name}, {instructions}, {stack}");
    row("app: notification applied", cost(app_call, app_notification))?;
    row("app: keepAlive round (wake; sent; 200)", cost(app_call, app_keep_alive))?;
    row("app: record (sent; 202; notified)", cost(app_call, app_record))?;
    row("service: keepAlive answered", cost(service_call, service_keep_alive))?;
    row("service: peer holds or resumes", cost(service_call, service_hold))?;
    row("service: record (request; speech; silence; stop tone)", cost(service_call, service_record))
}

/// The instructions of one time round, and the bytes of stack below the call of `handle_into`.
fn cost<M: Machine>(make: fn() -> M, round: fn(&mut M, Handle<M>, u32)) -> (u32, usize) {
    let mut call = make();
    let handle: Handle<M> = black_box(M::handle_into);
    let before = SYST::get_current();
    for index in 0..TIMES {
        round(&mut call, handle, index);
    }
    // It counts down.
    let ticks = before.wrapping_sub(SYST::get_current()) & 0x00ff_ffff;
    painted::forget();
    for index in TIMES..TIMES + 2 {
        round(&mut call, painted::handle, index);
    }
    (ticks * PER_TICK / TIMES, painted::deepest())
}

fn app_call() -> App {
    let mut call = App::outgoing(Id::from_u128(1), Timestamp::ZERO, &app::Policy::DEFAULT);
    let _step = call.handle(Timestamp::ZERO, app::Event::Call(CallReport::state(CallState::Established)));
    call
}

fn app_notification(call: &mut App, handle: Handle<App>, index: u32) {
    let state = if index.is_multiple_of(2) { CallState::Hold } else { CallState::Established };
    handle(call, Timestamp::from_millis(1), &app::Event::Call(CallReport::state(state)), &mut Step::new());
}

fn app_keep_alive(call: &mut App, handle: Handle<App>, _index: u32) {
    let mut step = Step::new();
    let Some(now) = call.next_deadline().map(|deadline| deadline.at) else { return };
    handle(call, now, &app::Event::Wake, &mut step);
    let Some(app::Output::Send(token)) = step.outputs().first().map(|timed| timed.output) else { return };
    handle(call, now, &app::Event::Sent { token, hints: app::OperationHints::NONE }, &mut step);
    handle(call, now, &app::Event::Reply { token, sent: now, reply: app::Reply::new(200) }, &mut step);
}

fn app_record(call: &mut App, handle: Handle<App>, index: u32) {
    let (mut step, now) = (Step::new(), Timestamp::from_millis(1));
    let token = app::Token::new(app::Request::Operation(OperationKind::Record), index as u16);
    let id = Id::from_u128(u128::from(index));
    handle(call, now, &app::Event::Sent { token, hints: app::OperationHints::NONE }, &mut step);
    let body = app::Body::Operation(OperationReport::NONE.with_id(id));
    let reply = app::Reply::new(202).with_body(body);
    handle(call, now, &app::Event::Reply { token, sent: now, reply }, &mut step);
    let report = OperationReport::NONE.with_deleted(true).with_id(id);
    handle(call, now, &app::Event::Operation(report), &mut step);
}

fn service_call() -> Service {
    let mut call = Service::outgoing(Id::from_u128(1), Timestamp::ZERO, &service::Policy::DEFAULT);
    let _step = call.handle(Timestamp::ZERO, service::Event::Peer(PeerEvent::Connects));
    call
}

fn service_keep_alive(call: &mut Service, handle: Handle<Service>, index: u32) {
    let now = Timestamp::from_millis(u64::from(index) * 60_000);
    handle(call, now, &service::Event::Request(service::Request::KeepAlive), &mut Step::new());
}

fn service_hold(call: &mut Service, handle: Handle<Service>, index: u32) {
    let peer = if index.is_multiple_of(2) { PeerEvent::Holds } else { PeerEvent::Resumes };
    handle(call, Timestamp::from_millis(1), &service::Event::Peer(peer), &mut Step::new());
}

fn service_record(call: &mut Service, handle: Handle<Service>, index: u32) {
    let (mut step, now) = (Step::new(), Timestamp::from_millis(1));
    let Ok(stop_tones) = StopTones::parse(["#", "11", "*"]) else { return };
    let request = RecordRequest::new(Profile::Record).with_stop_tones(stop_tones);
    let request = service::Request::Record { id: Id::from_u128(u128::from(index)), context: None, request };
    handle(call, now, &service::Event::Request(request), &mut step);
    for fact in [MediaEvent::SpeechStarted, MediaEvent::SpeechStopped, MediaEvent::Tone(Tone::Pound)] {
        handle(call, now, &service::Event::Media(fact), &mut step);
    }
}
