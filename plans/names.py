"""Names of people in a sentence."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def in_words(names: Sequence[str], most: int = 12) -> str:
    """ "Fatima, Omar en Joke"; above `most` names the others are counted."""
    shown, others = list(names[:most]), len(names) - most
    if others > 0:
        shown.append(ngettext("%(number)d ander", "%(number)d anderen", others) % {"number": others})
    if len(shown) < 2:
        return "".join(shown)
    return _("%(names)s en %(last)s") % {"names": ", ".join(shown[:-1]), "last": shown[-1]}


def first_name(name: str) -> str:
    """What people call somebody: the first word of the name."""
    return name.split()[0] if name.split() else name
