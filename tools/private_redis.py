"""A Redis of our own: on a free port of the loopback, with a password of its own, nothing kept on disk."""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import time
from dataclasses import dataclass
from pathlib import Path

from ground import Ground, ServiceError, find_program, process_matches

MISSING = "Redis is needed: install Debian's package redis-server (as root: apt-get install redis-server)."
CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir {folder}
pidfile {folder}/redis.pid
logfile {log}
daemonize yes
save ""
appendonly no
"""


@dataclass(frozen=True)
class Redis:
    """One private Redis; every method may be called again."""

    ground: Ground

    @property
    def configuration(self) -> Path:
        return self.ground.home / "redis" / "redis.conf"

    @property
    def log(self) -> Path:
        return self.ground.home / "log" / "redis.log"

    @property
    def url(self) -> str:
        return f"redis://:{self._setting('requirepass')}@127.0.0.1:{self._setting('port')}/0"

    def answers(self) -> bool:
        """Say whether our server answers; somebody else's on the same port does not know our password."""
        return self.configuration.exists() and "+PONG" in self._say("PING")

    def start(self) -> None:
        """Start the server when it is not up; a port that was taken meanwhile is changed for another."""
        for _attempt in range(5):
            if self.answers():
                return
            self.stop()  # one that hangs
            self._launch()
            if self._wait_until_it_answers():
                return
        raise ServiceError(f"Redis did not start; its log says why: {self.log}")

    def stop(self) -> None:
        """Stop the server."""
        if not self.configuration.exists():
            return
        self._say("SHUTDOWN NOSAVE")
        deadline = time.monotonic() + 5
        while (pid := self._pid()) is not None:
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)

    def _launch(self) -> None:
        self.ground.folder("log")
        folder = self.ground.folder("redis")
        values = {"port": free_port(), "password": secrets.token_hex(16), "folder": folder, "log": self.log}
        self.ground.write(self.configuration, CONFIGURATION.format(**values))
        self.ground.run([find_program("redis-server", MISSING), self.configuration])

    def _wait_until_it_answers(self) -> bool:
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            if self.answers():
                return True
            time.sleep(0.05)
        return False

    def _say(self, command: str) -> str:
        """Send one command after the password and return the answers; empty when nobody answers."""
        try:
            with socket.create_connection(("127.0.0.1", int(self._setting("port"))), timeout=2) as connection:
                connection.sendall(f"AUTH {self._setting('requirepass')}\r\n{command}\r\nQUIT\r\n".encode())
                answer = b""
                while block := connection.recv(4096):
                    answer += block
                return answer.decode(errors="replace")
        except OSError:
            return ""

    def _setting(self, name: str) -> str:
        if not self.configuration.exists():
            return "0"
        found = re.search(rf"^{name} (\S+)$", self.configuration.read_text(), re.MULTILINE)
        return found.group(1) if found else "0"

    def _pid(self) -> int | None:
        """Return the process of this very server, by its pid file and its command line's port."""
        try:
            pid = int((self.configuration.parent / "redis.pid").read_text())
        except (OSError, ValueError):
            return None
        return pid if process_matches(pid, "redis-server", f":{self._setting('port')}") else None


def free_port() -> int:
    """Return a port of the loopback that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
