"""Trường An 2024: a ward; two instruments, never one index; published; KT. CHỦ TỊCH."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from unicodedata import is_normalized

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.five_plans.conftest import Words
from tests.five_plans.offices import Commune, at, close, make_commune, open_round, seal_forms, sign
from tests.surveys.people import FIELDS, entries, people
from tracker.access.models import Person
from tracker.database import db
from tracker.scores.commands import compare_rounds
from tracker.scores.queries import trend
from tracker.scores.words import Verdict
from tracker.surveys import commands
from tracker.surveys.commands import QuotaTerms
from tracker.surveys.models import Round, SampleContact
from tracker.surveys.progressing import Wanted, pace
from tracker.surveys.queries import count_forms
from tracker.surveys.words import Part, Unreached

SignIn = Callable[[Person | None], FlaskClient]
COUNTER, SAMPLE = "Phiếu tại quầy", "Điều tra xã hội học"
FIRST, LAST = date(2024, 2, 1), date(2024, 11, 30)
FIELD = "Hộ tịch"


@pytest.fixture
def ward(app: object) -> Commune:
    return make_commune("truong-an", "UBND phường Trường An", "UBND THÀNH PHỐ", "Lê Thị C")


@pytest.fixture
def instruments(ward: Commune) -> tuple[Round, Round]:
    """The form at the counter and the sociological survey, over the same days."""
    counter = open_round(ward.agency, "2024-quay", FIRST, LAST, instrument=COUNTER)
    sample = open_round(ward.agency, "2024-dtxhh", FIRST, LAST, instrument=SAMPLE)
    field = commands.add_field(db.session(), ward.agency.id, FIELD)
    commands.set_quotas(db.session(), sample, [QuotaTerms(field.id, None, 15, 5)])
    seal_forms(counter, [5] * 20, field=FIELD, unit=ward.unit.name, day=FIRST)
    seal_forms(sample, [3] * 17, field=FIELD, unit=ward.unit.name, day=FIRST)
    return counter, sample


def test_both_instruments_the_reserve_list_and_publishing_are_those_of_the_plan(
    words: Words, inputs: Path
) -> None:
    said = words("004")
    for part in ("điều tra xã hội học", "danh sách điều tra chính thức và dự phòng",
                 "được công bố, thông tin kịp thời", "đúng thời gian", "KT. CHỦ TỊCH"):  # fmt: skip
        assert part in said, part
    typed = next((inputs / "plans").glob("004_*.txt")).read_text(encoding="utf-8")
    assert not is_normalized("NFC", typed)  # a plain search for "đúng thời gian" would fail


def test_two_instruments_over_the_same_days_are_never_one_index(
    ward: Commune, instruments: tuple[Round, Round]
) -> None:
    counter, sample = (close(row, LAST) for row in instruments)
    found = compare_rounds(db.session(), counter, sample, at=at(LAST))
    assert {each.verdict for each in found} == {Verdict.NOT_COMPARABLE}
    assert "khác công cụ khảo sát" in found[0].sentence
    course = trend(db.session(), ward.agency.id, counter.method_id)
    assert [(point.joined, point.values[None].value) for point in course] == [
        (False, 100.0), (False, 0.0),
    ]  # fmt: skip
    alone = trend(db.session(), ward.agency.id, counter.method_id, SAMPLE)
    assert [point.round.code for point in alone] == ["2024-dtxhh"]


def test_the_reserve_is_counted_apart_from_the_official_sample(
    instruments: tuple[Round, Round],
) -> None:
    sample = instruments[1]
    counted = count_forms(db.session(), sample.id)
    wanted = [Wanted(counted[0].field_id, None, 15, 5)]
    line = pace(counted, wanted, (FIRST, LAST), LAST).lines[0]
    assert (line.official, line.reserve) == (15, 2)


def test_official_and_reserve_lists_are_drawn_replaced_and_their_names_erased(
    ward: Commune,
) -> None:
    row = open_round(ward.agency, "2024-ds", FIRST, LAST, instrument=SAMPLE)
    field = commands.add_field(db.session(), ward.agency.id, FIELDS[0])
    commands.set_quotas(db.session(), row, [QuotaTerms(field.id, None, 15, 5)])
    kept = commands.keep_list(db.session(), row, people(), at=at(FIRST), by=ward.clerk)
    commands.draw_list(db.session(), row, kept, "2024", at=at(FIRST))
    found = entries(row)
    assert [e.part for e in found] == [Part.OFFICIAL] * 15 + [Part.RESERVE] * 5
    called = commands.replace_entry(
        db.session(), row, found[0], Unreached.MOVED, on=FIRST, by=ward.clerk
    )
    assert called.part is Part.RESERVE
    close(row, LAST)
    assert commands.erase_names(db.session(), row, at=at(LAST)) == 20
    assert db.session.scalars(select(SampleContact)).all() == []


def test_the_report_is_signed_by_a_deputy_for_the_committee(
    ward: Commune, instruments: tuple[Round, Round]
) -> None:
    row = close(instruments[0], LAST)
    said = sign(ward.agency, row, "120/BC-UBND", date(2024, 12, 10), ward.chair.name)
    places = [said.index(part) for part in ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")]
    assert places == sorted(places)
    assert "công cụ: Phiếu tại quầy" in said
    assert "Điều tra xã hội học" not in said


def test_staff_and_citizens_read_the_published_result(
    ward: Commune, instruments: tuple[Round, Round], sign_in: SignIn
) -> None:
    for row in instruments:
        close(row, LAST)
    assert sign_in(None).get("/public/truong-an").status_code == 404  # until the ward says so
    ward.agency.is_public = True
    db.session.commit()
    assert sign_in(None).get("/public/truong-an").status_code == 200
    staff = sign_in(ward.clerk).get("/rounds").text
    assert COUNTER in staff
    assert SAMPLE in staff
