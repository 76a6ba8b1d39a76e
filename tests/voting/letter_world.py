"""What tests of letters share: people on the roll, and ways to read what was printed."""

import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image

from editions.models import Edition
from voting.actions import render_batch
from voting.models import LetterBatch, LetterRun, Voter, VotingCode
from voting.stacks import stack_path

SHOWN = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}\b")
MM = 72 / 25.4


def voters(where: Edition, number: int, **extra: Any) -> list[Voter]:
    wijken = list(where.area.neighbourhoods.all())
    return Voter.objects.bulk_create(
        Voter(
            edition=where,
            neighbourhood=wijken[each % len(wijken)],
            birth_date=date(2000, 1, 1),
            **{
                "person_key": f"{where.pk}-{each}".encode(),
                "name_line": f"M. van der Berg{each:03d}",
                "salutation": "Geachte heer Van der Berg",
                "address_line": f"Italiëlaan {900 - each}",
                "postcode": "2034 AB",
                "town": "Haarlem",
                **extra,
            },
        )
        for each in range(number)
    )


def render_all(run: LetterRun) -> None:
    for pk in run.batches.values_list("pk", flat=True):
        render_batch(pk)


def path_of(batch: LetterBatch) -> Path:
    batch.refresh_from_db()
    return stack_path(batch.run_id, batch.file)


def text_of(pdf: bytes, *how: str) -> str:
    done = subprocess.run(["pdftotext", *how, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def pictures_of(pdf: bytes, folder: Path) -> list[Image.Image]:
    folder.mkdir(exist_ok=True)
    subprocess.run(["pdftoppm", "-r", "110", "-gray", "-", str(folder / "p")], input=pdf, check=True)
    return [Image.open(path) for path in sorted(folder.glob("p*.pgm"))]


def codes_of(run: LetterRun) -> dict[bytes, VotingCode]:
    return {bytes(code.code_hash): code for code in VotingCode.objects.filter(batch__run=run)}
