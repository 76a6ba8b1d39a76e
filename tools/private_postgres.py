"""A PostgreSQL of our own: in one folder, on one Unix socket, without a network port."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from ground import Ground, ServiceError, process_matches

USER = "haarlem"
DATABASE = "haarlem_nd"
OLDEST = 15
MISSING = f"PostgreSQL {OLDEST} or newer is needed: install Debian's package postgresql."
SETTINGS = {"max_connections": "100", "timezone": "UTC", "log_timezone": "UTC", "listen_addresses": ""}
# For tests only: a crash of the machine may lose the data, which nobody will miss; a hundred people come in at once.
FAST_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}


@dataclass(frozen=True)
class Postgres:
    """One private PostgreSQL; every method may be called again."""

    ground: Ground
    fast: bool = False

    @property
    def data(self) -> Path:
        return self.ground.home / "postgres"

    @property
    def socket_folder(self) -> Path:
        return self.ground.home / "postgres-socket"

    @property
    def log(self) -> Path:
        return self.ground.home / "log" / "postgres.log"

    @property
    def url(self) -> str:
        """The address for Django and for libpq's own programs alike."""
        return f"postgres://{USER}@/{DATABASE}?host={quote(str(self.socket_folder))}"

    def answers(self) -> bool:
        """Say whether the server takes connections."""
        return self._ask("select 1", "postgres").strip() == "1"

    def start(self) -> None:
        """Start the server when it is not up, with its data folder and database made when needed."""
        if not self.answers():
            self._prepare()
            self._launch()
        self._create_database()

    def empty(self) -> None:
        """Make the database anew, without anything in it."""
        self._ask(f"drop database if exists {DATABASE} with (force)", "postgres")
        self._create_database()

    def stop(self) -> None:
        """Stop the server; what it still did is rolled back."""
        if not self.data.exists() or self.pid() is None:
            return
        self.ground.run([self._binary("pg_ctl"), "-D", self.data, "-m", "fast", "-w", "-t", "60", "stop"])
        pid = self.pid()
        if pid is not None:
            os.kill(pid, signal.SIGQUIT)

    def _launch(self) -> None:
        self._forget_dead_server()
        how = ["-w", "-t", "60", "-o", self._options()]
        done = self.ground.run([self._binary("pg_ctl"), "-D", self.data, "-l", self.log, *how, "start"])
        if done.returncode != 0:
            raise ServiceError(f"PostgreSQL did not start; its log says why: {self.log}")

    def _options(self) -> str:
        settings = SETTINGS | (FAST_SETTINGS if self.fast else {})
        settings["unix_socket_directories"] = str(self.socket_folder)
        return " ".join(f"-c {name}='{value}'" for name, value in settings.items())

    def _prepare(self) -> None:
        self.ground.folder("log")
        self.ground.folder("postgres-socket")
        if (self.data / "PG_VERSION").exists():
            return
        shutil.rmtree(self.data, ignore_errors=True)  # what an interrupted initdb left
        self.ground.folder("postgres")
        options = ["--auth-local=trust", "--auth-host=reject", "--encoding=UTF8", "--locale=C.UTF-8"]
        speed = ["--no-sync"] if self.fast else []
        done = self.ground.run([self._binary("initdb"), "-D", self.data, "-U", USER, *options, *speed])
        if done.returncode != 0:
            shutil.rmtree(self.data, ignore_errors=True)
            raise ServiceError(f"PostgreSQL could not make its data folder: {last_line(done.stderr)}")

    def _create_database(self) -> None:
        if self._ask(f"select 1 from pg_database where datname = '{DATABASE}'", "postgres").strip() != "1":
            self._ask(f"create database {DATABASE}", "postgres")

    def _ask(self, sql: str, database: str) -> str:
        if not self.socket_folder.exists():
            return ""
        where = ["-h", str(self.socket_folder), "-U", USER, "-d", database]
        return self.ground.run([self._binary("psql"), "-X", "-q", "-A", "-t", *where, "-c", sql]).stdout

    def pid(self) -> int | None:
        """Return the process of this very server; a number left behind by a crash does not count."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None
        return pid if process_matches(pid, "postgres", str(self.data)) else None

    def _forget_dead_server(self) -> None:
        """Remove the pid file of a crashed server: its number may belong to another process by now."""
        deadline = time.monotonic() + 30
        while self.pid() is not None:  # starting, or stopping: it will be one or the other soon
            if self.answers() or time.monotonic() > deadline:
                return
            time.sleep(0.2)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _binary(self, name: str) -> Path:
        return find_binaries(self._data_version()) / name

    def _data_version(self) -> str | None:
        try:
            return (self.data / "PG_VERSION").read_text().strip()
        except OSError:
            return None


def find_binaries(version: str | None = None) -> Path:
    """Return the folder of PostgreSQL's programs: the newest, or that of the version which made the data."""
    on_path = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    folders = {folder for folder in [*on_path, *Path("/usr/lib/postgresql").glob("*/bin")] if is_complete(folder)}
    versions = {major_version(folder): folder for folder in folders}
    if version is not None:
        if int(version) not in versions:
            raise ServiceError(f"PostgreSQL {version}, which made the data here, is gone: run 'make clean'.")
        return versions[int(version)]
    if not versions or max(versions) < OLDEST:
        raise ServiceError(MISSING)
    return versions[max(versions)]


def is_complete(folder: Path) -> bool:
    """Say whether the server's and the client's programs are both there."""
    return all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres", "psql"))


def major_version(folder: Path) -> int:
    """Return the major version, from Debian's folder name or from the program itself."""
    name = folder.parent.name
    if name.isdigit():
        return int(name)
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    words = said.stdout.split()  # e.g. postgres (PostgreSQL) 17.2
    return int(words[2].split(".")[0]) if len(words) > 2 and words[2][:1].isdigit() else 0


def last_line(text: str) -> str:
    """Return the last line that says something."""
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it did not say why."
