"""Child processes that never outlive us: each in a process group of its own, stopped whatever happens.

A signal only sets a flag. Work that must not be cut in two (a server that is just starting) is finished
first; everything that waits looks at the flag a few times a second.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import FrameType
from typing import IO

POLL_SECONDS = 0.1
GRACE_SECONDS = 15
Child = subprocess.Popen[str]
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopError(Exception):
    """Somebody asked us to stop."""


class ChildError(Exception):
    """A child ended with an error, or ended at all when it should have stayed."""

    def __init__(self, name: str, exit_code: int) -> None:
        super().__init__(f"{name} failed (exit code {exit_code})")
        self.exit_code = exit_code


class Children:
    """The processes we started, by name."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = dict(environment)
        self._running: dict[str, Child] = {}
        self._asked_to_stop = False
        self._terminal = next((number for number in (0, 1, 2) if os.isatty(number)), None)
        for number in SIGNALS:
            signal.signal(number, self._remember)

    def run(self, name: str, command: Sequence[str], output: IO[str] | None = None) -> None:
        """Run a command to its end; raises ChildError or StopError. Output goes to `output` or to ours."""
        self.start(name, command, output)
        self.finish(name)

    def finish(self, name: str) -> None:
        """Wait for a command that was started; raises ChildError or StopError."""
        child = self._running[name]
        while child.poll() is None:
            self.pause()
        self._stop_group(self._running.pop(name))
        if child.returncode != 0:
            raise ChildError(name, child.returncode)

    def start(self, name: str, command: Sequence[str], output: IO[str] | None = None) -> None:
        """Start a command in a process group of its own."""
        self.check_signals()
        child = subprocess.Popen(
            [*dies_with_us(), *command],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            text=True,
            start_new_session=True,
        )
        self._running[name] = child

    def pid(self, name: str) -> int:
        """Return the process number of a command that was started."""
        return self._running[name].pid

    def check_alive(self) -> None:
        """Raise ChildError when a child that should run has ended."""
        for name, child in self._running.items():
            if child.poll() is not None:
                raise ChildError(name, child.returncode)

    def pause(self) -> None:
        """Wait a moment; raises StopError when somebody asked us to stop."""
        self.check_signals()
        time.sleep(POLL_SECONDS)

    def check_signals(self) -> None:
        """Raise StopError when somebody asked us to stop, or closed the terminal we were started from."""
        if self._asked_to_stop or (self._terminal is not None and not os.isatty(self._terminal)):
            raise StopError

    def stop_all(self) -> None:
        """Stop what still runs: politely to all at once, and after a while with force."""
        for child in self._running.values():
            signal_group(child, signal.SIGTERM)
        for child in self._running.values():
            self._stop_group(child)
        self._running.clear()

    def _stop_group(self, child: Child) -> None:
        deadline = time.monotonic() + GRACE_SECONDS
        while group_lives(child) and time.monotonic() < deadline:
            if child.returncode is not None:  # the head is gone: what it left behind gets the signal too
                signal_group(child, signal.SIGTERM)
            time.sleep(POLL_SECONDS)
        signal_group(child, signal.SIGKILL)
        child.wait()

    def _remember(self, _number: int, _frame: FrameType | None) -> None:
        self._asked_to_stop = True


def dies_with_us() -> list[str]:
    """Return the words before a command that make it end even when we are killed outright (Linux)."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM"] if setpriv else []


def group_lives(child: Child) -> bool:
    """Say whether anything of the child's process group still runs."""
    child.poll()
    return any(entry.isdigit() and group_of(entry) == child.pid for entry in os.listdir("/proc"))


def group_of(process: str) -> int:
    """Return the process group of a process; 0 when it is gone or only waits to be buried (a zombie)."""
    try:
        with open(f"/proc/{process}/stat", encoding="ascii", errors="replace") as file:
            state, _parent, group = file.read().rpartition(")")[2].split()[:3]
    except OSError:
        return 0
    return 0 if state in "ZX" else int(group)


def signal_group(child: Child, number: signal.Signals) -> None:
    """Send a signal to a child's whole process group, when there still is one."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, number)
