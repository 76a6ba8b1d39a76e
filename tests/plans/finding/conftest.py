"""What tests of finding plans share."""

import pytest

from editions.models import Edition, Neighbourhood
from tests import make

# A square of a hundredth of a degree, and one to the east of it.
WEST = [[52.35, 4.64], [52.35, 4.65], [52.36, 4.65], [52.36, 4.64]]
EAST = [[52.35, 4.65], [52.35, 4.66], [52.36, 4.66], [52.36, 4.65]]


@pytest.fixture
def edition() -> Edition:
    """Europawijk in the west, postcode 2034; Meerwijk in the east, 2036."""
    made = make.edition()
    for name, outline, postcodes in (("Europawijk", WEST, "2033 2034"), ("Meerwijk", EAST, "2036")):
        Neighbourhood.objects.filter(area=made.area, name=name).update(outline=outline, postcodes=postcodes)
    return made


@pytest.fixture
def west(edition: Edition) -> Neighbourhood:
    return edition.area.neighbourhoods.get(name="Europawijk")


@pytest.fixture
def east(edition: Edition) -> Neighbourhood:
    return edition.area.neighbourhoods.get(name="Meerwijk")
