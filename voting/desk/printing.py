"""What somebody gets at the desk: one letter, or one ballot form, with the new code on it."""

from voting.letters import render_letter
from voting.models import Reissue, ReissueKind
from voting.paper.form import render_ballot_form


def render_reissue(made: Reissue, code: str) -> bytes:
    """The PDF with this code (canonical); it exists in memory only."""
    if made.kind == ReissueKind.FORM:
        return render_ballot_form(made.edition, code)
    return render_letter(made.edition, made.voter, code)
