"""Settings of both ends."""

from __future__ import annotations

import dataclasses
import struct
from dataclasses import dataclass
from typing import Any, Final

from . import _abi
from ._errors import SettingError
from ._library import Buffer, checked, function
from ._values import integer

_ERROR: Final = struct.Struct(_abi.SETTING_ERROR_FORMAT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of the application's end, in milliseconds. What is None has its default, by Graph's contract."""

    expiry: int | None = None
    """How long a call lives from its last successful keepAlive."""
    interval: int | None = None
    """How often a keepAlive is asked for; less than `expiry`."""
    jitter: int | None = None
    """By how much earlier than `interval` a call asks at most, by its id; less than `interval`."""
    start_margin: int | None = None
    """How much earlier than its notification an incoming call may have begun."""
    reply_timeout: int | None = None
    """How long a request may take to leave, and then its reply to come."""
    retry_initial: int | None = None
    """How long the first retry waits. Each waits twice as long as the one before."""
    retry_max: int | None = None
    """How long a retry waits at most."""
    abandon: int | None = None
    """How long past its expiry a call is verified before it is given up."""
    answer_deadline: int | None = None
    """How long an incoming call may wait for an answer before that is reported overdue."""
    hang_up_timeout: int | None = None
    """How long after a confirmed DELETE the end may take before the call counts as ended."""
    hang_up_give_up: int | None = None
    """How long an unconfirmed DELETE is retried before the call counts as ended."""
    operation_grace: int | None = None
    """How much later than its upper bound an operation may end before the call is verified."""

    @classmethod
    def defaults(cls) -> Settings:
        """The defaults as numbers."""
        return cls(**_APP.defaults())


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSettings:
    """The settings of the service's end, in milliseconds. What is None has its default."""

    expiry: int | None = None
    """How long a call lives from its last keepAlive, or from its start."""
    answer_deadline: int | None = None
    """How long an incoming call waits to be answered, rejected or redirected."""
    teardown: int | None = None
    """How long it may take to take a call down."""

    @classmethod
    def defaults(cls) -> ServiceSettings:
        """The defaults as numbers."""
        return cls(**_SERVICE.defaults())


class _End:
    """How the settings of an end are handed over."""

    def __init__(self, end: str, format_: str, members: tuple[str, ...]) -> None:
        self._default = checked(f"cl_{end}_settings_default")
        self._check = function(f"cl_{end}_settings_check")
        self._struct = struct.Struct(format_)
        self._members = members

    def defaults(self) -> dict[str, int]:
        room = Buffer(self._struct.size)
        self._default(room.ref)
        members = zip(self._members, self._struct.unpack(room.bytes))
        return {name: value for name, value in members if name != "reserved"}

    def memory(self, settings: Any) -> Any:
        """The settings for the library."""
        given = {name: value for name, value in dataclasses.asdict(settings).items() if value is not None}
        for name, value in given.items():
            integer(name, value, 0, 0xFFFF_FFFF)
        members = {**self.defaults(), "reserved": 0, **given}
        room, error = Buffer(self._struct.size), Buffer(_abi.SETTING_ERROR_SIZE)
        self._struct.pack_into(room.bytes, 0, *(members[name] for name in self._members))
        if self._check(room.ref, error.ref):
            field, value, least, most = _ERROR.unpack(error.bytes)
            raise SettingError(_abi.POLICY_FIELD_WORDS[field], value, least, most)
        return room.ref


_APP: Final = _End("app", _abi.APP_SETTINGS_FORMAT, _abi.APP_SETTINGS_MEMBERS)
_SERVICE: Final = _End("service", _abi.SERVICE_SETTINGS_FORMAT, _abi.SERVICE_SETTINGS_MEMBERS)


def memory_of(settings: Settings | ServiceSettings | None, kind: type[Settings] | type[ServiceSettings]) -> Any:
    """Settings for the library, or null for the defaults."""
    if settings is None:
        return None
    if not isinstance(settings, kind):
        raise TypeError(f"settings is {settings!r}: {kind.__name__} is needed")
    return (_APP if kind is Settings else _SERVICE).memory(settings)
