"""Every limit on how often people do something, in one place."""

# Links for co-makers that one person makes in a day (24 hours), over all plans. A plan has OPEN_INVITATIONS at most.
INVITATIONS_PER_DAY = 20
# Offers of help of one person in an hour, over all plans: kindness, not a flood.
OFFERS_PER_HOUR = 10
# Photos of one person in an hour, over all plans: reading one takes the server a second.
PHOTOS_PER_HOUR = 30
