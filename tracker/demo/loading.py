"""Loads the demo agency around a day, through the same verbs that people use."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.demo.appendix import table
from tracker.demo.collecting import collect_now
from tracker.demo.history import Scene, at, play_year
from tracker.demo.matters import set_matters
from tracker.demo.meetings import Calendar
from tracker.demo.on_request import ask_on_request
from tracker.demo.people import CODE, PASSWORD, SIGN_INS, House, found_house
from tracker.demo.reports import issue_report
from tracker.demo.rounds import TARGET, hold_rounds
from tracker.errors import BadInput
from tracker.intake.reading import read_document
from tracker.organisation.models import Agency
from tracker.organisation.queries import find_groups, period_on
from tracker.organisation.rules import PeriodKind, Regime
from tracker.plans.appendix import KnownIndex, KnownUnit, read_appendix
from tracker.plans.commands import ImportChoices, PlanHead, store_plan
from tracker.plans.models import ActionItem, Plan
from tracker.plans.queries import ItemFilter, find_items
from tracker.progress.commands import refresh_items
from tracker.store.files import Shelf
from tracker.surveys.methods import load_shipped
from tracker.surveys.models import SurveyMethod

NUMBER = "57/KH-SDVC"
SIGNED_AGO = timedelta(days=340)
RUNS_ON = timedelta(days=60)  # the plan ends no sooner than this after the day of loading


def load_demo(session: Session, shelf: Shelf, today: date) -> Agency:
    """The demo agency with a plan, three rounds, and a year of work ending today; flushed.

    Raises BadInput if the demo is there already. Takes some seconds: about 200 reports are sent
    and confirmed one by one.
    """
    if session.scalar(select(Agency.id).where(Agency.code == CODE)) is not None:
        raise BadInput("Đã có cơ quan dùng thử. Dùng cơ sở dữ liệu trống để nạp lại.")
    house = found_house(session, today)
    method = hold_rounds(session, house, today)
    plan = _store_plan(session, house, method, today)
    scene = Scene(session, house, plan, today, Random(57))  # noqa: S311 drawn, not secret
    calendar = Calendar(scene, shelf, _meeting_item(scene))
    play_year(scene, calendar.hold_until, calendar.first_month)
    calendar.hold_until(today)
    set_matters(scene)
    ask_on_request(scene)
    issue_report(scene)
    collect_now(session, house, method, today)
    session.flush()
    return house.agency


def sign_in_lines() -> list[str]:
    """The demo's addresses and their password, for the terminal."""
    return [f"{address}  ({who}), mật khẩu {PASSWORD}" for address, who in SIGN_INS]


def _store_plan(session: Session, house: House, method: SurveyMethod, today: date) -> Plan:
    signed_on = today - SIGNED_AGO
    shipped = load_shipped(method.code)
    indices = [KnownIndex(c.name, c.aliases, c.code) for c in shipped.components]
    units = [KnownUnit(unit.name) for unit in house.units.values()]
    groups = [KnownUnit(group.name) for group in find_groups(session, house.agency.id)]
    document = read_document(table(today), "phu-luc.csv")
    reading = read_appendix(document, today.year, indices, [*units, *groups])
    first = period_on(session, house.agency.id, Regime.ND09, PeriodKind.MONTH, signed_on)
    head = PlanHead(
        number=NUMBER,
        signed_on=signed_on,
        title=f"Kế hoạch cải thiện chất lượng phục vụ người dân, doanh nghiệp năm {today.year}",
        year=today.year,
        method_id=method.id,
        owed_from=first.starts_on if first else signed_on,
        target_text=f"từ {TARGET:g}% trở lên",
        target_percent=TARGET,
    )
    plan = store_plan(session, house.agency, reading, head, ImportChoices(), at=at(signed_on, 9))
    _run_on(session, house.agency, plan, today)
    return plan


def _meeting_item(scene: Scene) -> ActionItem:
    """The item that asks for the monthly meeting."""
    wanted = ItemFilter(scene.house.agency.id, plan_id=scene.plan.id, words="hop giao ban")
    return find_items(scene.session, wanted)[0]


def _run_on(session: Session, agency: Agency, plan: Plan, today: date) -> None:
    """Let the plan run past the year's end where that is near, so that the demo always lives."""
    ends_on = max(plan.ends_on, today + RUNS_ON)
    items = find_items(session, ItemFilter(agency.id, plan_id=plan.id))
    plan.ends_on = ends_on
    for item in items:
        item.ends_on = max(item.ends_on, ends_on)
    refresh_items(session, agency, items)
