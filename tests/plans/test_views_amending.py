"""Adding an item by a document, putting a plan right, closing it: who may, and what it leaves."""

from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import select

from tests.factories import Office
from tests.plans.made import items_of, make_plan
from tests.plans.pages import SignIn, fields_of, settle, text_of
from tracker.database import db
from tracker.plans.commands import end_item
from tracker.plans.models import Amendment, Plan
from tracker.plans.rules import PlanState, Progress


def new_item(office: Office, **more: object) -> dict[str, object]:
    return {
        "document_kind": "Thông báo kết luận",
        "document": "15/TB-SM",
        "signed_on": "01/9/2021",
        "task": "- Lắp màn hình gọi số\n- Hướng dẫn sử dụng",
        "products": "Màn hình hoạt động\n\nTờ hướng dẫn",
        "deadline_text": "Trước ngày 15/10/2021",
        "lead_ids": [office.first.id],
        "partner_ids": [office.first.id, office.second.id],
    } | more


def test_an_added_item_rests_on_its_document(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)

    answer = sign_in(office.officer).post(f"/plans/{plan.id}/items/new", data=new_item(office))

    item = items_of(plan)[-1]
    assert answer.headers["Location"] == f"/items/{item.id}"
    amendment = db.session.scalars(select(Amendment)).one()
    assert (amendment.document, amendment.signed_on) == (
        "Thông báo kết luận số 15/TB-SM",
        date(2021, 9, 1),
    )
    assert (item.position, item.task) == (5, "Lắp màn hình gọi số\nHướng dẫn sử dụng")
    assert [p.text for p in item.products] == ["Màn hình hoạt động", "Tờ hướng dẫn"]
    assert [u.name for u in item.partners] == [office.second.name]


def test_an_added_item_owes_from_the_day_of_its_document(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)

    sign_in(office.officer).post(f"/plans/{plan.id}/items/new", data=new_item(office))

    item = items_of(plan)[-1]
    assert item.leads[0].next_period_code == "2021-09"  # 1/9 lies in it
    assert item.due_on == date(2021, 10, 15)


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"document": ""}, "Số, ký hiệu: Cần nhập"),
        ({"signed_on": "31/2/2021"}, "ngày/tháng/năm có thật"),
        ({"task": " "}, "Nội dung nhiệm vụ, như văn bản: Cần nhập"),
        ({"lead_ids": []}, "Chọn đơn vị chủ trì"),
        ({"lead_ids": ["999999"]}, "Đơn vị chủ trì"),
    ],
)
def test_an_item_without_its_basis_is_sent_back(
    office: Office, sign_in: SignIn, missing: dict[str, object], said: str
) -> None:
    plan = make_plan(office.agency)

    answer = sign_in(office.officer).post(
        f"/plans/{plan.id}/items/new", data=new_item(office, **missing)
    )

    assert said in text_of(answer)
    assert len(items_of(plan)) == 4


def test_a_closed_plan_takes_no_new_item(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    plan.state = PlanState.CLOSED

    answer = sign_in(office.officer).post(f"/plans/{plan.id}/items/new", data=new_item(office))

    assert answer.status_code == 409
    assert len(items_of(plan)) == 4


def test_a_changed_item_goes_on_in_its_new_words(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    item, client = items_of(plan)[2], sign_in(office.officer)
    old = item.task
    assert old in client.get(f"/items/{item.id}/change").text
    typed = new_item(
        office, deadline_text="Trước ngày 30/11/2021", position=3, version=item.version
    )

    answer = client.post(f"/items/{item.id}/change", data=typed)

    db.session.refresh(item)
    assert answer.headers["Location"] == f"/items/{item.id}"
    assert (item.position, item.due_on, item.first_due_on) == (
        3,
        date(2021, 11, 30),
        date(2021, 9, 30),
    )
    page = text_of(client.get(f"/items/{item.id}"))
    assert "Sửa đổi theo Thông báo kết luận số 15/TB-SM" in page
    assert f"Nội dung/Nhiệm vụ: {old} → - Lắp màn hình gọi số" in page
    assert old in text_of(client.get(f"/plans/{plan.id}/appendix"))
    assert old not in text_of(client.get(f"/plans/{plan.id}/appendix?version=2"))


def test_an_item_that_has_ended_is_not_changed(office: Office, sign_in: SignIn) -> None:
    item = items_of(make_plan(office.agency))[2]
    end_item(db.session(), item, Progress.DONE_IN_TIME, on=date(2021, 8, 1), reason="")

    answer = sign_in(office.officer).post(f"/items/{item.id}/change", data=new_item(office))

    assert answer.status_code == 409


def test_lines_are_dropped_and_numbered_anew_by_a_document(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    client, place = sign_in(office.officer), f"/plans/{plan.id}/amendments/new"
    basis = {"document": "20/KH-SM", "signed_on": "01/9/2021"}
    numbers = {"lines-2-number": "2", "lines-3-number": "3", "lines-1-is_dropped": "y"}

    settle(client, place, **basis, **numbers)

    items = items_of(plan)
    assert [(i.position, bool(i.removed_by_id)) for i in items] == [
        (1, False),
        (2, True),
        (2, False),
        (3, False),
    ]
    page = text_of(client.get(f"/plans/{plan.id}/amendments"))
    assert "Kế hoạch sửa đổi, bổ sung số 20/KH-SM ngày 01/9/2021" in page
    assert "Bãi bỏ" in page
    assert "nhiệm vụ 3, nay là" in page
    word = client.get(f"/plans/{plan.id}/numbers.docx")
    assert "KH_12-KH-SM_doi-chieu-stt_2021.docx" in word.headers["Content-Disposition"]


def test_the_scan_of_a_document_is_kept_with_it(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    scan = (BytesIO(b"%PDF-1.4\n%%EOF"), "quet.pdf")

    client = sign_in(office.officer)
    client.post(f"/plans/{plan.id}/items/new", data=new_item(office, scan=scan))

    amendment = db.session.scalars(select(Amendment)).one()
    answer = client.get(f"/amendments/{amendment.id}/file")
    assert answer.data.startswith(b"%PDF")
    assert sign_in(office.stranger).get(f"/amendments/{amendment.id}/file").status_code == 404


def test_the_signed_appendix_does_not_show_what_was_added(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    client = sign_in(office.officer)
    client.post(f"/plans/{plan.id}/items/new", data=new_item(office))

    assert "gọi số" not in text_of(client.get(f"/plans/{plan.id}/appendix"))
    assert "gọi số" in text_of(client.get(f"/plans/{plan.id}"))


def test_the_target_of_a_plan_is_put_right(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)

    settle(sign_in(office.officer), f"/plans/{plan.id}/edit", target_percent="82,5")

    assert db.session.scalars(select(Plan.target_percent)).one() == 82.5


def test_an_older_version_of_a_plan_is_a_conflict(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    client = sign_in(office.officer)
    settle(client, f"/plans/{plan.id}/edit", title="Bản mới")

    answer = settle(client, f"/plans/{plan.id}/edit", title="Bản cũ", version="1")

    assert answer.status_code == 409
    assert db.session.scalars(select(Plan.title)).one() == "Bản mới"
    for words in ("Mở bản mới", "Tên kế hoạch", "Bản cũ", "Sao chép phần cần giữ"):
        assert words in answer.text
    assert "Gửi lại" not in answer.text  # with the old version it would be refused again


def endings(*decided: tuple[str, str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for place, (ending, reason) in enumerate(decided):
        fields |= {f"endings-{place}-ending": ending, f"endings-{place}-reason": reason}
    return fields


def test_a_plan_is_closed_once_each_item_is_decided(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    decided = endings(
        ("done", ""), ("carried", "Kế hoạch năm 2022"), ("dropped", "Đã bỏ quầy"), ("done", "")
    )

    settle(sign_in(office.director), f"/plans/{plan.id}/close", **decided)

    items = items_of(plan)
    assert db.session.scalars(select(Plan.state)).one() is PlanState.CLOSED
    assert [i.progress for i in items] == [
        Progress.DONE_IN_TIME,
        Progress.NOT_STARTED,
        Progress.DROPPED,
        Progress.DONE_IN_TIME,
    ]
    assert items[1].end_reason == "Chuyển tiếp: Kế hoạch năm 2022"
    assert {i.next_report_due_on for i in items} == {None}


def test_an_item_goes_on_as_an_item_of_the_next_plan(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    following = make_plan(office.agency, number="9/KH-SM", year=2022)
    client, next_item = sign_in(office.director), items_of(following)[2]
    decided = endings(("carried", ""), ("done", ""), ("done", ""), ("done", ""))

    settle(client, f"/plans/{plan.id}/close", **decided, **{"endings-0-number": "3"})

    item = items_of(plan)[0]
    assert item.carried_to_id == next_item.id
    assert item.end_reason == "Chuyển tiếp: nhiệm vụ 3, Kế hoạch số 9/KH-SM"
    assert f'href="/items/{next_item.id}">Nhiệm vụ 3, Kế hoạch số 9' in text_of(
        client.get(f"/items/{item.id}")
    )
    assert f'href="/items/{item.id}">Nhiệm vụ 1, Kế hoạch số 12' in text_of(
        client.get(f"/items/{next_item.id}")
    )


@pytest.mark.parametrize(
    ("ending", "number", "said"),
    [("carried", "99", "không có nhiệm vụ này"), ("done", "3", "Chỉ ghi khi")],
)
def test_an_item_goes_on_only_as_one_that_stands_there(
    office: Office, sign_in: SignIn, ending: str, number: str, said: str
) -> None:
    plan = make_plan(office.agency)
    make_plan(office.agency, number="9/KH-SM", year=2022)
    decided = endings((ending, "Vì sao"), ("done", ""), ("done", ""), ("done", ""))

    answer = settle(
        sign_in(office.director),
        f"/plans/{plan.id}/close",
        **decided,
        **{"endings-0-number": number},
    )

    assert said in text_of(answer)
    assert {i.progress for i in items_of(plan)} == {Progress.NOT_STARTED}  # nothing was stored


def test_no_plan_of_before_takes_items_over(office: Office, sign_in: SignIn) -> None:
    make_plan(office.agency, number="3/KH-SM", year=2020)
    plan = make_plan(office.agency)

    page = text_of(sign_in(office.director).get(f"/plans/{plan.id}/close"))

    assert "Nhiệm vụ số (kế hoạch sau)" not in page


def test_a_line_typed_about_one_item_never_shows_beside_another(
    office: Office, sign_in: SignIn
) -> None:
    plan, client = make_plan(office.agency), sign_in(office.director)
    decided = endings(("", ""), ("dropped", "x" * 501), ("", ""), ("", ""))
    place = f"/plans/{plan.id}/close"
    typed = fields_of(client.get(place).text) | decided
    first, second, *_ = items_of(plan)
    end_item(db.session(), first, Progress.DONE_IN_TIME, on=date(2021, 9, 1), reason="")
    db.session.commit()

    page = text_of(client.post(place, data=typed))

    shown = page.split(f'href="/items/{second.id}"')[1].split("</li>")[0]
    assert "x" * 501 in shown


def test_closing_is_offered_to_who_may_close(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    path = f"/plans/{plan.id}/close"
    offered = {
        w: path in sign_in(getattr(office, w)).get("/plans").text
        for w in ("director", "officer", "clerk")
    }
    assert offered == {"director": True, "officer": False, "clerk": False}


def test_an_undecided_item_keeps_the_plan_open(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    decided = endings(("done", ""), ("", ""), ("done", ""), ("done", ""))

    answer = settle(sign_in(office.director), f"/plans/{plan.id}/close", **decided)

    assert answer.status_code == 200
    assert "Chọn quyết định." in text_of(answer)
    assert {i.progress for i in items_of(plan)} == {Progress.NOT_STARTED}  # nothing was stored


@pytest.mark.parametrize("ending", ["carried", "dropped"])
def test_ending_an_item_otherwise_than_done_needs_its_reason(
    office: Office, sign_in: SignIn, ending: str
) -> None:
    plan = make_plan(office.agency)
    decided = endings((ending, ""), ("carried", "Kế hoạch 2022"), ("done", ""), ("done", ""))

    answer = settle(sign_in(office.director), f"/plans/{plan.id}/close", **decided)

    assert "Cần ghi nơi chuyển tiếp" in text_of(answer)
    assert fields_of(text_of(answer))["endings-1-reason"] == "Kế hoạch 2022"  # nothing is lost


def test_a_plan_closed_by_mistake_is_taken_up_again(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    for item in items_of(plan):
        end_item(db.session(), item, Progress.DONE_IN_TIME, on=date(2021, 12, 31), reason="")
    client = sign_in(office.director)
    settle(client, f"/plans/{plan.id}/close")

    client.post(f"/plans/{plan.id}/reopen")

    assert db.session.scalars(select(Plan.state)).one() is PlanState.RUNNING
    assert client.post(f"/plans/{plan.id}/reopen").status_code == 409


@pytest.mark.parametrize(
    ("who", "tail", "status"),
    [
        ("officer", "items/new", 200),
        ("officer", "amendments/new", 200),
        ("clerk", "amendments/new", 403),
        ("director", "amendments/new", 403),
        ("stranger", "amendments/new", 404),
        ("clerk", "amendments", 200),
        ("director", "amendments", 200),
        ("stranger", "amendments", 404),
        (None, "amendments", 302),
        ("stranger", "numbers.docx", 404),
        ("clerk", "appendix?version=2", 404),
        ("officer", "edit", 200),
        ("officer", "close", 403),
        ("director", "items/new", 403),
        ("director", "edit", 403),
        ("director", "close", 200),
        ("clerk", "items/new", 403),
        ("clerk", "close", 403),
        ("admin", "edit", 403),
        ("stranger", "items/new", 404),
        ("stranger", "edit", 404),
        (None, "items/new", 302),
    ],
)
def test_who_may_change_a_plan(
    office: Office, sign_in: SignIn, who: str | None, tail: str, status: int
) -> None:
    plan = make_plan(office.agency)

    person = getattr(office, who) if who else None

    assert sign_in(person).get(f"/plans/{plan.id}/{tail}").status_code == status
