import json
from itertools import count as counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text, update

from tests.conftest import counting
from tests.factories import Office, make_unit
from tests.surveys.made import NOON, UNIT, forms, make_round, seal, typed
from tests.surveys.typed import line
from tracker.database import db
from tracker.errors import BadInput, Refusal
from tracker.intake.reading import read_document
from tracker.ledger.models import LedgerEntry
from tracker.scores.rules import printed, round_scores
from tracker.surveys import commands
from tracker.surveys.models import FormImport, Response
from tracker.surveys.queries import find_fields, method_of, recount, tallies_of
from tracker.surveys.sheets import read_forms
from tracker.surveys.tallies import ALL, Slice
from tracker.surveys.words import Group
from tracker.upkeep.responses import check_responses

NUMBERS = counter(1)

pytestmark = pytest.mark.usefixtures("app")


def sealed_count() -> int:
    return db.session.scalar(select(func.count()).select_from(Response)) or 0


@pytest.mark.parametrize(
    ("code", "key"), [("kh-2021", "percent_4_5"), ("kh-2021-mean", "mean_over_5_percent")]
)
def test_the_real_file_through_the_database_gives_the_wanted_values(
    office: Office, inputs: Path, code: str, key: str
) -> None:
    wanted = json.loads((inputs / "survey-2021-q1.expected.json").read_text(encoding="utf-8"))
    row = make_round(office.agency, method=code)
    method = method_of(db.session(), row.method_id)
    read = read_forms(read_document(inputs / "survey-2021-q1.xlsx"), method)
    commands.take_names(db.session(), office.agency, read)
    commands.import_forms(db.session(), row, read, at=NOON)
    tallies = tallies_of(db.session(), row.id)
    fields = {str(f.id): f.name for f in find_fields(db.session(), office.agency.id)}

    slices = [(ALL, wanted["all"])]
    slices += [(Slice(Group.FIELD, i), wanted["by_field"][name]) for i, name in fields.items()]
    for part, figures in slices:
        found = printed(round_scores(method, tallies, part))
        assert found["overall"]["value"] == figures["overall_average_of_six"][key]
        assert {each["component"]: each["value"] for each in found["scores"]} == {
            name: each[key] for name, each in figures["indices"].items()
        }
    assert len(tallies.keys(Group.UNIT)) == len(tallies.keys(Group.CHANNEL)) == 2


def test_sealed_forms_make_a_chain_that_holds(office: Office) -> None:
    row = make_round(office.agency)
    seal(row, typed(line(1, unit=UNIT, remark="Cần nhanh hơn"), line(2, unit=UNIT)))
    seal(row, forms(3, level=5, first=3))

    assert (row.responses, sealed_count()) == (5, 5)
    assert list(check_responses(db.session.connection())) == []
    entries = db.session.scalars(
        select(LedgerEntry.action).where(LedgerEntry.stream == f"round:{row.id}")
    )
    assert list(entries) == ["open", "seal", "seal"]


def test_a_form_edited_behind_the_program_is_found(office: Office) -> None:
    row = make_round(office.agency)
    seal(row, forms(3))
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        connection.execute(text("DROP TRIGGER seal_response_update"))
    else:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
    table = Response.__table__
    connection.execute(update(table).where(table.c.seq == 2).values(answers=bytes([5] * 25)))  # type: ignore[arg-type]

    found = [problem.place.seq for problem in check_responses(connection)]

    assert found == [2]


def test_an_erased_remark_leaves_the_form_proved(office: Office) -> None:
    row = make_round(office.agency)
    seal(row, typed(line(1, unit=UNIT, remark="Gọi số 0905 123 456")))
    table = Response.__table__
    db.session.connection().execute(update(table).values(remark="", remark_salt=""))  # type: ignore[arg-type]

    assert list(check_responses(db.session.connection())) == []


def test_sealing_does_not_age_the_row_people_edit(office: Office) -> None:
    row = make_round(office.agency)
    before = row.version

    seal(row, forms(2))

    assert (row.version, row.responses) == (before, 2)


def test_the_same_file_is_refused_a_second_time(office: Office) -> None:
    row = make_round(office.agency)
    seal(row, forms(2))

    with pytest.raises(Refusal, match="đã được nhập"):
        seal(row, forms(2))
    assert sealed_count() == 2


def test_forms_already_sealed_are_left_out_and_changed_ones_are_held(office: Office) -> None:
    row = make_round(office.agency)
    seal(row, forms(2))

    done = seal(row, typed(line(1, unit=UNIT), line(2, [5] * 25, unit=UNIT), line(3, unit=UNIT)))

    assert (done.rows, done.accepted, row.responses) == (3, 1, 3)
    assert [each.reason.split(" trong đợt này")[0] for each in done.rejected] == [
        "phiếu số 1 đã được niêm phong",
        "số phiếu 2 đã được niêm phong",
    ]
    kept = db.session.scalars(select(FormImport).order_by(FormImport.id.desc())).first()
    assert kept
    assert len(kept.rejected) == 2


def test_units_may_number_their_forms_each_from_one(office: Office) -> None:
    row = make_round(office.agency)
    seal(row, forms(2))

    assert seal(row, forms(2, unit="Phòng Nghiệp vụ 2")).accepted == 2


def test_unknown_names_are_listed_with_the_like_ones_and_nothing_is_sealed(office: Office) -> None:
    row = make_round(office.agency)

    with pytest.raises(BadInput) as refusal:
        commands.import_forms(db.session(), row, forms(1, unit="Phòng Nghiệp vu 11"), at=NOON)

    assert "đơn vị “Phòng Nghiệp vu 11” (có phải “Phòng Nghiệp vụ 1”?)" in str(refusal.value)
    assert "lĩnh vực “Hộ tịch”" in str(refusal.value)
    assert (sealed_count(), row.responses) == (0, 0)


def test_a_spelling_once_settled_is_known(office: Office) -> None:
    row = make_round(office.agency)
    field = commands.add_field(db.session(), office.agency.id, "Hộ tịch, quốc tịch")
    commands.settle_field(db.session(), field, "Hộ tịch")

    commands.import_forms(db.session(), row, forms(1), at=NOON)

    assert tallies_of(db.session(), row.id).keys(Group.FIELD) == (str(field.id),)


def test_only_an_empty_list_takes_names_unasked(office: Office) -> None:
    make_unit(office.agency, name=UNIT)

    made = commands.take_first_names(db.session(), office.agency, forms(1, unit="Phòng Lạ"))

    assert made == ["Hộ tịch"]


def test_a_closed_round_takes_no_forms(office: Office) -> None:
    row = make_round(office.agency)
    commands.close_round(db.session(), row, by=None, at=NOON)

    with pytest.raises(Refusal, match="không nhập được phiếu"):
        seal(row, forms(1))
    assert sealed_count() == 0


def test_the_cost_in_selects_does_not_follow_the_forms(office: Office) -> None:
    costs = []
    for code, count in (("A", 3), ("B", 60)):
        row = make_round(office.agency, code=code)
        seal(row, forms(1, first=1000))
        with counting() as seen:
            commands.import_forms(db.session(), row, forms(count), at=NOON)
        costs.append(len(seen))

    assert costs[0] == costs[1]


ANSWERS = st.lists(st.integers(0, 5), min_size=25, max_size=25).filter(any)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ANSWERS, min_size=1, max_size=6))
def test_the_tallies_are_those_of_the_forms(office: Office, many: list[list[int]]) -> None:
    row = make_round(office.agency, code=f"H{next(NUMBERS)}")
    for number, answers in enumerate(many, start=1):
        seal(row, typed(line(number, [level or "" for level in answers], unit=UNIT)))

    method = method_of(db.session(), row.method_id)
    assert recount(db.session(), row.id, method) == tallies_of(db.session(), row.id)
