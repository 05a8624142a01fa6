from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.conftest import counting
from tests.factories import NOON, Office, make_person
from tracker.access import queries as q
from tracker.access.models import Session as SignedIn
from tracker.database import db

DAY = date(2021, 9, 16)
READERS: dict[str, tuple[int, Callable[[Session, Office], object]]] = {
    "find_people": (2, lambda s, o: q.find_people(s, o.agency.id)),
    "find_directors": (2, lambda s, o: q.find_directors(s, o.agency.id)),
    "find_person_by_email": (1, lambda s, _o: q.find_person_by_email(s, "x@mau.example")),
    "find_people_of_unit": (1, lambda s, o: q.find_people_of_unit(s, o.first.id)),
    "find_overseers": (1, lambda s, o: q.find_overseers(s, o.agency.id, DAY)),
    "find_oversights": (1, lambda s, o: q.find_oversights(s, o.deputy.id)),
    "find_delegations": (1, lambda s, o: q.find_delegations(s, o.agency.id)),
    "find_taken_emails": (1, lambda s, o: q.find_taken_emails(s, [o.clerk.email])),
    "find_setting": (1, lambda s, o: q.find_setting(s, o.clerk.id, "shortcuts")),
    "find_live_sessions": (1, lambda s, o: q.find_live_sessions(s, o.clerk.id, NOON)),
}


@pytest.mark.parametrize(("selects", "read"), READERS.values(), ids=READERS)
def test_readings_cost_what_they_promise(
    office: Office, selects: int, read: Callable[[Session, Office], object]
) -> None:
    db.session.commit()
    for row in (office.agency, office.first, office.deputy, office.clerk):
        db.session.refresh(row)
    with counting() as seen:
        read(db.session(), office)
    assert len(seen) == selects


def test_people_come_with_their_units_the_active_first(office: Office) -> None:
    office.admin.is_active = False
    db.session.commit()
    people = q.find_people(db.session(), office.agency.id)
    assert people[-1] is office.admin
    assert {p.title_line for p in people} >= {"Trưởng phòng, Phòng Nghiệp vụ 1"}
    assert office.stranger not in people


def test_people_of_a_unit_come_heads_first_and_active_only(office: Office) -> None:
    gone = make_person(office.first)
    gone.is_active = False
    lines = q.find_people_of_unit(db.session(), office.first.id)
    assert [line.person for line in lines] == [office.head, office.clerk]


def test_taken_addresses_are_found_in_every_agency(office: Office) -> None:
    asked = [office.stranger.email, "moi@mau.example"]
    assert q.find_taken_emails(db.session(), asked) == {office.stranger.email}


def test_sessions_not_seen_since_are_left_out(office: Office) -> None:
    row = SignedIn(token_hash="x", person_id=office.clerk.id, created_at=NOON, last_seen_at=NOON)
    db.session.add(row)
    db.session.flush()
    find = q.find_live_sessions
    assert list(find(db.session(), office.clerk.id, NOON)) == [row]
    assert list(find(db.session(), office.clerk.id, NOON + timedelta(seconds=1))) == []
