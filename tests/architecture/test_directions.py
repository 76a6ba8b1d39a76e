"""The house's directions, by machine: foreign keys point downwards, files stay small, no hidden triggers."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
FLOORS = [
    {"demo"},
    {"website"},
    {"lifecycle"},
    {"retention"},
    {"report"},
    {"voting", "feasibility", "execution"},
    {"plans"},
    {"editions"},
    {"mail"},
    {"accounts"},
    {"audit"},
    {"common", "theme"},
]
OURS = set().union(*FLOORS)
LONGEST_FILE = 400


def floor(app: str) -> int:
    return next(number for number, names in enumerate(FLOORS) if app in names)


def our_sources() -> list[Path]:
    folders = sorted(OURS | {"haarlem_nd", "tests", "tools"})
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return [path for path in found if "migrations" not in path.parts]


def relations() -> list[tuple[type[models.Model], type[models.Model]]]:
    return [
        (model, field.related_model)
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for field in model._meta.get_fields()
        if isinstance(field, (models.ForeignKey, models.ManyToManyField)) and isinstance(field.related_model, type)
    ]


def test_foreign_keys_point_downwards() -> None:
    assert relations()
    wrong = [
        f"{model._meta.label} -> {other._meta.label}"
        for model, other in relations()
        if other._meta.app_label in OURS
        and model._meta.app_label != other._meta.app_label
        and floor(model._meta.app_label) >= floor(other._meta.app_label)
    ]
    assert not wrong


@pytest.mark.parametrize("path", our_sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_stays_small(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("app", sorted(OURS))
def test_no_signals_and_no_logic_in_save(app: str) -> None:
    for path in (ROOT / app).rglob("*.py"):
        source = path.read_text()
        assert "django.db.models.signals" not in source, path
        overridden = [
            node.name
            for each in ast.walk(ast.parse(source))
            if isinstance(each, ast.ClassDef)
            for node in each.body
            if isinstance(node, ast.FunctionDef) and node.name in ("save", "delete") and path.name == "models.py"
        ]
        assert not overridden, path


def test_the_only_clock_of_decisions_is_the_databases() -> None:
    """`timezone.now()` would let a web server's wrong clock decide."""
    for app in sorted(OURS - {"common"}):
        for path in (ROOT / app).rglob("*.py"):
            assert "timezone.now(" not in path.read_text(), path


def test_actions_know_no_http() -> None:
    for app in sorted(OURS):
        for path in [ROOT / app / "actions.py", *(ROOT / app / "actions").glob("*.py")]:
            assert not path.exists() or "django.http" not in path.read_text(), path


def test_templates_carry_no_inline_style_or_script() -> None:
    for path in ROOT.glob("*/templates/**/*.html"):
        source = path.read_text()
        if path.name.startswith(("base_mail", "mail")) or "/mail/" in str(path) or "/email/" in str(path):
            continue
        assert " style=" not in source, path
        assert "<script>" not in source, path
        assert " onclick=" not in source, path
