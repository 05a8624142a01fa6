"""A package of evidence: what is in it, under which names, for whom; opened and read again."""

import hashlib
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from docx import Document
from flask import current_app

from tests.conftest import counting
from tests.factories import NOON, Office, saved
from tests.factories_plans import make_item, make_plan, period
from tests.progress.pages import PDF, Desk, SignIn, stop_clock
from tests.progress.scenes import LATE, Scene, days, make_scene
from tracker.database import db
from tracker.plans.models import ItemComponent
from tracker.progress.commands import EvidenceDraft, Proves, attach
from tracker.progress.models import Report
from tracker.progress.rules import EvidenceKind
from tracker.store.commands import keep_file
from tracker.surveys.models import Component

LIST = "00_Danh-muc-tai-lieu-kiem-chung"
MINUTES = EvidenceDraft(
    EvidenceKind.FILE,
    number="12/BB-STP",
    dated_on=date(2021, 8, 20),
    summary="BB họp CCHC tháng 8",
    kept_at="Văn thư",
)


@pytest.fixture
def desk(office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Desk:
    stop_clock(monkeypatch)
    return Desk(make_scene(office), sign_in)


def filed(desk: Desk, draft: EvidenceDraft = MINUTES, content: bytes = PDF) -> EvidenceDraft:
    """The draft with its file on the shelf."""
    shelf, agency = current_app.extensions["shelf"], desk.office.agency
    row = keep_file(db.session(), shelf, agency.id, "Biên bản.pdf", content, at=NOON)
    return replace(draft, file_id=row.id)


def reported(scene: Scene, *evidence: EvidenceDraft, code: str = "2021-08") -> Report:
    return scene.send(replace(LATE, evidence=evidence), code)


def opened(desk: Desk, who: str = "clerk", query: str = "") -> zipfile.ZipFile:
    db.session.commit()
    answer = desk.get(who, f"/evidence-bundle.zip?{query}")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    archive = zipfile.ZipFile(BytesIO(answer.data))
    assert archive.testzip() is None
    return archive


def names(archive: zipfile.ZipFile) -> list[str]:
    return [name for name in archive.namelist() if name.startswith("NV")]


def rows(archive: zipfile.ZipFile) -> list[list[object]]:
    sheet = openpyxl.load_workbook(BytesIO(archive.read(f"{LIST}.xlsx"))).active
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]


def test_files_are_named_by_item_and_document_with_hashes_that_hold(desk: Desk) -> None:
    desk.scene.decide(reported(desk.scene, filed(desk)))
    archive = opened(desk)
    assert names(archive) == ["NV01_BB-hop-CCHC-thang-8_12-BB-STP.pdf"]
    assert archive.read(names(archive)[0]) == PDF
    lines = archive.read("SHA256SUMS.txt").decode().splitlines()
    sums = {name: sha256 for sha256, _, name in (line.partition("  ") for line in lines)}
    assert set(sums) == set(archive.namelist()) - {"SHA256SUMS.txt"}
    assert all(hashlib.sha256(archive.read(n)).hexdigest() == s for n, s in sums.items())


def test_the_list_names_everything_also_what_has_no_file(desk: Desk) -> None:
    letter = EvidenceDraft(EvidenceKind.DOCUMENT, number="902/STP", kept_at="Văn phòng")
    said = EvidenceDraft(EvidenceKind.EXPLANATION, summary="Không phải lập văn bản.")
    desk.scene.decide(reported(desk.scene, filed(desk), letter, said))
    archive = opened(desk)
    found = [(row[6], row[7], row[11], row[12]) for row in rows(archive)[:3]]
    assert found == [
        ("Tệp", "12/BB-STP", "NV01_BB-hop-CCHC-thang-8_12-BB-STP.pdf", "Đã xác nhận"),
        ("Văn bản", "902/STP", "Văn bản giấy, lưu Văn phòng", "Đã xác nhận"),
        ("Giải trình thay tài liệu", "", "Giải trình thay tài liệu, không có tệp", "Đã xác nhận"),
    ]
    table = Document(BytesIO(archive.read(f"{LIST}.docx"))).tables[0]
    assert table.rows[1].cells[0].text == "1. Nhiệm vụ mẫu số 1"  # over all that proves it
    assert [row.cells[3].text for row in table.rows][2:] == [name for _, _, name, _ in found]
    assert "số 902/STP" in table.rows[3].cells[2].text.replace("Số", "số")


@pytest.mark.parametrize("summary", ["../../etc/passwd", "C:\\x\\..", "CON", "", "Đề án/Ðề án"])
def test_no_name_leads_out_of_the_folder(desk: Desk, summary: str) -> None:
    twice = [
        filed(desk, replace(MINUTES, summary=summary, number="1/2"), PDF + b) for b in (b"a", b"b")
    ]
    desk.scene.decide(reported(desk.scene, *twice))
    found = names(opened(desk))
    assert len({name.lower() for name in found}) == 2
    assert all(name.isascii() and not set(name) & set("/\\:") for name in found)
    assert found[1].endswith("-2.pdf")


def test_the_same_file_of_an_item_is_packed_once_and_listed_twice(desk: Desk) -> None:
    one = filed(desk)
    desk.scene.decide(reported(desk.scene, one, replace(one, summary="Lần hai")))
    archive = opened(desk)
    assert len(names(archive)) == 1
    assert [row[11] for row in rows(archive)[:2]] == names(archive) * 2


def test_what_waits_is_left_out_unless_asked_for_and_what_was_returned_always(desk: Desk) -> None:
    reported(desk.scene, filed(desk))
    desk.scene.decide(reported(desk.scene, filed(desk, content=PDF + b"2"), code="2021-09"), "Sai.")
    assert names(opened(desk)) == []
    assert names(opened(desk, query="waiting=1")) == ["NV01_BB-hop-CCHC-thang-8_12-BB-STP.pdf"]
    page = desk.get("clerk", "/evidence-bundle").get_data(as_text=True)
    assert "01 tài liệu chờ xác nhận chưa đưa vào gói" in page
    assert "01 tài liệu của báo cáo bị trả lại không đưa vào gói" in page


def test_a_report_sent_again_while_it_waited_keeps_its_evidence(desk: Desk) -> None:
    reported(desk.scene, filed(desk))
    desk.scene.decide(desk.scene.send(LATE, "2021-08", at=days(1)), at=days(2))
    assert len(names(opened(desk))) == 1


def test_a_package_holds_one_period_or_a_whole_window(desk: Desk) -> None:
    for n, code in enumerate(("2021-08", "2021-09")):
        desk.scene.decide(reported(desk.scene, filed(desk, content=PDF + bytes([n])), code=code))
    agency = desk.office.agency
    sizes = {
        code: len(names(opened(desk, query=f"period={period(agency, code).id}")))
        for code in ("2021-08", "2021-Q3", "2021-Q1", "2021-Y")
    }
    assert sizes == {"2021-08": 1, "2021-Q3": 2, "2021-Q1": 0, "2021-Y": 2}


@pytest.mark.parametrize(
    ("query", "items"),
    [
        ("", ["NV01", "NV02"]),
        ("component=1", ["NV01"]),
        ("criterion=3.2.1", ["NV01"]),
        ("criterion=3.2", []),
        ("criterion=%25", []),
    ],
)
def test_a_package_holds_the_items_of_an_index_or_of_a_criterion(
    desk: Desk, query: str, items: list[str]
) -> None:
    item, office = desk.scene.item, desk.office
    index = saved(Component(method_id=item.plan.method_id, code="CS1", position=1, name="Tiếp cận"))
    own = {"agency_id": item.agency_id, "component_id": index.id, "position": 1}
    saved(ItemComponent(item_id=item.id, **own))
    item.criteria = "1.4; 3.2.1"
    other = make_item(item.plan, leads=[office.first], position=2)
    desk.scene.decide(reported(desk.scene, filed(desk)))
    desk.scene.decide(reported(Scene(office, other), filed(desk, content=PDF + b"9")))
    wanted = query.replace("component=1", f"component={index.id}")
    assert [name[:4] for name in names(opened(desk, query=wanted))] == items


def test_the_size_is_said_before_the_download(desk: Desk) -> None:
    desk.scene.decide(reported(desk.scene, filed(desk, content=PDF + b"0" * 5000)))
    db.session.commit()
    page = desk.get("director", "/evidence-bundle").get_data(as_text=True)
    assert "Tải gói .zip, 01 tệp, 5 KB" in page
    assert "01 tài liệu: 01 tệp (5 KB), 0 văn bản chỉ ghi số, 0 giải trình thay" in page


def test_a_file_the_store_lost_is_said_and_the_rest_is_sent(desk: Desk) -> None:
    desk.scene.decide(reported(desk.scene, filed(desk, content=PDF + b"mat")))
    shelf = current_app.extensions["shelf"]
    shelf.path(hashlib.sha256(PDF + b"mat").hexdigest()).unlink()
    archive = opened(desk)
    assert rows(archive)[0][11] == "Không tìm thấy tệp trong kho"
    assert "01 tệp không còn trong kho" in desk.get("clerk", "/evidence-bundle").get_data(
        as_text=True
    )


@pytest.mark.parametrize("who", ["clerk", "other_clerk", "officer", "director", "admin"])
def test_everybody_of_the_agency_may_take_it(desk: Desk, who: str) -> None:
    desk.scene.decide(reported(desk.scene, filed(desk)))
    assert len(names(opened(desk, who))) == 1


def test_another_agency_gets_nothing_of_it(desk: Desk) -> None:
    desk.scene.decide(reported(desk.scene, filed(desk)))
    own = make_plan(db.session.get_one(type(desk.office.agency), desk.office.stranger.agency_id))
    assert names(opened(desk, "stranger")) == []
    plan_id, period_id = desk.scene.item.plan_id, period(desk.office.agency, "2021-08").id
    assert own.id != plan_id
    for query in (f"plan={plan_id}", f"period={period_id}", "component=999"):
        assert desk.get("stranger", f"/evidence-bundle.zip?{query}").status_code == 404
        assert desk.get("stranger", f"/evidence-bundle?{query}").status_code == 404
    assert desk.get("anonymous", "/evidence-bundle.zip").status_code == 302


def test_an_agency_without_a_plan_is_told_what_to_do(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.clerk)
    assert "Chưa có kế hoạch" in client.get("/evidence-bundle").get_data(as_text=True)
    assert client.get("/evidence-bundle.zip").status_code == 404


def test_the_number_of_selects_does_not_grow_with_the_package(desk: Desk) -> None:
    report, seen = reported(desk.scene, filed(desk)), []
    desk.scene.decide(report)
    for n in range(2):
        db.session.commit()
        with counting() as selects:
            desk.get("clerk", "/evidence-bundle")
        seen.append(len(selects))
        more = [filed(desk, content=PDF + bytes([n, i])) for i in range(20)]
        attach(db.session(), Proves(report.agency_id, report.item_id, report.id), more, NOON)
    assert seen[1] <= seen[0] <= 8  # the first visit also loads the person


def test_the_package_is_linked_where_its_user_looks(desk: Desk) -> None:
    item = desk.scene.item
    page = desk.get("clerk", f"/plans/{item.plan_id}").get_data(as_text=True)
    assert f"/evidence-bundle?plan={item.plan_id}" in page
