"""A person leaves: what she holds goes to a colleague, history keeps the title of the day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import counting
from tests.factories import NOON, Office, make_person, saved
from tests.factories_plans import make_item, make_plan
from tracker import clock
from tracker.access.commands import delegate, keep_setting, oversee
from tracker.access.models import Delegation, Person
from tracker.access.queries import find_overseer, find_setting
from tracker.database import db
from tracker.errors import BadInput
from tracker.handovers.commands.leaving import Leaving, leave
from tracker.handovers.queries.person import find_duties
from tracker.handovers.rules import DutyKind
from tracker.meetings.models import MeetingSeries
from tracker.meetings.queries.people import find_titles
from tracker.progress.commands import save_draft
from tracker.progress.models import Draft

SignIn = Callable[[Person | None], FlaskClient]
DAY = date(2021, 9, 30)
NEXT = DAY + timedelta(days=1)
FORM: dict[str, Any] = {"last_on": "30/9/2021", "goes_to": "away"}


def duties(person: Person) -> list[DutyKind]:
    return [duty.kind for duty in find_duties(db.session(), person.id, DAY)]


def go(person: Person, colleague: Person | None = None, **more: Any) -> None:
    held = find_duties(db.session(), person.id, DAY)
    leave(db.session(), Leaving(person, DAY, colleague, **more), held)


def test_work_begun_goes_to_a_colleague(office: Office) -> None:
    session = db.session()
    save_draft(session, office.clerk, "report:1:2:2021-09", {"result": "Đã làm"}, at=NOON)
    keep_setting(session, office.clerk, "plan-filters", {"filters": []})
    assert duties(office.clerk) == [DutyKind.PLACE, DutyKind.DRAFT, DutyKind.FILTERS]
    go(office.clerk, office.head)
    assert session.scalars(select(Draft.person_id)).one() == office.head.id
    assert find_setting(session, office.head.id, "plan-filters") == {"filters": []}
    assert duties(office.clerk) == [DutyKind.FILTERS]


def test_what_is_being_written_is_named_by_its_task(office: Office) -> None:
    item = make_item(make_plan(office.agency), leads=[office.first])
    save_draft(db.session(), office.clerk, f"report:{item.id}:2:2021-09", {}, at=NOON)
    save_draft(db.session(), office.clerk, "request:7", {}, at=NOON)
    held = find_duties(db.session(), office.clerk.id, DAY)
    written = {(duty.text, duty.more) for duty in held if duty.kind is DutyKind.DRAFT}
    assert written == {(item.task, ""), ("", "báo cáo theo yêu cầu")}


def test_a_deputys_units_and_delegations_end_and_a_director_takes_over(office: Office) -> None:
    session = db.session()
    oversee(session, office.agency.id, office.deputy.id, office.first.id, None)
    end = date(2021, 12, 31)
    delegate(session, office.director, office.deputy, start=DAY, end=end, document="QĐ 1")
    go(office.deputy, office.director)
    assert find_overseer(session, office.first.id, DAY) is office.deputy
    assert find_overseer(session, office.first.id, NEXT) is office.director
    assert session.scalars(select(Delegation.valid_to)).one() == DAY


def test_a_series_gets_another_secretary_but_nobody_twice(office: Office) -> None:
    owner = {"agency_id": office.agency.id, "title": "Giao ban", "starts_at": NOON.time()}
    people = {"chair_id": office.director.id, "secretary_id": office.officer.id}
    series = saved(MeetingSeries(**owner, **people))
    go(office.officer, office.office_head)
    assert (series.chair_id, series.secretary_id) == (office.director.id, office.office_head.id)
    go(office.office_head, office.director)
    assert (series.chair_id, series.secretary_id) == (office.director.id, None)


def test_history_keeps_the_title_of_the_day(office: Office) -> None:
    go(office.head, to_unit_id=office.second.id, title="Phó Trưởng phòng")
    ids = [office.head.id]
    assert find_titles(db.session(), ids, DAY) == {ids[0]: "Trưởng phòng Nghiệp vụ 1"}
    assert find_titles(db.session(), ids, NEXT) == {ids[0]: "Phó Trưởng phòng Nghiệp vụ 2"}


def test_a_colleague_of_another_agency_is_refused(office: Office) -> None:
    with pytest.raises(BadInput, match="Người tiếp nhận"):
        go(office.clerk, office.stranger)
    assert duties(office.clerk) == [DutyKind.PLACE]


def test_what_a_person_holds_is_one_select(office: Office) -> None:
    with counting() as seen:
        find_duties(db.session(), office.clerk.id, DAY)
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 200), ("admin", 200), ("clerk", 403), ("director", 403), ("stranger", 404)],
)
def test_who_hands_over_for_a_person(
    office: Office, sign_in: SignIn, who: str, status: int
) -> None:
    path = f"/handovers/people/{office.clerk.id}"
    assert sign_in(getattr(office, who)).get(path).status_code == status
    assert sign_in(None).get(path).status_code == 302


def test_the_office_hands_over_for_no_account_above_it(office: Office, sign_in: SignIn) -> None:
    answer = sign_in(office.officer).get(f"/handovers/people/{office.director.id}")
    assert answer.status_code == 409


def test_a_person_leaves_on_the_page_and_the_account_is_locked(
    office: Office, sign_in: SignIn
) -> None:
    path = f"/handovers/people/{office.clerk.id}"
    answer = sign_in(office.officer).post(path, data={**FORM, "colleague_id": office.head.id})
    assert answer.headers["Location"] == f"/people/{office.clerk.id}"
    assert not office.clerk.is_active
    assert duties(office.clerk) == []


def test_the_last_of_a_unit_leaves_only_after_it_was_said(office: Office, sign_in: SignIn) -> None:
    client, path = sign_in(office.officer), f"/handovers/people/{office.other_clerk.id}"
    said = client.post(path, data=FORM)
    assert "Không còn ai có tài khoản ở Phòng Nghiệp vụ 2" in said.text
    assert office.other_clerk.is_active
    client.post(path, data={**FORM, "leaves_empty": "y"})
    assert not office.other_clerk.is_active


def test_ending_a_place_warns_when_nobody_is_left(office: Office, sign_in: SignIn) -> None:
    place = office.other_clerk.memberships[0].id
    client = sign_in(office.officer)
    assert "không ai gửi được báo cáo" in client.get(f"/people/places/{place}/end").text
    make_person(office.second)
    db.session.commit()
    assert "không ai gửi được báo cáo" not in client.get(f"/people/places/{place}/end").text


def test_a_day_to_come_is_not_entered(office: Office, sign_in: SignIn) -> None:
    later = (clock.today() + timedelta(days=3)).strftime("%d/%m/%Y")
    path = f"/handovers/people/{office.clerk.id}"
    page = sign_in(office.officer).post(path, data={**FORM, "last_on": later})
    assert "không sau hôm nay" in page.text
