"""The application's end of a call."""

from __future__ import annotations

import ctypes
import struct
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from . import _abi, _notice
from ._abi import (
    NEVER,
    APP_EVENT_REPLY,
    APP_EVENT_SENT,
    NOTICE_AT_WHAT,
    NOTICE_EVENT,
    STEP_AT_COUNT,
)
from ._base import AnyCall, Functions
from ._errors import error_of, no_number
from ._event import Event
from ._library import ROOMS, Buffer, Room, bare, checked
from ._notice import NOTICE_ID, Notice, Request, taken_notice
from ._settings import Settings, memory_of
from ._step import MEMBERS, TAKEN, AnyToken, Step, Token, token_members
from ._values import (
    APP_EVENT,
    Bytes,
    context_bytes,
    flag,
    id_bytes,
    id_text,
    integer,
    number_of,
    numbers,
    octets_of,
    time,
)

if TYPE_CHECKING:
    from ._notice import Headers

_outgoing: Final = checked("cl_app_outgoing")
_incoming: Final = checked("cl_app_incoming")
_adopted: Final = checked("cl_app_adopted")
_restore: Final = checked("cl_app_restore")
_result: Final = checked("cl_app_result")
_handle: Final = bare("cl_app_handle")
_view: Final = bare("cl_app_view")

_STATES: Final = numbers(_abi.CALL_STATE_WORDS)
_TOKEN: Final = APP_EVENT.only("now", "number", "kind", "request", "operation").pack_into
_HINTS: Final = APP_EVENT.only(
    "now", "context", "takes_at_most", "has", "number", "kind", "request", "operation", "endless"
).pack_into
_REPLY: Final = APP_EVENT.only("now", "sent", "number", "status", "kind", "request", "operation").pack_into
_CREATED: Final = APP_EVENT.only("now", "sent", "kind").pack_into


@dataclass(frozen=True, slots=True)
class Result:
    """The code and the subcode with which the service ended the call."""

    code: int
    subcode: int | None


class Call(AnyCall):
    """The application's end of a call. Times are integers in milliseconds, of a clock that never goes back.

    Hand in what happens, act on the outputs of the step, and wake the call at `next_deadline`. A call is plain memory:
    forget it when it is no longer needed. What outlives the process is `snapshot()`; `copy.copy` and `pickle` work.
    """

    __slots__ = ("_id", "_settings")
    _size = _abi.APP_SIZE
    _functions = Functions("app")
    _id: bytes
    _settings: Settings | None

    def __init__(self) -> None:
        raise TypeError("a call begins in one of several ways: Call.outgoing, incoming, adopted or restore")

    @classmethod
    def _new(cls, settings: Settings | None, id: bytes) -> Call:
        call = cls.__new__(cls)
        call._ref, call._id, call._settings = cls._allocated(), id, settings
        return call

    @classmethod
    def outgoing(cls, id: str | uuid.UUID, sent: int, settings: Settings | None = None) -> Call:
        """A call that the application created: establishing, from the time at which the create request was sent."""
        call = cls._new(settings, id_bytes("id", id))
        _outgoing(call._ref, call._id, time("sent", sent), memory_of(settings, Settings))
        return call

    @classmethod
    def incoming(cls, id: str | uuid.UUID, now: int, settings: Settings | None = None) -> Call:
        """A call that was notified as incoming just now."""
        call = cls._new(settings, id_bytes("id", id))
        _incoming(call._ref, call._id, time("now", now), memory_of(settings, Settings))
        return call

    @classmethod
    def adopted(cls, id: str | uuid.UUID, now: int, state: _abi.CallState, settings: Settings | None = None) -> Call:
        """A call that lives already, as after a restart without a snapshot."""
        call = cls._new(settings, id_bytes("id", id))
        number = number_of("state", state, _STATES)
        _adopted(call._ref, call._id, time("now", now), number, memory_of(settings, Settings))
        return call

    @classmethod
    def restore(cls, snapshot: Bytes, settings: Settings | None = None) -> Call:
        """The call that goes on where a snapshot was taken, under the settings that it had."""
        octets, call = octets_of("snapshot", snapshot), cls._new(settings, b"")
        _restore(call._ref, octets, len(octets), memory_of(settings, Settings))
        call._id = call._octets_of_id()
        return call

    def handle(self, event: Event | Notice) -> Step:
        """Handles an event that was built or read elsewhere."""
        room = ROOMS.room
        if isinstance(event, Notice):
            if event.what != "event" or event.call != self.id:
                raise ValueError(f"{event!r} is no event of the call {self.id}")
        elif not isinstance(event, Event):
            raise TypeError(f"event is {event!r}: an Event or a Notice is needed")
        room.event[:] = event.octets
        step = self._run(room)
        if isinstance(event, Notice):
            event.step = step
        return step

    def wake(self, now: int) -> Step:
        """Handles that time has passed: call it at `next_deadline`, or whenever you like."""
        room = ROOMS.room
        try:
            room.now[0] = now
        except (TypeError, ValueError):
            no_number("now", now, 0, NEVER)
        # As `_run`: here and in the next two, a call of it would be a tenth of the time.
        code = _handle(self._ref, room.wake_ref, room.step_ref)
        if code:
            raise error_of(code)
        step, data = Step(), room.step
        step._data = data[TAKEN[data[STEP_AT_COUNT]]]
        return step

    def ask(
        self,
        now: int,
        request: _abi.AppRequest,
        operation: _abi.OperationKind | None = None,
        *,
        context: str | None = None,
        takes_at_most: int | None = None,
        endless: bool = False,
    ) -> Step:
        """Asks for a request to be sent: it comes back as an output `send`, if it may be sent now.

        Of an operation, `context` is its clientContext, `takes_at_most` the longest that it can take in milliseconds,
        and `endless` says that it is a playPrompt with loop.
        """
        token = Token(request, operation)
        return self._hinted(now, _abi.APP_EVENT_ASK, token, context, takes_at_most, endless)

    def sent(
        self,
        now: int,
        token: AnyToken,
        *,
        context: str | None = None,
        takes_at_most: int | None = None,
        endless: bool = False,
    ) -> Step:
        """Handles that a request has left. `token` is the output `send`; the rest is as for `ask`, for an operation that
        the call did not ask for."""
        if context is not None or takes_at_most is not None or endless:
            return self._hinted(now, APP_EVENT_SENT, token, context, takes_at_most, endless)
        room = ROOMS.room
        try:
            number, request, operation = MEMBERS(token._data)
            _TOKEN(room.event, 0, now, number, APP_EVENT_SENT, request, operation)
        except (struct.error, AttributeError):
            token_members(token)
            no_number("now", now, 0, NEVER)
        code = _handle(self._ref, room.event_ref, room.step_ref)
        if code:
            raise error_of(code)
        step, data = Step(), room.step
        step._data = data[TAKEN[data[STEP_AT_COUNT]]]
        return step

    def failed(self, now: int, token: AnyToken) -> Step:
        """Handles that a request could not be sent, or that its answer did not come."""
        return self._of_token(now, _abi.APP_EVENT_FAILED, token)

    def reply(
        self,
        now: int,
        token: AnyToken,
        sent: int,
        status: int,
        headers: Headers | None = None,
        body: Bytes | str | None = None,
    ) -> Step:
        """Handles the answer to a request. `sent` is when it left."""
        room = ROOMS.room
        try:
            number, request, operation = MEMBERS(token._data)
            _REPLY(room.event, 0, now, sent, number, status, APP_EVENT_REPLY, request, operation)
        except (struct.error, AttributeError):
            token_members(token)
            time("now", now)
            time("sent", sent)
            no_number("status", status, 0, 65535)
        if headers or body:
            return self.replied(now, token, sent, status, headers, body)._handled()
        code = _handle(self._ref, room.event_ref, room.step_ref)
        if code:
            raise error_of(code)
        step, data = Step(), room.step
        step._data = data[TAKEN[data[STEP_AT_COUNT]]]
        return step

    def replied(
        self,
        now: int,
        token: AnyToken,
        sent: int,
        status: int,
        headers: Headers | None = None,
        body: Bytes | str | None = None,
    ) -> Notice:
        """As `reply`, for hosts that want what the answer says: the location and the token of a recording, or the code
        and the message of an error. `step` of what is returned is the step."""
        asked, (number, request, operation) = Buffer(_abi.APP_EVENT_SIZE), token_members(token)
        times, status = (time("now", now), time("sent", sent)), integer("status", status, 0, 65535)
        _REPLY(asked.bytes, 0, *times, number, status, APP_EVENT_REPLY, request, operation)
        notice = _notice.reply(asked.ref, headers, body)
        room = ROOMS.room
        room.event[:] = notice.octets
        notice.step = self._run(room)
        return notice

    def notified(self, now: int, body: Bytes | str) -> list[Notice]:
        """Reads a notification that the service has posted, and handles what is about this call.

        Each entry is a `Notice`; those that were handled have a `step`. For many calls, use `notices`.
        """
        room, found = ROOMS.room, []
        if type(body) is not bytes:
            body = octets_of("body", body)
        if type(now) is not int or not 0 <= now <= NEVER:
            now = time("now", now)
        memory, count, text = _notice.read(room, body, now)
        for number in range(count):
            data = taken_notice(memory, number)
            notice = Notice()
            notice._data, notice._text, notice.step = data, text, None
            if data[NOTICE_AT_WHAT] == NOTICE_EVENT and data[NOTICE_ID] == self._id:
                code = _handle(self._ref, memory.events[number], room.step_ref)
                if code:
                    raise error_of(code)
                step, data = Step(), room.step
                step._data = data[TAKEN[data[STEP_AT_COUNT]]]
                notice.step = step
            found.append(notice)
        return found

    def created(self, now: int, sent: int) -> Step:
        """Handles that the request that created this call, which was notified before it was answered, left at `sent`."""
        room = ROOMS.room
        _CREATED(room.event, 0, time("now", now), time("sent", sent), _abi.APP_EVENT_CREATED)
        return self._run(room)

    def request(
        self,
        token: AnyToken,
        body: Bytes | str | None = None,
        *,
        participant: str | uuid.UUID | None = None,
        version: _abi.ApiVersion = "v1.0",
    ) -> Request:
        """The method and the path of a request to send. `body` is the JSON that will be sent: whether there has to be
        one is checked."""
        return _notice.request(self._id, token_members(token), body, participant, version)

    def view(self) -> Step:
        """How the call stands, as a step without outputs."""
        room = ROOMS.room
        code = _view(self._ref, room.step_ref)
        if code:
            raise error_of(code)
        step = Step()
        step._data = room.step[TAKEN[0]]
        return step

    @property
    def id(self) -> str:
        """The id of the call, as Graph writes it."""
        return id_text(self._id)

    @property
    def settings(self) -> Settings | None:
        """The settings that it was made with."""
        return self._settings

    @property
    def result(self) -> Result | None:
        """With which code the service ended the call, where it gave one."""
        room = Buffer(_abi.RESULT_SIZE)
        _result(self._ref, room.ref)
        code, subcode, has, _ = struct.unpack(_abi.RESULT_FORMAT, room.bytes)
        return Result(code, subcode if has & _abi.HAS_SUBCODE else None) if has & _abi.HAS_CODE else None

    def __copy__(self) -> Call:
        call = self._new(self._settings, self._id)
        ctypes.memmove(call._ref, self._ref, _abi.APP_SIZE)
        return call

    def __deepcopy__(self, _: Any) -> Call:
        return self.__copy__()

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self).restore, (self.snapshot(), self._settings))

    def _run(self, room: Room) -> Step:
        code = _handle(self._ref, room.event_ref, room.step_ref)
        if code:
            raise error_of(code)
        step, data = Step(), room.step
        step._data = data[TAKEN[data[STEP_AT_COUNT]]]
        return step

    def _of_token(self, now: int, kind: int, token: AnyToken) -> Step:
        room = ROOMS.room
        try:
            number, request, operation = MEMBERS(token._data)
            _TOKEN(room.event, 0, now, number, kind, request, operation)
        except (struct.error, AttributeError):
            token_members(token)
            no_number("now", now, 0, NEVER)
        return self._run(room)

    def _hinted(
        self, now: int, kind: int, token: AnyToken, context: str | None, takes_at_most: int | None, endless: bool
    ) -> Step:
        room, (number, request, operation) = ROOMS.room, token_members(token)
        has = (_abi.HAS_CONTEXT if context is not None else 0) | (_abi.HAS_TAKES_AT_MOST if takes_at_most is not None else 0)
        # All are checked before anything is written.
        fields = (
            time("now", now),
            b"" if context is None else context_bytes(context),
            0 if takes_at_most is None else integer("takes_at_most", takes_at_most, 0, 0xFFFF_FFFF),
            has,
            number,
            kind,
            request,
            operation,
            flag("endless", endless),
        )
        _HINTS(room.event, 0, *fields)
        return self._run(room)
