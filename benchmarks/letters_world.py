"""Letters made and measured in a process of its own, so that its memory is that of this work only.

`stamp N` puts N people on a roll, gives them codes and makes all their letters as a worker would, one stack after
another; `plain N` lets WeasyPrint draw N letters of the same edition; `read` reads all stacks of the newest run back.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count, islice
from pathlib import Path
from random import Random
from typing import Any

import django

django.setup()

import zxingcpp  # noqa: E402
from django.conf import settings  # noqa: E402
from PIL import Image  # noqa: E402

from editions.models import Edition  # noqa: E402
from editions.phases import Phase  # noqa: E402
from tests import make  # noqa: E402
from voting.actions import render_batch, start_letters  # noqa: E402
from voting.codes import make_code, read_code  # noqa: E402
from voting.keys import lookup_hash  # noqa: E402
from voting.letters import design_of, letter_to, render_letters  # noqa: E402
from voting.letters.stamping import ground_of  # noqa: E402
from voting.models import LetterBatch, LetterRun, Voter, VotingCode  # noqa: E402
from voting.stacks import stack_path  # noqa: E402

CHUNK = 5_000
STREETS = ("Italiëlaan", "Bernadottelaan", "Floris van Adrichemlaan", "Amerikaweg", "Da Vinciplein", "Boerhaavelaan")
SURNAMES = ("Yılmaz", "Şahin", "El Idrissi", "Łukasiewicz", "van der Berg", "'t Hooft", "Müller", "Nguyen", "de Jong")
SHOWN_LENGTH = 15


def people(edition: Edition, number: int) -> Iterator[Voter]:
    """`number` invented people, in no order."""
    dice = Random(number)
    wijken = list(edition.area.neighbourhoods.all())
    for each in range(number):
        initial, surname = dice.choice("ABCDEFGHJKLMNPRSTVWZ"), dice.choice(SURNAMES)
        yield Voter(
            edition=edition,
            person_key=f"{edition.pk}-{each}".encode(),
            name_line=f"{initial}. {surname}",
            salutation=f"Geachte {initial}. {surname}",
            address_line=f"{dice.choice(STREETS)} {dice.randrange(1, 400)}",
            postcode=f"203{dice.randrange(1, 8)} {dice.choice('ABCDEFG')}{dice.choice('ABCDEFG')}",
            town="Haarlem",
            neighbourhood=dice.choice(wijken),
            birth_date=date(1980, 1, 1),
        )


def stamp(number: int) -> dict[str, Any]:
    make._numbers = count(number)  # names of another size are taken
    edition = make.edition(Phase.FEASIBILITY)
    voters = people(edition, number)
    while chunk := list(islice(voters, CHUNK)):
        Voter.objects.bulk_create(chunk)
    started = time.perf_counter()
    run = start_letters(edition.pk, make.user().pk)
    issued = time.perf_counter() - started
    ground_of(design_of(edition))  # once in a process; told apart below
    batches = list(run.batches.values_list("pk", flat=True))
    wall, cpu = time.perf_counter(), time.process_time()
    for pk in batches:
        render_batch(pk)
    return {
        "letters": run.total,
        "issued": issued,
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "batches": len(batches),
        "bytes": sum(stack_path(run.pk, name).stat().st_size for name in run.batches.values_list("file", flat=True)),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def plain(number: int) -> dict[str, Any]:
    """As the letters were made before: WeasyPrint draws each, a hundred in one PDF."""
    edition = LetterRun.objects.latest("pk").edition
    letters = [letter_to(voter, make_code()) for voter in Voter.objects.filter(edition=edition)[:number]]
    render_letters(edition, letters[:1])  # fonts and templates are loaded once
    started = time.perf_counter()
    for start in range(0, number, 100):
        render_letters(edition, letters[start : start + 100])
    return {"letters": number, "wall": time.perf_counter() - started}


def read() -> dict[str, Any]:
    """Every code of every stack by pdftotext, and every QR code of the largest stack by zxing-cpp."""
    run = LetterRun.objects.latest("pk")
    codes = VotingCode.objects.filter(batch__run=run)
    known = {bytes(code_hash) for code_hash in codes.values_list("code_hash", flat=True).iterator()}
    batches = list(run.batches.order_by("-count", "number"))
    found = Counter(lookup_hash(code) for batch in batches for code in _codes(batch))
    scanned, largest = _scan(batches[0]), _codes(batches[0])
    return {
        "codes": sum(found.values()),
        "missing": len(known - set(found)),
        "double": sum(times - 1 for times in found.values()),
        "foreign": len(set(found) - known),
        "qr": len(scanned),
        "qr right": sum(text.endswith(f"#{code}") for text, code in zip(scanned, largest, strict=True)),
    }


def _codes(batch: LetterBatch) -> list[str]:
    """The codes of a stack, page by page."""
    text = subprocess.run(
        ["pdftotext", "-layout", stack_path(batch.run_id, batch.file), "-"], capture_output=True, text=True, check=True
    ).stdout
    lines = (line.strip() for line in text.splitlines())
    return [read_code(line) for line in lines if len(line) == SHOWN_LENGTH and line[4] == line[9] == "-"]


def _scan(batch: LetterBatch) -> list[str]:
    """What a phone reads on each page of a stack; nothing where it reads nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = stack_path(batch.run_id, batch.file)
        subprocess.run(["pdftoppm", "-r", "100", "-gray", path, f"{folder}/p"], check=True)
        seen = [zxingcpp.read_barcodes(Image.open(page)) for page in sorted(Path(folder).glob("p*"))]
    return [each[0].text if each else "" for each in seen]


if __name__ == "__main__":
    work: dict[str, Callable[[], dict[str, Any]]] = {
        "stamp": lambda: stamp(int(sys.argv[2])),
        "plain": lambda: plain(int(sys.argv[2])),
        "read": read,
    }
    assert "besloten-bench" in str(settings.PRIVATE_ROOT), "this is not a database to measure in"
    print(json.dumps(work[sys.argv[1]]()))
