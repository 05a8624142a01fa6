"""Where every lead unit stands with its reports: facts read once, judged by the rules."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from tracker.clock import day_of, end_of
from tracker.organisation.models import Agency, Period
from tracker.organisation.periods import PeriodSpec
from tracker.organisation.queries import working_calendar
from tracker.organisation.rules import PeriodKind, Regime
from tracker.plans import obligations
from tracker.plans.models import ActionItem, ItemUnit
from tracker.plans.obligations import Grace, Sent
from tracker.plans.places import follows, owed_before
from tracker.plans.queries import Ids, find_pauses, terms_of
from tracker.plans.rules import Progress
from tracker.plans.terms import Earlier, ItemTerms, Pause
from tracker.progress.demands import windows_among
from tracker.progress.models import Confirmation, Report
from tracker.progress.rules import Decision, own_terms

Line = tuple[int, int]  # (item id, unit id)
Rhythm = tuple[Regime, PeriodKind]


@dataclass(frozen=True)
class Owing:
    """One lead unit of one item with the terms and facts its obligations follow from."""

    item: ActionItem
    line: ItemUnit
    terms: ItemTerms
    periods: tuple[PeriodSpec, ...]  # of the item's rhythm
    sents: tuple[Sent, ...]
    grace: Grace
    windows: tuple[PeriodSpec, ...] = ()  # of the CCHC report, in any regime


def find_sents(
    session: Session, item_ids: Ids, until: date | None = None
) -> Mapping[Line, tuple[Sent, ...]]:
    """The reports of each lead unit and what became of them, in order of sending. One SELECT.

    With `until` only what was known when that day ended. A report that was replaced before anybody
    decided shares the return of the one in its place; replaced within its own day it is left out.
    """
    query = (
        select(
            Report.id,
            Report.replaces_id,
            Report.item_id,
            Report.unit_id,
            Report.sent_at,
            Report.claimed,
            Period.code,
            Confirmation.decision,
            Confirmation.decided_at,
        )
        .join(Period, Period.id == Report.period_id)
        .outerjoin(Confirmation, Confirmation.report_id == Report.id)
        .where(Report.item_id.in_(item_ids))
        .order_by(Report.sent_at, Report.id)
    )
    if until is not None:
        query = query.where(Report.sent_at < end_of(until))
    found: dict[Line, dict[int, Sent]] = defaultdict(dict)
    replaced: dict[Line, dict[int, int]] = defaultdict(dict)
    for row in session.execute(query):
        line, sent = (row.item_id, row.unit_id), _sent(row)
        found[line][row.id] = sent if until is None else sent.as_of(until)
        if row.replaces_id in found[line]:
            replaced[line][row.id] = row.replaces_id
    return {line: _standing_for(reports, replaced[line]) for line, reports in found.items()}


def _sent(row: Any) -> Sent:
    decided_on = day_of(row.decided_at) if row.decided_at else None
    return Sent(
        period_code=row.code,
        sent_on=day_of(row.sent_at),
        accepted_on=decided_on if row.decision is Decision.ACCEPTED else None,
        returned_on=decided_on if row.decision is Decision.RETURNED else None,
        is_claim=row.claimed is Progress.CLAIMED,
    )


def _standing_for(reports: dict[int, Sent], replaced: Mapping[int, int]) -> tuple[Sent, ...]:
    """`reports` by id with the fate of each replaced one; `replaced`: newer id -> older id."""
    for new_id, old_id in sorted(replaced.items(), reverse=True):
        if reports[old_id].returned_on is None:
            fate = reports[new_id].returned_on
            reports[old_id] = replace(reports[old_id], returned_on=fate)
    same_day = {
        old for new, old in replaced.items() if reports[new].sent_on == reports[old].sent_on
    }
    return tuple(sent for report_id, sent in reports.items() if report_id not in same_day)


@dataclass(frozen=True)
class Facts:
    """What the obligations of some items follow from."""

    grace: Grace
    periods: Mapping[Rhythm, tuple[PeriodSpec, ...]]  # oldest first
    pauses: Mapping[int, tuple[Pause, ...]]  # by item
    sents: Mapping[Line, tuple[Sent, ...]]

    def periods_of(
        self, regime: Regime, rhythm: PeriodKind, earlier: Sequence[Earlier] = ()
    ) -> tuple[PeriodSpec, ...]:
        """The periods of a rhythm, and of those an item had before; oldest first."""
        kinds = {rhythm, *(one.rhythm for one in earlier)}
        if len(kinds) == 1:
            return self.periods.get((regime, rhythm), ())
        found = (p for kind in kinds for p in self.periods.get((regime, kind), ()))
        return tuple(sorted(found, key=lambda p: (p.ends_on, p.starts_on)))


def find_facts(session: Session, agency: Agency, item_ids: Ids, until: date | None = None) -> Facts:
    """The facts about these items; with `until` as known when that day ended. Four SELECTs."""
    calendar = working_calendar(session, agency.id)
    return Facts(
        grace=Grace(calendar, agency.settings.return_days),
        periods=_by_rhythm(find_specs(session, agency.id)),
        pauses=find_pauses(session, item_ids),
        sents=find_sents(session, item_ids, until),
    )


def find_owing(
    session: Session, agency: Agency, items: Sequence[ActionItem], *, former: bool = False
) -> list[Owing]:
    """Every lead unit owing on `items` (units and plan loaded), with its facts. Four SELECTs.

    With `former` also those that owed until another took over: for what concerns past days.
    """
    return owing_on(items, find_facts(session, agency, [item.id for item in items]), former=former)


def owing_on(items: Iterable[ActionItem], facts: Facts, *, former: bool = False) -> list[Owing]:
    """Every lead unit owing on `items` (units and plan loaded) by facts read before."""
    windows = windows_among(p for periods in facts.periods.values() for p in periods)
    return [
        _owing(item, line, facts, windows)
        for item in items
        for line in (*(u for u in item.leads if u.owes), *(owed_before(item) if former else ()))
        if line.unit_id is not None
    ]


def _owing(
    item: ActionItem, line: ItemUnit, facts: Facts, windows: tuple[PeriodSpec, ...]
) -> Owing:
    sents = sents_of(item, line, facts.sents)
    return Owing(
        item=item,
        line=line,
        terms=own_terms(terms_of(item, line, facts.pauses.get(item.id, ())), sents),
        periods=facts.periods_of(item.plan.regime, item.rhythm, item.earlier_rhythms),
        sents=sents,
        grace=facts.grace,
        windows=windows,
    )


def sents_of(
    item: ActionItem, line: ItemUnit, sents: Mapping[Line, tuple[Sent, ...]]
) -> tuple[Sent, ...]:
    """What a lead unit sent, after what those before it in its place had sent."""
    before = [
        sent
        for former in item.former_leads
        if former.unit_id and follows(line, former)
        for sent in sents.get((item.id, former.unit_id), ())
    ]
    return (*before, *sents.get((item.id, line.unit_id or 0), ()))


def _by_rhythm(periods: Iterable[PeriodSpec]) -> Mapping[Rhythm, tuple[PeriodSpec, ...]]:
    found: dict[Rhythm, tuple[PeriodSpec, ...]] = defaultdict(tuple)
    for period in periods:
        found[period.regime, period.kind] += (period,)
    return found


def find_specs(session: Session, agency_id: int) -> tuple[PeriodSpec, ...]:
    """All reporting periods of an agency, oldest first. One SELECT."""
    return tuple(PeriodSpec(*row) for row in session.execute(_specs(), {"agency_id": agency_id}))


@cache  # asked by nearly every page: the statement is built once
def _specs() -> Select[Regime, str, PeriodKind, date, date, date, date | None, str]:
    return (
        select(
            Period.regime,
            Period.code,
            Period.kind,
            Period.starts_on,
            Period.ends_on,
            Period.cutoff_on,
            Period.due_on,
            Period.label,
        )
        .where(Period.agency_id == bindparam("agency_id"))
        .order_by(Period.ends_on)
    )


def due_of(owing: Owing, period: PeriodSpec) -> date | None:
    """The last day for the report of a period, returns counted; None where none is owed."""
    if not obligations.is_asked(owing.terms, period):
        return None
    return obligations.owed_for(period, owing.sents, owing.grace, owing.terms.since).due_on
