"""The service's end of a call."""

from __future__ import annotations

import ctypes
import struct
import uuid
from typing import Any, Final

from . import _abi
from ._base import AnyCall, Functions
from ._errors import error_of, no_number
from ._event import Event, ServiceEvent
from ._library import ROOMS, Buffer, Room, bare, checked, function
from ._settings import ServiceSettings, memory_of
from ._step import TAKEN, AnyToken, ServiceOutput, ServiceStep, token_members
from ._values import APP_EVENT, SERVICE_EVENT, Bytes, id_bytes, number_of, numbers, octets_of, time

_outgoing: Final = checked("cl_service_outgoing")
_incoming: Final = checked("cl_service_incoming")
_adopted: Final = checked("cl_service_adopted")
_ending: Final = checked("cl_service_ending")
_restore: Final = checked("cl_service_restore")
_reply: Final = checked("cl_service_reply")
_notification: Final = function("cl_service_notification")
_handle: Final = bare("cl_service_handle")
_view: Final = bare("cl_service_view")

_STATES: Final = numbers(_abi.CALL_STATE_WORDS)
_CAUSES: Final = numbers(_abi.CAUSE_WORDS)
_WAKE: Final = SERVICE_EVENT.only("now", "kind").pack_into
_ASKED: Final = APP_EVENT.only("now", "sent", "number", "kind", "request", "operation").pack_into


class ServiceCall(AnyCall):
    """The service's end of a call, for mocks and tests: it says what to answer, what to notify, and how a call ends.

    It is used as `Call` is.
    """

    __slots__ = ("_settings",)
    _size = _abi.SERVICE_SIZE
    _functions = Functions("service")
    _settings: ServiceSettings | None

    def __init__(self) -> None:
        raise TypeError("a call begins in one of several ways: ServiceCall.outgoing, incoming, adopted, ending or restore")

    @classmethod
    def _new(cls, settings: ServiceSettings | None) -> ServiceCall:
        call = cls.__new__(cls)
        call._ref, call._settings = cls._allocated(), settings
        return call

    @classmethod
    def outgoing(cls, id: str | uuid.UUID, now: int, settings: ServiceSettings | None = None) -> ServiceCall:
        """A call that the application creates just now: answer 201, with the state establishing."""
        call = cls._new(settings)
        _outgoing(call._ref, id_bytes("id", id), time("now", now), memory_of(settings, ServiceSettings))
        return call

    @classmethod
    def incoming(cls, id: str | uuid.UUID, now: int, settings: ServiceSettings | None = None) -> ServiceCall:
        """A call that comes in just now: notify created."""
        call = cls._new(settings)
        _incoming(call._ref, id_bytes("id", id), time("now", now), memory_of(settings, ServiceSettings))
        return call

    @classmethod
    def adopted(
        cls, id: str | uuid.UUID, now: int, state: _abi.CallState, settings: ServiceSettings | None = None
    ) -> ServiceCall:
        """A call that is already in some state, as at the beginning of a log."""
        call, number = cls._new(settings), number_of("state", state, _STATES)
        _adopted(call._ref, id_bytes("id", id), time("now", now), number, memory_of(settings, ServiceSettings))
        return call

    @classmethod
    def ending(
        cls, id: str | uuid.UUID, now: int, cause: _abi.Cause, settings: ServiceSettings | None = None
    ) -> ServiceCall:
        """A call that is seen for the first time as it ends."""
        call, number = cls._new(settings), number_of("cause", cause, _CAUSES)
        _ending(call._ref, id_bytes("id", id), time("now", now), number, memory_of(settings, ServiceSettings))
        return call

    @classmethod
    def restore(cls, snapshot: Bytes, settings: ServiceSettings | None = None) -> ServiceCall:
        """The call that goes on where a snapshot was taken, under the settings that it had."""
        octets, call = octets_of("snapshot", snapshot), cls._new(settings)
        _restore(call._ref, octets, len(octets), memory_of(settings, ServiceSettings))
        return call

    def handle(self, event: ServiceEvent) -> ServiceStep:
        """Handles an event."""
        if not isinstance(event, ServiceEvent):
            raise TypeError(f"event is {event!r}: a ServiceEvent is needed")
        room = ROOMS.room
        room.service_event[:] = event.octets
        return self._run(room)

    def wake(self, now: int) -> ServiceStep:
        """Handles that time has passed: call it at `next_deadline`, or whenever you like."""
        room = ROOMS.room
        try:
            _WAKE(room.service_event, 0, now, _abi.SERVICE_EVENT_WAKE)
        except struct.error:
            no_number("now", now, 0, _abi.NEVER)
        return self._run(room)

    def peer(self, now: int, event: _abi.PeerEvent) -> ServiceStep:
        """Handles what the other side does."""
        return self.handle(ServiceEvent("peer", now, peer=event))

    def media(self, now: int, event: _abi.MediaEvent, tone: _abi.Tone | None = None) -> ServiceStep:
        """Handles what happens in the media."""
        return self.handle(ServiceEvent("media", now, media=event, tone=tone))

    def notification(self, before: ServiceCall, output: ServiceOutput, now: int) -> Event | None:
        """The notification that the service posts for an output of a step, as an event of the application's end; None: it
        posts none. `before` is a copy of the call from before the step."""
        event, memory = Buffer(_abi.APP_EVENT_SIZE), _memory(output)
        code = _notification(before._ref, self._ref, memory.ref, time("now", now), event.ref)
        if code == _abi.NOTHING:
            return None
        if code:
            raise error_of(code)
        return Event._of(bytes(event.bytes))

    def reply(self, output: ServiceOutput, token: AnyToken, sent: int, now: int) -> Event:
        """The reply that an output `answer` is to a request, as an event of the application's end. `sent` is when the
        request left."""
        event, memory, (number, request, operation) = Buffer(_abi.APP_EVENT_SIZE), _memory(output), token_members(token)
        times = time("now", now), time("sent", sent)
        _ASKED(event.bytes, 0, *times, number, _abi.APP_EVENT_REPLY, request, operation)
        _reply(self._ref, memory.ref, event.ref)
        return Event._of(bytes(event.bytes))

    def view(self) -> ServiceStep:
        """How the call stands, as a step without outputs."""
        room = ROOMS.room
        code = _view(self._ref, room.step_ref)
        if code:
            raise error_of(code)
        step, data = ServiceStep(), room.step
        step._data = data[TAKEN[data[_abi.STEP_AT_COUNT]]]
        return step

    @property
    def settings(self) -> ServiceSettings | None:
        """The settings that it was made with."""
        return self._settings

    def __copy__(self) -> ServiceCall:
        call = self._new(self._settings)
        ctypes.memmove(call._ref, self._ref, _abi.SERVICE_SIZE)
        return call

    def __deepcopy__(self, _: Any) -> ServiceCall:
        return self.__copy__()

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self).restore, (self.snapshot(), self._settings))

    def _run(self, room: Room) -> ServiceStep:
        code = _handle(self._ref, room.service_event_ref, room.step_ref)
        if code:
            raise error_of(code)
        step, data = ServiceStep(), room.step
        step._data = data[TAKEN[data[_abi.STEP_AT_COUNT]]]
        return step


def _memory(output: ServiceOutput) -> Buffer:
    if not isinstance(output, ServiceOutput):
        raise TypeError(f"output is {output!r}: an output of a step of this end is needed")
    memory = Buffer(_abi.OUTPUT_SIZE)
    memory.bytes[:] = output._data
    return memory
