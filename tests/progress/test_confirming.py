"""Nobody confirms a report of their own (DOMAIN A9), on rows as the pages load them."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.factories import NOON, Office, make_person, saved
from tests.factories_plans import make_item, make_plan
from tests.progress.scenes import DRAFT, LATE, Scene, make_scene
from tracker.access.models import Delegation, Oversight, Person
from tracker.access.rules import Role
from tracker.clock import day_of
from tracker.database import db
from tracker.errors import Conflict, Refusal
from tracker.progress.commands import confirm_reports, return_report
from tracker.progress.models import Confirmation, Report
from tracker.progress.queries.judges import find_judges
from tracker.progress.queries.reports import find_reports, find_waiting, get_report
from tracker.progress.queries.waiting import waiting_list
from tracker.progress.rules import Decision

TODAY = day_of(NOON)


@pytest.fixture
def scene(office: Office) -> Scene:
    return make_scene(office)


@pytest.fixture
def own(office: Office) -> Scene:
    """An item of the Office itself, whose deputy in charge is the deputy."""
    scene = Scene(office, make_item(make_plan(office.agency), leads=[office.office]))
    oversee(office, office.deputy)
    return scene


def oversee(office: Office, deputy: Person) -> None:
    saved(Oversight(agency_id=office.agency.id, person_id=deputy.id, unit_id=office.office.id))


def send_own(own: Scene, author: Person) -> Report:
    return own.send(DRAFT, unit=own.office.office, author=author)


def count_decisions() -> int:
    return db.session.scalar(select(func.count()).select_from(Confirmation)) or 0


def test_the_office_confirms_a_units_report_once(scene: Scene) -> None:
    report = scene.send()
    scene.decide(report)
    row = db.session.scalars(select(Confirmation)).one()
    assert (row.decision, row.by_id) == (Decision.ACCEPTED, scene.office.officer.id)
    with pytest.raises(Refusal, match="đã được xử lý"):
        scene.decide(report, by=scene.office.office_head)


def test_two_who_decide_at_once_leave_one_decision(scene: Scene) -> None:
    report = scene.send()
    judges = find_judges(db.session(), scene.office.officer, TODAY)
    whole = get_report(db.session(), report.agency_id, report.id)
    assert whole is not None
    assert not whole.confirmations
    other = {"agency_id": report.agency_id, "report_id": report.id, "decided_at": NOON}
    saved(Confirmation(**other, decision=Decision.ACCEPTED))

    with pytest.raises(Conflict):
        return_report(db.session(), whole, "Chưa có số liệu.", judges=judges, at=NOON)


@pytest.mark.parametrize("who", ["clerk", "head", "other_clerk", "director", "admin"])
def test_nobody_but_the_office_confirms_a_units_report(scene: Scene, who: str) -> None:
    report = scene.send()
    with pytest.raises(Refusal):
        scene.decide(report, by=getattr(scene.office, who))
    assert count_decisions() == 0


def test_a_specialists_report_of_the_office_goes_to_its_head(own: Scene) -> None:
    report = send_own(own, own.office.officer)
    colleague = make_person(own.office.office, roles=frozenset({Role.OFFICE}))
    for refused in (own.office.officer, colleague):
        with pytest.raises(Refusal):
            own.decide(report, by=refused)
    own.decide(report, by=own.office.office_head)
    assert count_decisions() == 1


def test_the_heads_own_report_goes_to_the_deputy_in_charge(own: Scene) -> None:
    report = send_own(own, own.office.office_head)
    for refused in (own.office.office_head, own.office.officer, own.office.director):
        with pytest.raises(Refusal):
            own.decide(report, by=refused)
    own.decide(report, by=own.office.deputy)
    assert count_decisions() == 1


def test_a_delegation_moves_the_deputys_queue_for_its_days(own: Scene) -> None:
    report, people = send_own(own, own.office.office_head), own.office
    days = {"valid_from": date(2021, 9, 17), "valid_to": date(2021, 9, 20)}
    ends = {"from_id": people.deputy.id, "to_id": people.director.id}
    saved(Delegation(agency_id=people.agency.id, **ends, **days))
    with pytest.raises(Refusal):
        own.decide(report, by=people.director, at=NOON)
    own.decide(report, by=people.director, at=NOON.replace(day=17))
    assert count_decisions() == 1


def test_a_person_of_two_roles_does_not_confirm_her_own_unit(scene: Scene) -> None:
    both = frozenset({Role.UNIT, Role.OFFICE})
    neighbour = make_person(scene.office.first, roles=both)
    with pytest.raises(Refusal, match="đơn vị mình"):
        scene.decide(scene.send(), by=neighbour)


def test_a_return_needs_a_reason(scene: Scene) -> None:
    report = scene.send()
    judges = find_judges(db.session(), scene.office.officer, TODAY)
    whole = get_report(db.session(), report.agency_id, report.id)
    assert whole is not None
    with pytest.raises(Refusal, match="lý do trả lại"):
        return_report(db.session(), whole, "  ", judges=judges, at=NOON)
    assert count_decisions() == 0


def test_several_are_confirmed_together_or_not_at_all(scene: Scene) -> None:
    office = scene.office
    own = Scene(office, make_item(scene.item.plan, leads=[office.office], position=2))
    ids = [scene.send().id, send_own(own, office.officer).id]
    judges = find_judges(db.session(), office.officer, TODAY)
    reports = find_reports(db.session(), office.agency.id, ids)
    with pytest.raises(Refusal):
        confirm_reports(db.session(), reports, judges=judges, at=NOON)
    assert count_decisions() == 0

    confirm_reports(db.session(), reports[:1], judges=judges, at=NOON)
    assert count_decisions() == 1


def test_the_list_groups_by_who_confirms_ones_own_group_first(own: Scene) -> None:
    office = own.office
    first = Scene(office, make_item(own.item.plan, leads=[office.first], position=2))
    first.send(LATE, "2021-08")
    send_own(own, office.officer)
    judges = find_judges(db.session(), office.office_head, TODAY)
    waiting = find_waiting(db.session(), office.agency.id)
    groups = waiting_list(waiting, judges, office.agency.profile, TODAY)

    assert [(g.title, g.may_any) for g in groups] == [
        ("Văn phòng Sở xác nhận", True),
        ("Chánh Văn phòng Sở xác nhận", True),
    ]
    assert groups[0].lines[0].sent_late == 30


def test_a_replaced_report_waits_no_more(scene: Scene) -> None:
    scene.send()
    second = scene.send()
    assert [r.id for r in find_waiting(db.session(), scene.office.agency.id)] == [second.id]
