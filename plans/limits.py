"""Every limit on how often people do something, in one place: how many, per what, and why.

An action counts under a lock on the person, so that posts at the same moment cannot slip past (plans.actions.pace).
"""

from datetime import timedelta

# Reactions of one person in an hour, over all plans together: talk, not a flood.
COMMENTS_PER_HOUR = 10
# The same for who speaks as maker of the plan or for the team: they answer a whole evening's questions in one go.
ANSWERS_PER_HOUR = 60
# Reports of one person in a day (24 hours), over all plans: enough for who meets something bad, too few for a campaign
# against somebody.
REPORTS_PER_DAY = 10
# The same words of one person in the same place within this time are a button that was pressed twice.
SAME_WORDS = timedelta(minutes=2)
# Links for co-makers that one person makes in a day (24 hours), over all plans. A plan has OPEN_INVITATIONS at most.
INVITATIONS_PER_DAY = 20
# Offers of help of one person in an hour, over all plans: kindness, not a flood.
OFFERS_PER_HOUR = 10
# Photos of one person in an hour, over all plans: reading one takes the server a second.
PHOTOS_PER_HOUR = 30
# Remarks of one person at the ja-mits table in an hour, over all plans together: a whole meeting's talk, not a flood.
REMARKS_PER_HOUR = 60
