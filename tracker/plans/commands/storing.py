"""Storing a plan that was read and settled: everything in one transaction, or nothing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.clock import day_of
from tracker.errors import BadInput
from tracker.organisation.calendar import WorkingCalendar
from tracker.organisation.commands import ensure_periods, seed_calendar
from tracker.organisation.models import Agency
from tracker.organisation.queries import find_days, working_calendar
from tracker.plans.appendix.items import Appendix, Item
from tracker.plans.commands.first_reports import set_first_reports
from tracker.plans.commands.links import link_weaknesses
from tracker.plans.commands.naming import settle_names
from tracker.plans.commands.parts import ItemParts, Names
from tracker.plans.importing import ImportChoices, PlanHead, as_due
from tracker.plans.importing.cells import printed_cells, spelling_note
from tracker.plans.models import ActionItem, Plan
from tracker.plans.queries import ItemFilter, find_items
from tracker.plans.terms import due_day, owed_until, rhythm_of
from tracker.plans.wording.values import as_json
from tracker.vietnamese import fold, tidy


def store_plan(
    session: Session,
    agency: Agency,
    reading: Appendix,
    head: PlanHead,
    choices: ImportChoices,
    *,
    at: datetime,
) -> Plan:
    """The plan of `reading` with its items, products, units and indices, flushed.

    Periods of its year and the next are made where missing, and the year's days off where none
    are listed. Raises BadInput, having stored nothing that a rollback does not undo: the number is
    taken in that year, a printed index is none of the method, a unit is of another agency.
    """
    check_free(session, agency.id, head.number, head.year)
    _prepare_years(session, agency, head)
    plan = _plan(agency, reading, head)
    session.add(plan)
    session.flush()
    typed = [name for i in reading.items for name in (*i.lead_units, *i.partner_units)]
    names = Names(
        session,
        agency,
        settle_names(session, agency, typed, choices),
        on=head.signed_on or day_of(at),
        kept_groups=choices.kept_groups,
    )
    parts = ItemParts.of(session, plan, names, first_lead_only=head.first_lead_only)
    rows = _items(agency, plan, reading, choices, working_calendar(session, agency.id))
    session.add_all(rows.values())
    session.flush()
    for item in reading.items:
        parts.add(rows[item.position], item, choices)
    session.flush()
    wanted = ItemFilter(agency.id, plan_id=plan.id)
    stored = find_items(session, wanted)
    set_first_reports(session, agency, stored)
    link_weaknesses(session, stored)
    return plan


def check_free(session: Session, agency_id: int, number: str, year: int) -> None:
    """Raise BadInput when the agency already has a plan of this number and year. One SELECT."""
    query = select(Plan.id).where(
        Plan.agency_id == agency_id, Plan.number == tidy(number), Plan.year == year
    )
    if session.scalar(query) is not None:
        raise BadInput(
            f"Kế hoạch số {tidy(number)} năm {year} đã được nhập. Sửa nhiệm vụ ở trang Kế hoạch, "
            "hoặc nhập với số khác."
        )


def _prepare_years(session: Session, agency: Agency, head: PlanHead) -> None:
    for year in (head.year, head.year + 1):
        if not find_days(session, agency.id, year):
            seed_calendar(session, agency, year)
    for year in (head.year, head.year + 1):
        ensure_periods(session, agency, head.regime, year)


def _plan(agency: Agency, reading: Appendix, head: PlanHead) -> Plan:
    return Plan(
        agency_id=agency.id,
        number=tidy(head.number),
        signed_on=head.signed_on,
        title=tidy(head.title),
        appendix_title=reading.plan.appendix_title or "",
        header=list(reading.header),
        year=head.year,
        method_id=head.method_id,
        yardstick_id=head.yardstick_id,
        target_text=head.target_text,
        target_percent=head.target_percent,
        regime=head.regime,
        first_lead_only=head.first_lead_only,
        owed_from=head.owed_from,
        ends_on=date(head.year, 12, 31),
    )


def _items(
    agency: Agency,
    plan: Plan,
    reading: Appendix,
    choices: ImportChoices,
    calendar: WorkingCalendar,
) -> Mapping[int, ActionItem]:
    """The rows by their place in the reading."""
    numbers = numbers_of(reading.items)
    rows: dict[int, ActionItem] = {}
    before = agency.settings.before_means_before
    for item in reading.items:
        deadline = as_due(choices.deadline_of(item), before_means_before=before)
        due_on = due_day(deadline, calendar)
        rows[item.position] = ActionItem(
            agency_id=agency.id,
            plan_id=plan.id,
            position=numbers[item.position],
            task=item.task,
            folded=fold(" ".join((item.task, *item.products))),
            section=(item.group or "")[:300],
            note=spelling_note(reading.remarks, item.no),
            printed=printed_cells(item),
            deadline_text=item.deadline_text[:500],
            deadline=as_json(deadline),
            deadline_kind=deadline.kind,
            rhythm=rhythm_of(deadline),
            starts_on=deadline.start,
            first_due_on=due_on,
            due_on=due_on,
            ends_on=owed_until(deadline, due_on, plan.ends_on),
        )
    return rows


def numbers_of(items: Sequence[Item]) -> Mapping[int, int]:
    """The STT of each item by its place; places themselves where an STT stands twice."""
    typed = [item.no for item in items]
    usable = len(set(typed)) == len(typed) and min(typed, default=1) > 0
    return {item.position: item.no if usable else item.position for item in items}
