"""What both ends of a call have in common: their memory, and the questions that one may ask."""

from __future__ import annotations

import ctypes
import struct
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from . import _abi
from ._errors import error_of
from ._library import Buffer, checked, function
from ._step import AnyStep
from ._values import id_text, optional

_OPERATION: Final = struct.Struct(_abi.OPERATION_FORMAT)
_SLOTS: Final = 4
_REASONS: Final = optional(_abi.COMPLETION_REASON_WORDS)
_PHASES: Final = optional(_abi.RECORD_PHASE_WORDS)
_PROFILES: Final = optional(_abi.PROFILE_WORDS)


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of a call."""

    slot: int
    kind: _abi.OperationKind
    id: str | None
    """The service's id, once it is known."""
    context: bytes | None
    """Its clientContext, as `context_bytes` makes it of a text."""
    status: _abi.OperationStatus
    reason: _abi.CompletionReason | None
    accepted: bool
    """Whether the service has accepted it."""
    phase: _abi.RecordPhase | None
    """The phase of a media operation at the service's end."""
    profile: _abi.Profile | None
    """Which page a recording follows, at the service's end."""


class Functions:
    """The functions that look at a call of one end."""

    __slots__ = ("id", "digest", "snapshot", "operation")

    def __init__(self, end: str) -> None:
        self.id: Final = checked(f"cl_{end}_id")
        self.digest: Final = checked(f"cl_{end}_digest")
        self.snapshot: Final = checked(f"cl_{end}_snapshot")
        self.operation: Final = function(f"cl_{end}_operation")


class AnyCall:
    """A call at either end."""

    __slots__ = ("_ref",)
    # How many bytes a call takes, and its functions.
    _size: ClassVar[int]
    _functions: ClassVar[Functions]
    _ref: Any

    @classmethod
    def _allocated(cls) -> Any:
        return ctypes.byref((ctypes.c_uint64 * (cls._size // 8))())

    def view(self) -> AnyStep:
        """How the call stands, as a step without outputs."""
        raise NotImplementedError

    @property
    def next_deadline(self) -> int | None:
        """When to wake the call next; None: nothing is due any more."""
        return self.view().next_deadline

    @property
    def state(self) -> _abi.CallState:
        """The state of the call."""
        return self.view().state

    @property
    def cause(self) -> _abi.Cause | None:
        """Why the call ended; at the service's end also why it is ending. None: it has not."""
        return self.view().cause

    @property
    def id(self) -> str:
        """The id of the call, as Graph writes it."""
        return id_text(self._octets_of_id())

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The operations of the call."""
        found, room = [], Buffer(_abi.OPERATION_SIZE)
        for slot in range(_SLOTS):
            code = self._functions.operation(self._ref, slot, room.ref)
            if code == _abi.NO_OPERATION:
                continue
            if code:
                raise error_of(code)
            id, context, has, _, kind, status, reason, accepted, phase, profile, _ = _OPERATION.unpack(room.bytes)
            found.append(
                Operation(
                    slot=slot,
                    kind=_abi.OPERATION_KIND_WORDS[kind],
                    id=id_text(id) if has & _abi.HAS_ID else None,
                    context=context if has & _abi.HAS_CONTEXT else None,
                    status=_abi.OPERATION_STATUS_WORDS[status],
                    reason=_REASONS[reason],
                    accepted=bool(accepted),
                    phase=_PHASES[phase],
                    profile=_PROFILES[profile],
                )
            )
        return tuple(found)

    @property
    def digest(self) -> int:
        """64 bits that stand for the whole state: the same on every target."""
        digest = ctypes.c_uint64()
        self._functions.digest(self._ref, ctypes.byref(digest))
        return digest.value

    def snapshot(self) -> bytes:
        """The whole state as bytes."""
        room, length = Buffer(_abi.SNAPSHOT_MAX), ctypes.c_size_t()
        self._functions.snapshot(self._ref, room.ref, room.size, ctypes.byref(length))
        return bytes(room.bytes[: length.value])

    def _octets_of_id(self) -> bytes:
        room = Buffer(16)
        self._functions.id(self._ref, room.ref)
        return bytes(room.bytes)

    def __repr__(self) -> str:
        view = self.view()
        return f"{type(self).__name__}({self.id!r}, {view.state!r}, next_deadline={view.next_deadline})"
