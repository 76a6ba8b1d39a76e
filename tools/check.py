#!/usr/bin/env python3
"""Everything that must hold before a change lands: lint, types, import contracts, migrations, all tests.

Stops at the first step that fails and names it. PostgreSQL and Redis are private to this run and removed
at its end, also after a failure or Ctrl-C, so that two runs at once do not meet.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from children import ChildError, Children, StopError
from ground import ServiceError
from services import CHECKOUT, services_at
from sweep import own_root, sweep_abandoned

BIN = Path(sys.executable).parent
# These want both cores, and the real commits, for themselves.
APART = ("tests/e2e", "tests/concurrency", "tests/faults")


@dataclass(frozen=True)
class Step:
    """One thing that must hold."""

    name: str
    command: list[str]


def static_steps() -> list[Step]:
    """Return the steps that need no servers."""
    return [
        Step("ruff (lint)", tool("ruff", "check", ".")),
        Step("ruff (format)", tool("ruff", "format", "--check", ".")),
        Step("import contracts", tool("lint-imports", "--no-cache")),
        Step("mypy (types)", tool("mypy")),
    ]


def served_steps() -> list[Step]:
    """Return the steps that need PostgreSQL and Redis."""
    parallel = ["-n", "2", *(f"--ignore={folder}" for folder in APART)]
    apart = [folder for folder in APART if (CHECKOUT / folder).is_dir()]
    steps = [
        Step("migrations match the models", manage("makemigrations", "--check", "--dry-run")),
        Step("Django's own checks", manage("check", "--fail-level", "WARNING")),
        Step("tests", tool("pytest", "-q", *parallel)),
    ]
    return [*steps, Step("tests of browser and concurrency", tool("pytest", "-q", *apart))] if apart else steps


def tool(name: str, *arguments: str) -> list[str]:
    """Return the command line of a program of our own environment."""
    return [str(BIN / name), *arguments]


def manage(*arguments: str) -> list[str]:
    """Return the command line of a Django command."""
    return [sys.executable, "manage.py", *arguments]


def perform(children: Children, steps: list[Step]) -> None:
    """Run the steps one after another, saying what and how long."""
    for step in steps:
        print(f"\n=== {step.name}", flush=True)
        begun = time.monotonic()
        children.run(step.name, step.command)
        print(f"--- {step.name}: ok, {time.monotonic() - begun:.0f} s", flush=True)


def check(children: Children) -> None:
    """Run all steps, the second half against servers of our own."""
    perform(children, static_steps())
    sweep_abandoned("test")
    services = services_at(own_root("test"), fast=True)
    try:
        children.environment |= services.start()
        perform(children, served_steps())
    finally:
        children.stop_all()
        services.remove()


def main() -> int:
    """Run everything and return the exit code."""
    os.chdir(CHECKOUT)
    children = Children(os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONUNBUFFERED": "1"})
    begun = time.monotonic()
    try:
        check(children)
    except (ChildError, ServiceError) as problem:
        print(f"\nFAILED: {problem}", file=sys.stderr)
        return 1
    except StopError:
        print("\nstopped", file=sys.stderr)
        return 130
    finally:
        children.stop_all()
    print(f"\nall checks passed in {time.monotonic() - begun:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
