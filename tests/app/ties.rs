//! Several deadlines at the same time: the order of their kinds says which is told of, and which fires first.

use core::time::Duration;

use call_lifecycle::app::{Call, OperationHints, Output, Request, Settings, Token};
use call_lifecycle::{CallState, Deadline, DeadlineKind, OperationKind, Timestamp};
use testkit::CALL;
use testkit::bot::{Bot, STEADY_SETTINGS, Said, keep_alive, kept, outputs};

const DELETE: Token = Token::new(Request::HangUp, 0);
/// What is asked for leaves now, and is awaited for 30 s.
const LEAVES: Timestamp = Timestamp::from_millis(10_000);
const TIE: Timestamp = Timestamp::from_millis(40_000);

const fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

/// The expiry at this time, after which the call is given up at another. No keepAlive is due by itself before.
const fn settings(expiry: u64, give_up: u64) -> Settings {
    let policy = STEADY_SETTINGS.keep_alive().with_expiry(secs(expiry)).with_interval(secs(expiry - 1));
    STEADY_SETTINGS.with_keep_alive(policy.with_abandon(secs(give_up - expiry)))
}

/// What fires at [`TIE`], in order, without what is sent: what is due is what the deadline before says.
fn fires(mut bot: Bot) -> (Option<Deadline>, Vec<&'static str>) {
    bot.sleep(Timestamp::from_millis(TIE.as_millis() - 1));
    let due = bot.call.next_deadline();
    let said: Said = bot.wake(TIE);
    assert!(said.iter().all(|(at, _)| *at == TIE), "{said:?}");
    let word = |output| match output {
        Output::PresumedLost => Some("lost"),
        Output::AnswerOverdue => Some("overdue"),
        Output::Ended { .. } => Some("ended"),
        Output::KeepAliveFailed => Some("failed"),
        Output::OperationsOverdue(_) => Some("watched"),
        _ => None,
    };
    (due, outputs(&said).into_iter().filter_map(word).collect())
}

/// What is due, in order of kinds; with the word of what it says, if it says anything.
type Due = (bool, DeadlineKind, &'static str);

/// The end of the call is the last thing that fires.
fn check(bot: Bot, due: &[Due]) {
    let due: Vec<_> = due.iter().filter(|(is_due, ..)| *is_due).collect();
    let Some((_, first, _)) = due.first() else { return };
    let end = due.iter().position(|(.., word)| *word == "ended").unwrap_or(due.len());
    let words: Vec<_> = due.iter().take(end + 1).map(|(.., word)| *word).filter(|word| !word.is_empty()).collect();
    assert_eq!(fires(bot), (Some(Deadline::new(TIE, *first)), words), "{due:?}");
}

fn flags(bits: u32) -> [bool; 5] {
    [0, 1, 2, 3, 4].map(|bit| bits >> bit & 1 == 1)
}

#[test]
fn what_is_due_at_the_same_time_fires_in_order_of_kinds() {
    for [expires, gives_up, keeps_alive, hangs_up, records] in (0..32).map(flags) {
        let give_up = if gives_up { secs(30) } else { secs(600) };
        let settings = settings(if expires { 40 } else { 2_700 }, 3_600).with_hang_up_give_up(give_up);
        let mut bot = Bot::adopted(CallState::Established, kept(settings.with_operation_grace(secs(30))));
        if records {
            bot.start(LEAVES, OperationKind::Record, 1, OperationHints::NONE.with_takes_at_most(Duration::ZERO));
        }
        if keeps_alive {
            bot.sent(LEAVES, keep_alive(1));
        }
        if hangs_up {
            bot.ask(LEAVES, Request::HangUp);
            bot.sent(LEAVES, DELETE);
        }
        check(
            bot,
            &[
                (expires, DeadlineKind::KeepAliveExpiry, "lost"),
                (gives_up && hangs_up, DeadlineKind::GiveUp, "ended"),
                (keeps_alive, DeadlineKind::KeepAlive, "failed"),
                (hangs_up, DeadlineKind::HangUp, ""),
                (records, DeadlineKind::Operation, "watched"),
            ],
        );
    }
}

#[test]
fn an_answer_is_overdue_before_the_call_is_given_up() {
    for [expires, gives_up, keeps_alive, is_late, _] in (0..16).map(flags) {
        // It cannot be given up as it expires: ten seconds are between.
        let (expiry, give_up) = if gives_up { (30, 40) } else { (if expires { 40 } else { 2_700 }, 3_600) };
        let answer = if is_late { secs(40) } else { secs(3_000) };
        let settings = settings(expiry, give_up).with_answer_deadline(answer);
        let mut bot: Bot = Bot { call: Call::incoming(CALL, Timestamp::ZERO, kept(settings)) };
        if keeps_alive {
            bot.sent(LEAVES, keep_alive(1));
        }
        check(
            bot,
            &[
                (expires && !gives_up, DeadlineKind::KeepAliveExpiry, "lost"),
                (is_late, DeadlineKind::Answer, "overdue"),
                (gives_up, DeadlineKind::GiveUp, "ended"),
                (keeps_alive, DeadlineKind::KeepAlive, "failed"),
            ],
        );
    }
}
