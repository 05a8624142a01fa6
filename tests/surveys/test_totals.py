"""Totals handed in as a tally sheet: figures under their own mark, beside what forms give."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.factories import Office
from tests.surveys.made import forms, make_round, seal
from tests.surveys.typed import KH
from tracker.access.models import Person
from tracker.database import db
from tracker.errors import BadInput, Refusal
from tracker.intake.reading import read_document
from tracker.scores.queries import values_of_round
from tracker.surveys import commands
from tracker.surveys.commands import TotalsDraft
from tracker.surveys.methods import load_shipped
from tracker.surveys.models import Tally, TallySheet
from tracker.surveys.queries import find_tally_sheets
from tracker.surveys.total_sheets import read_totals
from tracker.surveys.totals import MARK, problems, totals
from tracker.weaknesses.round_files import excel_file, word_file
from tracker.weaknesses.round_report import gather_report

SignIn = Callable[[Person | None], FlaskClient]
DAY = date(2021, 3, 20)
LEVELS = st.lists(st.integers(0, 400), min_size=5, max_size=5)


def every(levels: list[int]) -> dict[str, list[int]]:
    return {component.code: levels for component in KH.components}


def test_the_value_is_the_share_of_the_two_top_levels() -> None:
    found = totals(KH, [(60, every([3, 3, 6, 24, 24]))])
    assert found.components[0].value == Fraction(80)
    assert found.overall.value == 80
    by_points = totals(load_shipped("kh-2021-mean"), [(10, every([0, 0, 0, 0, 10]))])
    assert by_points.overall.value == 100


@given(LEVELS, LEVELS)
def test_sheets_put_together_pool_their_answers(one: list[int], other: list[int]) -> None:
    found = totals(KH, [(400, {"C1": one}), (400, {"C1": other, "C2": one})]).components[0]
    answers = sum(one) * 2 + sum(other)
    good = 2 * sum(one[3:]) + sum(other[3:])
    assert found.answers == answers
    assert found.value == (Fraction(100 * good, answers) if answers else None)


def test_an_index_nobody_counted_has_no_value_and_neither_has_the_overall() -> None:
    found = totals(KH, [(60, {"CS1": [0, 0, 0, 30, 30]})])
    assert [each.value for each in found.components][:2] == [100, None]
    assert found.overall.value is None
    assert (found.people, found.sheets) == (60, 1)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"C1": [0, 0, 0, 0, 61]}, "nhiều hơn 60 câu"),
        ({"CS1": [0, 0, 0, 0, 100_000]}, "nhiều hơn"),
        ({"C99": [1, 1, 1, 1, 1]}, "không thuộc bộ chỉ số"),
        ({"C1": [1, 1]}, "sai số mức"),
        ({"C1": [-1, 1, 1, 1, 1]}, "sai số mức"),
        ({"C1": [1] * 5, "CS1": [1] * 5}, "không ghi thêm số chung"),
        ({}, "chưa có số nào"),
    ],
)
def test_counts_that_cannot_be_are_said(counts: dict[str, list[int]], said: str) -> None:
    assert said in " ".join(problems(KH, 60, counts))


def test_a_workbook_is_read_by_code_name_or_question(office: Office) -> None:
    head = ";".join(["Nội dung", *(level.word for level in KH.scale), "Tổng"])
    name, text = KH.components[1].name, KH.questions[9].text
    rows = f"{head}\nC1;0;1;2;30;27;60\n{name};1;2;3;4;5;15\n1. {text};;;;10;;10\nC3;a;1;1;1;1;4"
    read = read_totals(read_document(rows.encode(), "th.csv"), KH)
    assert read.counts == {"C1": (0, 1, 2, 30, 27), "CS2": (1, 2, 3, 4, 5), "C10": (0, 0, 0, 10, 0)}
    assert len(read.problems) == 1
    with pytest.raises(BadInput, match="cột cho từng mức"):
        read_totals(read_document(b"a;b\n1;2", "th.csv"), KH)


def draft(**more: object) -> TotalsDraft:
    facts = {"received_on": DAY, "document": "Công văn 5", "people": 60}
    return TotalsDraft(**{**facts, "counts": every([3, 3, 6, 24, 24]), **more})  # type: ignore[arg-type]


def test_totals_never_enter_tallies_or_computed_values(office: Office) -> None:
    row = make_round(office.agency)
    seal(row, forms(4, level=2))
    before = [(v.name, v.value, v.people) for v in values_of_round(db.session(), row)]
    count = len(db.session.scalars(select(Tally)).all())
    commands.record_totals(db.session(), row, draft(), by=office.officer)
    assert [(v.name, v.value, v.people) for v in values_of_round(db.session(), row)] == before
    assert len(db.session.scalars(select(Tally)).all()) == count


def test_a_correction_names_the_sheet_it_replaces_and_is_corrected_once(office: Office) -> None:
    row, session = make_round(office.agency), db.session()
    first = commands.record_totals(session, row, draft(), by=None)
    second = commands.record_totals(session, row, draft(people=70, replaces_id=first.id), by=None)
    assert list(find_tally_sheets(session, row.id)) == [second]
    with pytest.raises(Refusal, match="đã được đính chính"):
        commands.record_totals(session, row, draft(replaces_id=first.id), by=None)
    with pytest.raises(BadInput, match="văn bản gửi kèm"):
        commands.record_totals(session, row, draft(document=""), by=None)


def posted(by: str = "CS", people: str = "60") -> dict[str, str]:
    data = {"people": people, "received_on": "20/3/2021", "document": "Công văn 5/CV"}
    for number, component in enumerate(KH.components):
        data[f"lines-{number}-code"] = component.code
        for level, n in enumerate((3, 3, 6, 24, 24)):
            data[f"lines-{number}-levels-{level}"] = str(n)
    return data


def test_a_sheet_is_typed_shown_beside_the_forms_and_corrected(
    office: Office, sign_in: SignIn
) -> None:
    row, client = make_round(office.agency), sign_in(office.officer)
    db.session.commit()
    place = f"/rounds/{row.id}/tally-sheets/new?by=component"
    assert client.get(place).status_code == 200
    assert "nhiều hơn" in client.post(place, data=posted(people="2")).text
    assert client.post(place, data=posted() | {"document": ""}).status_code == 200
    client.post(place, data=posted())
    sheet = db.session.scalars(select(TallySheet)).one()
    page = client.get(f"/rounds/{row.id}").text
    assert "Tính từ bảng tổng hợp" in page
    assert "80,00" in page
    assert 'value="24"' in client.get(f"/tally-sheets/{sheet.id}/correct").text
    assert "Tính từ bảng tổng hợp" in client.get(f"/scores?dot={row.code}").text
    client.post(f"/tally-sheets/{sheet.id}/correct", data=posted() | {"people": "70"})
    assert "70 phiếu" in client.get(f"/rounds/{row.id}/tally-sheets").text


def test_a_workbook_fills_the_lines_and_stores_nothing_yet(office: Office, sign_in: SignIn) -> None:
    row, client = make_round(office.agency), sign_in(office.officer)
    db.session.commit()
    head = ";".join(["Nội dung", *(level.word for level in KH.scale)])
    file = (BytesIO(f"{head}\nCS1;1;2;3;4;77\n".encode()), "th.csv")
    place = f"/rounds/{row.id}/tally-sheets/new"
    page = client.post(place, data={"read": "1", "file": file}).text
    assert "Đã đọc 1 dòng" in page
    assert 'value="77"' in page
    assert db.session.scalars(select(TallySheet)).all() == []
    assert "Chọn tệp Excel" in client.post(place, data={"read": "1"}).text


def test_the_report_of_a_round_says_totals_under_their_mark(office: Office) -> None:
    row = make_round(office.agency)
    seal(row, forms(8))
    assert gather_report(db.session(), office.agency, row).totals is None
    commands.record_totals(db.session(), row, draft(), by=None)
    found = gather_report(db.session(), office.agency, row)
    assert found.totals is not None
    assert found.totals.people == 60
    assert word_file(found).content[:2] == excel_file(found).content[:2] == b"PK"
    assert MARK in "tính từ bảng tổng hợp"


@pytest.mark.parametrize(
    ("person", "reads", "writes"),
    [("officer", 200, 200), ("clerk", 200, 403), ("director", 200, 403), ("admin", 200, 403),
     ("stranger", 404, 404), (None, 302, 302)],
)  # fmt: skip
def test_everybody_of_the_agency_reads_totals_and_the_office_writes(
    office: Office, sign_in: SignIn, person: str | None, reads: int, writes: int
) -> None:
    row = make_round(office.agency)
    sheet = commands.record_totals(db.session(), row, draft(), by=None)
    client = sign_in(getattr(office, person) if person else None)
    assert client.get(f"/rounds/{row.id}/tally-sheets").status_code == reads
    for page in (f"/rounds/{row.id}/tally-sheets/new", f"/tally-sheets/{sheet.id}/correct"):
        assert client.get(page).status_code == writes
