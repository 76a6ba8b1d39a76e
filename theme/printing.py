"""The posters of `theme.patterns` on paper. WeasyPrint draws an SVG by the rules inside it and knows no custom
properties, so the colours are read from the style sheets of the site: a municipality still swaps one file."""

import re
from functools import cache
from pathlib import Path

from django.utils.html import escape

from theme import patterns

STYLES = Path(__file__).resolve().parent / "static" / "theme"
SETTING = re.compile(r"(--[\w-]+):\s*([^;}]+?)\s*[;}]")
REFERENCE = re.compile(r"var\((--[\w-]+)\)")
RULES = (
    ".p-g{{fill:{g}}}.p-a{{fill:{a}}}.p-b{{fill:{b}}}.p-c{{fill:{c}}}.p-p{{fill:{p}}}"
    ".p-ra,.p-rb,.p-rc{{fill:{g};stroke:{a};stroke-width:8}}.p-rb{{stroke:{b}}}.p-rc{{stroke:{c}}}"
    ".p-line{{fill:none;stroke:{a};stroke-width:13}}"
    ".p-on-c{{stroke:{on_c};color:{on_c}}}.p-on-p{{stroke:{on_p};color:{on_p}}}"
)


@cache
def palette(ground: str) -> dict[str, str]:
    """The plain colours of one ground: g, a, b, c, p, on_c and on_p."""
    brand = _settings((STYLES / "brand.css").read_text(encoding="utf-8"))
    looks = (STYLES / "components.css").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for selector in (".pattern", f".pattern--{ground}"):
        rule = re.search(rf"^{re.escape(selector)} \{{(.*)\}}$", looks, re.MULTILINE)
        found |= _settings(rule.group(1) + ";") if rule else {}
    return {name[2:].replace("-", "_"): REFERENCE.sub(lambda m: brand[m.group(1)], v) for name, v in found.items()}


def _settings(css: str) -> dict[str, str]:
    return dict(SETTING.findall(css))


def printed_pattern(title: str, seed: object, colour: str, motif: str, icon: str, layout: str = "") -> str:
    """A plan's pattern as SVG for a PDF; it fills the box that the style sheet gives it. `title` is read aloud."""
    ground, drawn = patterns.shapes(seed, colour, motif, icon, layout)
    return (
        f'<svg class="pattern" viewBox="0 0 {patterns.WIDTH} {patterns.HEIGHT}" preserveAspectRatio="xMidYMid slice">'
        f"<title>{escape(title)}</title><style>{RULES.format(**palette(ground))}</style>{drawn}</svg>"
    )
