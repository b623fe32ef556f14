//! `--svg`: for each call its states as bands, its keepAlives and how long each holds, and its
//! operations, over one axis of time.

use std::fmt::Write;

use call_lifecycle::{CallState, OperationStatus};

use crate::axis::Axis;
use crate::call::Call;
use crate::clock::Clock;
use crate::kept::KeptCalls;
use crate::legend::{self, CHARACTER, LEFT};
use crate::operation::Operation;
use crate::put::put_line as put;
use crate::side::Side;
use crate::story::{Story, Tick};
use crate::track::Track;

const WIDTH: f64 = 1_000.0;
const RIGHT: f64 = 24.0;
/// More calls than this are counted, not drawn.
const MOST_CALLS: usize = 40;
/// The most lanes of operations that run at the same time.
const MOST_LANES: usize = 4;
const STATE_HEIGHT: f64 = 28.0;
const KEEP_ALIVE_HEIGHT: f64 = 46.0;
const LANE_HEIGHT: f64 = 20.0;

pub fn draw<S: Side>(calls: &KeptCalls<S>, clock: Clock, last: u64) -> String {
    let count = calls.count();
    let drawn: Vec<_> = calls.iter().take(MOST_CALLS).collect();
    let first = drawn.iter().map(|call| call.track.began).min().unwrap_or(last);
    // Room behind the last line, for what it ended.
    let last = last.max(first);
    let axis = Axis::new(first, last.saturating_add((last - first) / 16), LEFT, WIDTH - LEFT - RIGHT, clock);
    let mut body = String::new();
    let mut y = 20.0;
    for call in &drawn {
        y = draw_call(&mut body, &axis, last, call, y);
    }
    let bottom = y;
    let mut grid = String::new();
    axis.draw(&mut grid, 16.0, bottom);
    y += 40.0;
    legend::put(&mut body, y);
    if count > drawn.len() {
        y += 22.0;
        put!(
            body,
            r#"<text class="dim" x="{LEFT}" y="{y}">and {} more calls, which are not drawn</text>"#,
            count - drawn.len()
        );
    }
    let height = y + 20.0;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\">\n\
         <title>Timeline of {} of a trace</title>\n<style>\n{}</style>\n<rect class=\"page\" width=\"{WIDTH}\" height=\"{height}\"/>\n{grid}{body}</svg>\n",
        if count == 1 { "the call" } else { "the calls" },
        include_str!("style.css"),
    )
}

/// Draws a call from `y` down, and returns where it ends.
fn draw_call<S: Side>(
    out: &mut String,
    axis: &Axis,
    last: u64,
    Call { machine, track, .. }: &Call<S>,
    top: f64,
) -> f64 {
    let story = &*track.story;
    let mut y = top + 14.0;
    let outcome = match (machine.cause(), machine.presumed_lost()) {
        (Some(cause), _) => format!("{}, {cause}", machine.state()),
        (None, true) => format!("{}, presumed lost", machine.state()),
        (None, false) => machine.state().to_string(),
    };
    put!(
        out,
        r#"<text class="title" x="{LEFT}" y="{y}">{outcome}</text><text class="id dim" x="{:.1}" y="{y}" text-anchor="end">call #{} {}</text>"#,
        WIDTH - RIGHT,
        track.number,
        track.name
    );
    y += 10.0;
    lane(out, y + STATE_HEIGHT / 2.0, "state");
    states(out, axis, last, story, y);
    y += STATE_HEIGHT + 6.0;
    lane(out, y + KEEP_ALIVE_HEIGHT / 2.0, "keepAlive");
    keep_alives::<S>(out, axis, last, machine, track, story, y);
    y += KEEP_ALIVE_HEIGHT + 6.0;
    let lanes = operations(out, axis, last, track, story, y);
    if lanes > 0 {
        lane(out, y + LANE_HEIGHT / 2.0, "operations");
        y += lanes as f64 * LANE_HEIGHT + 4.0;
    }
    y + 14.0
}

fn lane(out: &mut String, middle: f64, name: &str) {
    put!(out, r#"<text class="lane" x="{:.1}" y="{:.1}" text-anchor="end">{name}</text>"#, LEFT - 10.0, middle + 4.0);
}

fn states(out: &mut String, axis: &Axis, last: u64, story: &Story, y: f64) {
    for (place, (at, state)) in story.states.iter().enumerate() {
        let until = story
            .states
            .get(place + 1)
            .map_or(if *state == CallState::Terminated { axis.last() } else { last }, |(until, _)| *until);
        let from = axis.x(*at);
        // However short, it can be seen.
        let width = (axis.x(until) - from).max(1.5);
        put!(
            out,
            r#"<rect class="s-{state}" x="{from:.1}" y="{y:.1}" width="{width:.1}" height="{STATE_HEIGHT}" rx="2"><title>{state} from {}</title></rect>"#,
            axis.label(*at)
        );
        let class = if *state == CallState::Terminated { "note dim" } else { "on" };
        if fits(state.as_str(), width) {
            put!(
                out,
                r#"<text class="{class}" x="{:.1}" y="{:.1}" text-anchor="middle">{state}</text>"#,
                from + width / 2.0,
                y + 18.0
            );
        }
    }
}

fn fits(label: &str, width: f64) -> bool {
    label.len() as f64 * CHARACTER + 8.0 < width
}

/// How long the call is known to be held alive, where it is lost, and every keepAlive.
fn keep_alives<S: Side>(out: &mut String, axis: &Axis, last: u64, machine: &S, track: &Track, story: &Story, y: f64) {
    let middle = y + 28.0;
    let (top, height) = (y + 18.0, KEEP_ALIVE_HEIGHT - 24.0);
    let end = story.ended.map_or(last, |(at, ..)| at);
    let expires = machine.expires_at().map_or(u64::MAX, |at| at.as_millis());
    let held = expires.min(end);
    let mut band = |class: &str, from: u64, until: u64| {
        if from < until {
            let (from, until) = (axis.x(from), axis.x(until));
            put!(
                out,
                r#"<rect class="{class}" x="{from:.1}" y="{top:.1}" width="{:.1}" height="{height}" rx="2"/>"#,
                until - from
            );
        }
    };
    band("alive", track.began, held);
    band("lost", expires.max(track.began), end);
    put!(out, r#"<path class="rail" d="M{:.1} {middle}H{:.1}"/>"#, axis.x(track.began), axis.x(end));
    let size = (280.0 / story.ticks.len().max(1) as f64).clamp(1.6, 4.2);
    for (place, (at, tick)) in story.ticks.iter().enumerate() {
        let x = axis.x(*at);
        // A request that cannot be told from its answer is not drawn.
        let answer = story.ticks[place + 1..].iter().find(|(_, tick)| *tick != Tick::Sent);
        if *tick == Tick::Sent && answer.is_some_and(|(at, _)| axis.x(*at) - x < 2.0 * size) {
            continue;
        }
        let title = axis.label(*at);
        let (shape, name) = match tick {
            Tick::Sent => (format!(r#"<circle class="sent" cx="{x:.1}" cy="{middle}" r="{size:.1}">"#), "sent"),
            Tick::Succeeded => (format!(r#"<circle class="ok" cx="{x:.1}" cy="{middle}" r="{size:.1}">"#), "succeeded"),
            Tick::Failed => {
                let (left, right, up, down) = (x - size, x + size, middle - size, middle + size);
                (
                    format!(
                        r#"<path class="cross" d="M{left:.1} {up:.1}L{right:.1} {down:.1}M{left:.1} {down:.1}L{right:.1} {up:.1}">"#
                    ),
                    "failed",
                )
            }
            Tick::NotFound => {
                let wide = size + 1.5;
                (
                    format!(
                        r#"<path class="gone" d="M{x:.1} {:.1}l{wide:.1} {wide:.1}l-{wide:.1} {wide:.1}l-{wide:.1} -{wide:.1}z">"#,
                        middle - wide
                    ),
                    "got 404",
                )
            }
        };
        let close = if shape.starts_with("<circle") { "</circle>" } else { "</path>" };
        put!(out, "{shape}<title>keepAlive {name} {title}</title>{close}");
    }
    labels::<S>(out, axis, story, y, expires.max(track.began));
}

/// The words above the keepAlives: the loss, the last success, the 404; each only where there is
/// room.
fn labels<S: Side>(out: &mut String, axis: &Axis, story: &Story, y: f64, expires: u64) {
    let mut words: Vec<(u64, String, &str)> = Vec::new();
    if let Some(lost) = story.lost {
        words.push((lost, format!("presumed lost {}", axis.label(lost)), "note bad"));
    } else if S::IS_SERVICE && story.ended.is_some_and(|(_, cause, _)| cause == call_lifecycle::Cause::KeepAliveExpired)
    {
        words.push((expires, format!("expired {}", axis.label(expires)), "note bad"));
    }
    if let Some((at, _)) = story.ticks.iter().find(|(_, tick)| *tick == Tick::NotFound) {
        words.push((*at, "404".to_owned(), "note bad"));
    }
    if let Some(renewed) = story.renewed {
        words.push((renewed, format!("last success {}", axis.label(renewed)), "note dim"));
    }
    if let Some((at, _)) = story.ticks.iter().find(|(_, tick)| *tick == Tick::Failed) {
        words.push((*at, "failed".to_owned(), "note bad"));
    }
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for (at, text, class) in words {
        if !axis.holds(at) {
            continue;
        }
        let x = axis.x(at);
        if text.starts_with("presumed") || text.starts_with("expired") {
            put!(out, r#"<path class="mark" d="M{x:.1} {:.1}V{:.1}"/>"#, y - STATE_HEIGHT - 6.0, y + KEEP_ALIVE_HEIGHT);
        }
        let half = text.len() as f64 * CHARACTER / 2.0;
        // Next to its line, if it has one.
        let centre = if class == "note bad" && text.contains(' ') { x - half - 6.0 } else { x };
        let middle = centre.clamp(LEFT + half, WIDTH - RIGHT - half);
        let (from, until) = (middle - half - 4.0, middle + half + 4.0);
        if taken.iter().any(|(other, end)| from < *end && *other < until) {
            continue;
        }
        taken.push((from, until));
        put!(out, r#"<text class="{class}" x="{middle:.1}" y="{:.1}" text-anchor="middle">{text}</text>"#, y + 12.0);
    }
}

/// Draws the operations in as many lanes as run at the same time, and returns how many there are.
fn operations(out: &mut String, axis: &Axis, last: u64, track: &Track, story: &Story, y: f64) -> usize {
    let mut lanes: Vec<f64> = Vec::new();
    for operation in track.listed() {
        let (Operation { status, reason, requested, ended, .. }, name) = (operation, operation.name());
        let kind = name.word();
        let until = ended.unwrap_or_else(|| story.ended.map_or(last, |(at, ..)| at));
        let from = axis.x(*requested);
        let width = (axis.x(until) - from).max(3.0);
        // The label stands inside if it fits, else next to it.
        let inside = fits(kind, width);
        let end = if inside { from + width } else { from + width + kind.len() as f64 * CHARACTER + 10.0 };
        let lane = match lanes.iter().position(|free| *free < from) {
            Some(lane) => lane,
            None if lanes.len() < MOST_LANES => {
                lanes.push(0.0);
                lanes.len() - 1
            }
            None => continue,
        };
        lanes[lane] = end;
        let top = y + lane as f64 * LANE_HEIGHT;
        let class = match status {
            OperationStatus::Completed => "o-completed",
            OperationStatus::Failed => "o-failed",
            OperationStatus::NotStarted | OperationStatus::Running => "o-open",
        };
        let why = reason.map_or_else(String::new, |reason| format!(", {reason}"));
        put!(
            out,
            r#"<rect class="{class}" x="{from:.1}" y="{top:.1}" width="{width:.1}" height="{:.1}" rx="2"><title>{name} from {}: {status}{why}</title></rect>"#,
            LANE_HEIGHT - 4.0,
            axis.label(*requested)
        );
        let (class, x, anchor) = if inside {
            ("on", from + width / 2.0, "middle")
        } else if end < WIDTH - RIGHT {
            ("note", from + width + 5.0, "start")
        } else {
            ("note", from - 5.0, "end")
        };
        put!(out, r#"<text class="{class}" x="{x:.1}" y="{:.1}" text-anchor="{anchor}">{kind}</text>"#, top + 12.0);
    }
    lanes.len()
}
