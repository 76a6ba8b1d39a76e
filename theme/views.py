"""The style page: every component with what it looks like in use. Wired by the project, in the demo only."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from theme import icons, patterns

NEIGHBOURHOODS = [
    ("europawijk", "Europawijk"),
    ("boerhaavewijk", "Boerhaavewijk"),
    ("meerwijk", "Meerwijk"),
    ("molenwijk", "Molenwijk"),
]
STEPS: list[dict[str, Any]] = [
    {"number": 1, "name": "Plan indienen", "dates": "19 september t/m 18 oktober", "state": "done"},
    {
        "number": 2,
        "name": "Likes verzamelen",
        "dates": "19 oktober t/m 25 oktober 2026",
        "state": "now",
        "text": "Lees de plannen en geef een like aan de plannen die u goed vindt.",
        "action_label": "Bekijk de plannen",
        "action_url": "#kaarten",
    },
    {"number": 3, "name": "Haalbaarheidscheck", "dates": "26 oktober t/m 6 december", "state": "later"},
    {"number": 4, "name": "De wijk stemt", "dates": "11 januari t/m 31 januari", "state": "later"},
    {"number": 5, "name": "Plannen uitvoeren", "dates": "februari 2027 t/m januari 2028", "state": "later"},
]
CARDS: list[dict[str, Any]] = [
    {
        "n": 1,
        "title": "Fruitbomen in de Europawijk",
        "colour": "jade",
        "motif": "leaves",
        "icon": "tree",
        "place": "Europawijk",
        "subject": "Groen & duurzaam",
        "text": "Twintig appel- en perenbomen langs het fietspad. Wie langskomt, mag plukken.",
        "cents": 620000,
        "likes": 38,
    },
    {
        "n": 2,
        "title": "Relaxen aan het Spaarne",
        "colour": "ocean",
        "motif": "waves",
        "icon": "sun",
        "place": "Molenwijk",
        "subject": "Elkaar ontmoeten",
        "text": "Banken, een trap naar het water en een plek om samen te picknicken.",
        "cents": 1250000,
        "likes": 63,
        "status": ("gehaald", "jade", "check"),
    },
    {
        "n": 3,
        "title": "Verkeersveiligere Bernadottelaan",
        "colour": "sand",
        "motif": "windows",
        "icon": "road",
        "place": "Boerhaavewijk",
        "subject": "Op straat",
        "text": "Een zebrapad in vrolijke kleuren, bedacht door de kinderen van de basisschool.",
        "cents": 890050,
        "likes": 12,
    },
    {
        "n": 4,
        "title": "Best Friends Schalkwijk",
        "colour": "red",
        "motif": "bricks",
        "icon": "friends",
        "place": "Meerwijk",
        "subject": "Elkaar ontmoeten",
        "text": "Jongeren en ouderen koken elke maand voor elkaar in het wijkcentrum.",
        "cents": 450000,
        "likes": 50,
        "status": ("gekozen", "jade", "check"),
    },
]
HISTORY = [
    {"when": "2 oktober", "title": "Plan ingediend", "text": "Met 14 handtekeningen van buren."},
    {
        "when": "9 oktober",
        "title": "Begroting aangepast",
        "text": "Twee banken minder, wel een picknicktafel.",
    },
    {
        "when": "nu",
        "title": "Likes verzamelen",
        "text": "Nog 12 likes te gaan tot en met 25 oktober.",
        "state": "now",
    },
    {"when": "vanaf 26 oktober", "title": "Haalbaarheidscheck", "state": "later"},
]


class PlanExample(forms.Form):
    """A form with every kind of field."""

    title = forms.CharField(
        label="Hoe heet uw plan?",
        max_length=80,
        help_text="Kort en duidelijk. Zo staat het op de kaart en op het stembiljet.",
    )
    story = forms.CharField(
        label="Wat wilt u doen?", widget=forms.Textarea, help_text="Vertel wat er komt, waar, en voor wie."
    )
    amount = forms.IntegerField(
        label="Hoeveel geld is er nodig?",
        min_value=1,
        widget=forms.NumberInput(attrs={"class": "input--money", "data-prefix": "€"}),
    )
    neighbourhood = forms.ChoiceField(label="In welke wijk?", choices=[("", "Kies een wijk"), *NEIGHBOURHOODS])
    kind = forms.ChoiceField(
        label="Bij welk thema past het?",
        widget=forms.RadioSelect,
        choices=[("o", "Elkaar ontmoeten"), ("s", "Op straat"), ("g", "Groen & duurzaam")],
    )
    needs = forms.MultipleChoiceField(
        label="Welke hulp kunt u gebruiken?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("h", "Handen uit de mouwen"),
            ("m", "Materiaal"),
            ("v", "Een vergunning"),
            ("b", "Iemand die meedenkt over geld"),
        ],
    )
    photo = forms.FileField(label="Foto", required=False, help_text="JPG of PNG, hoogstens 15 MB.")
    agree = forms.BooleanField(label="Ik ken de spelregels en dien dit plan in namens de buurt.")


class FilterExample(forms.Form):
    wijk = forms.ChoiceField(label="Wijk", required=False, choices=[("", "Alle wijken"), *NEIGHBOURHOODS])
    orde = forms.ChoiceField(
        label="Volgorde", required=False, choices=[("", "Nieuwste eerst"), ("likes", "Meeste likes")]
    )


def _posters() -> list[tuple[str, str]]:
    return [(colour, motif) for colour, motif in zip(patterns.COLOURS * 2, sorted(patterns.MOTIFS) * 2, strict=False)]


def style_page(request: HttpRequest) -> HttpResponse:
    """Everything there is, with words of a real neighbourhood budget. `?deel=` gives another of the base templates."""
    filled = PlanExample({"title": "Fruitbomen in de Europawijk", "amount": "veel"}, auto_id="fout_%s")
    context = {
        "steps": STEPS,
        "cards": CARDS,
        "history": HISTORY,
        "form": PlanExample(),
        "wrong_form": filled,
        "filter_form": FilterExample(request.GET or None, auto_id="filter_%s"),
        "page": Paginator(range(110), 12).get_page(request.GET.get("page", 3)),
        "booth_labels": ["Kiezen", "Nakijken", "Code", "Klaar"],
        "booth_step": 4 if request.GET.get("deel") == "klaar" else 1,
        "facts": [
            ("Wijk", "Europawijk"),
            ("Thema", "Groen & duurzaam"),
            ("Plannenmaker", "Fatima el Idrissi"),
            ("Kosten", "€ 6.200"),
        ],
        "lines": [
            ("Twintig fruitbomen, hoogstam", 310000),
            ("Grond, palen en boomband", 145050),
            ("Plantdag met soep voor iedereen", 65000),
            ("Onderhoud, eerste twee jaar", 99950),
        ],
        "rows": [
            {"label": "Europawijk", "value": 1240},
            {"label": "Boerhaavewijk", "value": 980},
            {"label": "Meerwijk", "value": 1515},
            {"label": "Molenwijk", "value": 760},
        ],
        "reasons": ["Van 3 plannen is er nog geen oordeel.", "De stembrieven zijn nog niet gedrukt."],
        "trail": [("Schalkwijk 2026", "#"), ("Plannen", "#")],
        "posters": _posters(),
        "icons": sorted(icons.names()),
    }
    part = {"beheer": "staff", "stemmen": "booth", "klaar": "booth_done", "fout": "error"}.get(
        request.GET.get("deel", ""), "page"
    )
    return render(request, f"theme/style_{part}.html", context)
