"""Who may confirm and decide: what the rules need to know of one person, read once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from tracker.access.models import Membership, Oversight, Person
from tracker.access.queries import find_officers, find_stand_ins
from tracker.access.rules import Role
from tracker.errors import Refusal
from tracker.organisation.models import Unit
from tracker.progress.models import Report, RequestAnswer
from tracker.progress.rules import Judge, Judged, check_confirmer, confirmer_of


def judged(report: Report | RequestAnswer) -> Judged:
    """What was sent as the rule of confirmation sees it; needs unit and author's places loaded."""
    author = report.author
    is_head = author is not None and report.unit_id in author.headed_unit_ids
    return Judged(
        author_id=report.author_id,
        unit_id=report.unit_id,
        confirmer=confirmer_of(is_office_unit=report.unit.is_office, is_author_head=is_head),
    )


@dataclass(frozen=True)
class Judges:
    """What the rules need to know of one person, for every unit at once."""

    person: Person
    office_ids: frozenset[int]
    overseen_ids: frozenset[int]  # also by delegation
    unseen_ids: frozenset[int]  # units nobody is named for
    is_agency_head: bool  # also by delegation
    officers: Mapping[int, frozenset[int]]  # people with the Office's role -> their units

    def of(self, unit_id: int) -> Judge:
        """The person as a judge of what `unit_id` sent or asked."""
        person = self.person
        return Judge(
            person_id=person.id,
            is_office=Role.OFFICE in person.roles,
            is_office_head=bool(person.headed_unit_ids & self.office_ids),
            is_director=Role.DIRECTOR in person.roles,
            is_overseer=unit_id in self.overseen_ids or unit_id in self.unseen_ids,
            is_agency_head=self.is_agency_head,
            unit_ids=person.unit_ids,
            officers=self.officers,
        )

    def may_judge(self, report: Report | RequestAnswer) -> bool:
        """Whether the person may confirm or return `report`; needs unit and author's places."""
        return not self.why_not(report)

    def why_not(self, report: Report | RequestAnswer) -> str:
        """Why the person may not decide about `report`; "" when he may."""
        try:
            check_confirmer(self.of(report.unit_id), judged(report))
        except Refusal as refusal:
            return str(refusal)
        return ""

    def may_decide(self, unit_id: int) -> bool:
        """Whether the person may decide, as a director, on what a unit asks."""
        judge = self.of(unit_id)
        return judge.is_director and (judge.is_agency_head or judge.is_overseer)


def find_judges(session: Session, person: Person, today: date) -> Judges:
    """What the rules need of `person` (places loaded) on a day. Five SELECTs."""
    acting = {person.id, *find_stand_ins(session, person.id, today)}
    units = session.execute(
        select(Unit.id, Unit.is_office).where(Unit.agency_id == person.agency_id)
    ).all()
    named = select(Oversight.unit_id, Oversight.person_id).where(
        Oversight.agency_id == person.agency_id,
        or_(Oversight.valid_from.is_(None), Oversight.valid_from <= today),
        or_(Oversight.valid_to.is_(None), Oversight.valid_to >= today),
    )
    overseers = session.execute(named).all()
    seen = {row.unit_id for row in overseers}
    return Judges(
        person=person,
        office_ids=frozenset(row.id for row in units if row.is_office),
        overseen_ids=frozenset(row.unit_id for row in overseers if row.person_id in acting),
        unseen_ids=frozenset(row.id for row in units if row.id not in seen),
        is_agency_head=_heads_agency(session, acting),
        officers=find_officers(session, person.agency_id),
    )


def _heads_agency(session: Session, person_ids: Iterable[int]) -> bool:
    query = exists().where(
        Membership.person_id.in_(list(person_ids)),
        Membership.unit_id.is_(None),
        Membership.is_head,
        Membership.valid_to.is_(None),
    )
    return bool(session.scalar(select(query)))
