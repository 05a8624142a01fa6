"""Several items changed at once: seen before, refused row by row, made once, taken back exactly."""

import re
from collections.abc import Sequence
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories import Office
from tests.plans.made import items_of, make_plan
from tests.plans.pages import SignIn, fields_of, text_of
from tests.progress.pages import stop_clock
from tracker.access.models import Oversight
from tracker.database import db
from tracker.ledger.models import LedgerEntry
from tracker.organisation.rules import PeriodKind
from tracker.plans.commands import end_item
from tracker.plans.models import ActionItem, ItemPause, Plan
from tracker.plans.rules import PlanState, Progress, Proof
from tracker.progress.models import BulkEdit


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch)


def address(plan: Plan, items: Sequence[ActionItem]) -> str:
    return f"/plans/{plan.id}/bulk?" + "&".join(f"item={item.id}" for item in items)


def preview(client: FlaskClient, place: str, **chosen: str) -> tuple[str, dict[str, str]]:
    """What the rows are shown to become, and the form that would make it so."""
    fields = fields_of(client.get(place).text) | chosen
    page = client.post(place, data=fields).text
    return page, fields_of(page) | {"kind": chosen["kind"]}


def made(client: FlaskClient, place: str, **chosen: str) -> str:
    """Where the change, once seen and confirmed, is shown."""
    _, fields = preview(client, place, **chosen)
    return client.post(place, data=fields).headers["Location"]


def test_what_becomes_of_each_row_is_seen_before(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    items = items_of(plan)
    index = items[0].components[0].component_id

    page, _ = preview(
        sign_in(office.officer), address(plan, items[:2]), kind="attach", component_id=str(index)
    )

    assert page.count("Gắn thêm chỉ số, ngoài phụ lục: ") == 1
    assert "Giữ nguyên. Đã có chỉ số này." in page
    assert [len(i.components) for i in items_of(plan)[:2]] == [1, 1]
    assert db.session.scalars(select(BulkEdit)).all() == []


@pytest.mark.parametrize(
    ("chosen", "read", "after"),
    [
        ({"kind": "rhythm", "rhythm": "quarter"}, lambda i: i.rhythm, PeriodKind.QUARTER),
        ({"kind": "note", "note": "Xem lại"}, lambda i: i.note, "Xem lại"),
        ({"kind": "proof", "proof": "photo"}, lambda i: i.products[0].proof, Proof.PHOTO),
    ],
)
def test_a_change_is_made_and_taken_back(
    office: Office, sign_in: SignIn, chosen: dict[str, str], read: object, after: object
) -> None:
    assert callable(read)
    plan = make_plan(office.agency)
    before = [read(item) for item in items_of(plan)]
    owed = [item.next_report_due_on for item in items_of(plan)]
    client = sign_in(office.officer)

    place = made(client, address(plan, items_of(plan)), **chosen)
    assert {read(item) for item in items_of(plan)} == {after}

    client.post(f"{place}/undo")
    assert [read(item) for item in items_of(plan)] == before
    assert [item.next_report_due_on for item in items_of(plan)] == owed


def test_attached_indices_are_taken_back_and_detached_ones_return(
    office: Office, sign_in: SignIn
) -> None:
    plan = make_plan(office.agency)
    items, client = items_of(plan), sign_in(office.officer)
    index = str(items[3].components[0].component_id)

    first = made(client, address(plan, items[:2]), kind="attach", component_id=index)
    second = made(client, address(plan, items[:2]), kind="detach", component_id=index)
    client.post(f"{second}/undo")
    assert [len(i.components) for i in items_of(plan)[:2]] == [2, 2]
    client.post(f"{first}/undo")

    assert [len(i.components) for i in items_of(plan)[:2]] == [1, 1]


def test_directors_pause_and_take_it_back_without_a_trace_on_what_is_owed(
    office: Office, sign_in: SignIn
) -> None:
    plan = make_plan(office.agency)
    owed = [item.next_report_due_on for item in items_of(plan)]
    client = sign_in(office.director)

    place = made(client, address(plan, items_of(plan)), kind="pause", reason="Chờ kinh phí")
    assert {i.progress for i in items_of(plan)} == {Progress.PAUSED}
    client.post(f"{place}/undo")

    assert {i.progress for i in items_of(plan)} == {Progress.NOT_STARTED}
    assert [item.next_report_due_on for item in items_of(plan)] == owed
    assert db.session.scalars(select(ItemPause)).all() == []
    deeds = db.session.scalars(
        select(LedgerEntry.action).where(LedgerEntry.subject.startswith("item_pause"))
    )
    assert set(deeds) == {"insert", "delete"}


@pytest.mark.parametrize("kind", ["drop", "close"])
def test_items_ended_together_run_again_when_it_is_taken_back(
    office: Office, sign_in: SignIn, kind: str
) -> None:
    plan = make_plan(office.agency)
    client = sign_in(office.director)

    place = made(client, address(plan, items_of(plan)), kind=kind, reason="Theo kết luận")
    assert {i.ended_on for i in items_of(plan)} == {date(2021, 9, 16)}
    client.post(f"{place}/undo")

    after = items_of(plan)
    assert {(i.progress, i.ended_on, i.end_reason) for i in after} == {
        (Progress.NOT_STARTED, None, "")
    }


def test_what_was_changed_since_is_not_taken_back(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    client = sign_in(office.officer)
    place = made(client, address(plan, items_of(plan)), kind="note", note="Xem lại")
    items_of(plan)[1].note = "Người khác ghi"
    db.session.commit()

    answer = client.post(f"{place}/undo")

    assert answer.status_code == 409
    assert "Nhiệm vụ 2 đã thay đổi sau đó" in text_of(answer)
    assert items_of(plan)[0].note == "Xem lại"


def test_it_is_taken_back_once(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    client = sign_in(office.officer)
    place = made(client, address(plan, items_of(plan)), kind="note", note="Xem lại")

    back = client.post(f"{place}/undo").headers["Location"]

    assert client.post(f"{place}/undo").status_code == 409
    assert client.post(f"{back}/undo").status_code == 409
    assert "Hoàn tác: Xem lại" in text_of(client.get(back))


def test_rows_changed_since_they_were_seen_are_shown_again(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    client, place = sign_in(office.officer), address(plan, items_of(plan))
    _, fields = preview(client, place, kind="note", note="Xem lại")
    items_of(plan)[0].note = "Người khác ghi"
    db.session.commit()

    answer = client.post(place, data=fields)

    assert "Người khác ghi" in text_of(answer)
    assert db.session.scalars(select(BulkEdit)).all() == []


def test_another_wish_than_the_one_seen_is_shown_first(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    client, place = sign_in(office.officer), address(plan, items_of(plan))
    _, fields = preview(client, place, kind="note", note="Xem lại")

    answer = client.post(place, data=fields | {"note": "Ghi khác"})

    assert "Ghi khác" in text_of(answer)
    assert db.session.scalars(select(BulkEdit)).all() == []


def test_an_item_that_has_ended_refuses_and_the_others_do_not(
    office: Office, sign_in: SignIn
) -> None:
    plan = make_plan(office.agency)
    end_item(db.session(), items_of(plan)[0], Progress.DONE_IN_TIME, on=date(2021, 9, 1), reason="")
    client = sign_in(office.director)

    page, _ = preview(client, address(plan, items_of(plan)), kind="pause", reason="Chờ")
    made(client, address(plan, items_of(plan)), kind="pause", reason="Chờ")

    assert "Giữ nguyên. Đã kết thúc: hoàn thành đúng hạn." in page
    assert [i.progress for i in items_of(plan)][:2] == [Progress.DONE_IN_TIME, Progress.PAUSED]


@pytest.mark.parametrize(
    ("who", "kinds", "status"),
    [
        ("officer", ["attach", "detach", "rhythm", "proof", "note"], 200),
        ("director", ["pause", "resume", "close", "drop"], 200),
        ("clerk", [], 403),
        ("admin", [], 403),
        ("stranger", [], 404),
    ],
)
def test_who_may_change_several_items(
    office: Office, sign_in: SignIn, who: str, kinds: list[str], status: int
) -> None:
    plan = make_plan(office.agency)

    answer = sign_in(getattr(office, who)).get(address(plan, items_of(plan)))

    assert answer.status_code == status
    assert re.findall(r'name="kind" value="(\w+)"', answer.text) == kinds


def test_a_director_does_not_take_back_what_the_office_put_right(
    office: Office, sign_in: SignIn
) -> None:
    plan = make_plan(office.agency)
    place = made(
        sign_in(office.officer), address(plan, items_of(plan)), kind="note", note="Xem lại"
    )

    assert sign_in(office.director).post(f"{place}/undo").status_code == 409
    assert sign_in(office.stranger).get(place).status_code == 404
    assert sign_in(office.clerk).get(place).status_code == 200


def test_a_deputy_takes_back_nothing_about_units_of_another(
    office: Office, sign_in: SignIn
) -> None:
    plan = make_plan(office.agency)
    items = [item for item in items_of(plan) if office.first.id in item.acting_unit_ids]
    place = made(sign_in(office.director), address(plan, items), kind="drop", reason="Kết luận")
    owner = {"agency_id": office.agency.id, "unit_id": office.first.id}
    db.session.add(Oversight(**owner, person_id=office.director.id))
    db.session.commit()

    answer = sign_in(office.deputy).post(f"{place}/undo")

    assert answer.status_code == 409
    assert "do lãnh đạo khác phụ trách" in text_of(answer)
    assert items_of(plan)[0].progress is Progress.DROPPED


def test_nothing_is_taken_back_in_a_plan_that_was_closed(office: Office, sign_in: SignIn) -> None:
    plan, client = make_plan(office.agency), sign_in(office.director)
    place = made(client, address(plan, items_of(plan)), kind="close", reason="Theo kết luận")
    plan.state = PlanState.CLOSED
    db.session.commit()

    answer = client.post(f"{place}/undo")

    assert answer.status_code == 409
    assert {i.progress for i in items_of(plan)} == {Progress.DONE_IN_TIME}


def test_boxes_stand_on_the_plan_page_for_who_may(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    box = 'type="checkbox" form="chon"'

    shown = {who: box in sign_in(getattr(office, who)).get("/plans").text for who in WHO}

    assert shown == {"officer": True, "director": True, "clerk": False}
    assert sign_in(office.officer).get(f"/plans/{plan.id}/bulk").status_code == 400


WHO = ("officer", "director", "clerk")
