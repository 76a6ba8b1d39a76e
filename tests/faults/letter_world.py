"""What the killers of letters need done in a process of its own: `seed N` fills a database, `check` reads all back."""

import json
import subprocess
import sys
import time
from collections import Counter

import django

django.setup()

from django.conf import settings  # noqa: E402

from editions.phases import Phase  # noqa: E402
from tests import make  # noqa: E402
from tests.voting.letter_world import SHOWN, voters  # noqa: E402
from voting.actions import batches_to_render, start_letters  # noqa: E402
from voting.codes import MistypedCode, read_code  # noqa: E402
from voting.keys import lookup_hash  # noqa: E402
from voting.models import BatchState, LetterRun, VotingCode  # noqa: E402
from voting.stacks import is_whole, run_folder, stack_path  # noqa: E402


def seed(number: int) -> dict[str, int]:
    edition = make.edition(Phase.FEASIBILITY)
    voters(edition, number)
    run = start_letters(edition.pk, make.user().pk)
    return {"batches": run.batches.count(), "letters": run.total}


def check() -> dict[str, int]:
    """How many letters are missing, double or unreadable, by what stands on the pages of the files."""
    run = LetterRun.objects.get()
    time.sleep(settings.LETTERS_STALE_SECONDS + 1)
    batches_to_render(1)  # the sweep, after everybody is done
    ready = list(run.batches.filter(state=BatchState.READY))
    paths = [stack_path(run.pk, batch.file) for batch in ready]
    printed = [shown for path in paths for shown in SHOWN.findall(_text(path))]
    found = Counter(_hash(shown) for shown in printed)
    known = {bytes(code_hash) for code_hash in VotingCode.objects.values_list("code_hash", flat=True)}
    return {
        "letters": len(printed),
        "codes": len(known),
        "missing": len(known - set(found)),
        "double": sum(times - 1 for times in found.values()),
        "unreadable": found[b""] + len(set(found) - known - {b""}),
        "unready": run.batches.exclude(state=BatchState.READY).count(),
        "broken": sum(not is_whole(path, batch.sha256) for path, batch in zip(paths, ready, strict=True)),
        "strange files": len({path.name for path in run_folder(run.pk).iterdir()} - {path.name for path in paths}),
    }


def _text(path: object) -> str:
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout


def _hash(shown: str) -> bytes:
    try:
        return lookup_hash(read_code(shown))
    except MistypedCode:
        return b""


if __name__ == "__main__":
    assert str(settings.PRIVATE_ROOT).endswith("besloten-faults"), "this is not a database to play with"
    print(json.dumps(seed(int(sys.argv[2])) if sys.argv[1] == "seed" else check()))
