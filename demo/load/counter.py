"""What came in on paper in the demo: one plan, typed over by the team for somebody without e-mail."""

from accounts.models import User
from editions.models import Edition
from plans.actions import Helped, PaperPlan, enter_plan

PHONE = "023 – 555 01 23 (liefst voor de middag)"


def load_counter(edition: Edition, team: User) -> None:
    """Entered by the real action, so that it obeys the rules of the edition."""
    theme = edition.themes.order_by("pk")[0]
    wijk = edition.area.neighbourhoods.order_by("name")[0]
    paper = PaperPlan(
        {
            "title": "Bankjes om even uit te rusten",
            "summary": "Drie bankjes tussen de flat en de winkels, zodat iedereen de weg kan lopen.",
            "body": "Ik loop met een rollator naar de winkel. Halverwege kan ik nergens zitten. Met drie bankjes "
            "komen mijn buren en ik weer buiten. Bij het middelste bankje willen wij een bloembak; die houden "
            "we zelf bij.",
            "theme": theme,
            "neighbourhood": wijk,
            "place": "Tussen de flat en het winkelcentrum",
        },
        (),
        (("Drie bankjes met leuning", 285_000), ("Plaatsen en tegels", 90_000), ("Bloembak en planten", 27_500)),
    )
    enter_plan(edition.pk, team, Helped("Mevrouw De Graaf", phone=PHONE), paper, submit=True)
