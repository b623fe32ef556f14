"""Loads the shared library, and checks that it is the one that this package was printed for."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from pathlib import Path
from typing import Any, Callable, Final

from . import _abi
from ._errors import error_of

NAMES: Final = {
    "win32": "call_lifecycle_c.dll",
    "darwin": "libcall_lifecycle_c.dylib",
}


def _path() -> Path:
    """The library of the wheel, or the one in the folder that CALL_LIFECYCLE_LIBRARY names."""
    folder = os.environ.get("CALL_LIFECYCLE_LIBRARY")
    name = NAMES.get(sys.platform, "libcall_lifecycle_c.so")
    return (Path(folder) if folder else Path(__file__).parent) / name


def _load() -> ctypes.PyDLL:
    # PyDLL: a call takes less time than it takes to release the interpreter's lock.
    path = _path()
    try:
        library = ctypes.PyDLL(str(path))
    except OSError as error:
        raise ImportError(f"{path} cannot be loaded: {error}. Install the wheel of your platform.") from error
    library.cl_layout.restype = ctypes.c_uint32
    abi, layout = library.cl_abi(), library.cl_layout()
    if (abi, layout) != (_abi.ABI, _abi.LAYOUT):
        raise ImportError(
            f"{path} is that of another version: it has ABI {abi} and layout {layout:#x}, "
            f"and this package is for ABI {_abi.ABI} and layout {_abi.LAYOUT:#x}"
        )
    return library


_LIBRARY: Final = _load()


def function(name: str) -> Callable[..., int]:
    """A function of the library, which checks and converts what it is handed."""
    # A function object of its own, since `bare` must not get its types.
    found = _LIBRARY[name]
    found.restype, found.argtypes = _abi.FUNCTIONS[name]
    return found


def bare(name: str) -> Callable[..., int]:
    """A function that is handed nothing but bytes and values of `ctypes`: to check these takes longer than an event."""
    return _LIBRARY[name]


def checked(name: str) -> Callable[..., None]:
    """A function that raises what its code says."""
    found = function(name)

    def call(*arguments: Any) -> None:
        code = found(*arguments)
        if code:
            raise error_of(code)

    return call


class Buffer:
    """Memory that the library writes to or reads from."""

    __slots__ = ("bytes", "ref", "size")

    def __init__(self, size: int) -> None:
        self.bytes = bytearray(size)
        self.ref = ctypes.byref((ctypes.c_char * size).from_buffer(self.bytes))
        self.size = size


class Room:
    """What a thread hands over in one call, and what it gets back."""

    __slots__ = ("now", "wake_ref", "event", "event_ref", "service_event", "service_event_ref", "step", "step_ref", "json")

    def __init__(self) -> None:
        # A wake, of which only the time differs.
        wake = Buffer(_abi.APP_EVENT_SIZE)
        wake.bytes[_abi.APP_EVENT_AT_KIND] = _abi.APP_EVENT_WAKE
        self.now, self.wake_ref = memoryview(wake.bytes)[:8].cast("Q"), wake.ref
        event, service_event, step = Buffer(_abi.APP_EVENT_SIZE), Buffer(_abi.SERVICE_EVENT_SIZE), Buffer(_abi.STEP_SIZE)
        self.event, self.event_ref = event.bytes, event.ref
        self.service_event, self.service_event_ref = service_event.bytes, service_event.ref
        self.step, self.step_ref = step.bytes, step.ref
        self.json = Notices(8, 4096)


class Notices:
    """Where notices and their texts are written."""

    __slots__ = (
        "notices", "events", "capacity", "count", "count_ref",
        "text", "text_capacity", "length", "length_ref",
        "json_length", "now",
    )  # fmt: skip

    def __init__(self, count: int, length: int) -> None:
        self.notices, self.text = Buffer(count * _abi.NOTICE_SIZE), Buffer(length)
        whole = (ctypes.c_char * self.notices.size).from_buffer(self.notices.bytes)
        # A notice begins with its event.
        self.events = [ctypes.byref(whole, at) for at in range(0, self.notices.size, _abi.NOTICE_SIZE)]
        self.capacity, self.text_capacity = ctypes.c_size_t(count), ctypes.c_size_t(length)
        self.count, self.length = ctypes.c_size_t(), ctypes.c_size_t()
        self.json_length, self.now = ctypes.c_size_t(), ctypes.c_uint64()
        self.count_ref, self.length_ref = ctypes.byref(self.count), ctypes.byref(self.length)


class Rooms(threading.local):
    """A room for each thread."""

    def __init__(self) -> None:
        self.room = Room()


ROOMS: Final = Rooms()
