"""The verbs of this room. Each adds to the session it is handed; the view commits."""

from sqlalchemy.orm import Session

from tracker.organisation.commands.agencies import (
    add_agency,
    change_head,
    describe_agency,
    merge_agencies,
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
from tracker.organisation.models import Agency, Unit
from tracker.organisation.rules import Regime, UnitKind

YEARS_AHEAD = 1  # a plan of December reaches into the next year
__all__ = [
    "add_agency",
    "add_day",
    "add_group",
    "add_to_group",
    "add_unit",
    "change_head",
    "confirm_year",
    "describe_agency",
    "describe_unit",
    "edit_day",
    "edit_period",
    "end_unit",
    "ensure_periods",
    "forget_alias",
    "make_office",
    "make_ready",
    "merge_agencies",
    "remove_day",
    "remove_from_group",
    "rename_unit",
    "seed_calendar",
    "set_choices",
    "set_words",
    "settle_alias",
]


def make_ready(session: Session, agency: Agency, year: int, regime: Regime = Regime.ND09) -> Unit:
    """What a new agency needs before anything else: its Office, days off and periods.

    The Office has the name of the profile; it is what comes back. Days and periods are those of
    `year` and the next.
    """
    office = add_unit(
        session, agency, name=agency.profile.office, kind=UnitKind.INTERNAL, is_office=True
    )
    for each in range(year, year + YEARS_AHEAD + 1):
        seed_calendar(session, agency, each)
    for each in range(year, year + YEARS_AHEAD + 1):
        ensure_periods(session, agency, regime, each)
    return office
