"""How a person is written to: initials, name, salutation and address lines. Plain Python.

After the State's own specification of how people in the population register (BRP) are addressed: RvIG, "Haal Centraal
BRP bevragen", EUPL-1.2. Numbers such as 02.40 are the register's own for its elements. The State's cases are tests:
tests/voting/addressing.
"""

from voting.addressing.lines import (
    Address,
    address_line,
    address_lines,
    in_investigation,
    is_secret,
    lives_elsewhere,
    postcode_line,
)
from voting.addressing.names import Name, form_of_address, initials, name_line, salutation, tidy_initials

__all__ = [
    "Address",
    "Name",
    "address_line",
    "address_lines",
    "form_of_address",
    "in_investigation",
    "initials",
    "is_secret",
    "lives_elsewhere",
    "name_line",
    "postcode_line",
    "salutation",
    "tidy_initials",
]
