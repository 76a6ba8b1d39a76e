"""Where a private server may live, and as whom it runs.

PostgreSQL refuses to run as root, so as root the servers run as another user. That user must be able to
reach the folder, and the path of a Unix socket may not be longer than 107 bytes; where the checkout does
not allow that (root's home, a folder of `mktemp -d`), the servers live under the temporary folder instead.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SOCKET_PATH_LIMIT = 107
SOCKET_NAME = "postgres-socket/.s.PGSQL.5432.lock"


class ServiceError(Exception):
    """Something needed can't be had; the message is one sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Ground:
    """A folder for servers and the user they run as (`None`: the user we are)."""

    home: Path
    user: pwd.struct_passwd | None

    def run(self, command: Sequence[str | Path], timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run a command as the servers' user, from `/`, and return what it said and its exit code."""
        user, environment = self.user, {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            [str(word) for word in command],
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            start_new_session=True,  # Ctrl-C is for us, not for a server that is just starting
            env=environment,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )

    def folder(self, name: str) -> Path:
        """Make a folder that only the servers' user may enter, and return it."""
        path = self.home / name
        path.mkdir(mode=0o700, exist_ok=True)
        if self.user is not None:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)
        return path

    def write(self, path: Path, text: str) -> None:
        """Write a file that only the servers' user may read."""
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
        if self.user is not None:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)


def find_ground(root: Path) -> Ground:
    """Return the place for the servers of `root`: `root` itself, else a folder under the temporary folder."""
    user = server_user()
    for home in candidate_homes(root):
        if len(os.fsencode(home / SOCKET_NAME)) > SOCKET_PATH_LIMIT:
            continue
        make_home(home)
        if Ground(home, user).run(["test", "-x", home]).returncode == 0:
            return Ground(home, user)
    raise ServiceError(f"The servers of {root} can reach no folder; set TMPDIR to an open one with a short path.")


def candidate_homes(root: Path) -> list[Path]:
    """Return where the servers of `root` may live, best first; the same answer each time."""
    key = hashlib.sha256(os.fsencode(root)).hexdigest()[:12]
    spare = f"haarlem-nd-{os.getuid()}-{key}"
    return [root, *(Path(folder) / spare for folder in (tempfile.gettempdir(), "/tmp", "/var/tmp"))]


def server_user() -> pwd.struct_passwd | None:
    """Return whom the servers run as: ourselves, or as root the user `postgres` or else `nobody`."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ServiceError("PostgreSQL refuses to run as root and there is no user postgres or nobody; add one of them.")


def make_home(home: Path) -> None:
    """Make the folder when needed; refuse somebody else's (the temporary folder is open to all)."""
    home.mkdir(parents=True, exist_ok=True)
    if home.is_symlink() or home.stat().st_uid != os.getuid():
        raise ServiceError(f"The folder {home} is not ours; remove it or use another --root.")
    home.chmod(0o755)


def find_program(name: str, why: str) -> Path:
    """Return the path of a program on PATH (or in the folders of system programs)."""
    found = shutil.which(name) or shutil.which(name, path="/usr/bin:/usr/sbin:/usr/local/bin")
    if found is None:
        raise ServiceError(why)
    return Path(found)  # not resolved: some programs go by the name they are called by


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Let one process at a time start or stop the servers of this folder."""
    with (home / "services.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def process_matches(pid: int, *words: str) -> bool:
    """Say whether this process runs and its command line holds all these words (a pid may be used again)."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return False
    return all(word in command for word in words)
