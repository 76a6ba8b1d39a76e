"""The demo's content, as written in demo/content/*.json."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "content"


@cache
def read(name: str) -> Any:
    """One file of content, without its ending."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
