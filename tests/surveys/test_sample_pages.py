"""The pages of the people to ask, from the file to the erasing; seen by the Office alone."""

from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from tests.conftest import counting
from tests.factories import Office
from tests.surveys.made import NOON
from tests.surveys.people import HEAD, close, content, drawn, entries, lines, people, sampled_round
from tracker.access.models import Person
from tracker.database import db
from tracker.store.models import StoredFile
from tracker.surveys import commands
from tracker.surveys.models import Round, SampleContact, SampleList, SampleReplacement
from tracker.surveys.queries import find_quotas
from tracker.surveys.words import Part

SignIn = Callable[[Person | None], FlaskClient]


def upload(client: FlaskClient, row: Round, text: bytes, name: str = "ds.csv") -> str:
    answer = client.post(
        f"/rounds/{row.id}/sample/new",
        data={"file": (BytesIO(text), name)},
        follow_redirects=True,
    )
    return answer.text


def test_a_list_goes_from_file_to_draw_and_the_file_is_not_kept(
    office: Office, sign_in: SignIn
) -> None:
    row, client = sampled_round(office), sign_in(office.officer)
    db.session.commit()
    bad = "61;Thiếu Ngày;;;HS61;Tư pháp;31/02/2021\n62;;;;;Tư pháp;\n1;Lặp;;;HS0001zqz;Tư pháp;"
    page = upload(client, row, "\n".join([HEAD, *lines(), bad]).encode())
    assert "Dòng không dùng được (3)" in page
    assert "ô G62: ngày không có thật" in page
    assert "Đủ người" in page
    kept = db.session.scalars(select(SampleList)).one()
    page = client.post(
        f"/sample-lists/{kept.id}/draw", data={"seed": "07102021"}, follow_redirects=True
    ).text
    assert "Đã rút 10 mẫu chính thức, 10 mẫu dự bị." in page
    assert "07102021" in page
    assert "Canhten" in page
    assert len(db.session.scalars(select(SampleContact)).all()) == 20
    assert db.session.scalars(select(StoredFile)).all() == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"a;b\n1;2", "không có bảng với cột"),
        (HEAD.encode(), "không có bảng|không có dòng nào"),
        (b"", "Chọn tệp|trống"),
    ],
)
def test_a_file_that_is_no_list_is_said_at_its_field(
    office: Office, sign_in: SignIn, text: bytes, said: str
) -> None:
    row, client = sampled_round(office), sign_in(office.officer)
    page = upload(client, row, text)
    assert any(words in page for words in said.split("|"))
    assert db.session.scalars(select(SampleList)).all() == []


def test_names_of_fields_that_nobody_knows_are_settled_on_their_page(
    office: Office, sign_in: SignIn
) -> None:
    row, client = sampled_round(office), sign_in(office.officer)
    db.session.commit()
    odd = "\n".join([HEAD, *lines(20, ("TP-HT", "Đất đai"))]).encode()
    assert "khai tên gọi" in upload(client, row, odd)
    page = client.get(f"/rounds/{row.id}/sample/names").text
    assert "TP-HT" in page
    field_id = next(q.field_id for q in find_quotas(db.session(), row.id))
    posted = {"fields-0-typed": "TP-HT", "fields-0-choice": str(field_id)}
    client.post(f"/rounds/{row.id}/sample/names", data=posted)
    assert "khai tên gọi" not in client.get(f"/rounds/{row.id}/sample").text


def test_marks_and_reserves_are_kept_from_the_page(office: Office, sign_in: SignIn) -> None:
    row, client = sampled_round(office), sign_in(office.officer)
    drawn(office, row)
    one, two, *_ = entries(row)
    client.post(f"/rounds/{row.id}/sample/reached", data={"reached": [str(one.id)]})
    page = client.get(f"/rounds/{row.id}/sample").text
    assert page.count("checked") == 1
    assert "Chọn lý do" in client.get(f"/sample-entries/{two.id}/replace").text
    assert client.post(f"/sample-entries/{two.id}/replace", data={"reason": ""}).status_code == 200
    client.post(f"/sample-entries/{two.id}/replace", data={"reason": "moved"})
    assert db.session.scalars(select(SampleReplacement.by_id)).all() == [office.officer.id]
    page = client.get(f"/rounds/{row.id}/sample").text
    assert "Đã thay: chuyển đi nơi khác" in page
    assert "mẫu dự bị đã gọi 1" in client.get(f"/rounds/{row.id}").text
    posted = {"was": [str(one.id)]}
    client.post(f"/rounds/{row.id}/sample/reached", data=posted)
    assert "checked" not in client.get(f"/rounds/{row.id}/sample").text


def test_the_lists_print_as_word_and_excel_and_empty_after_erasing(
    office: Office, sign_in: SignIn
) -> None:
    row, client = sampled_round(office), sign_in(office.officer)
    drawn(office, row)
    word = client.get(f"/rounds/{row.id}/sample.docx")
    document = Document(BytesIO(word.data))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    assert sum("Canhten" in cell for cell in cells) == 20
    assert "Danh-sach-mau-dieu-tra_2021-Q1.docx" in word.headers["Content-Disposition"]
    book = load_workbook(BytesIO(client.get(f"/rounds/{row.id}/sample.xlsx").data))
    assert book.sheetnames == ["Chính thức", "Dự bị"]
    close(row)
    client.post(f"/rounds/{row.id}/sample/erase", data={"is_sure": "y"})
    after = Document(BytesIO(client.get(f"/rounds/{row.id}/sample.docx").data))
    cells = [c.text for t in after.tables for r in t.rows for c in r.cells]
    assert not [cell for cell in cells if "Canhten" in cell]
    assert cells.count("(đã xóa)") == 20


def test_a_closed_round_reminds_of_names_until_somebody_confirms_their_erasing(
    office: Office, sign_in: SignIn
) -> None:
    row, client = sampled_round(office), sign_in(office.officer)
    drawn(office, row)
    official = [e for e in entries(row) if e.part is Part.OFFICIAL]
    commands.mark_reached(db.session(), row, {e.id: True for e in official[:4]})
    close(row)
    db.session.commit()
    assert "Còn 20 người chưa xóa họ tên." in client.get(f"/rounds/{row.id}").text
    unsure = client.post(f"/rounds/{row.id}/sample/erase", data={})
    assert "Đánh dấu để xác nhận." in unsure.text
    page = client.post(
        f"/rounds/{row.id}/sample/erase", data={"is_sure": "y"}, follow_redirects=True
    ).text
    assert "Đã xóa 20 người" in page
    assert "04 người đã hỏi" in page or "4 người đã hỏi" in page
    assert "chưa xóa họ tên" not in client.get(f"/rounds/{row.id}").text
    assert "Canhten" not in page


def test_a_list_is_put_aside_after_confirming_and_stays_visible(
    office: Office, sign_in: SignIn
) -> None:
    row, client = sampled_round(office), sign_in(office.officer)
    kept = drawn(office, row)
    db.session.commit()
    assert client.post(f"/sample-lists/{kept.id}/end", data={}).status_code == 200
    client.post(f"/sample-lists/{kept.id}/end", data={"is_sure": "y"})
    assert "Chưa có danh sách mẫu" in client.get(f"/rounds/{row.id}/sample").text
    drawn(office, row, "2022")
    db.session.commit()
    page = client.get(f"/rounds/{row.id}/sample").text
    assert "Danh sách đã bỏ" in page
    assert "số khởi đầu 2021" in page


PAGES = ["/rounds/{r}/sample", "/rounds/{r}/sample/new", "/rounds/{r}/sample/names",
         "/rounds/{r}/sample/erase", "/rounds/{r}/sample.docx", "/rounds/{r}/sample.xlsx",
         "/sample-lists/{l}/end", "/sample-entries/{e}/replace"]  # fmt: skip
POSTS = ["/sample-lists/{l}/draw", "/rounds/{r}/sample/reached"]


@pytest.mark.parametrize(
    ("person", "status"),
    [("officer", 200), ("clerk", 403), ("head", 403), ("director", 403), ("admin", 403),
     ("stranger", 404), (None, 302)],
)  # fmt: skip
def test_names_are_for_the_office_of_the_agency_alone(
    office: Office, sign_in: SignIn, person: str | None, status: int
) -> None:
    row = sampled_round(office)
    kept = drawn(office, row)
    places = {"r": row.id, "l": kept.id, "e": entries(row)[0].id}
    client = sign_in(getattr(office, person) if person else None)
    got = {page: client.get(page.format(**places)).status_code for page in PAGES}
    assert set(got.values()) == {status}, got
    if status != 200:
        sent = {page: client.post(page.format(**places)).status_code for page in POSTS}
        assert set(sent.values()) <= {status, 400}, sent
    assert len(entries(row)) == 20


def test_the_page_costs_the_same_for_any_number_of_people(office: Office, sign_in: SignIn) -> None:
    costs = []
    client = sign_in(office.officer)
    row = sampled_round(office, 2, 2)
    drawn(office, row)
    db.session.commit()
    for wanted in (2, 12):
        with counting() as seen:
            client.get(f"/rounds/{row.id}/sample")
        costs.append(len(seen))
        kept = db.session.scalars(select(SampleList).order_by(SampleList.id.desc())).first()
        assert kept is not None
        commands.end_list(db.session(), row, kept, at=NOON)
        terms = [commands.QuotaTerms(q.field_id, None, wanted + 10, 5)
                 for q in find_quotas(db.session(), row.id)]  # fmt: skip
        commands.set_quotas(db.session(), row, terms)
        drawn(office, row)
        db.session.commit()
    assert costs[0] == costs[1] <= 25


def test_people_read_from_a_workbook_are_those_of_the_text() -> None:
    assert len(people(60).accepted) == 60
    assert content(2).decode().count("\n") == 2
