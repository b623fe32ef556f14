//! What can stand in the diary of the service's end.

use std::rc::Rc;

use call_lifecycle::record::{RecordPhase, RecordRequest, Tone};
use call_lifecycle::{CallState, ClientContext, Id, OperationKind, Outcome, Slot, Trigger};

/// A line of it.
#[derive(Clone, Debug)]
pub enum Line {
    /// A request came, and its answer is not known yet.
    Asked,
    Answered {
        status: u16,
        slot: Option<Slot>,
    },
    /// A keepAlive was answered 200.
    Renewed,
    Moved {
        trigger: Trigger,
        from: CallState,
        to: CallState,
    },
    /// A redirect was accepted, and rings so long.
    RingsFor(u64),
    Subscribed,
    Opened(Rc<Operation>),
    Entered {
        number: usize,
        phase: RecordPhase,
        announce: bool,
    },
    Ended {
        number: usize,
        outcome: Outcome,
    },
    /// These operations ended with the call.
    EndedWithCall(Vec<usize>),
    /// The caller starts or stops speaking.
    Speech(bool),
    /// A tone that counts towards the stop tones of an operation.
    Entry {
        number: usize,
        tone: Tone,
    },
    /// A tone of which the application is notified.
    Notified {
        tone: Tone,
        sequence: u32,
    },
}

/// A request for an operation that was accepted; its number counts those from 0.
#[derive(Clone, Debug)]
pub struct Operation {
    pub number: usize,
    pub slot: Slot,
    pub kind: OperationKind,
    pub id: Id,
    pub context: Option<ClientContext>,
    /// Of a recording.
    pub request: Option<RecordRequest>,
}
