"""Tây Ninh 2021: two rounds a year, windows that share a day, three dates each, a signature."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import Office, make_unit
from tests.five_plans.conftest import Words
from tests.five_plans.offices import close, open_round, seal_forms, sign
from tracker.database import db
from tracker.organisation.models import Unit
from tracker.reminders.queries.agency_days import hand_ins, rounds
from tracker.reminders.queries.asked import Asked
from tracker.surveys import commands, queries
from tracker.surveys.commands import CampaignTerms, HandInTerms, QuotaTerms
from tracker.surveys.models import Response, Round
from tracker.surveys.words import RoundState

SHARED = date(2021, 6, 15)
DAYS = (
    ((date(2021, 2, 1), SHARED), (date(2021, 6, 20), date(2021, 6, 26), date(2021, 6, 30))),
    ((SHARED, date(2021, 12, 15)), (date(2021, 12, 20), date(2021, 12, 26), date(2021, 12, 31))),
)
NOTARY = "Phòng Công chứng số 1"


@pytest.fixture
def notary(office: Office) -> Unit:
    return make_unit(office.agency, name=NOTARY)


@pytest.fixture
def two_rounds(office: Office, notary: Unit) -> list[Round]:
    terms = CampaignTerms(2021, "Khảo sát sự hài lòng của khách hàng năm 2021", "KH 2021")
    plan = commands.save_campaign(db.session(), office.agency.id, terms)
    made = []
    for number, (span, (hand_in, consolidate, sign_on)) in enumerate(DAYS, start=1):
        row = open_round(
            office.agency, f"2021-L{number}", *span, campaign_id=plan.id, hand_in_on=hand_in,
            consolidate_on=consolidate, sign_on=sign_on,
        )  # fmt: skip
        commands.set_quotas(db.session(), row, [QuotaTerms(None, notary.id, 30)])
        made.append(row)
    return made


def test_the_dates_are_those_of_the_plan(words: Words) -> None:
    said = [tuple(map(int, d)) for d in re.findall(r"(\d{1,2})/(\d{1,2})/(2021)", words("000"))]
    for span, papers in DAYS:
        for day in (*span, *papers):
            assert (day.day, day.month, day.year) in said
    assert said.count((15, 6, 2021)) == 2  # the end of one round and the start of the other


def test_a_form_of_the_shared_day_belongs_to_the_round_it_was_collected_in(
    two_rounds: list[Round],
) -> None:
    for row in two_rounds:
        seal_forms(row, [5], field="Công chứng", unit=NOTARY, day=SHARED)
    found = db.session.execute(select(Response.round_id, Response.day)).all()
    assert [tuple(pair) for pair in found] == [(row.id, SHARED) for row in two_rounds]


def test_hand_in_consolidating_and_signing_are_reminded_one_after_the_other(
    office: Office, two_rounds: list[Round], notary: Unit
) -> None:
    first = two_rounds[0]
    asked = Asked(office.agency, date(2021, 6, 16), date(2021, 6, 23))
    assert [m.unit_id for m in hand_ins(db.session(), asked)] == [notary.id]
    terms = HandInTerms(notary.id, date(2021, 6, 18), 40, 32, 30, {"Phiếu trống": 2}, "A", "B")
    commands.record_hand_in(db.session(), first, terms)
    assert list(hand_ins(db.session(), asked)) == []
    late = Asked(office.agency, date(2021, 6, 21), date(2021, 6, 30))
    assert "tổng hợp, đóng đợt" in next(m.what for m in rounds(db.session(), late))
    close(first, date(2021, 6, 25))
    assert "ký báo cáo kết quả" in next(m.what for m in rounds(db.session(), late))


def test_the_director_signs_a_report_with_forms_by_unit(
    office: Office, two_rounds: list[Round], notary: Unit
) -> None:
    row = two_rounds[0]
    seal_forms(row, [5] * 20 + [3] * 10, field="Công chứng", unit=NOTARY, day=SHARED)
    terms = HandInTerms(notary.id, date(2021, 6, 18), 40, 32, 30, {"Phiếu trống": 2}, "A", "B")
    commands.record_hand_in(db.session(), row, terms)
    close(row, date(2021, 6, 25))
    said = sign(office.agency, row, "31/BC-STP", date(2021, 6, 30), office.director.name)
    assert row.state is RoundState.SIGNED
    for part in ("Số: 31/BC-STP", "GIÁM ĐỐC", "phát ra 40 phiếu, thu về 32 phiếu",
                 "phiếu trống 2", "Thực hiện KH 2021", "Bố trí người trực."):  # fmt: skip
        assert part in said, part
    assert list(rounds(db.session(), Asked(office.agency, *[date(2021, 7, 1)] * 2))) == []
    assert [r.code for r in queries.find_unsigned_rounds(db.session(), office.agency.id)] == [
        "2021-L2"
    ]
