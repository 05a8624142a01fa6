from collections.abc import Callable
from datetime import date

import pytest

from tests.factories import Office, make_agency, make_unit
from tracker.database import db
from tracker.errors import BadInput
from tracker.organisation import commands, queries
from tracker.organisation.models import Unit
from tracker.organisation.naming import find_unit_names_on
from tracker.organisation.rules import ChangeKind, UnitKind

JULY = date(2021, 7, 1)
INTERNAL = UnitKind.INTERNAL


def names_of(unit: Unit) -> list[tuple[str, date | None, date | None]]:
    return [(n.name, n.valid_from, n.valid_to) for n in queries.find_names(db.session(), unit.id)]


def test_a_new_unit_stands_last_with_the_first_of_its_names(office: Office) -> None:
    unit = commands.add_unit(db.session(), office.agency, name="Phòng  Mới", kind=INTERNAL)
    assert names_of(unit) == [("Phòng Mới", None, None)]
    assert queries.find_units(db.session(), office.agency.id)[-1] is unit


@pytest.mark.parametrize("name", ["phòng nghiệp vụ 1", "PHONG NGHIEP VU 1", " "])
def test_a_name_in_use_or_empty_is_refused(office: Office, name: str) -> None:
    with pytest.raises(BadInput):
        commands.add_unit(db.session(), office.agency, name=name, kind=INTERNAL)
    assert not db.session.new


def test_there_is_one_office_and_it_can_move(office: Office) -> None:
    with pytest.raises(BadInput, match="đã có Văn phòng"):
        commands.add_unit(
            db.session(), office.agency, name="Văn phòng 2", kind=INTERNAL, is_office=True
        )
    commands.make_office(db.session(), office.first)
    assert queries.office_unit(db.session(), office.agency.id) is office.first
    assert not office.office.is_office


def test_a_renamed_unit_keeps_its_old_name_for_papers_of_that_time(office: Office) -> None:
    commands.rename_unit(db.session(), office.first, "Phòng Tổng hợp", JULY, "QĐ 12")
    assert names_of(office.first) == [
        ("Phòng Nghiệp vụ 1", None, date(2021, 6, 30)),
        ("Phòng Tổng hợp", JULY, None),
    ]
    session, unit_id = db.session(), office.first.id
    before = find_unit_names_on(session, office.agency.id, date(2021, 6, 30))
    assert (before[unit_id], before[office.second.id]) == ("Phòng Nghiệp vụ 1", "Phòng Nghiệp vụ 2")
    assert find_unit_names_on(session, office.agency.id, JULY)[unit_id] == "Phòng Tổng hợp"
    change = queries.find_changes(session, unit_id)[0]
    assert (change.kind, change.document) == (ChangeKind.RENAMED, "QĐ 12")


@pytest.mark.parametrize(
    ("name", "on", "document"),
    [
        ("Phòng Nghiệp vụ 1", JULY, "QĐ 12"),  # the same
        ("Phòng nghiệp vụ 2", JULY, "QĐ 12"),  # another's
        ("Phòng Tổng hợp", JULY, " "),
    ],
)
def test_a_bad_renaming_changes_nothing(office: Office, name: str, on: date, document: str) -> None:
    with pytest.raises(BadInput):
        commands.rename_unit(db.session(), office.first, name, on, document)
    assert office.first.name == "Phòng Nghiệp vụ 1"
    assert not db.session.new
    assert not db.session.dirty


def test_a_name_cannot_end_before_it_began(office: Office) -> None:
    commands.rename_unit(db.session(), office.first, "Phòng Tổng hợp", JULY, "QĐ 12")
    with pytest.raises(BadInput, match="01/7/2021"):
        commands.rename_unit(db.session(), office.first, "Phòng Khác", JULY, "QĐ 13")
    assert office.first.name == "Phòng Tổng hợp"


def test_a_merged_unit_ends_and_its_name_means_the_receiver(office: Office) -> None:
    session = db.session()
    commands.end_unit(session, office.second, ChangeKind.MERGED, JULY, "NQ 1", [office.first])
    assert not office.second.is_active
    assert office.second not in queries.find_units(session, office.agency.id)
    found = {n.text: n.unit_id for n in queries.known_units(session, office.agency.id)}
    assert found["Phòng Nghiệp vụ 2"] == office.first.id
    assert queries.find_changes(session, office.first.id)[0].receiver_id == office.first.id


def _end_office(o: Office) -> None:
    commands.end_unit(db.session(), o.office, ChangeKind.DISSOLVED, JULY, "QĐ 1")


def _merge_into_none(o: Office) -> None:
    commands.end_unit(db.session(), o.first, ChangeKind.MERGED, JULY, "QĐ 1")


def _merge_into_self(o: Office) -> None:
    commands.end_unit(db.session(), o.first, ChangeKind.MERGED, JULY, "QĐ 1", [o.first])


def _merge_into_stranger(o: Office) -> None:
    commands.end_unit(db.session(), o.first, ChangeKind.MERGED, JULY, "QĐ 1", [make_unit()])


@pytest.mark.parametrize(
    "ending", [_end_office, _merge_into_none, _merge_into_self, _merge_into_stranger]
)
def test_a_bad_ending_is_refused(office: Office, ending: Callable[[Office], None]) -> None:
    with pytest.raises(BadInput):
        ending(office)
    assert all(unit.is_active for unit in (office.office, office.first))


def test_a_group_has_the_members_of_a_day(office: Office) -> None:
    session = db.session()
    group = commands.add_group(session, office.agency, "Các phòng", [office.first])
    late = commands.add_to_group(session, group, office.second, JULY)
    session.flush()
    before, on = date(2021, 6, 30), JULY
    assert queries.find_units_of_group(session, group.id, before) == [office.first]
    assert queries.find_units_of_group(session, group.id, on) == [office.first, office.second]
    commands.remove_from_group(late, JULY)
    assert queries.find_units_of_group(session, group.id, date(2021, 7, 2)) == [office.first]
    with pytest.raises(BadInput):
        commands.remove_from_group(late, before)
    with pytest.raises(BadInput, match="đã có trong nhóm"):
        commands.add_to_group(session, group, office.first, None)


def test_a_spelling_is_settled_once_and_may_move(office: Office) -> None:
    session, agency = db.session(), office.agency
    first = commands.settle_alias(session, agency.id, "P. NV1", unit_id=office.first.id, by="Hà")
    again = commands.settle_alias(session, agency.id, "p. nv1", unit_id=office.second.id, by="Hà")
    assert first is again
    assert [a.unit_id for a in queries.find_aliases(session, agency.id)] == [office.second.id]


@pytest.mark.parametrize("text", ["", "Phòng Nghiệp vụ 2"])
def test_a_spelling_may_not_be_empty_or_the_name_of_another(office: Office, text: str) -> None:
    with pytest.raises(BadInput):
        commands.settle_alias(
            db.session(), office.agency.id, text, unit_id=office.first.id, by="Hà"
        )


def test_a_spelling_means_something_of_the_same_agency(office: Office) -> None:
    stranger = make_unit(make_agency())
    with pytest.raises(BadInput, match="trong cơ quan"):
        commands.settle_alias(db.session(), office.agency.id, "X", unit_id=stranger.id, by="Hà")
