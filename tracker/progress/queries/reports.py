"""Reading reports: the one that stands, those that wait, what proves a product."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from tracker.access.models import Oversight, Person
from tracker.access.queries import find_overseen_unit_ids, find_stand_ins
from tracker.access.rules import Role
from tracker.organisation.models import Unit
from tracker.plans.models import ActionItem
from tracker.progress.models import Confirmation, Evidence, Report
from tracker.progress.rules import Decision, Judge, Judged, confirmer_of


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


def find_standing_report(
    session: Session, item_id: int, unit_id: int, period_id: int
) -> Report | None:
    """The last report a unit sent for a period, unless it was returned; decisions loaded.

    One SELECT, and one for its decisions.
    """
    report = find_last_report(session, item_id, unit_id, period_id)
    if report and report.verdict and report.verdict.decision is Decision.RETURNED:
        return None
    return report


def find_last_report(session: Session, item_id: int, unit_id: int, period_id: int) -> Report | None:
    """The last report a unit sent for a period, returned or not; decisions loaded. Two SELECTs."""
    query = (
        select(Report)
        .where(Report.item_id == item_id, Report.unit_id == unit_id, Report.period_id == period_id)
        .order_by(Report.id.desc())
        .limit(1)
        .options(selectinload(Report.confirmations))
    )
    return session.scalar(query)


def find_previous_report(
    session: Session, item_id: int, unit_id: int, before: date
) -> Report | None:
    """The last report of a unit on an item for a period that ended before a day; with its period.

    One SELECT. It stands beside the empty box, to be copied down.
    """
    query = (
        select(Report)
        .join(Report.period)
        .where(Report.item_id == item_id, Report.unit_id == unit_id)
        .order_by(Report.id.desc())
        .options(joinedload(Report.period))
    )
    found = session.scalars(query).all()
    return next((r for r in found if r.period.ends_on < before), None)


def proven_products(session: Session, item_id: int) -> set[int | None]:
    """Product ids that some evidence of the item proves; None: evidence of all. One SELECT."""
    query = select(Evidence.product_id).where(Evidence.item_id == item_id).distinct()
    return set(session.scalars(query))


def waiting_reports(agency_id: int) -> Select[Report]:
    """Reports nobody decided about and no later report replaced, oldest first."""
    later = aliased(Report)
    return (
        select(Report)
        .where(
            Report.agency_id == agency_id,
            ~exists().where(Confirmation.report_id == Report.id),
            ~exists().where(later.replaces_id == Report.id),
        )
        .order_by(Report.sent_at, Report.id)
    )


def find_waiting(session: Session, agency_id: int) -> Sequence[Report]:
    """Reports waiting for confirmation with all that whole_report loads, oldest first."""
    return session.scalars(waiting_reports(agency_id).options(*whole_report())).all()


def get_report(session: Session, agency_id: int, report_id: int) -> Report | None:
    """One report of an agency with all that whole_report loads; None if it is not there."""
    query = select(Report).where(Report.agency_id == agency_id, Report.id == report_id)
    return session.scalar(query.options(*whole_report()))


def judged(report: Report) -> Judged:
    """The report as the rule of confirmation sees it; needs unit and author's places loaded."""
    author = report.author
    is_head = author is not None and report.unit_id in author.headed_unit_ids
    return Judged(
        author_id=report.author_id,
        unit_id=report.unit_id,
        confirmer=confirmer_of(is_office_unit=report.unit.is_office, is_author_head=is_head),
    )


@dataclass(frozen=True)
class Judges:
    """What the rule of confirmation needs to know of one person, for every unit at once."""

    person: Person
    office_ids: frozenset[int]
    overseen_ids: frozenset[int]  # also by delegation; units nobody oversees count for directors
    unseen_ids: frozenset[int]

    def of(self, unit_id: int) -> Judge:
        """The person as a judge of a report of `unit_id`."""
        person = self.person
        return Judge(
            person_id=person.id,
            is_office=Role.OFFICE in person.roles,
            is_office_head=bool(person.headed_unit_ids & self.office_ids),
            is_director=Role.DIRECTOR in person.roles,
            is_overseer=unit_id in self.overseen_ids or unit_id in self.unseen_ids,
            unit_ids=person.unit_ids,
        )


def find_judges(session: Session, person: Person, today: date) -> Judges:
    """What the rule needs of `person` (places loaded) on a day. Five SELECTs at most."""
    overseen = set(find_overseen_unit_ids(session, person.id, today))
    for other_id in find_stand_ins(session, person.id, today):
        overseen |= find_overseen_unit_ids(session, other_id, today)
    units = select(Unit.id, Unit.is_office).where(Unit.agency_id == person.agency_id)
    rows = session.execute(units).all()
    seen = select(Oversight.unit_id).where(
        Oversight.agency_id == person.agency_id,
        or_(Oversight.valid_to.is_(None), Oversight.valid_to >= today),
    )
    seen_ids = set(session.scalars(seen))
    return Judges(
        person=person,
        office_ids=frozenset(row.id for row in rows if row.is_office),
        overseen_ids=frozenset(overseen),
        unseen_ids=frozenset(row.id for row in rows if row.id not in seen_ids),
    )
