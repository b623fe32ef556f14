"""Puts the shared library into the wheel, which fits every Python of its platform."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NAMES = {"win32": "call_lifecycle_c.dll", "darwin": "libcall_lifecycle_c.dylib"}


class Hook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """`CL_LIBRARY` is the folder of a library that was built already, and `CL_PLATFORM` the tag of its platform."""
        name = NAMES.get(sys.platform, "libcall_lifecycle_c.so")
        folder = os.environ.get("CL_LIBRARY")
        library = Path(folder) / name if folder else self._build() / name
        build_data["pure_python"] = False
        build_data["tag"] = "py3-none-" + os.environ.get("CL_PLATFORM", _platform())
        build_data["force_include"][str(library)] = f"call_lifecycle/{name}"

    def _build(self) -> Path:
        root = Path(self.root).parent.parent
        kind = "--crate-type cdylib --profile library"
        command = f"cargo rustc --locked -p call-lifecycle-c --features json --lib {kind}"
        subprocess.run(command.split(), cwd=root, check=True)
        return root / os.environ.get("CARGO_TARGET_DIR", "target") / "library"


def _platform() -> str:
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    machine = platform.removeprefix("linux_")
    # The library needs no other one, not even libc.
    return f"manylinux_2_17_{machine}.musllinux_1_1_{machine}" if machine != platform else platform
