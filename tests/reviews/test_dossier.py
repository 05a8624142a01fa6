"""Hồ sơ một chỉ số: one page, one Word, one Excel of all that is known about an index."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests.conftest import counting
from tests.factories import NOON, Office, saved
from tests.progress.scenes import Scene
from tests.reviews.scenes import announce, closed_round, components, item_for, plan_of, targets
from tracker.access.models import Person
from tracker.database import db
from tracker.plans.models import Plan
from tracker.plans.rules import Progress
from tracker.progress.commands import EvidenceDraft, ReportDraft
from tracker.progress.models import Obstacle
from tracker.progress.rules import EvidenceKind

SignIn = Callable[[Person | None], FlaskClient]
SAID = ReportDraft(
    claimed=Progress.UNDER_WAY,
    result="Đã niêm yết 12 thủ tục.",
    next_step="Kiểm tra việc niêm yết.",
    late_reason="Chờ số liệu.",
)


def worked_on(office: Office) -> Scene:
    """Two rounds, a target, an item with a confirmed and a waiting report, an obstacle."""
    closed_round(office, good=10, count=100)
    closed_round(office, good=90, count=100, code="2021-Q2")
    targets(office)
    announce(office, 76.54)
    scene = Scene(office, item_for(plan_of(office), office, components(office)[0]))
    scene.decide(scene.send(SAID, "2021-08"))
    scene.send(ReportDraft(claimed=Progress.UNDER_WAY, result="Đang chờ xác nhận."), "2021-09")
    saved(
        Obstacle(
            agency_id=office.agency.id,
            item_id=scene.item.id,
            unit_id=office.first.id,
            text="Phần mềm chưa kết nối",
            remover="Sở Thông tin và Truyền thông",
            since_on=date(2021, 9, 1),
            raised_at=NOON,
        )
    )
    return scene


def path_of(office: Office, ending: str = "") -> str:
    return f"/scores/{components(office)[0].id}/dossier{ending}"


def word(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.mark.parametrize("who", ["clerk", "officer", "director", "admin"])
def test_everybody_of_the_agency_reads_the_dossier(
    office: Office, sign_in: SignIn, who: str
) -> None:
    worked_on(office)
    page = sign_in(getattr(office, who)).get(path_of(office)).text
    for words in (
        "90,00%",
        "Cải thiện rõ rệt",
        "Đã niêm yết 12 thủ tục.",
        "Phần mềm chưa kết nối",
        "Kiểm tra việc niêm yết.",
        "không chứng minh nhiệm vụ nào là nguyên nhân",
    ):
        assert words in page, words
    assert "Đang chờ xác nhận." not in page


@pytest.mark.parametrize("ending", ["", ".docx", ".xlsx"])
def test_another_agency_sees_none_of_it(office: Office, sign_in: SignIn, ending: str) -> None:
    worked_on(office)
    assert "/sign-in" in sign_in(None).get(path_of(office, ending)).headers["Location"]
    answer = sign_in(office.stranger).get(path_of(office, ending))
    assert "12 thủ tục".encode() not in answer.data


def test_word_says_what_the_page_says(office: Office, sign_in: SignIn) -> None:
    worked_on(office)
    said = word(sign_in(office.officer).get(path_of(office, ".docx")).data)
    for words in ("HỒ SƠ CHỈ SỐ", "90,00", "Kỳ tháng 8", "Phần mềm", "Kiểm tra"):
        assert words in said, words


def test_excel_keeps_computed_and_announced_values_on_sheets_of_their_own(
    office: Office, sign_in: SignIn
) -> None:
    worked_on(office)
    first = components(office)[0]
    book = load_workbook(BytesIO(sign_in(office.clerk).get("/scores/indices.xlsx").data))
    assert book.sheetnames == ["Chỉ số", "Qua các đợt", "Giá trị công bố"]
    told = [c.value for row in book["Giá trị công bố"].iter_rows() for c in row]
    others = [c.value for row in book["Chỉ số"].iter_rows() for c in row]
    assert 76.54 in told
    assert 76.54 not in others
    one = load_workbook(BytesIO(sign_in(office.clerk).get(path_of(office, ".xlsx")).data))
    assert "Câu hỏi" in one.sheetnames
    assert first.name in [c.value for c in one["Chỉ số"]["A"]]


def test_the_chosen_round_is_the_one_exported(office: Office, sign_in: SignIn) -> None:
    worked_on(office)
    path = "/scores/indices.xlsx?dot=2021-Q1"
    book = load_workbook(BytesIO(sign_in(office.clerk).get(path).data))
    assert "Đợt 2021-Q1" in str(book["Chỉ số"]["A2"].value)


def test_documents_are_cited_by_number_and_day(office: Office, sign_in: SignIn) -> None:
    plan = db.session.get_one(Plan, worked_on(office).item.plan_id)
    proof = EvidenceDraft(
        EvidenceKind.DOCUMENT, number="15/BC-NV1", dated_on=date(2021, 8, 12), summary="Kết quả"
    )
    draft = ReportDraft(claimed=Progress.UNDER_WAY, result="Kỳ chín.", evidence=(proof,))
    other = Scene(office, item_for(plan, office, components(office)[0], position=2))
    other.decide(other.send(draft))
    page = sign_in(office.officer).get(path_of(office)).text
    assert "15/BC-NV1 ngày 12/8/2021" in page


def test_the_dossier_reads_the_same_however_many_items(office: Office, sign_in: SignIn) -> None:
    plan, counts = db.session.get_one(Plan, worked_on(office).item.plan_id), []
    client = sign_in(office.officer)
    for position in (2, 3, 4):
        item_for(plan, office, components(office)[0], position=position)
        db.session.commit()
        with counting() as seen:
            client.get(path_of(office))
        counts.append(len(seen))
    assert counts[0] == counts[1] == counts[2] <= 65
