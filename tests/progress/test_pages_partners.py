"""Partners and obstacles in the browser: letters, files, a silent partner, a word recorded."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import NOON, Office, make_unit
from tests.progress.pages import PDF, Desk, SignIn, stop_clock
from tests.progress.scenes import days, make_scene
from tracker.access.models import Oversight
from tracker.database import db
from tracker.organisation.models import Unit
from tracker.progress.commands import ObstacleDraft, Wish, ask_coordination, raise_obstacle
from tracker.progress.models import (
    Coordination,
    CoordinationAnswer,
    Evidence,
    Obstacle,
    ObstacleDecision,
)


@pytest.fixture
def desk(office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Desk:
    stop_clock(monkeypatch)
    return Desk(make_scene(office), sign_in)


@pytest.fixture
def outside(desk: Desk) -> Unit:
    """A partner without an account."""
    return make_unit(desk.office.agency, name="Bưu điện")


def text_of(desk: Desk, who: str, path: str) -> str:
    answer = desk.get(who, path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def ask(desk: Desk, partner: Unit, due_on: date) -> Coordination:
    """Asked ten days ago, by a letter."""
    wish = Wish(partner.id, "Cung cấp số liệu.", due_on, "Công văn số 12/SM ngày 06/9/2021")
    clerk, unit_id = desk.office.clerk, desk.office.first.id
    asked = {"author": clerk, "at": days(-10)}
    row = ask_coordination(db.session(), desk.scene.item, unit_id, wish, **asked)  # type: ignore[arg-type]
    db.session.commit()
    return row


def blocked(desk: Desk) -> Obstacle:
    draft = ObstacleDraft("Chưa có quyền truy cập.", remover="Sở Thông tin và Truyền thông")
    office, item = desk.office, desk.scene.item
    row = raise_obstacle(db.session(), item, office.first.id, draft, author=office.clerk, at=NOON)
    db.session.commit()
    return row


def test_a_partner_without_an_account_is_asked_by_a_letter(desk: Desk, outside: Unit) -> None:
    path = f"/items/{desk.item_id}/coordinations/new"
    typed = {"unit": outside.id, "text": "Cung cấp số liệu.", "due_on": "20/9/2021"}
    answer = desk.post("clerk", path, **typed)
    assert "ghi số, ngày công văn đã gửi" in answer.get_data(as_text=True)
    assert db.session.scalars(select(Coordination)).all() == []
    assert desk.post("clerk", path, letter="Công văn số 12/SM", **typed).status_code == 302


def test_the_lead_records_the_answer_of_a_partner_without_an_account(
    desk: Desk, outside: Unit
) -> None:
    path = f"/items/{desk.item_id}/coordinations/new"
    typed = {"unit": outside.id, "text": "Cung cấp số liệu.", "due_on": "20/9/2021"}
    desk.post("clerk", path, letter="Công văn số 12/SM", **typed)
    row = db.session.scalars(select(Coordination)).one()
    answer = f"/coordinations/{row.id}/answer"
    assert answer in text_of(desk, "clerk", "/unit")
    assert desk.post("clerk", answer, text="Đã nhận.", letter="Công văn số 3").status_code == 302
    assert db.session.scalars(select(CoordinationAnswer.letter)).all() == ["Công văn số 3"]


def test_the_letter_of_an_answer_is_kept_and_shown_with_the_item(desk: Desk, outside: Unit) -> None:
    row = ask(desk, outside, date(2021, 9, 20))
    typed = {"text": "Đã nhận đủ.", "letter": "Công văn số 3/BĐ", "files": ("tra loi.pdf", PDF)}
    assert desk.post("clerk", f"/coordinations/{row.id}/answer", **typed).status_code == 302
    proof = db.session.scalars(select(Evidence)).one()
    assert (proof.coordination_id, proof.item_id) == (row.id, desk.item_id)
    assert "tra loi.pdf" in text_of(desk, "officer", f"/items/{desk.item_id}")
    assert desk.get("other_clerk", f"/evidence/{proof.id}").data == PDF
    assert desk.get("stranger", f"/evidence/{proof.id}").status_code == 404


def test_a_silent_partner_is_one_tap_from_an_obstacle(desk: Desk, outside: Unit) -> None:
    row = ask(desk, outside, date(2021, 9, 10))
    page = text_of(desk, "clerk", "/unit")
    assert "Chờ phối hợp: Bưu điện, quá hạn 6 ngày" in page
    path = f"/items/{desk.item_id}/obstacles/new?unit={desk.office.first.id}&coordination={row.id}"
    assert path.replace("&", "&amp;") in page
    form = text_of(desk, "clerk", path)
    assert (
        "Bưu điện chưa trả lời đề nghị phối hợp ngày 06/9/2021 (Công văn số 12/SM ngày 06/9/2021): "
        "Cung cấp số liệu; hạn trả lời 10/9/2021, đã quá 6 ngày."
    ) in form
    assert 'value="11/9/2021"' in form


def test_a_partner_in_time_is_no_obstacle_and_shows_on_the_line(desk: Desk, outside: Unit) -> None:
    ask(desk, outside, date(2021, 9, 16))
    page = text_of(desk, "clerk", "/unit")
    assert "Chuyển thành vướng mắc" not in page
    assert "Chờ phối hợp" in text_of(desk, "officer", f"/plans/{desk.scene.item.plan_id}")


def test_another_items_request_prefills_nothing(desk: Desk, outside: Unit) -> None:
    row = ask(desk, outside, date(2021, 9, 10))
    row.answered_on = date(2021, 9, 12)
    db.session.commit()
    path = f"/items/{desk.item_id}/obstacles/new?coordination={row.id}"
    assert "chưa trả lời" not in text_of(desk, "clerk", path)
    assert desk.get("other_clerk", path).status_code == 404


def test_a_word_on_an_obstacle_is_recorded_for_a_director_until_he_affirms(desk: Desk) -> None:
    row, director = blocked(desk), desk.office.director
    path = f"/obstacles/{row.id}/decide"
    typed = {"text": "Sở TTTT mở quyền.", "is_cleared": "y", "director": director.id}
    assert desk.post("officer", path, **typed).status_code == 200  # source and day are asked
    more = {"source": "bút phê", "given_on": "15/9/2021", "photo": ("but phe.pdf", PDF)}
    assert desk.post("officer", path, **typed, **more).status_code == 302
    word = db.session.scalars(select(ObstacleDecision)).one()
    assert (word.source, word.by_id) == ("bút phê, ngày 15/9/2021", director.id)
    assert db.session.scalars(select(Evidence.obstacle_id)).all() == [row.id]
    assert "Văn phòng ghi thay" in text_of(desk, "clerk", f"/items/{desk.item_id}")
    affirm = f"/obstacle-decisions/{word.id}/affirm"
    assert affirm in text_of(desk, "director", "/")
    assert desk.post("deputy", affirm).status_code == 409
    assert desk.post("officer", affirm).status_code == 403
    assert desk.post("director", affirm).status_code == 302
    assert affirm not in text_of(desk, "director", "/")
    assert "Văn phòng ghi thay" not in text_of(desk, "clerk", f"/items/{desk.item_id}")


def test_an_obstacle_reaches_the_office_and_the_director_in_charge(desk: Desk) -> None:
    row, office = blocked(desk), desk.office
    owner = {"agency_id": office.agency.id, "unit_id": office.first.id}
    db.session.add(Oversight(**owner, person_id=office.deputy.id))
    db.session.commit()
    decide = f"/obstacles/{row.id}/decide"
    assert "Cần Sở Thông tin và Truyền thông tháo gỡ." in text_of(desk, "officer", "/")
    for who in ("officer", "deputy", "director"):
        assert decide in text_of(desk, who, "/"), who
    assert desk.post("deputy", decide, text="Đã làm việc.").status_code == 302


def test_a_deputy_of_other_units_does_not_decide(desk: Desk) -> None:
    row, office = blocked(desk), desk.office
    owner = {"agency_id": office.agency.id, "unit_id": office.first.id}
    db.session.add(Oversight(**owner, person_id=office.director.id))
    db.session.commit()
    assert f"/obstacles/{row.id}/decide" not in text_of(desk, "deputy", "/")
    assert desk.post("deputy", f"/obstacles/{row.id}/decide", text="x").status_code == 409
    assert desk.post("stranger", f"/obstacles/{row.id}/decide", text="x").status_code == 404
