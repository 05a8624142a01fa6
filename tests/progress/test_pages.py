"""Confirming, orders, extensions, asking, pressing and evidence in the browser; who may."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories import NOON, Office, saved
from tests.factories_plans import make_item
from tests.progress.pages import PDF, Desk, SignIn, stop_clock
from tests.progress.scenes import LATE, make_scene
from tracker.access.models import Oversight
from tracker.database import db
from tracker.plans.rules import DeadlineKind, Progress
from tracker.progress.commands import OrderTerms, Recorded, give_order
from tracker.progress.models import (
    Confirmation,
    Coordination,
    CoordinationAnswer,
    Evidence,
    Extension,
    ExtensionDecision,
    Obstacle,
    Order,
    Pressing,
    Report,
)
from tracker.progress.rules import Decision, OrderKind


@pytest.fixture
def desk(office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Desk:
    stop_clock(monkeypatch)
    return Desk(make_scene(office), sign_in)


def text_of(desk: Desk, who: str, path: str) -> str:
    answer = desk.get(who, path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def decisions() -> list[Confirmation]:
    return list(db.session.scalars(select(Confirmation).order_by(Confirmation.id)))


def give(desk: Desk, *, due_on: date | None = date(2021, 9, 20), **more: object) -> Order:
    terms = OrderTerms(desk.office.first.id, "Kiểm tra 02 hồ sơ.", due_on=due_on)
    by = desk.office.director.id
    order = give_order(db.session(), desk.office.agency.id, terms, by_id=by, at=NOON, **more)  # type: ignore[arg-type]
    db.session.commit()
    return order


def test_the_office_confirms_several_at_once(desk: Desk) -> None:
    ids = [desk.scene.send(LATE, code).id for code in ("2021-08", "2021-09")]
    answer = desk.post("officer", "/confirmations", report=[str(i) for i in ids])
    assert answer.location == "/confirmations"
    assert [d.decision for d in decisions()] == [Decision.ACCEPTED] * 2
    assert "Đã xác nhận 02 báo cáo." in text_of(desk, "officer", "/confirmations")


def test_a_report_is_returned_with_a_reason(desk: Desk) -> None:
    path = f"/confirmations/{desk.scene.send().id}/return"
    assert "bắt buộc" in text_of(desk, "officer", path)
    assert desk.post("officer", path, reason="").status_code == 200
    assert decisions() == []
    desk.post("officer", path, reason="Chưa có số liệu.")
    assert decisions()[0].reason == "Chưa có số liệu."


def test_only_whoever_may_decide_has_the_buttons(desk: Desk) -> None:
    own = make_item(desk.scene.item.plan, leads=[desk.office.office], position=2)
    report = replace(desk.scene, item=own).send(unit=desk.office.office, author=desk.office.officer)
    path = f"/confirmations/{report.id}/confirm"
    assert path not in text_of(desk, "officer", "/confirmations")
    assert "Chánh Văn phòng Sở xác nhận" in text_of(desk, "officer", "/confirmations")
    assert path in text_of(desk, "office_head", "/confirmations")
    assert desk.post("officer", path).status_code == 409
    assert decisions() == []
    assert desk.post("office_head", path).status_code == 302


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 302), ("office_head", 302), ("director", 409), ("clerk", 403), ("admin", 403),
     ("stranger", 404), ("anonymous", 302)],
)  # fmt: skip
def test_who_confirms_a_units_report(desk: Desk, who: str, status: int) -> None:
    report = desk.scene.send()
    answer = desk.post(who, f"/confirmations/{report.id}/confirm")
    assert answer.status_code == status
    assert len(decisions()) == (1 if who in {"officer", "office_head"} else 0)


def test_no_order_is_given_about_an_item_that_was_dropped(desk: Desk) -> None:
    offered = f'value="{desk.item_id}">{desk.scene.item.position}. '
    assert offered in desk.get("director", "/orders/new").get_data(as_text=True)
    desk.scene.item.progress = Progress.DROPPED
    db.session.commit()
    assert offered not in desk.get("director", "/orders/new").get_data(as_text=True)


def test_a_director_gives_an_order_and_the_unit_answers_it(desk: Desk) -> None:
    typed = {"kind": "directive", "unit": desk.office.first.id, "item": desk.item_id}
    more = {"text": "Kiểm tra 02 hồ sơ.", "due_on": "20/9/2021"}
    assert desk.post("director", "/orders/new", **typed, **more).status_code == 302
    order = db.session.scalars(select(Order)).one()
    assert (order.due_on, order.given_by_id) == (date(2021, 9, 20), desk.office.director.id)

    path = f"/orders/{order.id}/answer"
    desk.post("clerk", path, done="yes", text="Đã kiểm tra.", files=[("bb.pdf", PDF)])
    assert "Đã báo kết quả" in text_of(desk, "clerk", "/unit")
    assert desk.post("clerk", f"/orders/{order.id}/close").status_code == 403
    desk.post("officer", f"/orders/{order.id}/close")
    db.session.refresh(order)
    assert order.closed_on == date(2021, 9, 16)
    assert db.session.scalars(select(Evidence.order_id)).all() == [order.id]


def test_the_office_records_an_order_for_a_director_who_affirms_it(desk: Desk) -> None:
    typed = {"kind": "directive", "unit": desk.office.first.id, "text": "Kiểm tra."}
    more = {"director": desk.office.director.id, "source": "bút phê", "given_on": "15/9/2021"}
    desk.post("officer", "/orders/new", **typed, item="0", photo=[("a.pdf", PDF)], **more)
    order = db.session.scalars(select(Order)).one()
    assert (order.recorded_by_id, order.given_on) == (desk.office.officer.id, date(2021, 9, 15))
    assert "Văn phòng ghi thay" in text_of(desk, "clerk", "/orders")

    path = f"/orders/{order.id}/affirm"
    assert desk.post("deputy", path).status_code == 409
    assert desk.post("officer", path).status_code == 403
    assert desk.post("director", path).status_code == 302
    assert "Văn phòng ghi thay" not in text_of(desk, "clerk", "/orders")


def test_a_deputy_orders_only_the_units_in_his_charge(desk: Desk) -> None:
    people = desk.office
    for unit, deputy in ((people.first, people.director), (people.second, people.deputy)):
        saved(Oversight(agency_id=people.agency.id, person_id=deputy.id, unit_id=unit.id))
    typed = {"kind": "directive", "item": "0", "text": "Kiểm tra."}
    assert desk.post("deputy", "/orders/new", unit=people.first.id, **typed).status_code == 409
    assert desk.post("deputy", "/orders/new", unit=people.second.id, **typed).status_code == 302
    assert desk.post("clerk", "/orders/new", unit=people.first.id, **typed).status_code == 403


def test_another_agencys_unit_cannot_be_ordered(desk: Desk) -> None:
    foreign = next(iter(desk.office.stranger.unit_ids))
    typed = {"kind": "directive", "item": "0", "text": "Kiểm tra."}
    assert desk.post("director", "/orders/new", unit=foreign, **typed).status_code == 200
    assert db.session.scalar(select(func.count()).select_from(Order)) == 0


def test_more_time_is_asked_and_granted_with_one_tap(desk: Desk) -> None:
    order = give(desk)
    path = f"/orders/{order.id}/extensions/new"
    assert desk.post("other_clerk", path, asked_to="30/9/2021", reason="x").status_code == 404
    desk.post("clerk", path, asked_to="30/9/2021", reason="Chờ số liệu.")
    asked = db.session.scalars(select(Extension)).one()
    assert "đề nghị gia hạn đến <b>30/9/2021</b>" in text_of(desk, "clerk", "/unit")

    grant = f"/extensions/{asked.id}/grant"
    assert desk.post("officer", grant).status_code == 403
    assert desk.post("director", grant, next="/orders").location == "/orders"
    db.session.refresh(order)
    assert (order.due_on, order.first_due_on) == (date(2021, 9, 30), date(2021, 9, 20))
    assert desk.post("director", grant).status_code == 409


@pytest.mark.parametrize(
    ("typed", "due_on"),
    [
        ({"answer": "other", "to_on": "24/9/2021"}, date(2021, 9, 24)),
        ({"answer": "no", "note": "Làm xong đã."}, date(2021, 9, 20)),
    ],
)
def test_a_director_grants_another_day_or_refuses(
    desk: Desk, typed: dict[str, str], due_on: date
) -> None:
    order = give(desk)
    desk.post("clerk", f"/orders/{order.id}/extensions/new", asked_to="30/9/2021", reason="x")
    asked = db.session.scalars(select(Extension)).one()
    assert desk.post("director", f"/extensions/{asked.id}", answer="other").status_code == 200
    desk.post("director", f"/extensions/{asked.id}", **typed)
    db.session.refresh(order)
    assert order.due_on == due_on


def test_a_decision_on_more_time_is_recorded_by_the_office(desk: Desk) -> None:
    order = give(desk)
    desk.post("clerk", f"/orders/{order.id}/extensions/new", asked_to="30/9/2021", reason="x")
    asked = db.session.scalars(select(Extension)).one()
    more = {"director": desk.office.director.id, "source": "điện thoại", "given_on": "16/9/2021"}
    desk.post("officer", f"/extensions/{asked.id}", answer="yes", **more)
    decision = db.session.scalars(select(ExtensionDecision)).one()
    assert decision.recorded_by_id == desk.office.officer.id
    affirm = f"/extension-decisions/{decision.id}/affirm"
    assert desk.post("deputy", affirm).status_code == 409
    assert desk.post("director", affirm).status_code == 302


def test_a_dated_item_may_be_extended_by_its_lead_alone(desk: Desk) -> None:
    due = date(2021, 9, 20)
    item = make_item(
        desk.scene.item.plan,
        leads=[desk.office.first],
        position=2,
        kind=DeadlineKind.BY,
        due_on=due,
    )
    path = f"/items/{item.id}/extensions/new"
    typed = {"asked_to": "30/9/2021", "reason": "Chờ số liệu."}
    assert desk.post("officer", path, **typed).status_code == 404
    assert desk.post("clerk", path, **typed).status_code == 302
    assert db.session.scalar(select(func.count()).select_from(Extension)) == 1


def test_an_obstacle_is_named_answered_and_cleared(desk: Desk) -> None:
    desk.post("clerk", f"/items/{desk.item_id}/obstacles/new", text="Chưa có quyền.")
    assert db.session.scalars(select(Obstacle)).all() == []  # who can remove it is asked
    typed = {"text": "Chưa có quyền.", "remover": "Sở Thông tin và Truyền thông"}
    desk.post("clerk", f"/items/{desk.item_id}/obstacles/new", **typed)
    row = db.session.scalars(select(Obstacle)).one()
    assert desk.post("clerk", f"/obstacles/{row.id}/decide", text="x").status_code == 403
    desk.post("director", f"/obstacles/{row.id}/decide", text="Đã làm việc.")
    assert row.cleared_on is None
    assert desk.post("other_clerk", f"/obstacles/{row.id}/clear", text="x").status_code == 404
    desk.post("clerk", f"/obstacles/{row.id}/clear", text="Đã có quyền.")
    db.session.refresh(row)
    assert row.cleared_on == date(2021, 9, 16)


def test_a_partner_is_asked_and_answers(desk: Desk) -> None:
    path = f"/items/{desk.item_id}/coordinations/new"
    typed = {"unit": desk.office.second.id, "text": "Cung cấp số liệu.", "due_on": "20/9/2021"}
    assert desk.post("clerk", path, **typed).status_code == 302
    row = db.session.scalars(select(Coordination)).one()
    assert "Cung cấp số liệu." in text_of(desk, "other_clerk", "/unit")
    answer = f"/coordinations/{row.id}/answer"
    assert desk.post("officer", answer, text="x").status_code == 404
    assert answer not in text_of(desk, "clerk", "/unit")
    assert desk.post("clerk", answer, text="Tự trả lời thay.").status_code == 409
    assert desk.post("other_clerk", answer, text="Đã gửi.").status_code == 302
    assert db.session.scalars(select(CoordinationAnswer.text)).all() == ["Đã gửi."]


def test_pressing_is_logged_with_its_text(desk: Desk) -> None:
    assert "Nhiệm vụ 1, kỳ tháng 8" in text_of(desk, "officer", "/pressings")
    assert desk.post("officer", "/pressings").status_code == 302
    assert desk.post("officer", f"/units/{desk.office.first.id}/press").status_code == 302
    rows = db.session.scalars(select(Pressing)).all()
    assert len(rows) == 2
    assert "kỳ tháng 8 năm 2021: hạn 17/8/2021, chậm 30 ngày" in rows[0].text
    assert desk.post("officer", f"/units/{desk.office.second.id}/press").status_code == 409
    assert desk.post("director", "/pressings").status_code == 403


def test_a_director_decides_about_an_item_he_has_seen(desk: Desk) -> None:
    path, version = f"/items/{desk.item_id}/decide", desk.scene.item.version
    typed = {"action": "pause", "reason": "Chờ hướng dẫn.", "on": "16/9/2021"}
    assert desk.get("clerk", path).status_code == 403
    assert desk.post("director", path, **typed, version=version - 1).status_code == 409
    assert desk.post("director", path, **typed, version=version).status_code == 302
    db.session.refresh(desk.scene.item)
    assert desk.scene.item.progress is Progress.PAUSED


def test_the_office_records_a_decision_about_an_item_until_the_director_affirms_it(
    desk: Desk,
) -> None:
    path = f"/items/{desk.item_id}/decide"
    typed: dict[str, Any] = {"action": "pause", "reason": "Chờ hướng dẫn.", "on": "16/9/2021"}
    typed["version"] = desk.scene.item.version
    assert desk.post("officer", path, **typed).status_code == 200  # without whose word it is
    word = {"director": desk.office.director.id, "source": "bút phê", "given_on": "15/9/2021"}
    assert desk.post("officer", path, **typed, **word).status_code == 302
    db.session.refresh(desk.scene.item)
    assert desk.scene.item.progress is Progress.PAUSED
    kept = db.session.scalars(select(Order)).one()
    assert (kept.text, kept.given_on) == ("Tạm dừng: Chờ hướng dẫn.", date(2021, 9, 15))
    assert kept.text in text_of(desk, "director", "/")
    assert desk.post("director", f"/orders/{kept.id}/affirm").status_code == 302
    assert kept.text not in text_of(desk, "director", "/")


def test_a_decision_about_an_item_does_not_lie_ahead(desk: Desk) -> None:
    typed = {"action": "drop", "reason": "Không phù hợp.", "on": "17/9/2021"}
    path, version = f"/items/{desk.item_id}/decide", desk.scene.item.version
    assert desk.post("director", path, **typed, version=version).status_code == 409


def test_a_unit_person_of_two_units_chooses_one(desk: Desk) -> None:
    page = text_of(desk, "clerk", "/unit")
    assert "Chọn đơn vị" not in page
    assert desk.get("director", "/unit").status_code == 403


def test_unsafe_requests_need_their_token(app: Flask, desk: Desk) -> None:
    report = desk.scene.send()
    give(desk, recorded=Recorded(desk.office.officer.id, "bút phê"))
    client = desk.client("director")
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        for rule in app.url_map.iter_rules():
            if rule.endpoint.startswith("progress.") and "POST" in (rule.methods or ()):
                path = rule.build(dict.fromkeys(rule.arguments, report.id))
                assert client.post(path[1] if path else "").status_code == 400, rule
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert decisions() == []
    assert db.session.scalar(select(func.count()).select_from(Report)) == 1
    assert db.session.scalars(select(Order.kind)).all() == [OrderKind.DIRECTIVE]


def test_no_unit_is_named_until_one_is_chosen(desk: Desk) -> None:
    page = text_of(desk, "director", "/orders/new")
    assert '<option selected value="">Chọn đơn vị</option>' in page
    answer = desk.post("director", "/orders/new", kind="directive", item=0, text="Rà soát hồ sơ.")
    assert "Chọn đơn vị." in answer.text


def test_more_time_is_asked_for_only_where_it_can_be_given(desk: Desk) -> None:
    order = give(desk)
    path = f"/orders/{order.id}/extensions/new"
    assert "Gửi đề nghị gia hạn" in text_of(desk, "clerk", path)
    order.due_on = date(2021, 9, 15)
    db.session.commit()
    late = text_of(desk, "clerk", path)
    assert "Gửi đề nghị gia hạn" not in late
    assert f"/orders/{order.id}/answer" in late


@pytest.mark.parametrize(
    ("due_on", "status", "says"),
    [
        (date(2021, 9, 17), 302, "Đề nghị trước ngày đến hạn"),
        (date(2021, 9, 16), 409, "Hôm nay là ngày đến hạn"),
        (date(2021, 9, 15), 409, "Đã quá hạn từ 15/9/2021"),
    ],
)
def test_more_time_for_an_order_is_asked_before_its_day(
    desk: Desk, due_on: date, status: int, says: str
) -> None:
    order = give(desk)
    order.due_on = due_on
    db.session.commit()
    path = f"/orders/{order.id}/extensions/new"
    assert says in text_of(desk, "clerk", path)
    typed = {"asked_to": "30/9/2021", "reason": "Chờ số liệu."}
    assert desk.post("clerk", path, **typed).status_code == status
