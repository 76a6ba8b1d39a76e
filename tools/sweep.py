"""Folders of one run, named after its process: `.run/test-1234`. What a killed run left is cleared away."""

from __future__ import annotations

import os
from pathlib import Path

from ground import process_matches
from services import CHECKOUT, services_at

RUN = CHECKOUT / ".run"


def own_root(kind: str) -> Path:
    """Return the folder for this very run, made, so that later runs can find it when we are killed."""
    root = RUN / f"{kind}-{os.getpid()}"
    root.mkdir(parents=True, exist_ok=True)
    return root


def sweep_abandoned(kind: str) -> None:
    """Stop and remove the servers of runs that are no more."""
    for root in RUN.glob(f"{kind}-*"):
        number = root.name.removeprefix(f"{kind}-")
        if number.isdigit() and not process_matches(int(number), "tools/"):
            services_at(root).remove()
