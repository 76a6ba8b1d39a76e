"""Pages that bring the rooms together."""

from website.views.mine import my_plans
from website.views.public import (
    accessibility,
    edition_list,
    edition_page,
    home,
    plan_page,
    privacy,
    rules,
)

__all__ = ["accessibility", "edition_list", "edition_page", "home", "my_plans", "plan_page", "privacy", "rules"]
