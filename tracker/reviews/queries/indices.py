"""What the pages of the indices show: every room's word on an index side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access.predecessors import find_predecessors
from tracker.drawing import Point
from tracker.organisation.models import Agency
from tracker.plans.models import ActionItem, Plan
from tracker.plans.obligations import periods_owed, still_owed
from tracker.plans.queries import ItemFilter, count_by_component, find_items, running_plan
from tracker.progress.queries.states import find_owing
from tracker.scores.breakdowns import INSIDE
from tracker.scores.models import VerdictRow
from tracker.scores.parts import Breakdown, Details, details_of, overall_breakdowns
from tracker.scores.queries import TrendPoint, trend, verdicts_of
from tracker.scores.words import Verdict
from tracker.surveys.models import Component, PublishedValue, Round, SurveyMethod
from tracker.surveys.queries import find_published, find_rounds
from tracker.surveys.words import COLLECTING
from tracker.weaknesses.models import Weakness
from tracker.weaknesses.queries import find_weaknesses
from tracker.weaknesses.standing import IndexLine, Standing, standing, standing_of

MOST_ROUNDS = 6  # on one chart
Points = Mapping[int | None, tuple[Point, ...]]


@dataclass(frozen=True)
class IndexPage:
    """The list of indices of one round. `running`: items under way by component id."""

    method: SurveyMethod | None
    standing: Standing | None
    rounds: Sequence[Round]
    points: Points
    breaks: tuple[tuple[str, str], ...]
    splits: tuple[Breakdown, ...]
    published: Sequence[PublishedValue]
    plan: Plan | None
    running: Mapping[int, int]

    @property
    def is_latest(self) -> bool:
        """Whether the round shown is the one that counts now."""
        closed = [r.id for r in self.rounds if r.state not in COLLECTING]
        shown = self.standing.round if self.standing else None
        return shown is None or not closed or shown.id == closed[0]


@dataclass(frozen=True)
class Aiming:
    """An item that aims at an index; reports sent of those whose cut-off has passed."""

    item: ActionItem
    reported: int
    owed: int
    is_added: bool


@dataclass(frozen=True)
class ComponentPage:
    """All about one index."""

    component: Component
    standing: Standing
    line: IndexLine | None
    details: Details | None
    points: tuple[Point, ...]
    before: tuple["Series", ...]  # of the agencies merged into this one, never joined to it
    breaks: tuple[tuple[str, str], ...]
    verdicts: Sequence[VerdictRow]
    published: Sequence[PublishedValue]
    aiming: tuple[Aiming, ...]
    weaknesses: Sequence[Weakness]


def index_page(session: Session, agency: Agency, code: str = "") -> IndexPage:
    """The indices of the round called `code`, else of the one that counts. About 20 SELECTs.

    An unknown code shows the round that counts. Everything is None or empty before the first round.
    """
    rounds, published = find_rounds(session, agency.id), find_published(session, agency.id)
    plan = running_plan(session, agency.id)
    chosen = next((row for row in rounds if row.code == code), None)
    method_id = chosen.method_id if chosen else _method_id(plan, rounds, published)
    if method_id is None:
        return IndexPage(None, None, rounds, {}, (), (), (), plan, {})
    own = [row for row in rounds if row.method_id == method_id]
    now = standing_of(session, chosen) if chosen else standing(session, agency.id, method_id)
    course = trend(session, agency.id, method_id)
    return IndexPage(
        method=session.get(SurveyMethod, method_id),
        standing=now,
        rounds=rounds,
        points=points_of(course, own),
        breaks=breaks_of(course),
        splits=_splits(session, now),
        published=[value for value in published if value.method_id == method_id],
        plan=plan,
        running=count_by_component(session, agency.id, plan.id) if plan else {},
    )


def method_in_use(session: Session, agency_id: int) -> int | None:
    """The method that an agency's indices are shown by; None before any. Three SELECTs."""
    plan = running_plan(session, agency_id)
    return _method_id(plan, find_rounds(session, agency_id), find_published(session, agency_id))


def find_component(session: Session, agency_id: int, component_id: int) -> Component | None:
    """A component the agency may measure; None for another agency's own. One SELECT."""
    query = select(Component).where(
        Component.id == component_id,
        Component.agency_id.is_(None) | (Component.agency_id == agency_id),
    )
    return session.scalar(query)


def component_page(
    session: Session, agency: Agency, component: Component, today: date
) -> ComponentPage:
    """All about one index of the round that counts. About 30 SELECTs, whatever the sizes."""
    now = standing(session, agency.id, component.method_id)
    line = now.of(component.id)
    rounds = [r for r in find_rounds(session, agency.id) if r.method_id == component.method_id]
    course = trend(session, agency.id, component.method_id)
    published = find_published(session, agency.id)
    return ComponentPage(
        component=component,
        standing=now,
        line=line,
        details=_details(session, now, line, component),
        points=points_of(course, rounds).get(component.id, ()),
        before=_before(session, agency, component),
        breaks=breaks_of(course),
        verdicts=verdicts_of(session, agency.id, [component.id]),
        published=[value for value in published if value.component_id == component.id],
        aiming=_aiming(session, agency, component.id, today),
        weaknesses=[
            w for w in find_weaknesses(session, agency.id) if w.component_id == component.id
        ],
    )


def points_of(course: Sequence[TrendPoint], rounds: Sequence[Round]) -> Points:
    """The points of the charts by component id, oldest first.

    A gap is a round that collects, a year without a round, and a round by a method that has no
    equal of the component.
    """
    ids = dict.fromkeys(component_id for place in course for component_id in place.values)
    collecting = [
        Point(row.code, note="đang thu phiếu")
        for row in reversed(rounds)
        if row.state in COLLECTING
    ]
    return {
        component_id: tuple([*_course_of(component_id, course), *collecting][-MOST_ROUNDS:])
        for component_id in ids
    }


def breaks_of(course: Sequence[TrendPoint]) -> tuple[tuple[str, str], ...]:
    """Where a course is broken: the round and why, the latest first."""
    return tuple((place.round.title, place.apart) for place in reversed(course) if place.apart)


def _course_of(component_id: int | None, course: Sequence[TrendPoint]) -> Iterator[Point]:
    year = None
    for place in course:
        own = place.round.collect_to.year
        for missing in range(own if year is None else year + 1, own):
            yield Point(str(missing), note="không khảo sát")
        year = own
        value = place.values.get(component_id)
        if value is None:
            yield Point(place.round.code, note="không còn tương đương")
        else:
            yield Point(
                label=place.round.code,
                value=value.value,
                low=value.low,
                high=value.high,
                people=value.people,
                joined=place.joined,
            )


def _method_id(
    plan: Plan | None, rounds: Sequence[Round], published: Sequence[PublishedValue]
) -> int | None:
    """The running plan's method where anything was measured by it, else the newest one used."""
    used = [*(row.method_id for row in rounds), *(value.method_id for value in published)]
    if plan and (plan.method_id in used or not used):
        return plan.method_id
    return used[0] if used else None


def _splits(session: Session, now: Standing) -> tuple[Breakdown, ...]:
    """The overall index by unit, field and channel where there are two of them; closed rounds."""
    if now.round is None or now.is_provisional:
        return ()
    found = overall_breakdowns(session, now.round, INSIDE)
    return tuple(split for split in found if len(split.parts) > 1)


def _details(
    session: Session, now: Standing, line: IndexLine | None, component: Component
) -> Details | None:
    if now.round is None or now.is_provisional:
        return None
    apart = line is not None and line.verdict is Verdict.NOT_COMPARABLE
    before = None if apart else now.previous_round
    return details_of(session, now.round, before, component.code, INSIDE)


@dataclass(frozen=True)
class Series:
    """The course of an index in an agency that was merged into this one."""

    agency: Agency
    points: tuple[Point, ...]


def _before(session: Session, agency: Agency, component: Component) -> tuple[Series, ...]:
    """The courses before a merger, each by itself; one SELECT where there was none."""
    found = []
    for old in find_predecessors(session, agency.id):
        course = trend(session, old.id, component.method_id)
        points = points_of(course, find_rounds(session, old.id)).get(component.id, ())
        if points:
            found.append(Series(old, points))
    return tuple(found)


def _aiming(session: Session, agency: Agency, component_id: int, today: date) -> tuple[Aiming, ...]:
    items = find_items(session, ItemFilter(agency.id, component_id=component_id))
    owed: dict[int, int] = {}
    missing: dict[int, int] = {}
    for line in find_owing(session, agency, items):
        past = [p for p in periods_owed(line.terms, line.periods) if p.cutoff_on < today]
        asked = still_owed(line.terms, line.periods, line.sents, line.grace)
        item_id = line.item.id
        owed[item_id] = owed.get(item_id, 0) + len(past)
        late = [each for each in asked if each.period.cutoff_on < today]
        missing[item_id] = missing.get(item_id, 0) + len(late)
    return tuple(
        Aiming(
            item=item,
            reported=owed.get(item.id, 0) - missing.get(item.id, 0),
            owed=owed.get(item.id, 0),
            is_added=any(c.is_added and c.component_id == component_id for c in item.components),
        )
        for item in items
    )
