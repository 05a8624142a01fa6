"""Every item of a plan in outline, with the states its lead units are in: columns, not rows."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import Select, Text, cast, select
from sqlalchemy.orm import Session

from tracker.plans.models import ActionItem, ItemComponent, ItemUnit, Plan
from tracker.plans.obligations import Sent, states_today
from tracker.plans.outlines import Outline
from tracker.plans.rules import Part, ReportState
from tracker.plans.terms import ItemTerms, Pause, earlier_of
from tracker.progress.queries.states import Facts
from tracker.progress.rules import own_terms

Row: TypeAlias = Any  # columns of an item, then of one of its lead units, if it has any
Judge: TypeAlias = Callable[[Any, tuple[Pause, ...], tuple[Sent, ...]], frozenset[ReportState]]
OUTLINE, TERMS = slice(0, 8), slice(7, 14)  # which columns of a row make an Outline, which terms


def standing_items(plan: Plan) -> Select[int]:
    """The ids of the items of a plan that no amendment replaced."""
    return select(ActionItem.id).where(
        ActionItem.plan_id == plan.id, ActionItem.replaced_by_id.is_(None)
    )


def find_outlines(session: Session, plan: Plan, facts: Facts, today: date) -> list[Outline]:
    """Every item of a plan in the order of the appendix, judged by `facts`. Two SELECTs."""
    linked, judge = _find_component_ids(session, plan), _judge(plan, facts, today)
    return [
        Outline._make(
            (
                *rows[0][OUTLINE],
                frozenset([row.unit_id for row in rows if row.unit_id]),
                linked.get(item_id, frozenset()),
                _states(item_id, rows, facts, judge),
            )
        )
        for item_id, rows in _find_rows(session, plan)
    ]


def _judge(plan: Plan, facts: Facts, today: date) -> Judge:
    """The states of a lead unit. Most lines of a plan have equal terms: each is judged once."""
    owed_from, regime = plan.owed_from, plan.regime

    @cache
    def judge(
        dated: Any, pauses: tuple[Pause, ...], sents: tuple[Sent, ...]
    ) -> frozenset[ReportState]:
        ended_on, claimed_on, rhythm, starts_on, ends_on, since, kept = dated
        earlier = earlier_of(json.loads(kept or "[]"))
        terms = ItemTerms(
            rhythm,
            owed_from,
            ends_on,
            starts_on,
            since,
            None,
            pauses,
            claimed_on,
            ended_on,
            earlier,
        )
        periods = facts.periods_of(regime, rhythm, earlier)
        return states_today(own_terms(terms, sents), periods, sents, facts.grace, today)

    return judge


def _sents(item_id: int, row: Row, rows: Iterable[Row], facts: Facts) -> tuple[Sent, ...]:
    """What a lead sent, after what those before it in its place had sent (states.sents_of)."""
    own = facts.sents.get((item_id, row.unit_id), ())
    if row.since is None:
        return own
    before = [r for r in rows if r.place == row.place and r.until and r.until < row.since]
    return (*(s for r in before for s in facts.sents.get((item_id, r.unit_id), ())), *own)


def _states(
    item_id: int, rows: Sequence[Row], facts: Facts, judge: Judge
) -> frozenset[ReportState]:
    """Every state that some lead unit owing on the item is in."""
    found: frozenset[ReportState] = frozenset()
    for row in rows:
        if row.unit_id and row.owes:
            sents = _sents(item_id, row, rows, facts)
            found |= judge(row[TERMS], facts.pauses.get(item_id, ()), sents)
    return found


def _find_rows(session: Session, plan: Plan) -> Iterator[tuple[int, Sequence[Row]]]:
    item, line = ActionItem, ItemUnit
    leads = (line.item_id == item.id) & (line.part == Part.LEAD)
    query = (
        select(
            *(item.id, item.folded, (item.note != "").label("has_note"), item.progress),
            *(item.due_on, item.blocked_since, item.criteria, item.ended_on),
            *(item.claimed_on, item.rhythm, item.starts_on, item.ends_on, line.since),
            cast(item.earlier, Text),  # as text: the judge remembers by its arguments
            *(line.unit_id, line.owes, line.until, line.position.label("place")),
        )
        .outerjoin(line, leads)
        .where(item.plan_id == plan.id, item.replaced_by_id.is_(None))
        .order_by(item.position, item.id, line.position)
    )
    for item_id, rows in groupby(session.execute(query).all(), key=itemgetter(0)):
        yield item_id, list(rows)


def _find_component_ids(session: Session, plan: Plan) -> Mapping[int, frozenset[int]]:
    query = select(ItemComponent.item_id, ItemComponent.component_id)
    found: dict[int, set[int]] = defaultdict(set)
    for item_id, component_id in session.execute(
        query.where(ItemComponent.item_id.in_(standing_items(plan)))
    ):
        found[item_id].add(component_id)
    return {item_id: frozenset(ids) for item_id, ids in found.items()}
