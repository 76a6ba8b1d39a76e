#!/usr/bin/env python3
"""Private PostgreSQL and Redis for development, the demo and the tests.

    eval "$(python tools/services.py env)"        for development; starts the servers when needed
    python tools/services.py --root .run/x start  servers of their own under another folder
    python tools/services.py status | stop | remove

A DATABASE_URL or REDIS_URL that is already set is used as it is, and that server is not started.
Needs nothing but Python; data, logs and sockets lie under the git-ignored folder `.run/`.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from ground import Ground, ServiceError, candidate_homes, find_ground, locked
from private_postgres import Postgres
from private_redis import Redis

CHECKOUT = Path(__file__).resolve().parent.parent
DEFAULT_ROOT = CHECKOUT / ".run" / "dev"


@dataclass(frozen=True)
class Services:
    """Both servers of one folder; `root` is its name, `ground` the place where they really live."""

    root: Path
    ground: Ground
    postgres: Postgres
    redis: Redis

    def start(self) -> dict[str, str]:
        """Start what is not up and return the environment that points to both servers."""
        with locked(self.ground.home):
            if not os.environ.get("DATABASE_URL"):
                self.postgres.start()
            if not os.environ.get("REDIS_URL"):
                self.redis.start()
        return self.addresses()

    def addresses(self) -> dict[str, str]:
        """Return DATABASE_URL and REDIS_URL; those of the environment first."""
        return {
            "DATABASE_URL": os.environ.get("DATABASE_URL") or self.postgres.url,
            "REDIS_URL": os.environ.get("REDIS_URL") or self.redis.url,
        }

    def stop(self) -> None:
        """Stop the private servers; servers that were given by their address are left alone."""
        with locked(self.ground.home):
            self.redis.stop()
            self.postgres.stop()

    def remove(self) -> None:
        """Stop the private servers and remove their data."""
        self.stop()
        for folder in {self.root, self.ground.home}:
            shutil.rmtree(folder, ignore_errors=True)


def services_at(root: Path, fast: bool = False) -> Services:
    """Return the services that belong to a folder; `fast` trades safety of the data for speed (tests)."""
    root = root.resolve()
    ground = find_ground(root)
    return Services(root, ground, Postgres(ground, fast), Redis(ground))


def exist_at(root: Path) -> bool:
    """Say whether servers were ever made for this folder."""
    return any((home / "services.lock").exists() for home in candidate_homes(root.resolve()))


def main() -> int:
    """Do what the command line asks; every expected failure is one sentence."""
    arguments = parse()
    root: Path = arguments.root
    try:
        if arguments.command in ("stop", "remove", "status") and not exist_at(root):
            print(f"no servers at {root}")
            return 3 if arguments.command == "status" else 0
        return perform(arguments.command, services_at(root, arguments.fast))
    except ServiceError as problem:
        print(problem, file=sys.stderr)
        return 1


def perform(command: str, services: Services) -> int:
    """Carry out one command and return the exit code."""
    if command == "env":
        for name, value in services.start().items():
            print(f"export {name}={shlex.quote(value)}")
    elif command == "start":
        services.start()
        print(f"PostgreSQL and Redis are up in {services.ground.home}")
    elif command == "stop":
        services.stop()
        print(f"stopped the servers in {services.ground.home}")
    elif command == "remove":
        services.remove()
        print(f"removed {services.ground.home}")
    else:
        return report(services)
    return 0


def report(services: Services) -> int:
    """Print which server answers; exit code 0 when both do, else 3."""
    states = {"PostgreSQL": services.postgres.answers(), "Redis": services.redis.answers()}
    for name, up in states.items():
        print(f"{name}: {'up' if up else 'down'} ({services.ground.home})")
    return 0 if all(states.values()) else 3


def parse() -> argparse.Namespace:
    """Return the command line's arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=DEFAULT_ROOT, help="folder of these servers (default: .run/dev)")
    parser.add_argument(
        "--fast", action="store_true", help="for tests: faster, but data is lost in a crash of the machine"
    )
    parser.add_argument("command", choices=["start", "stop", "status", "env", "remove"])
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
