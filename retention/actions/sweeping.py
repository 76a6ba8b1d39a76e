"""Files without a row: what a worker that was killed between its transaction and the disk left behind."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import FileField

from common import clock
from voting.models import LetterRun
from voting.stacks import FOLDER, run_folder

# A file is written before its row: younger ones may get theirs any moment.
GRACE = timedelta(days=1)


def sweep_strays() -> int:
    """Removes files below MEDIA_ROOT that no row names, and folders of letters without a run; how many."""
    before = (clock.now() - GRACE).timestamp()
    strays = [path for path in (*_stray_media(), *_stray_runs()) if path.stat().st_mtime < before]
    for path in strays:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(strays)


def _stray_media() -> Iterator[Path]:
    """Only in folders that our own models write to: whatever else lies there is not ours to throw away."""
    fields = [field for model in apps.get_models() for field in model._meta.fields if isinstance(field, FileField)]
    folders = {str(field.upload_to).strip("/") for field in fields if isinstance(field.upload_to, str)}
    known = {
        name
        for field in fields
        for name in field.model._default_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)
    }
    root = Path(settings.MEDIA_ROOT)
    for folder in sorted(folders - {""}):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.relative_to(root).as_posix() not in known:
                yield path


def _stray_runs() -> Iterator[Path]:
    folder = settings.PRIVATE_ROOT / FOLDER
    known = {run_folder(number).name for number in LetterRun.objects.values_list("pk", flat=True)}
    if folder.is_dir():
        yield from (path for path in sorted(folder.iterdir()) if path.is_dir() and path.name not in known)
