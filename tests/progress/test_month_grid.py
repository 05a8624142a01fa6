"""A unit's month on one grid: rows judged one by one, sent in one post, kept when refused."""

import re

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.conftest import counting
from tests.factories import Office
from tests.factories_plans import make_item, make_items
from tests.progress.pages import Desk, SignIn, stop_clock
from tests.progress.scenes import LATE, Scene, make_scene
from tracker.database import db
from tracker.plans.rules import DeadlineKind, Progress
from tracker.progress.models import Draft, Evidence, Obstacle, Report
from tracker.progress.queries.month_desks import spot_of

TEXT = "Đã công khai 12 thủ tục."
DOC = {"documents-0-number": "15/BC-SM", "documents-0-dated_on": "10/9/2021"}


@pytest.fixture
def desk(office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Desk:
    stop_clock(monkeypatch)
    return Desk(make_scene(office), sign_in)


def reports() -> list[Report]:
    return list(db.session.scalars(select(Report).order_by(Report.id)))


def drafts() -> list[Draft]:
    return list(db.session.scalars(select(Draft)))


def key(desk: Desk, code: str = "2021-09", item_id: int = 0) -> str:
    return f"{item_id or desk.item_id}-{desk.office.first.id}-{code}"


def row(name: str, *, seen: int = 0, **typed: str) -> dict[str, str]:
    """The fields of one row; `typed` uses the names of the report form."""
    return {"rows": name, f"d{name}-seen": str(seen)} | {
        f"d{name}-{n}": v for n, v in typed.items()
    }


def good(name: str, *, seen: int = 0, **more: str) -> dict[str, str]:
    return row(name, seen=seen, **{"claimed": "under-way", "result": TEXT, **DOC, **more})


def post(desk: Desk, *rows: dict[str, str], who: str = "clerk", **more: str) -> TestResponse:
    typed: dict[str, object] = {"do": "send", **more}
    for one in rows:
        typed |= one
    return desk.post(who, "/unit/grid", **{**typed, "rows": [one["rows"] for one in rows]})


def sent_page(desk: Desk, *rows: dict[str, str], **more: str) -> str:
    """The page that a post leads to."""
    answer = post(desk, *rows, **more)
    assert answer.status_code == 302
    return desk.get("clerk", answer.location).text


def test_the_grid_has_a_row_for_each_report_to_send(desk: Desk) -> None:
    page = desk.get("clerk", "/unit/grid").text
    assert re.findall(r'name="rows" value="([^"]+)"', page) == [
        key(desk, "2021-08"),
        key(desk, "2021-09"),
    ]
    assert "Nhập cả kỳ trên một bảng" in desk.get("clerk", "/unit").text


def test_the_page_says_what_each_period_asks(desk: Desk) -> None:
    page = desk.get("clerk", "/unit/grid").text
    assert "Kỳ tháng 9 kết thúc quý III, 9 tháng năm 2021 của báo cáo CCHC" in page
    assert "chỉ cần tình hình và một dòng kết quả" in page


def test_good_rows_are_sent_in_one_post(desk: Desk) -> None:
    late = good(key(desk, "2021-08"), late_reason="Chờ số liệu.")
    answer = post(desk, late, good(key(desk)))
    assert (answer.status_code, answer.location) == (302, "/unit/grid")
    assert [(r.period_id, r.result) for r in reports()] == [(r.period_id, TEXT) for r in reports()]
    assert len(reports()) == 2
    assert db.session.scalar(select(func.count()).select_from(Evidence)) == 2
    page = desk.get("clerk", "/unit/grid").text
    assert "Đã gửi 02 báo cáo." in page
    assert page.count("data-draft-done") == 2
    assert "Không còn báo cáo nào phải gửi" in page


def test_a_bad_row_comes_back_with_its_text_while_the_others_are_sent(desk: Desk) -> None:
    page = sent_page(desk, good(key(desk, "2021-08"), result="Đã xong 3 việc."), good(key(desk)))
    assert "Đã gửi 01 báo cáo. Còn 01 dòng cần xem lại, chưa gửi." in page
    assert "Đã quá ngày chốt: cần ghi lý do chậm." in page
    assert "Đã xong 3 việc." in page
    assert [r.result for r in reports()] == [TEXT]
    assert [d.typed["result"] for d in drafts()] == ["Đã xong 3 việc."]


def test_the_same_post_twice_is_done_once_and_leads_to_the_grid(desk: Desk) -> None:
    rows = (good(key(desk, "2021-08"), result="Đã xong 3 việc."), good(key(desk)))
    first, again = (post(desk, *rows, idempotency_key="k1") for _ in range(2))
    assert (first.location, again.location) == ("/unit/grid", "/unit/grid")
    assert len(reports()) == 1
    assert "Đã xong 3 việc." in desk.get("clerk", "/unit/grid").text


def test_one_rows_button_sends_that_row_alone_and_keeps_what_else_is_typed(desk: Desk) -> None:
    item = make_item(desk.scene.item.plan, leads=[desk.office.first], position=2)
    one, other = key(desk), key(desk, item_id=item.id)
    answer = post(desk, good(one), good(other, result="Đang viết 5 dòng"), do=one)
    assert [r.item_id for r in reports()] == [desk.item_id]
    assert answer.status_code == 302
    assert "Đang viết 5 dòng" in desk.get("clerk", "/unit/grid").text


def test_rows_left_empty_are_not_sent(desk: Desk) -> None:
    post(desk, row(key(desk, "2021-08"), claimed="", result=" "), good(key(desk)))
    assert len(reports()) == 1
    assert drafts() == []


def test_an_empty_row_sent_by_its_own_button_says_what_is_missing(desk: Desk) -> None:
    page = sent_page(desk, row(key(desk)), do=key(desk))
    assert "Chọn tình hình thực hiện." in page
    assert "Ghi kết quả thực hiện trong kỳ." in page


def test_a_vague_row_is_asked_once(desk: Desk) -> None:
    name = key(desk)
    asked = sent_page(desk, good(name, result="Đã thực hiện tốt."))
    assert "Nội dung còn chung chung" in asked
    assert f'name="d{name}-sent_anyway" type="hidden" value="1"' in asked
    post(desk, good(name, result="Đã thực hiện tốt.", sent_anyway="1"))
    assert [r.result for r in reports()] == ["Đã thực hiện tốt."]


def test_a_row_filled_in_before_a_colleague_sent_it_is_refused_once(desk: Desk) -> None:
    sent = desk.scene.send(author=desk.office.head)
    refused = sent_page(desk, good(key(desk), result="Bản của tôi, 7 việc."))
    assert "Đồng nghiệp vừa gửi báo cáo kỳ này." in refused
    assert "Bản của tôi, 7 việc." in refused
    assert f'name="d{key(desk)}-seen" value="{sent.id}"' in refused
    post(desk, good(key(desk), seen=sent.id, result="Bản của tôi, 7 việc."))
    assert reports()[-1].replaces_id == sent.id


def test_a_returned_report_is_there_to_be_mended_and_not_sent_unchanged(desk: Desk) -> None:
    desk.scene.send(LATE, "2021-08")
    sent = desk.scene.send()
    desk.scene.decide(sent, "Chưa có số liệu.")
    page = desk.get("clerk", "/unit/grid").text
    assert "Chưa có số liệu." in page
    same = {"claimed": "under-way", "result": sent.result}
    post(desk, row(key(desk), seen=sent.id, **same))
    assert len(reports()) == 2
    post(desk, good(key(desk), seen=sent.id, result="Đã sửa: 15 thủ tục."))
    assert reports()[-1].result == "Đã sửa: 15 thủ tục."


def test_an_obstacle_and_an_empty_quarter_fit_in_a_row(desk: Desk) -> None:
    plan = desk.scene.item.plan
    item = make_item(plan, leads=[desk.office.first], position=2, kind=DeadlineKind.ON_EVENT)
    nothing = row(key(desk, "2021-Q3", item.id), is_no_event="y")
    stuck = good(key(desk), has_obstacle="y", obstacle="Chưa có quyền.", remover="Giám đốc Sở")
    assert post(desk, nothing, stuck).status_code == 302
    assert [r.is_no_event for r in reports()] in ([True, False], [False, True])
    assert db.session.scalars(select(Obstacle)).one().text == "Chưa có quyền."
    assert desk.get("clerk", "/unit/grid").text.count("is_no_event") == 0


def test_a_draft_for_an_earlier_period_is_a_row_and_goes_in_as_backfill(desk: Desk) -> None:
    name = key(desk, "2021-07")
    typed = {"claimed": "under-way", "result": "Tháng 7: 5 tin.", "documents-0-number": "1/BC"}
    words = f"?unit={desk.office.first.id}&period=2021-07"
    desk.post("clerk", f"/items/{desk.item_id}/drafts{words}", **typed)
    assert f'name="rows" value="{name}"' in desk.get("clerk", "/unit/grid").text
    post(desk, good(name, result=typed["result"]))
    assert [(r.is_backfill, r.result) for r in reports()] == [(True, "Tháng 7: 5 tin.")]


def test_two_rows_of_one_item_are_judged_one_after_the_other(desk: Desk) -> None:
    claim = good(key(desk, "2021-08"), late_reason="Chờ số liệu.", claimed=Progress.CLAIMED.value)
    post(desk, claim, good(key(desk)))
    assert [r.claimed for r in reports()] == [Progress.CLAIMED, Progress.UNDER_WAY]


def test_without_script_rows_are_kept_by_a_button(desk: Desk) -> None:
    post(desk, row(key(desk), result="Đang viết dở 5 dòng"), do="keep")
    assert "Đang viết dở 5 dòng" in desk.get("clerk", "/unit/grid").text
    assert reports() == []
    assert [d.typed for d in drafts()] == [{"result": "Đang viết dở 5 dòng"}]


def test_where_the_head_approves_rows_go_to_him(desk: Desk) -> None:
    desk.office.agency.choices = {"head_approves": True}
    db.session.flush()
    answer = post(desk, good(key(desk)))
    assert answer.status_code == 302
    assert reports() == []
    page = desk.get("clerk", "/unit/grid").text
    assert "Chờ người đứng đầu đơn vị duyệt" in page
    assert "Xem, duyệt và gửi" in desk.get("head", "/unit/grid").text
    assert post(desk, good(key(desk)), who="head").status_code == 302
    assert reports() == []


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("clerk", 200),
        ("head", 200),
        ("officer", 200),
        ("other_clerk", 200),
        ("stranger", 200),
        ("director", 403),
        ("admin", 403),
        ("anonymous", 302),
    ],
)
def test_everyone_sees_the_rows_of_the_own_units_alone(desk: Desk, who: str, status: int) -> None:
    answer = desk.get(who, "/unit/grid")
    assert answer.status_code == status
    assert (f'value="{key(desk)}"' in answer.text) == (who in {"clerk", "head"})


@pytest.mark.parametrize("who", ["officer", "other_clerk", "stranger"])
def test_nobody_sends_a_row_of_another_unit(desk: Desk, who: str) -> None:
    post(desk, good(key(desk)), who=who)
    assert (reports(), drafts()) == ([], [])


@pytest.mark.parametrize("name", ["", "x", "1-2", "1-2-2021-99", "9" * 30 + "-1-2021-09"])
def test_a_row_that_is_none_is_passed_over(desk: Desk, name: str) -> None:
    assert post(desk, row(name, result=TEXT)).status_code == 302
    assert reports() == []


def test_the_grid_asks_as_often_for_one_row_as_for_many(desk: Desk) -> None:
    desk.get("clerk", "/unit/grid")
    with counting() as few:
        desk.get("clerk", "/unit/grid")
    make_items(desk.scene.item.plan, desk.office.first, 12)
    scene = Scene(desk.office, desk.scene.item)
    scene.send(LATE, "2021-08")
    with counting() as many:
        desk.get("clerk", "/unit/grid")
    assert len(many) <= len(few) + 4  # parts of reports, asked for only where there are any
    assert len(many) <= 32


@pytest.mark.parametrize(
    "key", ["9" * 25 + "-1-2021-09", "1-" + "9" * 25 + "-2021-09", "1-2-", "x"]
)
def test_a_key_that_no_row_could_have_names_nothing(key: str) -> None:
    assert spot_of(key) is None
    assert spot_of("12-3-2021-09") == (12, 3, "2021-09")
