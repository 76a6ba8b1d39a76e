"""Every write of this room, by subject."""

from retention.actions.accounts import forget_unused, warn_unused
from retention.actions.clearing import clear_traces
from retention.actions.destroying import destroy, destroy_due, destroy_early
from retention.actions.leaving import leave, why_stay
from retention.actions.nightly import nightly
from retention.actions.ruling import lift_hold, set_hold, set_term
from retention.actions.sweeping import sweep_strays

__all__ = [
    "clear_traces",
    "destroy",
    "destroy_due",
    "destroy_early",
    "forget_unused",
    "leave",
    "lift_hold",
    "nightly",
    "set_hold",
    "set_term",
    "sweep_strays",
    "warn_unused",
    "why_stay",
]
