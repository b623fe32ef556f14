"""Graph's JSON: what the service posts and answers becomes events, and requests become methods and paths."""

from __future__ import annotations

import ctypes
import struct
import uuid
from typing import TYPE_CHECKING, Final, Iterable, Mapping, NamedTuple

from . import _abi
from ._abi import NOTICE_AT_OPERATION, NOTICE_AT_WHAT, NOTICE_SIZE
from ._errors import CreateError, error_of
from ._library import ROOMS, Notices, Room, bare, checked, function
from ._step import Step
from ._values import (
    Bytes,
    id_bytes,
    id_text,
    integer,
    number_of,
    numbers,
    octets_of,
    optional,
    time,
)

if TYPE_CHECKING:
    Headers = Mapping[str, str] | Iterable[tuple[str, str]]

_notices: Final = bare("cl_notices")
_reply: Final = function("cl_reply")
_created: Final = function("cl_created")
_request: Final = checked("cl_request")
_VERSIONS: Final = numbers(_abi.API_VERSION_WORDS)
_OPERATIONS: Final = optional(_abi.OPERATION_KIND_WORDS)
NOTICE_ID: Final = slice(_abi.NOTICE_AT_CALL, _abi.NOTICE_AT_CALL + 16)
_TEXT: Final = struct.Struct("=II").unpack_from
_U32: Final = struct.Struct("=I").unpack_from


class Notice:
    """An entry of a notification, or an answer: an event for a call, and texts for the host."""

    __slots__ = ("_data", "_text", "step")
    _data: bytearray
    _text: bytes
    step: Step | None
    """What a call did with the event, where one was handed it."""

    @classmethod
    def _of(cls, data: bytearray, text: bytes) -> Notice:
        notice = cls()
        notice._data, notice._text, notice.step = data, text, None
        return notice

    def _handled(self) -> Step:
        assert self.step is not None
        return self.step

    @property
    def what(self) -> _abi.Notice:
        """What it is.

        | | |
        |---|---|
        | event | an event for the call that is named |
        | other | nothing for a call's lifecycle: a roster and the like |
        | badEntry | an entry that cannot be understood: `message` says why |
        | badJson | a body that is no JSON from some place on: `message` says where |
        | refused | the answer to a creation that failed |
        """
        return _abi.NOTICE_WORDS[self._data[NOTICE_AT_WHAT]]

    @property
    def call(self) -> str | None:
        """The id of the call that it is about."""
        octets = bytes(self._data[NOTICE_ID])
        return id_text(octets) if any(octets) else None

    @property
    def operation(self) -> _abi.OperationKind | None:
        """The kind of operation, where the entry names it."""
        return _OPERATIONS[self._data[NOTICE_AT_OPERATION]]

    @property
    def location(self) -> str | None:
        """`recordingLocation` of a recording."""
        return self._part(_abi.NOTICE_AT_LOCATION_AT)

    @property
    def token(self) -> str | None:
        """`recordingAccessToken` of a recording."""
        return self._part(_abi.NOTICE_AT_TOKEN_AT)

    @property
    def code(self) -> str | None:
        """`error.code` of an answer that refuses."""
        return self._part(_abi.NOTICE_AT_CODE_AT)

    @property
    def message(self) -> str | None:
        """What is wrong with the entry or the body, or `error.message` of an answer that refuses."""
        return self._part(_abi.NOTICE_AT_MESSAGE_AT)

    @property
    def octets(self) -> bytes:
        """The event as the library has it."""
        return bytes(self._data[: _abi.APP_EVENT_SIZE])

    def _part(self, place: int) -> str | None:
        at, length = _TEXT(self._data, place)
        return self._text[at : at + length].decode() if length else None

    def __repr__(self) -> str:
        names = ("what", "call", "operation", "location", "code", "message", "step")
        members = ((name, getattr(self, name)) for name in names)
        return f"Notice({', '.join(f'{name}={member!r}' for name, member in members if member)})"


class Request(NamedTuple):
    """A request to send: append the path to `https://graph.microsoft.com`."""

    method: _abi.Verb
    path: str


def read(room: Room, octets: bytes, now: int) -> tuple[Notices, int, bytes]:
    """Reads a notification: the notices that there are, how many, and their texts."""
    # As large as is needed: the library says how large that is.
    while True:
        memory = room.json
        memory.json_length.value, memory.now.value = len(octets), now
        code = _notices(
            octets, memory.json_length, memory.now,
            memory.notices.ref, memory.capacity, memory.count_ref,
            memory.text.ref, memory.text_capacity, memory.length_ref,
        )  # fmt: skip
        length = memory.length.value
        if not code:
            return memory, memory.count.value, bytes(memory.text.bytes[:length]) if length else b""
        if code != _abi.TOO_SHORT:
            raise error_of(code)
        room.json = Notices(max(memory.count.value, len(memory.events)), max(length, memory.text.size))


def taken_notice(memory: Notices, number: int) -> bytearray:
    """A copy of a notice that the library has written."""
    return memory.notices.bytes[number * NOTICE_SIZE : (number + 1) * NOTICE_SIZE]


def notices(body: Bytes | str, now: int) -> list[Notice]:
    """Reads a notification that the service has posted, for hosts with many calls.

    Hand each whose `what` is `event` to the call that it names: `calls[notice.call].handle(notice)`.
    """
    room = ROOMS.room
    memory, count, text = read(room, octets_of("body", body), time("now", now))
    return [Notice._of(taken_notice(memory, number), text) for number in range(count)]


def created(now: int, status: int, headers: Headers | None, body: Bytes | str | None) -> Notice:
    """Reads the answer to the request that creates a call: `call` of what is returned is its id.

    Raises `CreateError` if there is no call: because the service refused, or answered without one.
    """
    octets, lines = octets_of("body", body), header_lines(headers)
    now, status = time("now", now), integer("status", status, 0, 65535)

    def write(memory: Notices) -> int:
        return _created(
            now, status, lines, len(lines), octets, len(octets),
            memory.notices.ref, memory.text.ref, memory.text.size, memory.length_ref,
        )  # fmt: skip

    notice = _answer(write)
    if notice.what != "event":
        (has,), (wait,) = _U32(notice.octets, _abi.APP_EVENT_AT_HAS), _U32(notice.octets, _abi.APP_EVENT_AT_RETRY_AFTER)
        raise CreateError(status, notice.code, notice.message, wait if has & _abi.HAS_RETRY_AFTER else None)
    return notice


def reply(event_ref: object, headers: Headers | None, body: Bytes | str | None) -> Notice:
    """Reads the answer to the request that an event names."""
    octets, lines = octets_of("body", body), header_lines(headers)

    def write(memory: Notices) -> int:
        return _reply(
            event_ref, lines, len(lines), octets, len(octets),
            memory.notices.ref, memory.text.ref, memory.text.size, memory.length_ref,
        )  # fmt: skip

    return _answer(write)


def _answer(write: object) -> Notice:
    room = ROOMS.room
    while True:
        memory = room.json
        code = write(memory)  # type: ignore[operator]
        length = memory.length.value
        if not code:
            return Notice._of(taken_notice(memory, 0), bytes(memory.text.bytes[:length]))
        if code != _abi.TOO_SHORT:
            raise error_of(code)
        room.json = Notices(len(memory.events), length)


def header_lines(headers: Headers | None) -> bytes:
    """The headers that matter as lines."""
    if headers is None:
        return b""
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    lines = (f"{name}: {value}".replace("\n", " ") for name, value in pairs if name.lower() in _HEADERS)
    return "\n".join(lines).encode("utf-8", "replace")


_HEADERS: Final = frozenset(("location", "retry-after", "date"))


def request(
    call: bytes, token: tuple[int, int, int], body: Bytes | str | None, participant: str | uuid.UUID | None, version: _abi.ApiVersion
) -> Request:
    """The method and the path of a request."""
    (_, number, operation), octets, path = token, octets_of("body", body), bytearray(512)
    verb, length = ctypes.c_uint8(), ctypes.c_size_t()
    _request(
        call,
        None if participant is None else id_bytes("participant", participant),
        number, operation, number_of("version", version, _VERSIONS), octets, len(octets),
        ctypes.byref(verb), ctypes.byref((ctypes.c_char * 512).from_buffer(path)), 512, ctypes.byref(length),
    )  # fmt: skip
    return Request(_abi.VERB_WORDS[verb.value], path[: length.value].decode())
