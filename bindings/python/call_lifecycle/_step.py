"""What comes back from the library: steps and their outputs.

A step is decoded when somebody looks at it, member by member: most hosts look at two or three.
"""

from __future__ import annotations

import struct
from typing import Callable, Final, TypeVar

from . import _abi
from ._abi import (
    NEVER,
    OUTPUT_AT_AT,
    OUTPUT_AT_CAUSE,
    OUTPUT_AT_FLAG,
    OUTPUT_AT_FROM,
    OUTPUT_AT_KIND,
    OUTPUT_AT_NUMBER,
    OUTPUT_AT_OPERATION,
    OUTPUT_AT_OPERATION_STATUS,
    OUTPUT_AT_PHASE,
    OUTPUT_AT_REASON,
    OUTPUT_AT_REQUEST,
    OUTPUT_AT_SEQUENCE,
    OUTPUT_AT_SLOT,
    OUTPUT_AT_SLOTS,
    OUTPUT_AT_STATUS,
    OUTPUT_AT_TO,
    OUTPUT_AT_TONE,
    OUTPUT_SIZE,
    STEP_AT_CAUSE,
    STEP_AT_DEADLINE_KIND,
    STEP_AT_EXPIRES_AT,
    STEP_AT_FAILURES,
    STEP_AT_FLAGS,
    STEP_AT_OUTPUTS,
    STEP_AT_REJECTION,
    STEP_AT_STATE,
    STEP_AT_VERDICT,
)
from ._values import Layout, integer, number_of, numbers, optional

_STATE_WORDS: Final = _abi.CALL_STATE_WORDS
_STATES: Final = optional(_abi.CALL_STATE_WORDS)
_CAUSES: Final = optional(_abi.CAUSE_WORDS)
_DEADLINES: Final = optional(_abi.DEADLINE_KIND_WORDS)
_REJECTIONS: Final = optional(_abi.REJECTION_WORDS)
_REQUESTS: Final = optional(_abi.APP_REQUEST_WORDS)
_OPERATIONS: Final = optional(_abi.OPERATION_KIND_WORDS)
_TONES: Final = optional(_abi.TONE_WORDS)
_STATUSES: Final = optional(_abi.OPERATION_STATUS_WORDS)
_REASONS: Final = optional(_abi.COMPLETION_REASON_WORDS)
_PHASES: Final = optional(_abi.RECORD_PHASE_WORDS)
_VERDICTS: Final = _abi.VERDICT_WORDS
_APP_OUTPUTS: Final = _abi.APP_OUTPUT_WORDS
_SERVICE_OUTPUTS: Final = _abi.SERVICE_OUTPUT_WORDS
_REQUEST_NUMBERS: Final = numbers(_abi.APP_REQUEST_WORDS)
_OPERATION_NUMBERS: Final = numbers(_abi.OPERATION_KIND_WORDS)

_U16: Final[Callable[[bytearray, int], tuple[int]]] = struct.Struct("=H").unpack_from
_U32: Final[Callable[[bytearray, int], tuple[int]]] = struct.Struct("=I").unpack_from
_U64: Final[Callable[[bytearray, int], tuple[int]]] = struct.Struct("=Q").unpack_from
# What is copied of a step that the library has written, by the number of its outputs.
TAKEN: Final = tuple(slice(STEP_AT_OUTPUTS + OUTPUT_SIZE * count) for count in range(_abi.MAX_OUTPUTS + 1))
# The next deadline is the first member of a step.
_DEADLINE: Final[Callable[[bytearray], tuple[int]]] = struct.Struct("=Q").unpack_from
_FIRST_OUTPUT: Final = slice(STEP_AT_OUTPUTS, STEP_AT_OUTPUTS + OUTPUT_SIZE)
_WITH_ONE: Final = STEP_AT_OUTPUTS + OUTPUT_SIZE
_TOKEN: Final = Layout(_abi.OUTPUT_FORMAT, _abi.OUTPUT_MEMBERS).only("number", "request", "operation")
# The number of a request, the request and its operation.
MEMBERS: Final[Callable[[bytearray], tuple[int, int, int]]] = _TOKEN.unpack_from


class AnyToken:
    """What names a request of the application: a `Token`, or an output of kind `send`."""

    __slots__ = ("_data",)
    # An output, as the library has it.
    _data: bytearray

    @property
    def request(self) -> _abi.AppRequest | None:
        """The request to send."""
        return _REQUESTS[self._data[OUTPUT_AT_REQUEST]]

    @property
    def operation(self) -> _abi.OperationKind | None:
        """The kind of operation, if `request` is `operation`."""
        return _OPERATIONS[self._data[OUTPUT_AT_OPERATION]]

    @property
    def number(self) -> int:
        """The number of the request."""
        return _U16(self._data, OUTPUT_AT_NUMBER)[0]

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, AnyToken) and self._data == other._data

    def __hash__(self) -> int:
        return hash(bytes(self._data))


class Token(AnyToken):
    """Names a request that a call did not ask for, or one that was asked for before a restart.

    Outputs of kind `send` are tokens themselves. A number is 0 to 65535.
    """

    __slots__ = ()

    def __init__(self, request: _abi.AppRequest, operation: _abi.OperationKind | None = None, number: int = 0) -> None:
        kind = _abi.NONE if operation is None else number_of("operation", operation, _OPERATION_NUMBERS)
        what = number_of("request", request, _REQUEST_NUMBERS)
        if (request == "operation") != (operation is not None):
            raise ValueError(f"request is {request!r} and operation {operation!r}: 'operation' has a kind, and only that")
        self._data = bytearray(_TOKEN.pack(integer("number", number, 0, 65535), what, kind))

    def __repr__(self) -> str:
        return _shown(self, ("request", "operation", "number"))


def token_members(token: AnyToken) -> tuple[int, int, int]:
    """The number of a request, the request and its operation."""
    if not isinstance(token, AnyToken):
        raise TypeError(f"token is {token!r}: an output of kind send, or a Token, is needed")
    return MEMBERS(token._data)


class _Output(AnyToken):
    __slots__ = ()

    @property
    def at(self) -> int:
        """The time from which it counts."""
        return _U64(self._data, OUTPUT_AT_AT)[0]

    @property
    def slots(self) -> tuple[int, ...]:
        """Slots of operations."""
        bits = _U32(self._data, OUTPUT_AT_SLOTS)[0]
        return tuple(slot for slot in range(bits.bit_length()) if bits >> slot & 1)

    @property
    def slot(self) -> int | None:
        """The slot of an operation."""
        slot = self._data[OUTPUT_AT_SLOT]
        return None if slot == _abi.NONE else slot

    @property
    def from_state(self) -> _abi.CallState | None:
        """The state before."""
        return _STATES[self._data[OUTPUT_AT_FROM]]

    @property
    def to(self) -> _abi.CallState | None:
        """The state now."""
        return _STATES[self._data[OUTPUT_AT_TO]]

    @property
    def cause(self) -> _abi.Cause | None:
        """Why the call ended."""
        return _CAUSES[self._data[OUTPUT_AT_CAUSE]]

    @property
    def tone(self) -> _abi.Tone | None:
        """A tone that was pressed."""
        return _TONES[self._data[OUTPUT_AT_TONE]]

    @property
    def operation_status(self) -> _abi.OperationStatus | None:
        """How an operation ended."""
        return _STATUSES[self._data[OUTPUT_AT_OPERATION_STATUS]]

    @property
    def reason(self) -> _abi.CompletionReason | None:
        """Why an operation ended."""
        return _REASONS[self._data[OUTPUT_AT_REASON]]

    @property
    def flag(self) -> bool:
        """Of `audioActive`: whether audio flows. Of `phase`: whether the location is to be announced now."""
        return self._data[OUTPUT_AT_FLAG] != 0


class Output(_Output):
    """Something to do or to know at the application's end, by its `kind`:

    | kind | members |
    |---|---|
    | send | request, operation, number |
    | state | from_state, to |
    | ended | cause, slots |
    | audioActive | flag |
    | tone | tone |
    | operationAccepted, operationRunning | slot |
    | operationEnded | slot, operation_status, reason |
    | operationsCancelled, operationsOverdue | slots |

    All have `at`. Members that the kind does not have are None, 0, False or empty.
    """

    __slots__ = ()
    __match_args__ = ("kind",)

    @property
    def kind(self) -> _abi.AppOutput:
        """What it is."""
        return _APP_OUTPUTS[self._data[OUTPUT_AT_KIND]]

    def __repr__(self) -> str:
        return _shown(self, _SHOWN)


class ServiceOutput(_Output):
    """Something to answer or to notify at the service's end, by its `kind`:

    | kind | members |
    |---|---|
    | answer | status, slot |
    | state | from_state, to |
    | ended | cause |
    | operationsEnded | slots |
    | phase | slot, phase, flag |
    | operationEnded | slot, operation_status, reason |
    | tone | tone, sequence |
    """

    __slots__ = ()
    __match_args__ = ("kind",)

    @property
    def kind(self) -> _abi.ServiceOutput:
        """What it is."""
        return _SERVICE_OUTPUTS[self._data[OUTPUT_AT_KIND]]

    @property
    def status(self) -> int | None:
        """The HTTP status to answer."""
        return _U16(self._data, OUTPUT_AT_STATUS)[0] or None

    @property
    def phase(self) -> _abi.RecordPhase | None:
        """The phase that a media operation has entered."""
        return _PHASES[self._data[OUTPUT_AT_PHASE]]

    @property
    def sequence(self) -> int:
        """`sequenceId` of a tone."""
        return _U32(self._data, OUTPUT_AT_SEQUENCE)[0]

    def __repr__(self) -> str:
        return _shown(self, (*_SHOWN, "status", "phase", "sequence"))


_SHOWN: Final = (
    "kind", "at", "request", "operation", "number", "slot", "slots", "from_state", "to", "cause", "tone",
    "operation_status", "reason", "flag",
)  # fmt: skip


def _shown(value: object, names: tuple[str, ...]) -> str:
    members = ((name, getattr(value, name)) for name in names)
    return f"{type(value).__name__}({', '.join(f'{name}={member!r}' for name, member in members if member)})"


_Outputs = TypeVar("_Outputs", bound=_Output)


def _outputs(kind: type[_Outputs], data: bytearray) -> tuple[_Outputs, ...]:
    found = []
    for at in range(STEP_AT_OUTPUTS, len(data), OUTPUT_SIZE):
        output = kind()
        output._data = data[at : at + OUTPUT_SIZE]
        found.append(output)
    return tuple(found)


class AnyStep:
    """A step of either end."""

    # Not set by `__init__`, which would take as long as all else.
    __slots__ = ("_data",)
    _data: bytearray

    @property
    def next_deadline(self) -> int | None:
        """When to wake the call next; None: nothing is due any more."""
        (deadline,) = _DEADLINE(self._data)
        return None if deadline == NEVER else deadline

    @property
    def expires_at(self) -> int | None:
        """When the call expires, or expired."""
        expires = _U64(self._data, STEP_AT_EXPIRES_AT)[0]
        return None if expires == NEVER else expires

    @property
    def verdict(self) -> _abi.Verdict:
        """What became of the event."""
        return _VERDICTS[self._data[STEP_AT_VERDICT]]

    @property
    def rejection(self) -> _abi.Rejection | None:
        """Why the event was rejected."""
        return _REJECTIONS[self._data[STEP_AT_REJECTION]]

    @property
    def state(self) -> _abi.CallState:
        """The state of the call."""
        return _STATE_WORDS[self._data[STEP_AT_STATE]]

    @property
    def cause(self) -> _abi.Cause | None:
        """Why the call ended; at the service's end also why it is ending."""
        return _CAUSES[self._data[STEP_AT_CAUSE]]

    @property
    def deadline_kind(self) -> _abi.DeadlineKind | None:
        """What the deadline is for."""
        return _DEADLINES[self._data[STEP_AT_DEADLINE_KIND]]

    @property
    def clock_regressed(self) -> bool:
        """Whether `now` was earlier than in an earlier step. The call goes on as if no time had passed."""
        return self._data[STEP_AT_FLAGS] & _abi.CLOCK_REGRESSED != 0

    @property
    def deadline_changed(self) -> bool:
        """Whether the timer has to be armed anew."""
        return self._data[STEP_AT_FLAGS] & _abi.DEADLINE_CHANGED != 0

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, AnyStep) and self._data == other._data

    def __hash__(self) -> int:
        return hash(bytes(self._data))


class Step(AnyStep):
    """What an event did at the application's end, what is to be done, and how the call stands afterwards."""

    __slots__ = ()

    @property
    def outputs(self) -> tuple[Output, ...]:
        """What to do and to know, in order of time."""
        data = self._data
        # Most steps have no output or one.
        if len(data) != _WITH_ONE:
            return _outputs(Output, data) if len(data) != STEP_AT_OUTPUTS else ()
        output = Output()
        output._data = data[_FIRST_OUTPUT]
        return (output,)

    @property
    def presumed_lost(self) -> bool:
        """Whether the expiry has passed, and the call has not ended."""
        return self._data[STEP_AT_FLAGS] & _abi.PRESUMED_LOST != 0

    @property
    def in_flight(self) -> bool:
        """Whether a keepAlive was sent whose reply is awaited."""
        return self._data[STEP_AT_FLAGS] & _abi.IN_FLIGHT != 0

    @property
    def audio_active(self) -> bool:
        """Whether audio flows, by the last notification that said so or denied it."""
        return self._data[STEP_AT_FLAGS] & _abi.AUDIO_ACTIVE != 0

    @property
    def hang_up_confirmed(self) -> bool:
        """Whether the application has asked to end the call, and the service has confirmed it."""
        return self._data[STEP_AT_FLAGS] & _abi.HANG_UP_CONFIRMED != 0

    @property
    def failures(self) -> int:
        """How many keepAlives have failed since the last success."""
        return self._data[STEP_AT_FAILURES]

    def __repr__(self) -> str:
        return _shown(self, (*_SHOWN_OF_STEP, "presumed_lost", "in_flight", "audio_active", "hang_up_confirmed", "failures"))


class ServiceStep(AnyStep):
    """What an event did at the service's end, what to answer and to notify, and how the call stands afterwards."""

    __slots__ = ()

    @property
    def outputs(self) -> tuple[ServiceOutput, ...]:
        """What to answer and to notify, in order of time."""
        return _outputs(ServiceOutput, self._data)

    def __repr__(self) -> str:
        return _shown(self, _SHOWN_OF_STEP)


_SHOWN_OF_STEP: Final = (
    "verdict", "rejection", "state", "cause", "next_deadline", "deadline_kind", "expires_at", "outputs",
    "clock_regressed", "deadline_changed",
)  # fmt: skip
