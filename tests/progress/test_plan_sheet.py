"""A plan goes to Excel and comes back: nothing changes by itself, each row is judged alone."""

from collections.abc import Mapping
from html import unescape
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests.factories import Office
from tests.plans.made import items_of, make_plan, shipped_indices
from tests.plans.pages import SignIn, fields_of
from tests.progress.pages import stop_clock
from tracker.database import db
from tracker.intake.reading import read_document
from tracker.organisation.queries import known_units
from tracker.organisation.rules import PeriodKind
from tracker.plans.appendix import read_appendix
from tracker.plans.appendix.units import gathered
from tracker.plans.commands import ImportChoices
from tracker.plans.commands.comparing import compare_plan
from tracker.plans.models import Plan
from tracker.plans.plan_sheet import key_of
from tracker.plans.rules import Proof


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch)


def edited(client: FlaskClient, plan: Plan, cells: Mapping[tuple[int, str], str]) -> BytesIO:
    """The exported workbook with some cells typed anew, by line (from 1) and heading."""
    book = load_workbook(BytesIO(client.get(f"/plans/{plan.id}/edit.xlsx").data))
    sheet = book.active
    places = {cell.value: cell.column for cell in sheet[1]}
    for (line, heading), text in cells.items():
        sheet.cell(line + 1, places[heading], text)
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return out


def checked(client: FlaskClient, plan: Plan, file: BytesIO) -> str:
    form = {"sheet": (file, "sua.xlsx")}
    return client.post(f"/plans/{plan.id}/edit-sheet", data=form).get_data(as_text=True)


def stored(client: FlaskClient, plan: Plan, page: str) -> int:
    rows = fields_of(page)["rows"]
    answer = client.post(f"/plans/{plan.id}/edit-sheet/confirm", data={"rows": rows})
    return answer.status_code


def test_what_comes_back_unchanged_changes_nothing(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    client = sign_in(office.officer)

    page = checked(client, plan, edited(client, plan, {}))

    assert "Tệp không khác gì kế hoạch" in page


def test_the_workbook_is_itself_an_appendix_that_differs_in_nothing(
    office: Office, sign_in: SignIn
) -> None:
    plan = make_plan(office.agency)
    content = edited(sign_in(office.officer), plan, {}).read()
    known = gathered(known_units(db.session(), office.agency.id))
    reading = read_appendix(read_document(content, "a.xlsx"), 2021, shipped_indices(), known)

    lines = compare_plan(db.session(), office.agency, plan, reading, ImportChoices(), {})

    assert [line.kind for line in lines] == [None] * 4


def test_what_the_office_may_put_right_is_stored(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    client = sign_in(office.officer)
    file = edited(
        client,
        plan,
        {
            (1, "Gắn thêm, ngoài phụ lục"): "Tiếp cận dịch vụ",
            (1, "Cần có khi báo hoàn thành"): "Ảnh\nVăn bản",
            (2, "Nhịp báo cáo"): "Hằng tháng",
            (3, "Ghi chú của Văn phòng"): "Đã hỏi đơn vị",
            (3, "Mã tiêu chí CCHC"): "3.2; 1.4",
        },
    )

    page = checked(client, plan, file)
    assert stored(client, plan, page) == 302

    first, second, third, _ = items_of(plan)
    assert [c.component.name for c in first.components if c.is_added] == ["Tiếp cận dịch vụ"]
    assert [p.proof for p in first.products] == [Proof.PHOTO, Proof.DOCUMENT]
    assert second.rhythm is PeriodKind.MONTH
    assert (third.note, third.criteria) == ("Đã hỏi đơn vị", "1.4; 3.2")


@pytest.mark.parametrize(
    ("heading", "text", "said"),
    [
        ("Nội dung/Nhiệm vụ", "Việc khác", "Chỉ đổi được theo văn bản căn cứ: Nội dung/Nhiệm vụ."),
        ("Thời gian hoàn thành", "Quý IV", "theo văn bản căn cứ: Thời gian hoàn thành"),
        ("Nhịp báo cáo", "mỗi ngày", "Nhịp báo cáo ghi: hằng tháng"),
        ("Gắn thêm, ngoài phụ lục", "Chỉ số lạ", "Không có chỉ số “chỉ số lạ”."),
        ("Cần có khi báo hoàn thành", "Ảnh", "Cần 2 dòng"),
        ("Mã tiêu chí CCHC", "không phải mã!", "không phải mã tiêu chí"),
        ("Mã dòng", "x", "Không có nhiệm vụ của mã dòng này"),
    ],
)
def test_a_wrong_row_is_named_and_the_others_are_stored(
    office: Office, sign_in: SignIn, heading: str, text: str, said: str
) -> None:
    plan = make_plan(office.agency)
    client = sign_in(office.officer)
    file = edited(client, plan, {(1, heading): text, (4, "Ghi chú của Văn phòng"): "Ghi"})

    page = checked(client, plan, file)
    stored(client, plan, page)

    assert said in unescape(page)
    assert "Ghi 01 dòng" in page
    assert [item.note for item in items_of(plan)][3] == "Ghi"


def test_a_row_that_somebody_changed_meanwhile_is_refused(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    client = sign_in(office.officer)
    file = edited(client, plan, {(1, "Nhịp báo cáo"): "hằng quý", (2, "Nhịp báo cáo"): "hằng năm"})
    items_of(plan)[0].note = "Người khác ghi"
    db.session.commit()

    page = checked(client, plan, file)
    stored(client, plan, page)

    assert "vừa được người khác sửa sau khi xuất tệp" in page
    rhythms = [item.rhythm for item in items_of(plan)][:2]
    assert rhythms == [PeriodKind.MONTH, PeriodKind.YEAR]


def test_it_is_asked_again_when_it_is_stored(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    client = sign_in(office.officer)
    page = checked(client, plan, edited(client, plan, {(1, "Nhịp báo cáo"): "hằng quý"}))
    items_of(plan)[0].note = "Người khác ghi"
    db.session.commit()

    assert stored(client, plan, page) == 400


def test_another_rhythm_leaves_what_was_cut_off_as_it_was(office: Office, sign_in: SignIn) -> None:
    plan, client = make_plan(office.agency), sign_in(office.officer)
    owed = items_of(plan)[0].next_report_due_on

    page = checked(client, plan, edited(client, plan, {(1, "Nhịp báo cáo"): "hằng quý"}))
    stored(client, plan, page)

    item = items_of(plan)[0]
    assert item.rhythm is PeriodKind.QUARTER
    assert [one.rhythm for one in item.earlier_rhythms] == [PeriodKind.MONTH]
    assert item.next_report_due_on == owed  # a month missed stays missed


@pytest.mark.parametrize(
    "rows",
    [
        "[" * 200_000,
        '[{"place": "1", "key": "%s", "cells": {"owner": "x"}}]',
        '[{"place": "1", "key": "%s", "cells": {"note": "a\\u0000b"}}]',
        '[{"place": "1", "key": "%s", "cells": {"note": "\\ud800"}}]',
        '[{"place": "1", "key": "%s", "cells": ["note"]}]',
        '{"place": 1}',
        "null",
    ],
    ids=lambda rows: rows[:60],
)
def test_rows_altered_on_the_way_are_refused(office: Office, sign_in: SignIn, rows: str) -> None:
    plan = make_plan(office.agency)
    sent = rows.replace("%s", key_of(items_of(plan)[0]))

    answer = sign_in(office.officer).post(
        f"/plans/{plan.id}/edit-sheet/confirm", data={"rows": sent}
    )

    assert answer.status_code == 400
    assert items_of(plan)[0].note == ""


def test_a_note_longer_than_the_page_takes_is_named(office: Office, sign_in: SignIn) -> None:
    plan, client = make_plan(office.agency), sign_in(office.officer)

    page = checked(client, plan, edited(client, plan, {(1, "Ghi chú của Văn phòng"): "x" * 2001}))

    assert "dài quá 2000 ký tự" in unescape(page)


def test_another_file_is_sent_back(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)

    page = checked(sign_in(office.officer), plan, BytesIO(b"a;b"))

    assert "Tệp" in page
    assert "Kiểm tra tệp đã sửa" not in page


@pytest.mark.parametrize(
    ("who", "status"), [("officer", 200), ("clerk", 403), ("director", 403), ("stranger", 404)]
)
def test_who_may_edit_a_plan_in_excel(
    office: Office, sign_in: SignIn, who: str, status: int
) -> None:
    plan = make_plan(office.agency)
    client = sign_in(getattr(office, who))

    for tail in ("edit-sheet", "edit.xlsx"):
        assert client.get(f"/plans/{plan.id}/{tail}").status_code == status
