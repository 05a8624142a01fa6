"""Plans, what amends them, and the action items of their appendix with all that hangs on them."""

from tracker.plans.models.items import (
    ActionItem,
    ItemChange,
    ItemComponent,
    ItemPause,
    ItemUnit,
    ItemWeakness,
    Product,
)
from tracker.plans.models.plans import Amendment, Plan, PlanImport

__all__ = [
    "ActionItem",
    "Amendment",
    "ItemChange",
    "ItemComponent",
    "ItemPause",
    "ItemUnit",
    "ItemWeakness",
    "Plan",
    "PlanImport",
    "Product",
]
