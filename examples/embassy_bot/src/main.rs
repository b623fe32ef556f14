//! `embassy_bot`: 90 minutes of a call, told line by line, on a computer or a board. `README.md`
//! says what to look for.
#![cfg_attr(target_os = "none", no_std, no_main)]

#[cfg_attr(target_os = "none", path = "port/board.rs")]
#[cfg_attr(not(target_os = "none"), path = "port/computer.rs")]
mod port;

use core::sync::atomic::{AtomicBool, Ordering};

use embassy_bot::clock::Clock;
use embassy_bot::network::Network;
use embassy_bot::{Voice, bot, people, service};
use embassy_executor::{Executor, SpawnError, SpawnToken, Spawner};
use embassy_futures::yield_now;
use port::{exit, print};
use static_cell::StaticCell;

static NETWORK: Network = Network::new();
static ENDED: [AtomicBool; 2] = [const { AtomicBool::new(false) }; 2];

fn voice(name: &'static str) -> Voice {
    Voice { name, print }
}

#[embassy_executor::task]
async fn bot_task() {
    ENDED[0].store(bot::bot(&NETWORK, voice("bot")).await, Ordering::Relaxed);
}

#[embassy_executor::task]
async fn service_task() {
    ENDED[1].store(service::service(&NETWORK, voice("service")).await, Ordering::Relaxed);
}

#[embassy_executor::task]
async fn people_task() {
    people::people(&NETWORK, voice("people")).await;
}

#[embassy_executor::task]
async fn requests_task() {
    NETWORK.carry_requests().await;
}

#[embassy_executor::task]
async fn replies_task() {
    NETWORK.carry_replies().await;
}

/// Runs only while no other task has anything to do, and lets time pass. When no task waits for a
/// time any more, the story is over.
#[embassy_executor::task]
async fn time_passes() {
    while Clock::get().advance() {
        yield_now().await;
    }
    exit(ENDED.iter().all(|end| end.load(Ordering::Relaxed)));
}

#[cfg_attr(target_os = "none", cortex_m_rt::entry)]
fn main() -> ! {
    static EXECUTOR: StaticCell<Executor> = StaticCell::new();
    EXECUTOR.init(Executor::new()).run(|spawner| {
        let all = [
            spawn(spawner, 1, service_task()),
            spawn(spawner, 1, bot_task()),
            spawn(spawner, 1, people_task()),
            spawn(spawner, 1, requests_task()),
            spawn(spawner, 1, replies_task()),
            spawn(spawner, 0, time_passes()),
        ];
        if all.contains(&false) {
            exit(false);
        }
    })
}

/// Spawns a task. It cannot fail, since each is spawned once.
fn spawn<S>(spawner: Spawner, priority: u8, task: Result<SpawnToken<S>, SpawnError>) -> bool {
    task.map(|token| {
        token.metadata().set_priority(priority);
        spawner.spawn(token);
    })
    .is_ok()
}
