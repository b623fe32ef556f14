"""What is raised."""

from __future__ import annotations

from typing import Final, Iterable, NoReturn

from . import _abi


class CallLifecycleError(ValueError):
    """The library refused what it was handed, and nothing has changed. The message says why."""

    def __init__(self, code: int) -> None:
        words: Final = _abi.CODE_WORDS
        super().__init__(words[code] if code < len(words) else f"code {code}")
        self.code: Final = code


class SnapshotError(CallLifecycleError):
    """The bytes are no snapshot of a call of this end under these settings."""


class SettingError(ValueError):
    """A setting is out of its range."""

    def __init__(self, field: _abi.PolicyField, value: int, least: int, most: int) -> None:
        super().__init__(f"{field} is {value} ms: {least} to {most} are allowed")
        self.field: Final = field
        self.value: Final = value
        self.least: Final = least
        self.most: Final = most


class CreateError(Exception):
    """The service refused to create a call, or answered without a call."""

    def __init__(self, status: int, code: str | None, message: str | None, retry_after: int | None) -> None:
        wait = "" if retry_after is None else f"; try again after {retry_after} ms"
        super().__init__(f"the call was not created: {status} {code or ''}: {message or 'no reason'}{wait}")
        self.status: Final = status
        self.code: Final = code
        self.message: Final = message
        self.retry_after: Final = retry_after


def error_of(code: int) -> CallLifecycleError:
    """What is raised for a code of the library."""
    if _abi.SNAPSHOT_TOO_LONG <= code <= _abi.SNAPSHOT_IMPOSSIBLE:
        return SnapshotError(code)
    return CallLifecycleError(code)


def no_word(name: str, value: object, words: Iterable[str]) -> NoReturn:
    """Says which words are allowed."""
    raise ValueError(f"{name} is {value!r}: allowed are {', '.join(map(repr, words))}")


def no_number(name: str, value: object, least: int, most: int) -> NoReturn:
    """Says which numbers are allowed."""
    if not isinstance(value, int):
        raise TypeError(f"{name} is {value!r}: an int is needed") from None
    raise ValueError(f"{name} is {value}: {least} to {most} are allowed") from None
