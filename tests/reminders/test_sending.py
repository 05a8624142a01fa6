"""`flask reminders send` against a real mail server: who gets what, once."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import counting
from tests.factories import NOON, make_person, make_unit, saved
from tests.factories_plans import make_item, whole
from tests.outbox.post_office import post_office
from tests.progress.asked import DRAFT, ask
from tests.progress.scenes import Scene
from tests.reminders.scenes import MONDAY, facts, plan_of, readers, refresh, report, send
from tracker.access.models import MAIL_SETTING, Delegation, Membership, Oversight, PersonSetting
from tracker.database import db
from tracker.organisation.models import CalendarDay
from tracker.organisation.rules import DayKind
from tracker.outbox.models import Message
from tracker.progress.commands import (
    ItemAction,
    ItemDecision,
    OrderTerms,
    decide_item,
    give_order,
)
from tracker.reminders.commands import set_ladder
from tracker.reminders.queries.drafts import find_outlook
from tracker.reminders.rules import Days


def test_each_person_gets_one_letter_and_only_once(app: Flask, scene: Scene) -> None:
    o = scene.office
    with post_office() as mail:
        first = facts(send(app, "--json", url=mail.url))
        again = facts(send(app, "--json", url=mail.url))
    told = {o.clerk.email, o.head.email, o.officer.email, o.office_head.email, o.director.email}
    assert readers(mail) == told  # ten working days late: up to the director
    assert len(mail.letters) == len(told)
    assert (first["sent"], again["sent"], again["messages"]) == (5, 0, [])
    letter = next(each for each in mail.letters if each["To"] == o.clerk.email)
    assert letter["Subject"] == "Đôn đốc ngày 16/9/2021: 02 báo cáo"
    assert "kỳ tháng 8 năm 2021: " in letter.get_content()


def test_the_next_day_tells_only_what_has_reached_a_new_rung(app: Flask, scene: Scene) -> None:
    with post_office() as mail:
        send(app, url=mail.url)
        mail.letters.clear()
        send(app, url=mail.url, at=NOON + timedelta(days=1))
    texts = [letter.get_content() for letter in mail.letters]
    assert len(texts) == 2  # the clerk and the head: tháng 9 is one working day late
    assert all("kỳ tháng 9" in text and "kỳ tháng 8" not in text for text in texts)


def test_nothing_owed_is_no_letter(app: Flask, scene: Scene) -> None:
    report(scene, "2021-08", "2021-09")
    assert facts(send(app, "--json"))["messages"] == []
    assert db.session.scalar(select(func.count()).select_from(Message)) == 0


@pytest.mark.parametrize("action", [ItemAction.PAUSE, ItemAction.DROP])
def test_what_is_paused_or_ended_reminds_nobody(
    app: Flask, scene: Scene, action: ItemAction
) -> None:
    scene.item.due_on = date(2021, 9, 1)
    decision = ItemDecision(action, date(2021, 8, 10), "Chờ quy định mới.")
    decide_item(db.session(), whole(scene.item), decision)
    db.session.commit()
    assert facts(send(app, "--json"))["messages"] == []


def test_a_letter_shows_only_what_its_reader_may_see(app: Flask, scene: Scene) -> None:
    o = scene.office
    other = make_item(plan_of(scene), leads=[o.second], position=2)
    other.task = "CANARY-HAI"
    refresh(other)
    terms = OrderTerms(o.first.id, "CANARY-MOT", due_on=date(2021, 9, 10))
    give_order(db.session(), o.agency.id, terms, by_id=None, at=NOON - timedelta(days=9))
    db.session.commit()
    with post_office() as mail:
        send(app, url=mail.url)
    texts = {str(letter["To"]): letter.get_content() for letter in mail.letters}
    assert "CANARY-MOT" in texts[o.clerk.email]
    assert "CANARY-HAI" not in texts[o.clerk.email]
    assert "CANARY-HAI" in texts[o.other_clerk.email]
    assert "CANARY-MOT" not in texts[o.other_clerk.email]
    assert o.stranger.email not in texts
    assert o.admin.email not in texts


def test_the_deputy_in_charge_is_told_before_the_director(app: Flask, scene: Scene) -> None:
    o = scene.office
    report(scene, "2021-08")
    saved(Oversight(agency_id=o.agency.id, person_id=o.deputy.id, unit_id=o.first.id))
    db.session.commit()
    five_days_late = NOON + timedelta(days=7)  # Thursday a week later
    with post_office() as mail:
        send(app, url=mail.url, at=five_days_late)
    assert o.deputy.email in readers(mail)
    assert o.director.email not in readers(mail)


def test_who_is_away_disabled_or_wants_no_mail_gets_none(app: Flask, scene: Scene) -> None:
    o = scene.office
    o.head.is_active = False
    off = {"name": MAIL_SETTING, "value": {"off": True}}
    saved(PersonSetting(agency_id=o.agency.id, person_id=o.clerk.id, **off))
    saved(
        Delegation(
            agency_id=o.agency.id,
            from_id=o.director.id,
            to_id=o.deputy.id,
            valid_from=date(2021, 9, 1),
            valid_to=date(2021, 9, 30),
        )
    )
    db.session.commit()
    with post_office() as mail:
        send(app, url=mail.url)
    assert readers(mail) == {o.officer.email, o.office_head.email, o.deputy.email}


def test_somebody_in_two_units_gets_one_letter(app: Flask, scene: Scene) -> None:
    o = scene.office
    refresh(make_item(plan_of(scene), leads=[o.second], position=2))
    both = make_person(o.first)
    saved(Membership(agency_id=o.agency.id, person_id=both.id, unit_id=o.second.id))
    db.session.commit()
    with post_office() as mail:
        send(app, url=mail.url)
    (text,) = [each.get_content() for each in mail.letters if each["To"] == both.email]
    assert "Nhiệm vụ 1" in text
    assert "Nhiệm vụ 2" in text


def test_a_unit_without_accounts_is_told_to_the_office(app: Flask, scene: Scene) -> None:
    o = scene.office
    silent = make_unit(o.agency, name="Ban biên tập")
    report(scene, "2021-08", "2021-09")
    item = make_item(plan_of(scene), leads=[silent], position=3)
    item.units[0].since = date(2021, 8, 15)
    refresh(item)
    told = {m["to"]: m for m in facts(send(app, "--json"))["messages"]}
    assert set(told) >= {o.officer.email, o.office_head.email}
    assert {line["unit"] for line in told[o.officer.email]["lines"]} == {"Ban biên tập"}


def test_nobody_is_written_to_on_a_day_off(app: Flask, scene: Scene) -> None:
    today = date(2021, 9, 16)
    saved(CalendarDay(agency_id=scene.office.agency.id, day=today, kind=DayKind.OFF))
    db.session.commit()
    assert facts(send(app, "--json"))["messages"] == []
    assert facts(send(app, "--json", at=NOON + timedelta(days=2)))["messages"] == []  # Saturday
    assert len(facts(send(app, "--json", at=MONDAY))["messages"]) == 5


def test_an_agency_may_shift_its_ladder_or_switch_it_off(app: Flask, scene: Scene) -> None:
    o = scene.office
    days = Days(unit=None, office=None, deputy=None, director=None)
    set_ladder(db.session(), o.agency.id, days, is_on=True)
    db.session.commit()
    told = {m["to"] for m in facts(send(app, "--dry-run", "--json"))["messages"]}
    assert told == {o.clerk.email, o.head.email}
    set_ladder(db.session(), o.agency.id, days, is_on=False)
    db.session.commit()
    assert facts(send(app, "--json"))["messages"] == []


def test_a_report_on_request_is_told_under_its_own_heading(app: Flask, scene: Scene) -> None:
    report(scene, "2021-08", "2021-09")
    ask(scene.office, replace(DRAFT, due_on=date(2021, 9, 17)), scene.office.second)
    db.session.commit()
    (message,) = facts(send(app, "--dry-run", "--json"))["messages"]
    assert message["to"] == scene.office.other_clerk.email
    assert "Báo cáo theo yêu cầu số 1234/SNV-CCHC" in str(message)


def test_every_agency_of_the_server_is_written_for_its_own(app: Flask, scene: Scene) -> None:
    result = app.test_cli_runner().invoke(args=["reminders", "send", "--all", "--json"])
    found = json.loads(result.stdout)
    assert {each["agency"]: len(each["messages"]) for each in found}.pop("mau") == 5
    assert sum(len(each["messages"]) for each in found) == 5


def test_the_selects_do_not_grow_with_the_rows(app: Flask, scene: Scene) -> None:
    o = scene.office

    def selects() -> int:
        db.session.expire_all()
        with counting() as seen:
            find_outlook(db.session(), o.agency, NOON)
        return len(seen)

    few = selects()
    for position in range(2, 12):
        refresh(make_item(plan_of(scene), leads=[o.first, o.second], position=position))
        terms = OrderTerms(o.first.id, "Kiểm tra.", due_on=date(2021, 9, 10))
        give_order(db.session(), o.agency.id, terms, by_id=None, at=NOON - timedelta(days=9))
    make_person(o.second)
    db.session.commit()
    assert selects() <= few + 1  # the answers of orders are loaded in one more
    assert few <= 32
