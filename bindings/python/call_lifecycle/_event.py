"""Events of both ends that are built member by member."""

from __future__ import annotations

import sys
import uuid
from typing import Final, Sequence

from . import _abi
from ._values import (
    APP_EVENT,
    SERVICE_EVENT,
    UnknownState,
    context_bytes,
    flag,
    id_bytes,
    integer,
    number_of,
    numbers,
    optional_flag,
    optional_number,
    time,
)

_APP_EVENTS: Final = numbers(_abi.APP_EVENT_WORDS)
_APP_REQUESTS: Final = numbers(_abi.APP_REQUEST_WORDS)
_BODIES: Final = numbers(_abi.APP_BODY_WORDS)
_CHANGES: Final = numbers(_abi.CHANGE_TYPE_WORDS)
_STATES: Final = {**numbers(_abi.CALL_STATE_WORDS), "unknown": _abi.UNKNOWN}
_TONES: Final = numbers(_abi.TONE_WORDS)
_OPERATIONS: Final = numbers(_abi.OPERATION_KIND_WORDS)
_STATUSES: Final = numbers(_abi.OPERATION_STATUS_WORDS)
_REASONS: Final = numbers(_abi.COMPLETION_REASON_WORDS)
_SERVICE_EVENTS: Final = numbers(_abi.SERVICE_EVENT_WORDS)
_SERVICE_REQUESTS: Final = numbers(_abi.SERVICE_REQUEST_WORDS)
_PEERS: Final = numbers(_abi.PEER_EVENT_WORDS)
_MEDIA: Final = numbers(_abi.MEDIA_EVENT_WORDS)
_PROFILES: Final = numbers(_abi.PROFILE_WORDS)

_I32: Final = (-(1 << 31), (1 << 31) - 1)
_U32: Final = (0, (1 << 32) - 1)


def _has(**members: object) -> int:
    bits = {
        "context": _abi.HAS_CONTEXT,
        "id": _abi.HAS_ID,
        "code": _abi.HAS_CODE,
        "subcode": _abi.HAS_SUBCODE,
        "retry_after": _abi.HAS_RETRY_AFTER,
        "takes_at_most": _abi.HAS_TAKES_AT_MOST,
        "timeout": _abi.HAS_TIMEOUT,
        "initial_silence_timeout": _abi.HAS_INITIAL_SILENCE,
        "max_silence_timeout": _abi.HAS_MAX_SILENCE,
        "max_record_duration": _abi.HAS_MAX_DURATION,
    }
    return sum(bits[name] for name, value in members.items() if value is not None)


class Event:
    """An event of the application's end, for hosts that do not hand in Graph's JSON.

    `Call` has a method for each kind that a host commonly needs; this has every member. Times are in milliseconds.

    | kind | members |
    |---|---|
    | wake | |
    | ask | request, operation; of an operation: context, takes_at_most, endless |
    | sent | request, operation, number; of an operation that the call did not ask for: as ask |
    | reply | request, operation, number, sent, status, retry_after, body; with body call or operation the members of that |
    | failed | request, operation, number |
    | call | change, state, code, subcode, audio_active, tone, sequence_id, app_transferred |
    | operation | id, context, operation_status, reason, code, subcode, deleted |
    | created | sent |
    """

    __slots__ = ("octets",)

    def __init__(
        self,
        kind: _abi.AppEvent,
        now: int,
        *,
        sent: int = 0,
        id: str | uuid.UUID | None = None,
        context: str | None = None,
        sequence_id: int = 0,
        code: int | None = None,
        subcode: int | None = None,
        retry_after: int | None = None,
        takes_at_most: int | None = None,
        number: int = 0,
        status: int = 0,
        request: _abi.AppRequest | None = None,
        operation: _abi.OperationKind | None = None,
        body: _abi.AppBody = "empty",
        change: _abi.ChangeType = "updated",
        state: _abi.CallState | UnknownState | None = None,
        audio_active: bool | None = None,
        tone: _abi.Tone | None = None,
        app_transferred: bool = False,
        deleted: bool = False,
        endless: bool = False,
        operation_status: _abi.OperationStatus | None = None,
        reason: _abi.CompletionReason | None = None,
    ) -> None:
        self.octets: Final = APP_EVENT.whole.pack(
            time("now", now),
            time("sent", sent),
            b"" if id is None else id_bytes("id", id),
            b"" if context is None else context_bytes(context),
            integer("sequence_id", sequence_id, -(1 << 63), (1 << 63) - 1),
            0 if code is None else integer("code", code, *_I32),
            0 if subcode is None else integer("subcode", subcode, *_I32),
            0 if retry_after is None else integer("retry_after", retry_after, *_U32),
            0 if takes_at_most is None else integer("takes_at_most", takes_at_most, *_U32),
            _has(id=id, context=context, code=code, subcode=subcode, retry_after=retry_after, takes_at_most=takes_at_most),
            integer("number", number, 0, 65535),
            integer("status", status, 0, 65535),
            number_of("kind", kind, _APP_EVENTS),
            optional_number("request", request, _APP_REQUESTS),
            optional_number("operation", operation, _OPERATIONS),
            number_of("body", body, _BODIES),
            number_of("change", change, _CHANGES),
            optional_number("state", state, _STATES),
            optional_flag("audio_active", audio_active),
            optional_number("tone", tone, _TONES),
            flag("app_transferred", app_transferred),
            flag("deleted", deleted),
            flag("endless", endless),
            optional_number("operation_status", operation_status, _STATUSES),
            optional_number("reason", reason, _REASONS),
            b"",
        )

    @classmethod
    def _of(cls, octets: bytes) -> Event:
        event = cls.__new__(cls)
        object.__setattr__(event, "octets", octets)
        return event

    @property
    def kind(self) -> _abi.AppEvent:
        """What happens."""
        return _abi.APP_EVENT_WORDS[self.octets[_abi.APP_EVENT_AT_KIND]]

    @property
    def now(self) -> int:
        """When it happens."""
        return int.from_bytes(self.octets[:8], sys.byteorder)

    def __repr__(self) -> str:
        return f"Event({self.kind!r}, {self.now})"


class ServiceEvent:
    """An event of the service's end. Times are in milliseconds, spans of a recording in seconds, as in Graph's JSON.

    | kind | members |
    |---|---|
    | wake | |
    | request | request, and of redirect: targets, timeout; of record: id, context, profile, prompts, barge_in_allowed, play_beep, stream_while_recording, the three timeouts, stop_tones; of playPrompt: id, context, prompts; of start: id, context, operation; of getOperation: id |
    | peer | peer |
    | media | media; of tone: tone |
    | finished | slot, success |
    """

    __slots__ = ("octets",)

    def __init__(
        self,
        kind: _abi.ServiceEvent,
        now: int,
        *,
        id: str | uuid.UUID | None = None,
        context: str | None = None,
        stop_tones: Sequence[str] = (),
        prompts: int = 0,
        targets: int = 0,
        timeout: int | None = None,
        initial_silence_timeout: int | None = None,
        max_silence_timeout: int | None = None,
        max_record_duration: int | None = None,
        request: _abi.ServiceRequest | None = None,
        operation: _abi.OperationKind | None = None,
        peer: _abi.PeerEvent | None = None,
        media: _abi.MediaEvent | None = None,
        tone: _abi.Tone | None = None,
        slot: int = 0,
        success: bool = False,
        profile: _abi.Profile = "recordResponse",
        barge_in_allowed: bool | None = None,
        play_beep: bool | None = None,
        stream_while_recording: bool | None = None,
    ) -> None:
        spans = (timeout, initial_silence_timeout, max_silence_timeout, max_record_duration)
        names = ("timeout", "initial_silence_timeout", "max_silence_timeout", "max_record_duration")
        self.octets: Final = SERVICE_EVENT.whole.pack(
            time("now", now),
            b"" if id is None else id_bytes("id", id),
            b"" if context is None else context_bytes(context),
            _stop_tones(stop_tones),
            integer("prompts", prompts, *_U32),
            integer("targets", targets, *_U32),
            *(0 if span is None else integer(name, span, *_I32) for name, span in zip(names, spans)),
            _has(id=id, context=context, **dict(zip(names, spans))),
            number_of("kind", kind, _SERVICE_EVENTS),
            optional_number("request", request, _SERVICE_REQUESTS),
            optional_number("operation", operation, _OPERATIONS),
            optional_number("peer", peer, _PEERS),
            optional_number("media", media, _MEDIA),
            optional_number("tone", tone, _TONES),
            integer("slot", slot, 0, 255),
            flag("success", success),
            number_of("profile", profile, _PROFILES),
            optional_flag("barge_in_allowed", barge_in_allowed),
            optional_flag("play_beep", play_beep),
            optional_flag("stream_while_recording", stream_while_recording),
        )

    @property
    def kind(self) -> _abi.ServiceEvent:
        """What happens."""
        return _abi.SERVICE_EVENT_WORDS[self.octets[_abi.SERVICE_EVENT_AT_KIND]]

    @property
    def now(self) -> int:
        """When it happens."""
        return int.from_bytes(self.octets[:8], sys.byteorder)

    def __repr__(self) -> str:
        return f"ServiceEvent({self.kind!r}, {self.now})"


def _stop_tones(sequences: Sequence[str]) -> bytes:
    if isinstance(sequences, str):
        raise TypeError(f"stop_tones is {sequences!r}: a list of texts is needed, such as ['#', '11']")
    tones = [sequence.encode("ascii", "replace") for sequence in sequences]
    if len(tones) > 8 or not all(1 <= len(sequence) <= 8 for sequence in tones):
        raise ValueError(f"stop_tones is {sequences!r}: up to 8 texts of 1 to 8 symbols are allowed")
    return b"".join(sequence.ljust(8, b"\0") for sequence in tones)

