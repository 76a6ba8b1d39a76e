"""Every write of the mail room, by subject."""

from mail.actions.choosing import choose
from mail.actions.composing import compose_due
from mail.actions.sending import deliver, mark_unsure, send_again, send_queued
from mail.actions.telling import in_the_sites_language, notify, take_back
from mail.actions.wiping import wipe_old_words

__all__ = [
    "choose",
    "compose_due",
    "deliver",
    "in_the_sites_language",
    "mark_unsure",
    "notify",
    "send_again",
    "send_queued",
    "take_back",
    "wipe_old_words",
]
