"""What the terms have in common: on which ground something is kept, and how long most of it is."""

from retention.terms.shape import Deed

PUBLIC_TASK = "taak van algemeen belang (AVG art. 6 lid 1e): het wijkbudget"
AGREED = "overeenkomst met de maker (AVG art. 6 lid 1b)"
LAW = "wettelijke plicht (AVG art. 6 lid 1c): verantwoording van subsidie, Archiefwet"

DELETE, BLANK, FILES, ELSEWHERE = Deed.DELETE, Deed.BLANK, Deed.FILES, Deed.ELSEWHERE
WEEKS_6, YEAR, YEARS_7 = 42, 365, 2557
# In place of words that a row may not be without.
GONE = "Gewist na de bewaartermijn."
