"""Ids, words, numbers and structs: from Python to the library, and back."""

from __future__ import annotations

import ctypes
import re
import struct
import uuid
from functools import lru_cache
from typing import Final, Literal, TypeVar

from . import _abi
from ._errors import no_number, no_word
from ._library import checked

Word = TypeVar("Word", bound=str)
Bytes = bytes | bytearray | memoryview
UnknownState = Literal["unknown"]

_context: Final = checked("cl_context")


class Layout:
    """A struct of the library."""

    def __init__(self, format_: str, members: tuple[str, ...]) -> None:
        self.whole: Final = struct.Struct(format_)
        self.members: Final = members
        self._codes: Final = dict(zip(members, re.findall(r"\d*[A-Za-z]", format_), strict=True))

    def only(self, *members: str) -> struct.Struct:
        """The struct with these members, which are named in their order. The others become zeros."""
        codes = self._codes.items()
        return struct.Struct("=" + "".join(code if name in members else f"{struct.calcsize(code)}x" for name, code in codes))


APP_EVENT: Final = Layout(_abi.APP_EVENT_FORMAT, _abi.APP_EVENT_MEMBERS)
SERVICE_EVENT: Final = Layout(_abi.SERVICE_EVENT_FORMAT, _abi.SERVICE_EVENT_MEMBERS)


def optional(words: tuple[Word, ...]) -> tuple[Word | None, ...]:
    """The words of a list by their numbers, and None for the number of what is absent."""
    return words + (None,) * (_abi.NONE + 1 - len(words))


def numbers(words: tuple[Word, ...]) -> dict[str, int]:
    """The numbers of a list by their words."""
    return {word: number for number, word in enumerate(words)}


def number_of(name: str, word: str, of: dict[str, int]) -> int:
    """The number of a word."""
    # Not `get`: what cannot be hashed is no word either.
    try:
        return of[word]
    except (KeyError, TypeError):
        no_word(name, word, of)


def optional_number(name: str, word: str | None, of: dict[str, int]) -> int:
    """The number of a word that may be absent."""
    return _abi.NONE if word is None else number_of(name, word, of)


def optional_flag(name: str, value: bool | None) -> int:
    """A flag that may be absent."""
    return _abi.NONE if value is None else flag(name, value)


def flag(name: str, value: bool) -> int:
    """A flag."""
    if not isinstance(value, bool):
        raise TypeError(f"{name} is {value!r}: True or False is needed")
    return int(value)


def integer(name: str, value: int, least: int, most: int) -> int:
    """A number in its range."""
    if not isinstance(value, int) or not least <= value <= most:
        no_number(name, value, least, most)
    return value


def time(name: str, value: int) -> int:
    """A time in milliseconds."""
    return integer(name, value, 0, _abi.NEVER)


def id_bytes(name: str, value: str | uuid.UUID) -> bytes:
    """The 16 bytes of an id."""
    if isinstance(value, uuid.UUID):
        return value.bytes
    if not isinstance(value, str):
        raise TypeError(f"{name} is {value!r}: a str or a uuid.UUID is needed")
    try:
        return uuid.UUID(value).bytes
    except ValueError:
        raise ValueError(f"{name} is {value!r}: 32 hexadecimal digits are needed, with or without dashes") from None


def id_text(value: bytes) -> str:
    """An id as Graph writes it."""
    digits = value.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


@lru_cache(256)
def _context_of(text: str) -> bytes:
    octets, context = text.encode("utf-8"), bytearray(16)
    _context(octets, len(octets), ctypes.byref((ctypes.c_char * 16).from_buffer(context)))
    return bytes(context)


def context_bytes(text: str) -> bytes:
    """What stands for a `clientContext` in events and operations: 16 bytes."""
    if not isinstance(text, str):
        raise TypeError(f"context is {text!r}: a str is needed")
    return _context_of(text)


def octets_of(name: str, value: Bytes | str | None) -> bytes:
    """A body as bytes."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode("utf-8")
    if isinstance(value, (bytearray, memoryview)):
        return bytes(value)
    if value is None:
        return b""
    raise TypeError(f"{name} is {value!r}: bytes or a str is needed")
