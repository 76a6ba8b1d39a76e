"""The sentences of a refusal at the door of the vote, in one place because several pages say them."""

from django.utils.translation import gettext, gettext_lazy

from voting.ballots import InvalidBallot
from voting.codes import MistypedCode

# One text for unknown, void and not (any longer) open, so that it tells nothing about a code.
NOT_USABLE = gettext_lazy(
    "Met deze stemcode kunt u nu niet stemmen. Vergelijk de code teken voor teken met uw stembrief."
)
ALREADY_USED = gettext_lazy("Deze stemcode is al gebruikt. Met elke code kunt u één keer stemmen.")
NO_SUCH_CODE = gettext_lazy("Deze stemcode kennen wij niet. Vergelijk de code teken voor teken met uw stembrief.")
OTHER_EDITION = gettext_lazy(
    "Deze stemcode hoort bij een andere stemming dan de plannen die u koos. Stop, en begin met uw code."
)
# Somebody else voted from the same page, on the same device.
RECEIPT_GIVEN = gettext_lazy(
    "Vanaf deze pagina is al een stem uitgebracht. Uw eigen stemcode is nog niet gebruikt. Begin opnieuw met uw code."
)


def in_dutch(error: InvalidBallot | MistypedCode) -> str:
    """The sentence of a pure module, in the language of the reader (Dutch for now)."""
    return gettext(error.message) % error.params
