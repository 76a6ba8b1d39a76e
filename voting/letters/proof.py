"""The proof page: an address, the window, the folds and rulers, to hold against the envelope that will be used."""

from dataclasses import dataclass

from django.utils import translation

from common.pdf import render_pdf
from voting.envelopes import PAPER_HEIGHT, PAPER_WIDTH
from voting.letters.content import sample_letter
from voting.letters.design import Design
from voting.letters.setting import set_letter, sizes_in_css

TEMPLATE = "voting/letters/proof.html"


@dataclass(frozen=True)
class Tick:
    """A stroke of a ruler, `at` mm from the edge, with its number at every whole centimetre."""

    at: int
    length: int
    label: str

    @property
    def label_at(self) -> str:
        """Where the number stands so that its middle is at the stroke."""
        return f"{self.at + 0.9:.1f}"


def ticks(until: int) -> list[Tick]:
    """A stroke every millimetre, longer at five, with a number at ten."""
    return [Tick(at, 5 if at % 10 == 0 else 3 if at % 5 == 0 else 2, _label(at)) for at in range(1, until)]


def _label(at: int) -> str:
    return str(at) if at % 10 == 0 else ""


def render_proof(design: Design) -> bytes:
    """The page as a PDF, true to size when it is printed at 100 %."""
    window = design.window
    context = {
        "design": design,
        "set": set_letter(sample_letter()),
        "sizes": sizes_in_css(),
        "boxes": {
            name: [f"{edge:.2f}" for edge in (box.left, box.top, box.width, box.height)]
            for name, box in (("window", window.box), ("quiet", window.quiet))
        },
        "left": f"{window.left:.1f}",
        "middle": f"{window.middle:.1f}",
        "shown": [f"{each:g}".replace(".", ",") for each in (window.left, window.middle)],
        "folds": [f"{fold:g}" for fold in window.folds],
        "across": ticks(PAPER_WIDTH),
        "down": ticks(PAPER_HEIGHT),
    }
    with translation.override("nl"):
        return render_pdf(TEMPLATE, context)
