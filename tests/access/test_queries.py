from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import counting
from tests.factories import NOON, Office, make_person, saved
from tracker.access import queries as q
from tracker.access.models import Membership
from tracker.access.models import Session as SignedIn
from tracker.database import db
from tracker.organisation.rules import AgencyKind
from tracker.papers.blocks import Signature

DAY = date(2021, 9, 16)
READERS: dict[str, tuple[int, Callable[[Session, Office], object]]] = {
    "find_people": (2, lambda s, o: q.find_people(s, o.agency.id)),
    "find_directors": (2, lambda s, o: q.find_directors(s, o.agency.id)),
    "find_signature": (2, lambda s, o: q.find_signature(s, o.agency, name="Ai đó")),
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


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Giám đốc Sở", ("GIÁM ĐỐC",)),
        ("Phó Giám đốc Sở", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ("Quyền Giám đốc Sở", ("Q. GIÁM ĐỐC",)),
        ("Chánh Văn phòng Sở", ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")),
    ],
)
def test_who_signs_does_so_by_the_title_of_the_day(
    office: Office, title: str, lines: tuple[str, ...]
) -> None:
    signer = make_person(office.first, title="Chuyên viên", name="Lê Văn C")
    (place,) = db.session.scalars(select(Membership).where(Membership.person_id == signer.id))
    place.valid_to, row = date(2021, 9, 14), {"agency_id": signer.agency_id, "is_head": True}
    saved(Membership(**row, person_id=signer.id, title=title, valid_from=date(2021, 9, 15)))
    db.session.expire(signer)
    found = q.find_signature(db.session(), office.agency, name="Ông Lê Văn C, Sở Mẫu", on=DAY)
    assert found == Signature(lines, "Lê Văn C")


def test_before_a_signer_is_entered_the_paper_names_who_approved_it(office: Office) -> None:
    office.deputy.title = "Phó Giám đốc Sở"
    session, agency, deputy = db.session(), office.agency, office.deputy
    assert q.find_signature(session, agency).name == office.director.name
    found = q.find_signature(session, agency, approver_id=deputy.id)
    assert found == Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), deputy.name)


def test_a_commune_signs_on_behalf_of_its_committee(office: Office) -> None:
    office.agency.kind, office.deputy.title = AgencyKind.COMMUNE, "Phó Chủ tịch UBND"
    found = q.find_signature(db.session(), office.agency, approver_id=office.deputy.id)
    assert found.lines == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    unknown = q.find_signature(db.session(), office.agency, name="Bà Hồ Thị D")
    assert unknown == Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Hồ Thị D")
