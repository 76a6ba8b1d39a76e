"""The nightly round: warn, destroy, clear up behind it."""

from retention.actions.accounts import forget_unused, warn_unused
from retention.actions.clearing import clear_traces
from retention.actions.destroying import destroy_due
from retention.actions.sweeping import sweep_strays


def nightly() -> None:
    warn_unused()
    forget_unused()
    destroy_due()
    sweep_strays()
    clear_traces()
