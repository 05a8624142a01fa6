"""The survey report: written by the Office, frozen, then the same whatever changes around it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.factories import Office
from tests.reviews.scenes import closed_round, open_round, targets
from tests.surveys.test_signing import SIGNING, TODAY
from tests.weaknesses.reported import WORDS, report
from tests.weaknesses.test_round_paper import texts
from tracker.access.models import Person
from tracker.database import db
from tracker.errors import BadInput, Refusal
from tracker.surveys.commands import sign_round
from tracker.surveys.models import Round
from tracker.surveys.words import RoundState
from tracker.weaknesses.models import FrozenReport
from tracker.weaknesses.queries import find_frozen_report, find_round_text
from tracker.weaknesses.round_files import word_file
from tracker.weaknesses.round_freezing import ReportWords, freeze_report, report_of, write_words

SignIn = Callable[[Person | None], FlaskClient]


def paper(office: Office, row: Round) -> str:
    return texts(word_file(report_of(db.session(), office.agency, row)).content)


def test_a_report_is_frozen_only_of_a_closed_round_with_all_its_words(office: Office) -> None:
    with pytest.raises(Refusal, match="Đóng đợt"):
        report(office.agency, open_round(office))
    row = closed_round(office, good=8, code="2021-L1")
    with pytest.raises(BadInput, match="tồn tại, nguyên nhân, kiến nghị"):
        report(office.agency, row, ReportWords("Có", "", "Có"))
    states = [row.state]
    report(office.agency, row)
    assert [*states, row.state] == [RoundState.CLOSED, RoundState.REPORTED]


def test_what_was_frozen_stays_when_target_and_words_change(office: Office) -> None:
    yardstick = targets(office)
    row = closed_round(office, good=8)
    report(office.agency, row)
    before = paper(office, row)
    yardstick.overall_target = 60.0
    text = find_round_text(db.session(), row.id)
    write_words(db.session(), row, ReportWords("Khác", "Khác", "Khác"), text)
    assert paper(office, row) == before
    assert WORDS.shortcomings in before
    assert "81,00" in before


def test_it_is_frozen_anew_until_it_is_signed_and_the_last_counts(office: Office) -> None:
    row = closed_round(office, good=8)
    first = report(office.agency, row)
    second = report(office.agency, row, ReportWords("Không có", "Không có", "Giữ nguyên"))
    assert first.digest != second.digest
    assert find_frozen_report(db.session(), row.id) is second
    assert "Giữ nguyên" in paper(office, row)
    sign_round(db.session(), row, SIGNING, today=TODAY)
    with pytest.raises(Refusal, match="đã ký"):
        freeze_report(db.session(), office.agency, row, by=None, at=first.frozen_at)
    with pytest.raises(Refusal, match="trước khi ký"):
        write_words(db.session(), row, WORDS)
    assert "Giữ nguyên" in paper(office, row)


def test_the_office_writes_saves_and_freezes_on_a_page(office: Office, sign_in: SignIn) -> None:
    row = closed_round(office, good=8)
    client, place = sign_in(office.officer), f"/rounds/{row.id}/report"
    assert "Viết, chốt báo cáo" in client.get(f"/rounds/{row.id}").text
    posted = {"shortcomings": "Thấp", "causes": "Ít người", "proposals": "Thêm người"}
    assert client.post(place, data=posted).status_code == 302
    assert client.post(place, data=posted | {"version": "7"}).status_code == 409
    assert "Ít người" in client.get(place).text
    assert client.post(f"{place}/freeze").status_code == 302
    kept = db.session.query(FrozenReport).one()
    assert kept.by_id == office.officer.id
    assert kept.digest in client.get(place).text
    assert "Ghi số, ngày ký báo cáo" in client.get(f"/rounds/{row.id}").text


def test_words_nobody_wrote_are_dots_to_fill_in(office: Office) -> None:
    said = paper(office, closed_round(office, good=8))
    for part in ("1. Tồn tại", "2. Nguyên nhân", "IV. KIẾN NGHỊ", "…"):
        assert part in said, part
