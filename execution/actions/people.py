"""Who the team and the makers of a plan are, for mails."""

from django.db.models import Q, QuerySet

from accounts.models import User
from editions.models import EditionRole, Role
from execution.models import Agreement


def leaders_of(agreement: Agreement) -> set[int]:
    """The project leaders of the edition."""
    rows = EditionRole.objects.filter(edition_id=agreement.plan.edition_id, role=Role.LEADER)
    return set(rows.values_list("user_id", flat=True))


def team_of(agreement: Agreement) -> set[int]:
    """The project leaders, and the contact person when that address belongs to somebody with a role in the edition."""
    return leaders_of(agreement) | set(_contact(agreement).values_list("pk", flat=True))


def contact_hears(agreement: Agreement) -> bool:
    """Whether the contact person gets mail by itself; otherwise somebody of the team passes it on."""
    return _contact(agreement).exists()


def _contact(agreement: Agreement) -> QuerySet[User]:
    """An address that is nobody's here gets no mail: a typing error must not send a maker's words to a stranger."""
    if not agreement.contact_email:
        return User.objects.none()
    of_the_edition = Q(edition_roles__edition_id=agreement.plan.edition_id)
    return User.objects.filter(of_the_edition, email__iexact=agreement.contact_email, is_active=True).distinct()
