"""An appendix on its way in: what a person decides about it before it becomes a plan."""

from tracker.plans.importing.decisions import (
    HeadDraft,
    ImportChoices,
    KnownNames,
    Means,
    PlanHead,
    UnitChoice,
    as_due,
    first_owed,
    read_choice,
)

__all__ = [
    "HeadDraft",
    "ImportChoices",
    "KnownNames",
    "Means",
    "PlanHead",
    "UnitChoice",
    "as_due",
    "first_owed",
    "read_choice",
]
