"""The retention table: what is kept, why, how long, and what happens then. Pure: no Django.

A new model gets a line in one of three places, and a test fails until it has one: a `Holding` below a term (`table.py`)
when it goes, `KEPT` when it stays although it tells of people, `NOTHING` when it does not (`inventory.py`).
"""

from retention.terms.inventory import KEPT, NOTHING
from retention.terms.shape import Deed, Holding, Start, Term
from retention.terms.table import BY_KEY, TERMS

__all__ = ["BY_KEY", "KEPT", "NOTHING", "TERMS", "Deed", "Holding", "Start", "Term"]
