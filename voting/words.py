"""The sentences of a refusal at the door of the vote, in one place because several pages say them."""

from django.utils.translation import gettext, gettext_lazy

from voting.ballots import InvalidBallot
from voting.codes import MistypedCode

# One text for unknown, void and not (any longer) open, so that it tells nothing about a code.
NOT_USABLE = gettext_lazy(
    "Met deze stemcode kunt u nu niet stemmen. Vergelijk de code teken voor teken met uw stembrief. Kreeg u een nieuwe "
    "brief? Gebruik dan de code uit de nieuwste brief."
)
ALREADY_USED = gettext_lazy(
    "Deze stemcode is al gebruikt. Stemde u zelf? Dan bent u klaar. Stemde u niet? Bel dan het nummer op uw stembrief."
)
NO_SUCH_CODE = gettext_lazy(
    "Deze stemcode kennen wij niet. Vergelijk de code teken voor teken met uw stembrief. Kreeg u een nieuwe brief? "
    "Gebruik dan de code uit de nieuwste brief."
)
OTHER_EDITION = gettext_lazy(
    "Deze stemcode hoort bij een andere stemming dan de plannen die u koos. Druk bovenaan op ‘Stop zonder te stemmen’ "
    "en begin dan met uw code."
)
# Somebody else voted from the same page, on the same device.
RECEIPT_GIVEN = gettext_lazy(
    "Vanaf deze pagina is al een stem uitgebracht. Uw eigen stemcode is nog niet gebruikt. Begin opnieuw met uw code."
)


def in_dutch(error: InvalidBallot | MistypedCode) -> str:
    """The sentence of a pure module, in the language of the reader (Dutch for now)."""
    return gettext(error.message) % error.params
