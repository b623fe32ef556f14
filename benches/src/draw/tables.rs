//! The tables, in Markdown.

use std::fmt::Write as _;

use crate::fleets::host::Mode::{AskEach, Batch, Each};
use crate::fleets::{Job, Way, bytes_of_parts};
use crate::results::Results;
use crate::run::SIZES;
use crate::targets::{Figure, bytes, fleet, ns, number, targets, transition};
use crate::transitions::{NAMES, OURS, streams::Kind};
use crate::workloads::{self, Workload};

const WHY: &str = "
What is not met, and why (read from listings and from the tables below; this machine has no hardware counters, so the
second point is an inference):

- **Instructions of a notification.** About 45 of them find the call by its handle, check it, and return the deadline.
  The machine's are: has time run backwards, is the call an ordinary one, does anything come first (30); what does the
  notification say (15); does the table reach its state (10); entering the state and the output (20). To take fewer,
  the machine would have to be told that nothing is due, instead of finding out.
- **A million calls, one at a time.** Two cache lines are far away for each event, and a processor looks only a few
  hundred instructions ahead: three or four events. The machines alone, in a `Vec`, without a fleet, take as long
  (\"the machines alone\" below).
- **A million calls, batched.** Reading and writing the same lines, and nothing else, takes more than half of the
  time. The rest is what an event costs in a fleet that the cache holds.
- **Re-arming.** A call knows its deadline itself, so its cache line is read and written in addition to the tree's.
- **Expiry.** The target was set on a computer whose memory answers sooner (108 ns there). It is memory as above: with
  a thousand calls the same takes half as long.
- **A task for each call.** Notifications by handle come near thirty times, or reach it, depending on the computer. In
  a day every third event is a keepAlive that is requested, sent or answered: several times the work, of which a task
  does less.

What does not help: reading the next cell of the index ahead as well, in case the search goes on there (54 ns instead of
51); not reading the leaf ahead where calls are named by ids (44 ns instead of 50 for notifications, but each answer to a
keepAlive then waits for it); batches of 32, 128 and 256 (no difference beyond noise); transparent huge pages (a
twentieth); marking the unlikely paths `cold` (3 instructions).
";

const LOSSES: &str = "
## Where it loses

Each row is a job and a size at which something else takes less time than a fleet by handle, or than a fleet by id. One
event at a time in very many calls, nothing hides the memory. A fleet by id then waits for its index and for the call,
and a map that holds its values waits once. The fleet also does more for each event: it keeps the next deadline of all
calls exact. With few calls, a binary heap finds sooner what is due. Hand events over in batches, and name calls by
handle.

| job | calls | by handle, ns | by id, ns | what is faster | ns |
|---|---|---|---|---|---|
";

const JOBS: [(Job, &str); 7] = [
    (Job::Day(Batch), "A day: notifications, keepAlives that fall due, are sent and answered; 64 events at a time"),
    (Job::Day(AskEach), "The same, one event at a time, and the next deadline is asked for after each"),
    (Job::Notify(Batch), "Notifications alone, 64 at a time"),
    (Job::Notify(Each), "Notifications alone, one at a time"),
    (Job::Notify(AskEach), "Notifications alone, one at a time, and the next deadline is asked for after each"),
    (Job::Rearm, "Answers to keepAlives of random calls: each moves a deadline"),
    (Job::Expire, "Expiry: all calls fall due within 15 minutes, and are woken every second"),
];

pub fn all(results: &Results) -> String {
    let mut text = format!("\nMeasured on: {}.\n\n", results.notes.join("; "));
    text.push_str("## Targets\n\n| what | target | figure | |\n|---|---|---|---|\n");
    for target in targets(results) {
        let (bound, figure, verdict) = (target.bound_text(), target.figure_text(), target.verdict());
        let _infallible = writeln!(text, "| {} | {bound} | {figure} | {verdict} |", target.what);
    }
    text.push_str(WHY);
    losses(&mut text, results);
    transitions(&mut text, results);
    machines(&mut text, results);
    text.push_str(
        "\n## Fleets\n\nEvery row did the same work: states and deadlines of all calls are compared at the end.\n\n",
    );
    for (job, title) in JOBS {
        fleets(&mut text, results, job, title);
    }
    memory(&mut text, results);
    text.push('\n');
    text
}

/// Where another way takes less time than the fleet by handle or by id, for each job and size.
fn losses(text: &mut String, results: &Results) {
    text.push_str(LOSSES);
    for (job, title) in JOBS {
        for calls in SIZES {
            let of = |way| ns(results, &fleet(way, job, calls));
            let (Some(ours), Some(by_id)) = (of(Way::Handle), of(Way::Id)) else { continue };
            for way in [Way::FoldHashHeap, Way::SipHashHeap, Way::DelayQueue, Way::Tasks] {
                let slower = ours.median.max(by_id.median);
                let Some(other) = of(way).filter(|other| other.median < slower) else { continue };
                let (ours, by_id, other, name) = (ours.text(), by_id.text(), other.text(), way.title());
                let _infallible = writeln!(text, "| {title} | {calls} | {ours} | {by_id} | {name} | {other} |");
            }
        }
    }
}

fn transitions(text: &mut String, results: &Results) {
    text.push_str(
        "\n## Transitions\n\nThe table of a call, as each would have it: the same states after every event. Nanoseconds and instructions of one event, the \
         loop's included; \"times\" is the time on random walks over the crate's.\n\n\
         | | times | random walks, 95 % legal | the commonest call | any trigger at any time | instructions |\n|---|---|---|---|---|---|\n",
    );
    let figure = |kind, name| ns(results, &transition(kind, name));
    for name in NAMES {
        let cell = |kind| figure(kind, name).map_or_else(String::new, Figure::text);
        let times = figure(Kind::Legal95, name).zip(figure(Kind::Legal95, OURS));
        let times = times.map_or_else(String::new, |(of, to)| number(of.median / to.median));
        let count =
            |kind| results.get(&format!("{}: instructions", transition(kind, name))).map_or_else(String::new, number);
        let counts = [Kind::Legal95, Kind::Script, Kind::Adversarial].map(count).join(" / ");
        let _infallible = writeln!(
            text,
            "| {name} | {times} | {} | {} | {} | {counts} |",
            cell(Kind::Legal95),
            cell(Kind::Script),
            cell(Kind::Adversarial)
        );
    }
}

fn machines(text: &mut String, results: &Results) {
    text.push_str("\n## One call\n\n| | ns | instructions |\n|---|---|---|\n");
    for Workload { name, .. } in workloads::machines() {
        let time = ns(results, &name).map_or_else(String::new, Figure::text);
        let count = results.get(&format!("{name}: instructions")).map_or_else(String::new, number);
        let _infallible = writeln!(text, "| {name} | {time} | {count} |");
    }
}

fn fleets(text: &mut String, results: &Results, job: Job, title: &str) {
    let figure = |way, calls| ns(results, &fleet(way, job, calls));
    let _infallible = writeln!(
        text,
        "\n{title} (ns an event; \"times\" is the time at a million calls over that by id):\n\n| | times | 1k calls | 10k | 100k | 1M |\n|---|---|---|---|---|---|"
    );
    for way in Way::ALL.into_iter().filter(|way| way.can(job)) {
        let cells = SIZES.map(|calls| figure(way, calls).map_or_else(String::new, Figure::text));
        let times = figure(way, SIZES[3]).zip(figure(Way::Id, SIZES[3]));
        let times = times.map_or_else(String::new, |(of, to)| number(of.median / to.median));
        let _infallible = writeln!(text, "| {} | {times} | {} |", way.title(), cells.join(" | "));
    }
}

fn memory(text: &mut String, results: &Results) {
    text.push_str("\n## Memory\n\nBytes a call that are requested from the allocator, after a day's work.\n\n| | 1k calls | 10k | 100k | 1M |\n|---|---|---|---|---|\n");
    for way in [Way::Id, Way::FoldHashHeap, Way::SipHashHeap, Way::DelayQueue, Way::Tasks] {
        let cells = SIZES.map(|calls| results.get(&bytes(way.word(), calls)).map_or_else(String::new, number));
        let name = if way == Way::Id { "call-lifecycle" } else { way.title() };
        let _infallible = writeln!(text, "| {name} | {} |", cells.join(" | "));
    }
    text.push_str("\nOf which, with a million calls:\n\n| | the call | deadlines and generations | ids | all |\n|---|---|---|---|---|\n");
    for (name, parts) in
        [("without operation slots", bytes_of_parts::<0>()), ("four operation slots", bytes_of_parts::<4>())]
    {
        let all = parts.iter().sum();
        let [call, deadlines, ids] = parts.map(number);
        let _infallible = writeln!(text, "| {name} | {call} | {deadlines} | {ids} | {} |", number(all));
    }
    text.push_str(
        "\nA call has 64 bytes, or 288 with four slots. In a fleet it takes whole cache lines: 64 bytes, or 320.\n",
    );
}
