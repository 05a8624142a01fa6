"""Changing a signed plan: an item added by a document, the plan's own facts. The view commits."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.errors import BadInput, Refusal
from tracker.organisation.models import Agency, Unit
from tracker.organisation.queries import working_calendar
from tracker.plans.commands.first_reports import set_first_reports
from tracker.plans.commands.items import replace_item
from tracker.plans.commands.links import link_weaknesses
from tracker.plans.importing import as_due
from tracker.plans.importing.words import wanted_proof
from tracker.plans.models import (
    ActionItem,
    Amendment,
    ItemComponent,
    ItemUnit,
    Plan,
    Product,
)
from tracker.plans.queries import get_amendment, get_item
from tracker.plans.rules import Part, PlanState
from tracker.plans.terms import due_day, owed_until, rhythm_of
from tracker.plans.wording import read_deadline
from tracker.plans.wording.values import Deadline, as_json
from tracker.surveys.models import Component
from tracker.vietnamese import fold, tidy


@dataclass(frozen=True)
class Basis:
    """The document that changes a signed plan (văn bản căn cứ)."""

    document: str
    signed_on: date
    summary: str = ""


@dataclass(frozen=True)
class NewItem:
    """An item as a document words it; each point of task and products on a line of its own."""

    task: str
    products: tuple[str, ...]
    deadline_text: str
    lead_ids: tuple[int, ...]
    partner_ids: tuple[int, ...] = ()
    component_ids: tuple[int, ...] = ()
    replaces_id: int | None = None  # the item of the plan that it changes


def add_item(
    session: Session, agency: Agency, plan: Plan, wanted: NewItem, basis: Basis
) -> ActionItem:
    """A new item after the others; it owes reports from the day of its document on. Flushed.

    Raises Refusal for a plan that is closed, BadInput without a lead unit or for a unit or index
    that is not the agency's or the plan's. An item that it replaces ends the day before.
    """
    if plan.state is PlanState.CLOSED:
        raise Refusal("Kế hoạch đã kết thúc nên không bổ sung nhiệm vụ được.")
    _check(session, agency, plan, wanted)
    amendment = Amendment(
        agency_id=agency.id,
        plan_id=plan.id,
        document=tidy(basis.document)[:300],
        signed_on=basis.signed_on,
        summary=basis.summary,
    )
    session.add(amendment)
    session.flush()
    item = _item(session, agency, plan, wanted, amendment)
    session.add(item)
    session.flush()
    session.add_all([*_units(plan, item, wanted), *_products(item, wanted)])
    session.add_all(_components(item, wanted))
    session.flush()
    if wanted.replaces_id is not None:
        old = session.get(ActionItem, wanted.replaces_id)
        if old is None or old.plan_id != plan.id:
            raise BadInput("Không có nhiệm vụ này trong kế hoạch.")
        replace_item(session, old, item, on=basis.signed_on, document=amendment.document)
    whole = get_item(session, agency.id, item.id)
    if whole is not None:
        set_first_reports(session, agency, [whole])
        link_weaknesses(session, [whole])
    return item


@dataclass(frozen=True)
class PlanFacts:
    """What of a stored plan the Office may put right."""

    title: str
    target_text: str
    target_percent: float | None
    yardstick_id: int | None
    extension_limit: int


def describe_plan(plan: Plan, facts: PlanFacts) -> None:
    """Put right what the import said of a plan; number, day and items stay."""
    plan.title = tidy(facts.title)
    plan.target_text, plan.target_percent = facts.target_text, facts.target_percent
    plan.yardstick_id, plan.extension_limit = facts.yardstick_id, facts.extension_limit


def understand_deadline(
    session: Session, agency: Agency, item: ActionItem, deadline: Deadline
) -> None:
    """Understand an item's deadline otherwise; its words stay. Needs plan and units loaded.

    Only while no report was sent on it, which the caller has made sure of: what is owed first is
    set anew. Raises Refusal for an item that has ended.
    """
    if item.ended_on is not None:
        raise Refusal("Nhiệm vụ đã kết thúc theo dõi nên không đổi cách hiểu thời hạn.")
    due_on = due_day(deadline, working_calendar(session, agency.id), item.event_on)
    basis = get_amendment(session, item.amendment_id)
    started = [day for day in (deadline.start, basis.signed_on if basis else None) if day]
    item.deadline = as_json(deadline)
    item.deadline_kind, item.rhythm = deadline.kind, rhythm_of(deadline)
    item.starts_on = max(started, default=None)
    item.first_due_on = item.due_on = due_on
    item.ends_on = owed_until(deadline, due_on, item.plan.ends_on)
    session.flush()
    set_first_reports(session, agency, [item])


def _check(session: Session, agency: Agency, plan: Plan, wanted: NewItem) -> None:
    if not wanted.lead_ids:
        raise BadInput("Chọn ít nhất một đơn vị chủ trì.")
    units = select(Unit.id).where(Unit.agency_id == agency.id, Unit.is_active)
    if not {*wanted.lead_ids, *wanted.partner_ids} <= set(session.scalars(units)):
        raise BadInput("Không có đơn vị này trong cơ quan.")
    components = select(Component.id).where(Component.method_id == plan.method_id)
    if not set(wanted.component_ids) <= set(session.scalars(components)):
        raise BadInput("Chỉ số không thuộc bộ chỉ số của kế hoạch.")


def _item(
    session: Session, agency: Agency, plan: Plan, wanted: NewItem, amendment: Amendment
) -> ActionItem:
    last = session.scalar(
        select(func.max(ActionItem.position)).where(ActionItem.plan_id == plan.id)
    )
    read = read_deadline(wanted.deadline_text, plan.year)
    deadline = as_due(read, before_means_before=agency.settings.before_means_before)
    due_on = due_day(deadline, working_calendar(session, agency.id))
    started = [day for day in (deadline.start, amendment.signed_on) if day]
    return ActionItem(
        agency_id=agency.id,
        plan_id=plan.id,
        position=(last or 0) + 1,
        task=wanted.task,
        folded=fold(" ".join((wanted.task, *wanted.products))),
        deadline_text=wanted.deadline_text,
        deadline=as_json(deadline),
        deadline_kind=deadline.kind,
        rhythm=rhythm_of(deadline),
        starts_on=max(started),
        first_due_on=due_on,
        due_on=due_on,
        ends_on=owed_until(deadline, due_on, plan.ends_on),
        amendment_id=amendment.id,
    )


def _units(plan: Plan, item: ActionItem, wanted: NewItem) -> list[ItemUnit]:
    leads = list(dict.fromkeys(wanted.lead_ids))
    helping = [unit_id for unit_id in dict.fromkeys(wanted.partner_ids) if unit_id not in leads]
    everyone = [(unit_id, Part.LEAD) for unit_id in leads]
    everyone += [(unit_id, Part.PARTNER) for unit_id in helping]
    return [
        ItemUnit(
            agency_id=item.agency_id,
            item_id=item.id,
            unit_id=unit_id,
            part=part,
            position=place,
            owes=place == 1 or not plan.first_lead_only,
        )
        for place, (unit_id, part) in enumerate(everyone, 1)
    ]


def _products(item: ActionItem, wanted: NewItem) -> list[Product]:
    return [
        Product(
            agency_id=item.agency_id,
            item_id=item.id,
            position=place,
            text=text,
            proof=wanted_proof(text),
        )
        for place, text in enumerate(wanted.products, 1)
    ]


def _components(item: ActionItem, wanted: NewItem) -> list[ItemComponent]:
    return [
        ItemComponent(
            agency_id=item.agency_id, item_id=item.id, component_id=component_id, position=place
        )
        for place, component_id in enumerate(dict.fromkeys(wanted.component_ids), 1)
    ]
