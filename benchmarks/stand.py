"""What every measurement stands on: a PostgreSQL and a Redis of its own, with the site's settings and tables.

`on_own_servers` starts them, `finish` runs a whole measurement: it prints what went wrong and leaves nothing running.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

from children import ChildError, Children, StopError
from ground import ServiceError
from private_postgres import find_binaries
from private_redis import free_port
from services import CHECKOUT, Services, services_at
from sweep import own_root, sweep_abandoned

__all__ = [
    "Children",
    "ServiceError",
    "Services",
    "find_binaries",
    "finish",
    "free_port",
    "manage",
    "on_own_servers",
    "run",
    "settings",
]


@contextmanager
def on_own_servers(children: Children, **environment: str) -> Iterator[Services]:
    """Servers with migrated tables, gone afterwards with all that was started; `environment` goes to every child."""
    sweep_abandoned("bench")
    root = own_root("bench")
    services = services_at(root)
    try:
        children.environment |= services.start() | settings(root) | environment
        manage(children, "collectstatic", "--no-input", "--verbosity", "0")
        manage(children, "migrate", "--verbosity", "0")
        yield services
    finally:
        children.stop_all()
        services.remove()


def settings(root: Path) -> dict[str, str]:
    """Return the environment of a site as it really runs, but for TLS."""
    return {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "DEBUG": "0",
        "SECRET_KEY": "only-for-measuring",
        "CODE_KEY": "only-for-measuring-codes",
        "HTTPS": "0",
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "STATIC_ROOT": str(root / "static"),
        "PRIVATE_ROOT": str(root / "besloten-bench"),
        "PYTHONPATH": str(CHECKOUT),
    }


def manage(children: Children, *arguments: str) -> None:
    children.run(arguments[0], [sys.executable, "manage.py", *arguments])


def run(children: Children, name: str, command: list[str]) -> str:
    """Run a command to its end and return what it printed."""
    with tempfile.TemporaryFile("w+") as output:
        children.run(name, command, output)
        output.seek(0)
        return output.read()


def finish(measure: Callable[[Children], bool]) -> int:
    """Run everything and return the exit code: 0 when `measure` says that all stayed within its limits."""
    os.chdir(CHECKOUT)
    children = Children(os.environ | {"PYTHONUNBUFFERED": "1"})
    try:
        return 0 if measure(children) else 1
    except (ChildError, ServiceError) as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1
    except StopError:
        return 130
    finally:
        children.stop_all()
