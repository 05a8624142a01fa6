"""The verbs of this room. Each adds to the session it is handed; the view commits."""

from tracker.organisation.commands.agencies import (
    add_agency,
    describe_agency,
    set_choices,
    set_words,
)
from tracker.organisation.commands.units import (
    add_group,
    add_to_group,
    add_unit,
    describe_unit,
    end_unit,
    forget_alias,
    make_office,
    remove_from_group,
    rename_unit,
    settle_alias,
)
from tracker.organisation.commands.years import (
    add_day,
    confirm_year,
    edit_day,
    edit_period,
    ensure_periods,
    remove_day,
    seed_calendar,
)

__all__ = [
    "add_agency",
    "add_day",
    "add_group",
    "add_to_group",
    "add_unit",
    "confirm_year",
    "describe_agency",
    "describe_unit",
    "edit_day",
    "edit_period",
    "end_unit",
    "ensure_periods",
    "forget_alias",
    "make_office",
    "remove_day",
    "remove_from_group",
    "rename_unit",
    "seed_calendar",
    "set_choices",
    "set_words",
    "settle_alias",
]
