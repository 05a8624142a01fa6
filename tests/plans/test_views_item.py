"""The page of one item: facts, reasons, what the Office puts right, who may."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.conftest import counting
from tests.factories import Office, make_unit
from tests.plans.made import items_of, make_plan, read_table
from tests.plans.pages import SignIn, settle, text_of
from tracker.database import db
from tracker.organisation.rules import UnitKind
from tracker.plans.commands import ImportChoices, attach_component, change_lead
from tracker.plans.models import ActionItem, ItemComponent
from tracker.plans.rules import DeadlineKind, Proof
from tracker.surveys.queries import find_components

EVENT = "1|Công khai thủ tục mới|Danh mục|Phòng Nghiệp vụ 1||05 ngày làm việc sau khi ban hành|"


def first_item(office: Office, *rows: str) -> ActionItem:
    reading = read_table(*rows, agency=office.agency)
    return items_of(make_plan(office.agency, reading, ImportChoices()))[0]


def test_the_page_says_what_the_paper_says(office: Office, sign_in: SignIn) -> None:
    item = items_of(make_plan(office.agency))[0]

    page = text_of(sign_in(office.clerk).get(f"/items/{item.id}"))

    for words in (
        "1. Sắp xếp lại khu vực chờ của người dân",
        "Đủ ghế ngồi;",
        "Phòng Nghiệp vụ 1",
        "Báo cáo hằng tháng.",
        "Điều kiện tiếp đón và phục vụ",
        "Nhiệm vụ 2",
        "Giao nhiệm vụ",
    ):
        assert words in page


def test_every_computed_word_says_why(office: Office, sign_in: SignIn) -> None:
    item = items_of(make_plan(office.agency))[2]

    page = text_of(sign_in(office.clerk).get(f"/items/{item.id}"))

    assert "Vì sao?" in page
    assert "Thời hạn là ngày 30/9/2021; đến hết ngày" in page
    assert "chốt ngày 16/7/2021; đến hết ngày" in page
    assert "Thời hạn ghi trong kế hoạch là ngày 30/9/2021" in page


@pytest.mark.parametrize(
    ("who", "reports", "edits"),
    [
        ("clerk", True, False),
        ("other_clerk", False, False),
        ("officer", False, True),
        ("director", False, False),
        ("admin", False, False),
    ],
)
def test_each_person_is_offered_his_own_part(
    office: Office, sign_in: SignIn, who: str, reports: bool, edits: bool
) -> None:
    item = items_of(make_plan(office.agency))[0]

    page = text_of(sign_in(getattr(office, who)).get(f"/items/{item.id}"))

    assert ("Gửi báo cáo" in page) is reports
    assert ("Gắn thêm chỉ số, ngoài phụ lục" in page) is edits


@pytest.mark.parametrize("tail", ["", "/edit", "/deadline"])
def test_an_item_of_another_agency_is_missing(office: Office, sign_in: SignIn, tail: str) -> None:
    item = items_of(make_plan(office.agency))[0]

    assert sign_in(office.stranger).get(f"/items/{item.id}{tail}").status_code == 404


@pytest.mark.parametrize("tail", ["event", "indices"])
def test_another_agency_changes_nothing(office: Office, sign_in: SignIn, tail: str) -> None:
    item = items_of(make_plan(office.agency))[0]

    assert sign_in(office.stranger).post(f"/items/{item.id}/{tail}").status_code == 404


@pytest.mark.parametrize("tail", ["edit", "deadline"])
def test_a_unit_never_edits_an_item(office: Office, sign_in: SignIn, tail: str) -> None:
    item = items_of(make_plan(office.agency))[0]

    assert sign_in(office.clerk).get(f"/items/{item.id}/{tail}").status_code == 403


def test_nobody_unknown_reads_an_item(office: Office, sign_in: SignIn) -> None:
    item = items_of(make_plan(office.agency))[0]

    assert sign_in(None).get(f"/items/{item.id}").status_code == 302


def test_an_index_is_attached_and_taken_back(office: Office, sign_in: SignIn) -> None:
    item = items_of(make_plan(office.agency))[2]
    client = sign_in(office.officer)
    component = find_components(db.session(), item.plan.method_id)[0]

    client.post(f"/items/{item.id}/indices", data={"component_id": component.id})
    page = text_of(client.get(f"/items/{item.id}"))
    link = db.session.scalars(select(ItemComponent).where(ItemComponent.item_id == item.id)).one()
    client.post(f"/item-indices/{link.id}/detach")

    assert "gắn thêm, ngoài phụ lục" in page
    assert items_of(item.plan)[2].components == []


def test_a_printed_index_stays(office: Office, sign_in: SignIn) -> None:
    item = items_of(make_plan(office.agency))[0]

    answer = sign_in(office.officer).post(f"/item-indices/{item.components[0].id}/detach")

    assert answer.status_code == 409
    assert len(items_of(item.plan)[0].components) == 1


def test_a_link_of_another_agency_is_missing(office: Office, sign_in: SignIn) -> None:
    item = items_of(make_plan(office.agency))[0]
    link_id = item.components[0].id

    assert sign_in(office.stranger).post(f"/item-indices/{link_id}/detach").status_code == 404


def test_an_index_of_no_list_is_not_attached(office: Office, sign_in: SignIn) -> None:
    item = items_of(make_plan(office.agency))[0]
    client = sign_in(office.officer)

    taken = item.components[0].component_id
    for component_id in ("", "999999", str(taken)):
        answer = client.post(f"/items/{item.id}/indices", data={"component_id": component_id})
        assert answer.status_code == 400


def test_the_day_of_an_event_makes_the_due_day(office: Office, sign_in: SignIn) -> None:
    item = first_item(office, EVENT)
    client = sign_in(office.officer)
    assert (item.deadline_kind, item.due_on) == (DeadlineKind.AFTER_EVENT, None)

    answer = client.post(
        f"/items/{item.id}/event", data={"event_on": "01/9/2021", "version": item.version}
    )

    assert answer.status_code == 302
    (after,) = items_of(item.plan)
    # five working days after Wednesday 1/9/2021, 2 and 3 September being off
    assert (after.event_on, after.due_on) == (date(2021, 9, 1), date(2021, 9, 10))
    assert "05 ngày làm việc kể từ ngày 01/9/2021" in text_of(client.get(f"/items/{item.id}"))


def test_an_event_for_another_kind_of_deadline_is_refused(office: Office, sign_in: SignIn) -> None:
    item = items_of(make_plan(office.agency))[0]

    answer = sign_in(office.officer).post(
        f"/items/{item.id}/event", data={"event_on": "01/9/2021", "version": item.version}
    )

    assert answer.status_code == 409


def test_proofs_and_note_are_kept(office: Office, sign_in: SignIn) -> None:
    item = items_of(make_plan(office.agency))[0]
    client = sign_in(office.officer)

    settle(
        client, f"/items/{item.id}/edit", note="Đề nghị đính chính", **{"proofs-1-proof": "photo"}
    )

    first = items_of(item.plan)[0]
    assert first.note == "Đề nghị đính chính"
    assert first.products[1].proof is Proof.PHOTO
    assert first.task == "Sắp xếp lại khu vực chờ của người dân"


def test_an_older_version_of_an_item_is_a_conflict(office: Office, sign_in: SignIn) -> None:
    item = items_of(make_plan(office.agency))[0]
    client = sign_in(office.officer)
    settle(client, f"/items/{item.id}/edit", note="Bản mới")

    answer = settle(client, f"/items/{item.id}/edit", note="Bản cũ", version="1")

    assert answer.status_code == 409
    assert items_of(item.plan)[0].note == "Bản mới"


def test_a_deadline_is_understood_otherwise_before_any_report(
    office: Office, sign_in: SignIn
) -> None:
    item = items_of(make_plan(office.agency))[0]
    client = sign_in(office.officer)

    settle(client, f"/items/{item.id}/deadline", kind="on_event")

    first = items_of(item.plan)[0]
    assert first.deadline_kind is DeadlineKind.ON_EVENT
    assert first.deadline_text == "Thường xuyên"
    assert first.leads[0].next_period_code == "2021-Q3"


def test_partners_without_an_account_are_said_so(office: Office, sign_in: SignIn) -> None:
    make_unit(office.agency, name="Trung tâm tin học tỉnh", kind=UnitKind.OUTSIDE)
    item = first_item(
        office, "1|Việc|Sản phẩm|Phòng Nghiệp vụ 1|Trung tâm tin học tỉnh|Thường xuyên|"
    )

    page = text_of(sign_in(office.clerk).get(f"/items/{item.id}"))

    assert "(ngoài cơ quan, không có tài khoản)" in page


def test_a_former_lead_is_still_named(office: Office, sign_in: SignIn) -> None:
    item = items_of(make_plan(office.agency))[0]
    change_lead(db.session(), item, office.first.id, office.second.id, on=date(2021, 9, 1))

    page = text_of(sign_in(office.clerk).get(f"/items/{item.id}"))

    assert "(đến hết ngày 31/8/2021, đã chuyển giao)" in page
    assert "(từ ngày 01/9/2021)" in page


def test_the_page_takes_the_same_queries_however_much_hangs_on_the_item(
    office: Office, sign_in: SignIn
) -> None:
    plan = make_plan(office.agency)
    items = items_of(plan)
    taken = items[0].components[0].component_id
    components = find_components(db.session(), plan.method_id)
    for component in (c for c in components if c.id != taken):
        attach_component(db.session(), items[0], component.id)
    client = sign_in(office.officer)

    with counting() as many:
        client.get(f"/items/{items[0].id}")
    with counting() as few:
        client.get(f"/items/{items[3].id}")

    assert len(many) <= len(few) + 1 <= 45
