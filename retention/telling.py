"""The retention table in Markdown, for docs/privacy.md: made from the table itself, so that the two never differ."""

from django.apps import apps

from retention.terms import KEPT, TERMS, Holding, Term
from retention.terms.shape import DEEDS, STARTS
from retention.terms.spoken import in_words, span_in_words

BEGIN = "<!-- tabel: gemaakt met manage.py privacy_table -->"
END = "<!-- einde tabel -->"


def whole_table() -> str:
    """Both tables, between the marks that docs/privacy.md has them in."""
    parts = [BEGIN, *(_section(term) for term in TERMS), _kept(), END]
    return "\n\n".join(parts)


def _section(term: Term) -> str:
    bounds = f" (mag {span_in_words(term.shortest, term.longest)} zijn)" if term.is_done_here else ""
    when = f"{in_words(term.days)} na {STARTS[term.start]}{bounds}" if term.is_done_here else "zie hieronder"
    facts = [
        f"### {term.label}",
        f"Waarvoor: {term.purpose} Grond: {term.ground}. Termijn: **{when}**.",
        *([term.note] if term.note else []),
        "| wat | model | velden | wat er gebeurt |\n|---|---|---|---|\n" + "\n".join(map(_row, term.holdings)),
    ]
    return "\n\n".join(facts)


def _row(holding: Holding) -> str:
    names = (*holding.words, *holding.fields)
    fields = ", ".join(f"`{name}`" for name in names) or "alles"
    where = f" ({', '.join(f'{key}={value}' for key, value in holding.where.items())})" if holding.where else ""
    return f"| {_name(holding.model)} | `{holding.model}`{where} | {fields} | {DEEDS[holding.deed]} |"


def _kept() -> str:
    rows = "\n".join(f"| {_name(model)} | `{model}` | {why} |" for model, why in KEPT.items())
    return f"### Wat blijft\n\n| wat | model | waarom |\n|---|---|---|\n{rows}"


def _name(model: str) -> str:
    return str(apps.get_model(model)._meta.verbose_name)
