"""Reading reports: the one that stands, those that wait, what proves a product."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from tracker.access.models import Person
from tracker.organisation.models import Period
from tracker.plans.models import ActionItem
from tracker.plans.rules import Progress
from tracker.progress.models import Confirmation, Evidence, Report, ReportPromise
from tracker.progress.rules import Decision

_LATER = aliased(Report)  # once: making an alias costs as much as its SELECT


def whole_report() -> tuple[ORMOption, ...]:
    """Options that load a report with all a page or a decision asks for: four SELECTs."""
    return (
        joinedload(Report.item).joinedload(ActionItem.plan),
        joinedload(Report.unit),
        joinedload(Report.period),
        joinedload(Report.author).selectinload(Person.memberships),
        selectinload(Report.confirmations).joinedload(Confirmation.by),
        selectinload(Report.evidence).joinedload(Evidence.file),
        selectinload(Report.results),
    )


def find_last_report(session: Session, item_id: int, unit_id: int, period_id: int) -> Report | None:
    """The last report a unit sent for a period, returned or not; decisions loaded. Two SELECTs."""
    query = last_report(item_id, unit_id, period_id)
    return session.scalar(query.options(selectinload(Report.confirmations)))


def last_report(item_id: int, unit_id: int, period_id: int) -> Select[Report]:
    """The last report a unit sent for a period, returned or not."""
    place = (
        Report.item_id == item_id,
        Report.unit_id == unit_id,
        Report.period_id == period_id,
    )
    return select(Report).where(*place).order_by(Report.id.desc()).limit(1)


def find_replaceable(session: Session, item_id: int, unit_id: int, period_id: int) -> Report | None:
    """The last report for a period, waiting or returned, with its parts; None if it is confirmed.

    Five SELECTs: a new report takes its place, so its text is offered to be put right.
    """
    query = last_report(item_id, unit_id, period_id).options(
        joinedload(Report.author),
        selectinload(Report.confirmations).joinedload(Confirmation.by),
        selectinload(Report.evidence).joinedload(Evidence.file),
        selectinload(Report.results),
    )
    report = session.scalar(query)
    if report and report.verdict and report.verdict.decision is Decision.ACCEPTED:
        return None
    return report


def find_previous_report(
    session: Session, item_id: int, unit_id: int, before: date
) -> Report | None:
    """The last report of a unit on an item for a period that ended before a day; with its period.

    One SELECT. It stands beside the empty box, to be copied down.
    """
    query = (
        select(Report)
        .join(Report.period)
        .where(Report.item_id == item_id, Report.unit_id == unit_id, Period.ends_on < before)
        .order_by(Period.ends_on.desc(), Report.id.desc())
        .limit(1)
        .options(contains_eager(Report.period))
    )
    return session.scalar(query)


def has_started(session: Session, item_id: int, *, unit_id: int, but_period_id: int) -> bool:
    """Whether a report of the unit for another period, that counts, said more than not begun."""
    query = select(
        counting_starts(item_id)
        .where(Report.unit_id == unit_id, Report.period_id != but_period_id)
        .exists()
    )
    return bool(session.scalar(query))


def counting_starts(item_id: int) -> Select[int]:
    """Reports of an item, not replaced, that say more than not begun; returned ones count."""
    return select(Report.id).where(
        Report.item_id == item_id,
        Report.claimed != Progress.NOT_STARTED,
        ~exists().where(_LATER.replaces_id == Report.id),
    )


def find_promise(session: Session, item_id: int, unit_id: int, period_id: int) -> date | None:
    """The day last promised for a report; None if none was. One SELECT."""
    query = (
        select(ReportPromise.promised_on)
        .where(
            ReportPromise.item_id == item_id,
            ReportPromise.unit_id == unit_id,
            ReportPromise.period_id == period_id,
        )
        .order_by(ReportPromise.id.desc())
        .limit(1)
    )
    return session.scalar(query)


def proven_products(session: Session, item_id: int) -> set[int | None]:
    """Product ids that some report's evidence proves; None: evidence of all. One SELECT."""
    query = select(Evidence.product_id).where(
        Evidence.item_id == item_id, Evidence.report_id.is_not(None)
    )
    return set(session.scalars(query.distinct()))


def waiting_reports(agency_id: int) -> Select[Report]:
    """Reports nobody decided about and no later report replaced, oldest first."""
    return (
        select(Report)
        .where(
            Report.agency_id == agency_id,
            ~exists().where(Confirmation.report_id == Report.id),
            ~exists().where(_LATER.replaces_id == Report.id),
        )
        .order_by(Report.sent_at, Report.id)
    )


def find_waiting(session: Session, agency_id: int) -> Sequence[Report]:
    """Reports waiting for confirmation with all that whole_report loads, oldest first."""
    return session.scalars(waiting_reports(agency_id).options(*whole_report())).all()


def find_reports(session: Session, agency_id: int, report_ids: Sequence[int]) -> Sequence[Report]:
    """Some reports of an agency with all that whole_report loads; unknown ids are left out."""
    query = select(Report).where(Report.agency_id == agency_id, Report.id.in_(report_ids))
    return session.scalars(query.options(*whole_report()).order_by(Report.id)).all()


def get_report(session: Session, agency_id: int, report_id: int) -> Report | None:
    """One report of an agency with all that whole_report loads; None if it is not there."""
    query = select(Report).where(Report.agency_id == agency_id, Report.id == report_id)
    return session.scalar(query.options(*whole_report()))


def get_report_to_judge(session: Session, report_id: int) -> Report:
    """One report with the unit and the author's places that `judged` asks for. Two SELECTs."""
    query = select(Report).where(Report.id == report_id)
    author = joinedload(Report.author).selectinload(Person.memberships)
    return session.scalars(query.options(joinedload(Report.unit), author)).one()


def find_last_reports(session: Session, item_ids: Collection[int]) -> dict[int, Report]:
    """The last report sent on each of these items, by item, unit loaded. One SELECT."""
    newest = (
        select(func.max(Report.id))
        .where(Report.item_id.in_(item_ids))
        .group_by(Report.item_id)
        .scalar_subquery()
    )
    query = select(Report).where(Report.id.in_(newest)).options(joinedload(Report.unit))
    return {report.item_id: report for report in session.scalars(query)}
