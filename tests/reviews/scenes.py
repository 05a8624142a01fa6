"""Rounds, targets and a plan on the shipped method, for the pages of the indices."""

from datetime import date

from tests.factories import NOON, Office, saved
from tests.factories_plans import make_item, make_plan
from tests.surveys.made import UNIT, make_round, seal, typed
from tests.surveys.typed import line
from tracker.database import db
from tracker.plans.models import ActionItem, ItemComponent, Plan
from tracker.scores.commands import close_and_freeze
from tracker.surveys import commands
from tracker.surveys.commands import PublishedDraft
from tracker.surveys.models import Component, Round
from tracker.surveys.queries import find_components
from tracker.weaknesses.commands import YardstickTerms, judge_round, set_yardstick
from tracker.weaknesses.models import Weakness, Yardstick


def forms_of(row: Round, count: int, *, good: int, field: str = "Hộ tịch", first: int = 1) -> None:
    """So many forms of one field, of which `good` are satisfied with everything."""
    lines = [line(first + n, [5 if n < good else 2] * 25, unit=UNIT) for n in range(count)]
    for each in lines:
        each[3] = field
    seal(row, typed(*lines))


def open_round(office: Office, code: str = "2021-Q1", ends: date = date(2021, 3, 31)) -> Round:
    return make_round(office.agency, code=code, collect_to=ends)


def closed_round(office: Office, *, good: int, count: int = 12, code: str = "2021-Q1") -> Round:
    ends = date(2021, 6, 30) if code == "2021-Q2" else date(2021, 3, 31)
    row = open_round(office, code, ends)
    forms_of(row, count, good=good)
    return close_and_freeze(db.session(), row, by=None, at=NOON)


def targets(office: Office, percent: float = 81) -> Yardstick:
    method = commands.ensure_method(db.session(), "kh-2021")
    terms = YardstickTerms(year=2021, method_id=method.id, overall_target=percent)
    return set_yardstick(db.session(), office.agency, terms)


def judged(office: Office, row: Round) -> list[Weakness]:
    return list(judge_round(db.session(), targets(office), row, at=NOON))


def components(_office: Office) -> list[Component]:
    method = commands.ensure_method(db.session(), "kh-2021")
    return list(find_components(db.session(), method.id))


def plan_of(office: Office) -> Plan:
    """A running plan by the shipped method."""
    plan = make_plan(office.agency)
    plan.method_id = commands.ensure_method(db.session(), "kh-2021").id
    db.session.flush()
    return plan


def item_for(
    plan: Plan, office: Office, *aims: Component, position: int = 1, is_added: bool = False
) -> ActionItem:
    item = make_item(plan, leads=[office.first], position=position)
    for place, component in enumerate(aims, 1):
        saved(
            ItemComponent(
                agency_id=plan.agency_id,
                item_id=item.id,
                component_id=component.id,
                position=place,
                is_added=is_added,
            )
        )
    return item


def announce(office: Office, value: float, year: int = 2020) -> None:
    draft = PublishedDraft(
        method_id=commands.ensure_method(db.session(), "kh-2021").id,
        component_id=None,
        year=year,
        label=f"Năm {year}",
        value=value,
        people=None,
        document="Thông báo số 01/TB",
        announced_on=date(year + 1, 1, 15),
    )
    commands.publish_value(db.session(), office.agency, draft)
