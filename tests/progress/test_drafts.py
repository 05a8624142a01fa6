import pytest
from sqlalchemy import func, select

from tests.factories import NOON, Office, make_person
from tests.factories_plans import period, whole
from tests.progress.scenes import DRAFT, Scene, days, make_scene
from tracker.access.models import Person
from tracker.database import db
from tracker.errors import Refusal
from tracker.ledger.models import LedgerEntry
from tracker.progress.commands import (
    Finished,
    Place,
    await_head,
    drop_draft,
    hand_back,
    save_draft,
    send_report,
)
from tracker.progress.models import Report
from tracker.progress.queries.drafts import find_awaiting_head, find_draft, must_be_approved

KEY = "report:1:2:2021-09"


@pytest.fixture
def scene(office: Office) -> Scene:
    return make_scene(office)


@pytest.fixture
def strict(scene: Scene) -> Scene:
    """In this agency the unit's head approves before a report is sent."""
    scene.office.agency.choices = {"head_approves": True}
    db.session.flush()
    return scene


def count_entries() -> int:
    return db.session.scalar(select(func.count()).select_from(LedgerEntry)) or 0


def test_a_draft_is_kept_once_and_outside_the_ledger(office: Office) -> None:
    db.session.flush()
    before = count_entries()
    save_draft(db.session(), office.clerk, KEY, {"result": "Đã"}, at=NOON)
    save_draft(db.session(), office.clerk, KEY, {"result": "Đã công khai"}, at=days(1))
    draft = find_draft(db.session(), office.clerk.id, KEY)
    assert draft is not None
    assert (draft.typed, draft.saved_at) == ({"result": "Đã công khai"}, days(1))
    drop_draft(db.session(), office.clerk.id, KEY)
    db.session.flush()
    assert find_draft(db.session(), office.clerk.id, KEY) is None
    assert count_entries() == before


def test_drafts_of_two_people_do_not_meet(office: Office) -> None:
    for person in (office.clerk, office.head):
        save_draft(db.session(), person, KEY, {"result": person.name}, at=NOON)
    mine = find_draft(db.session(), office.clerk.id, KEY)
    assert mine is not None
    assert mine.typed["result"] == office.clerk.name


def test_what_waits_for_the_head_is_not_typed_over(office: Office) -> None:
    finished = Finished(office.first.id, KEY, {"result": "Xong"})
    draft = await_head(db.session(), finished, author=office.clerk, at=NOON)
    save_draft(db.session(), office.clerk, KEY, {"result": "Sửa"}, at=days(1))
    db.session.refresh(draft)
    assert draft.typed == {"result": "Xong"}
    assert list(find_awaiting_head(db.session(), office.agency.id, [office.first.id])) == [draft]


def test_what_is_handed_back_is_a_draft_again_with_a_note(office: Office) -> None:
    finished = Finished(office.first.id, KEY, {"result": "Xong"})
    draft = await_head(db.session(), finished, author=office.clerk, at=NOON)
    with pytest.raises(Refusal, match="nội dung cần sửa"):
        hand_back(draft, " ", by=office.head)
    hand_back(draft, "Thêm số liệu.", by=office.head)
    assert (draft.for_unit_id, draft.typed["note"]) == (None, "Thêm số liệu.")
    with pytest.raises(Refusal, match="không còn chờ duyệt"):
        hand_back(draft, "Nữa.", by=office.head)


def test_a_head_approves_only_where_the_agency_chose_so(strict: Scene) -> None:
    office = strict.office

    def asks(author: Person) -> bool:
        return must_be_approved(db.session(), office.agency.id, office.first.id, author)

    assert asks(office.clerk)
    assert not asks(office.head)
    office.agency.choices = {}
    assert not asks(office.clerk)


def test_a_unit_without_a_head_is_not_stuck(strict: Scene) -> None:
    office = strict.office
    assert not must_be_approved(
        db.session(), office.agency.id, office.second.id, office.other_clerk
    )


def test_what_the_head_must_approve_is_not_sent_without_him(strict: Scene) -> None:
    office = strict.office
    with pytest.raises(Refusal, match="duyệt trước khi gửi"):
        strict.send()
    assert db.session.scalar(select(func.count()).select_from(Report)) == 0

    report = send_approved(strict, office.head)
    assert (report.author_id, report.head_approved_by_id) == (office.clerk.id, office.head.id)


def test_only_the_head_of_the_unit_approves_and_never_himself(strict: Scene) -> None:
    stranger = make_person(strict.office.second, is_head=True)
    for refused in (stranger, strict.office.clerk):
        with pytest.raises(Refusal, match="người đứng đầu đơn vị"):
            send_approved(strict, refused)


def send_approved(scene: Scene, head: Person) -> Report:
    place = Place(whole(scene.item), scene.office.first.id, period(scene.office.agency, "2021-09"))
    return send_report(
        db.session(), place, DRAFT, author=scene.office.clerk, at=NOON, approved_by=head
    )
