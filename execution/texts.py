"""Texts that fit the agreement of most plans: the form of a first version starts with them."""

TERMS = (
    "U voert uw plan zelf uit. De gemeente helpt met vergunningen, met contacten en bij werk in de openbare ruimte. "
    "U vertelt de wijk op de site hoe het gaat."
)
OTHERWISE = (
    "Loopt het anders dan gedacht? Bel dan eerst uw aanspreekpunt. Samen passen we de stappen aan. "
    "Lukt het plan niet, dan stopt het. Geld dat over is, gaat terug naar de gemeente. Wat al is uitgegeven met een "
    "bon, hoeft u niet terug te betalen."
)
CARE_WHO = "de plannenmaker, samen met buren"
CARE_LONG = "tot een jaar na de oplevering"
CARE_PAID = "de plannenmaker, uit het toegekende bedrag"
# How much is paid at once, in percents; the rest follows when the plan stands.
FIRST_SHARE = 80
SECOND_SHARE = "Als het plan klaar is en de bonnen er zijn"
