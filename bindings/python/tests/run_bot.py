"""Runs `examples/bot.py` against the mock: a call is recorded, kept alive for two hours, and dropped as nothing gets
through any more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

SPEED = 600
PATIENCE = 300
BOT = Path(__file__).parent.parent / "examples" / "bot.py"


def main() -> None:
    options = ["--listen", "127.0.0.1:0", "--seed", "7", "--speed", str(SPEED)]
    mock = subprocess.Popen([os.environ["GRAPH_CALL_MOCK"], *options], stdout=subprocess.PIPE, text=True)
    bot: subprocess.Popen[str] | None = None

    def stop() -> None:
        for one in (mock, bot):
            if one:
                one.kill()

    timer = threading.Timer(PATIENCE, stop)
    timer.start()
    try:
        assert mock.stdout
        graph = "http://" + mock.stdout.readline().split("http://")[1].split("/")[0]
        bot = subprocess.Popen([sys.executable, str(BOT), graph, str(SPEED)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert bot.stdout
        lines: list[str] = []
        for line in bot.stdout:
            lines.append(line.strip())
            if kept(lines) >= 8 and line.split()[1:2] == ["keepAliveSucceeded"]:
                control(graph, {"villain": {"cut": 1.0}})
        said = "\n".join(lines)
        assert bot.wait() == 0, said
    finally:
        timer.cancel()
        stop()
    times = [int(line.split()[0]) for line in lines if line[:1].isdigit()]
    # One more where this program was too slow to cut the line in time.
    assert kept(lines) >= 8, said
    assert any("operationEnded maxRecordDurationReached" in line for line in lines), said
    assert sum(line.startswith(f"recorded: {graph}/") for line in lines) == 1, said
    assert any(line.split()[1:2] == ["presumedLost"] for line in lines) or "keepAliveExpired" in lines[-1], said
    assert lines[-1].startswith("ended: ") and times[-1] - times[0] > 160 * 60_000, said
    print(f"recorded, kept alive {kept(lines)} times in two hours, and then {lines[-1]}")


def kept(lines: list[str]) -> int:
    return sum(line.split()[1:2] == ["keepAliveSucceeded"] for line in lines)


def control(graph: str, command: object) -> None:
    request = urllib.request.Request(f"{graph}/control", json.dumps(command).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=PATIENCE):
        pass


main()
