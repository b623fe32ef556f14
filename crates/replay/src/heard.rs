//! What was notified of a call, beyond its states: how much and when, its keys, who takes part.

use std::hash::BuildHasher;
use std::sync::LazyLock;

use call_lifecycle::{CallState, CompletionReason, ReportedState, ToneInfo, Verdict};
use hashbrown::DefaultHashBuilder;

use crate::calls::Occurrence;
use crate::change::{Change, Extra, What};
use crate::phrases;
use crate::story::Times;
use crate::trace::Details;
use crate::track::Track;

/// How many keys are remembered, and how many that did not count.
const KEYS: usize = 32;
const MISSED: usize = 8;
/// How many notifications are remembered by their hash.
const RECENT: usize = 8;
/// How many people of a roster are remembered.
const PEOPLE: usize = 64;
/// How many times are remembered one by one.
const NAMED: usize = 4;

static HASHER: LazyLock<DefaultHashBuilder> = LazyLock::new(DefaultHashBuilder::default);

fn hash(text: impl std::hash::Hash) -> u32 {
    HASHER.hash_one(text) as u32
}

/// A key that the call's machine did not count.
#[derive(Clone, Copy, Debug)]
pub struct Missed {
    pub at: u64,
    pub key: ToneInfo,
    /// The key of a higher number that came before it.
    pub after: Option<ToneInfo>,
}

/// The notifications of a call.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    pub all: Times,
    /// Those since the call was presumed lost or a 404 ended it, and the first few one by one.
    pub since_lost: Times,
    pub since_lost_first: Vec<u64>,
    pub(super) keys: Vec<ToneInfo>,
    pub missed: Vec<Missed>,
    /// How many keys did not count.
    pub missed_count: u64,
    /// Keys with a tone that is not known, in words, and how many there were.
    pub unknown_tones: Vec<(u64, String)>,
    pub unknown_tones_count: u64,
    /// Whether audio was active when it was notified last.
    pub(super) audio: Option<bool>,
    /// The people of the roster, by hashes of their ids, unless there are too many.
    pub(super) people: Vec<u32>,
    /// Since when no people are in the roster.
    pub nobody_since: Option<u64>,
    /// Hashes of the last notifications, in a ring.
    pub(super) recent: [u32; RECENT],
    pub(super) next: u8,
}

impl Heard {
    /// A notification of the call came; `lost` is whether it was presumed lost or given up by then.
    fn notification(&mut self, at: u64, lost: bool) {
        self.all.add(at);
        if lost {
            self.since_lost.add(at);
            if self.since_lost_first.len() < NAMED {
                self.since_lost_first.push(at);
            }
        }
    }

    /// What came since the call was presumed lost says nothing any more.
    pub fn forget_lost(&mut self) {
        self.since_lost = Times::default();
        self.since_lost_first.clear();
    }

    /// Whether the same body was notified shortly before.
    fn is_again(&mut self, body: &str, index: usize) -> bool {
        let hash = (HASHER.hash_one((body, index)) as u32).max(1);
        let again = self.recent.contains(&hash);
        if !again {
            self.recent[usize::from(self.next) % RECENT] = hash;
            self.next = self.next.wrapping_add(1);
        }
        again
    }

    /// Whether the same key came before.
    fn knows(&self, key: &ToneInfo) -> bool {
        self.keys.contains(key)
    }

    /// A key came that is new. Returns the key that came too early, if this one is late.
    fn key(&mut self, at: u64, key: ToneInfo, counted: bool) -> Option<ToneInfo> {
        let before = self.keys.iter().max_by_key(|known| known.sequence_id).copied();
        let after = before.filter(|known| known.sequence_id > key.sequence_id);
        if self.keys.len() == KEYS {
            self.keys.remove(0);
        }
        self.keys.push(key);
        if !counted {
            self.missed_count += 1;
            if self.missed.len() < MISSED {
                self.missed.push(Missed { at, key, after });
            }
        }
        after
    }

    /// The first key of the same number, if it is another one.
    pub fn of_same_number(&self, key: ToneInfo) -> Option<ToneInfo> {
        let first = self.keys.iter().find(|known| known.sequence_id == key.sequence_id).copied();
        first.filter(|first| *first != key)
    }

    /// A key came with a tone that is not known.
    fn unknown_tone(&mut self, at: u64, tone: &str, number: Option<i64>) {
        self.unknown_tones_count += 1;
        if self.unknown_tones.len() < MISSED {
            self.unknown_tones.push((at, phrases::unknown_tone(tone, number)));
        }
    }

    /// A whole roster was notified.
    fn roster(&mut self, at: u64, people: usize, ids: &[&str]) {
        self.people.clear();
        if people == ids.len() && people <= PEOPLE {
            self.people.extend(ids.iter().map(hash));
        }
        if people > 0 {
            self.nobody_since = None;
        } else {
            self.nobody_since.get_or_insert(at);
        }
    }

    /// A participant came, or is known already.
    fn joined(&mut self, id: &str) {
        let is_known = !self.people.is_empty() || self.nobody_since.is_some();
        self.nobody_since = None;
        if self.people.len() == PEOPLE {
            self.people.clear();
        } else if is_known && !self.people.contains(&hash(id)) {
            self.people.push(hash(id));
        }
    }

    /// A participant left.
    fn left(&mut self, at: u64, id: &str) {
        let Some(place) = self.people.iter().position(|known| *known == hash(id)) else { return };
        self.people.swap_remove(place);
        if self.people.is_empty() {
            self.nobody_since.get_or_insert(at);
        }
    }

    /// The keys in order of their numbers, unless there were too many.
    pub fn keys_in_order(&self) -> Option<Vec<ToneInfo>> {
        let mut keys = self.keys.clone();
        keys.sort_by_key(|key| key.sequence_id);
        (keys.len() < KEYS).then_some(keys)
    }
}

impl Track {
    /// What a line says beyond what the machine follows, noted and for the report.
    pub(super) fn extra<'a>(
        &mut self,
        at: u64,
        told: &Occurrence<'a>,
        verdict: Verdict,
        details: Option<&'a Details<'a>>,
        changes: &[(u64, Change)],
    ) -> Extra<'a> {
        let mut extra = Extra {
            details,
            error: told.error,
            late_key: None,
            unknown_tone: None,
            media: false,
            contradicts: false,
            first: self.story.odd.is_first_of_its_state(&told.what),
            repeated: verdict == Verdict::NoChange,
        };
        let story = &mut self.story;
        match told.what {
            What::Call(_) | What::Operation(..) | What::Other | What::Unreadable => {
                let ends = matches!(told.what, What::Call(said) if said.reported() == ReportedState::Known(CallState::Terminated));
                let lost = (story.is_lost() || story.was_not_found()) && !ends;
                story.heard.notification(at, lost);
            }
            // The first answer to a request repeats nothing.
            What::Response { .. } | What::Failed { .. } => extra.repeated = false,
            _ => {}
        }
        match told.what {
            What::Call(said) => {
                extra.unknown_tone = details.filter(|_| said.tone.is_none()).and_then(Details::tone);
                let audio = details.and_then(Details::audio);
                extra.media =
                    audio.is_some() && (said.audio_active.is_none() || said.audio_active != story.heard.audio);
                story.heard.audio = said.audio_active.or(story.heard.audio);
                if let Some((notification, index)) = told.entry {
                    let again = story.heard.is_again(notification.body.get(), index);
                    let live = verdict == Verdict::NoChange && story.ended.is_none();
                    let failing = said.result.filter(|result| live && result.code >= 400);
                    if let (Some(result), false) = (failing, again) {
                        story.live_result = Some((at, self.state, result));
                    }
                    let is_new = extra.unknown_tone.is_some() || extra.unfollowed().is_some() || failing.is_some();
                    extra.repeated &= again || !is_new;
                    if let (Some((tone, number)), false) = (extra.unknown_tone, again) {
                        story.heard.unknown_tone(at, tone, number);
                    }
                }
                if let Some(word) = extra.unknown_state(said) {
                    story.odd.unknown_state(at, word);
                }
                if let Some(key) = said.tone {
                    let toned = changes.iter().any(|(_, change)| matches!(change, Change::Tone(..)));
                    // What comes after a call was given up without need is as good as before.
                    let counted = toned || story.was_given_up();
                    if story.heard.knows(&key) {
                        extra.repeated |= verdict == Verdict::Stale;
                    } else {
                        extra.late_key = story.heard.key(at, key, counted).map(|before| (key, before));
                    }
                }
                if let (true, Some((.., Some(known))), Some(result)) = (extra.repeated, story.ended, said.result) {
                    if known != result {
                        extra.repeated = false;
                        extra.contradicts = true;
                        story.odd.contradiction(at, || {
                            format!("the end of the call was notified with {known}, and again with {result}")
                        });
                    }
                }
                if let Some(message) = extra.message().filter(|_| !extra.contradicts) {
                    self.message = Some(message.into());
                }
            }
            What::Other => {
                extra.repeated = false;
                let one = details.and_then(Details::participant);
                match (extra.roster(), one) {
                    (Some(roster), _) => {
                        let ids = details.map(Details::people).unwrap_or_default();
                        story.heard.roster(at, roster.people, &ids);
                    }
                    (None, Some((id, true))) => story.heard.left(at, id),
                    (None, Some((id, false))) => story.heard.joined(id),
                    (None, None) => {}
                }
            }
            What::Operation(_, said) => {
                let changed = changes.iter().find_map(|(_, change)| match change {
                    Change::Operation(place, _) => Some(*place),
                    _ => None,
                });
                let named = || self.operations.iter().position(|known| known.is_meant(said));
                let operation = changed.or_else(named).and_then(|place| self.operations.get_mut(place));
                let Some(operation) = operation else { return extra };
                let outcome = said.judge(operation.kind).status;
                if changed.is_none()
                    && operation.ended.is_some()
                    && said.is_end()
                    && outcome != operation.status
                    && operation.reason != Some(CompletionReason::CallEnded)
                {
                    extra.repeated = false;
                    extra.contradicts = true;
                    let with = |result| phrases::code(result);
                    story.odd.contradiction(at, || {
                        format!(
                            "{} was notified as {}{}, and again as {outcome}{}",
                            operation.name(),
                            operation.status,
                            with(operation.result),
                            with(said.result)
                        )
                    });
                    return extra;
                }
                if let Some(result) = said.result {
                    operation.result = Some(result);
                    operation.message = extra.message().map(Into::into);
                }
                if changed.is_none() && said.is_end() && operation.reason == Some(CompletionReason::CallEnded) {
                    extra.repeated = false;
                    operation.told_after.get_or_insert((at, said.judge(operation.kind).status));
                }
            }
            _ => {}
        }
        extra
    }
}
