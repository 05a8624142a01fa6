"""The pages of the indices: who reads them, and what stands on them."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.conftest import counting
from tests.factories import NOON, Office
from tests.reviews.scenes import (
    announce,
    closed_round,
    components,
    forms_of,
    item_for,
    open_round,
    plan_of,
    targets,
)
from tracker.access.models import Person
from tracker.database import db
from tracker.scores.commands import close_and_freeze
from tracker.surveys.models import Component, SurveyMethod

SignIn = Callable[[Person | None], FlaskClient]
PEOPLE = ("clerk", "officer", "director", "admin")


def test_nobody_reads_the_indices_without_signing_in(office: Office, sign_in: SignIn) -> None:
    first = components(office)[0].id
    for path in ("/scores", f"/scores/{first}"):
        assert "/sign-in" in sign_in(None).get(path).headers["Location"]


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_of_the_agency_reads_the_indices(
    office: Office, sign_in: SignIn, who: str
) -> None:
    closed_round(office, good=6)
    client = sign_in(getattr(office, who))
    assert "Đợt 2021-Q1" in client.get("/scores").text
    page = client.get(f"/scores/{components(office)[0].id}")
    assert (page.status_code, "50,00" in page.text) == (200, True)


def test_before_the_first_round_there_is_a_gap_and_no_zero(office: Office, sign_in: SignIn) -> None:
    first = components(office)[0].id
    page = sign_in(office.officer).get("/scores").text
    assert "Chưa có đợt khảo sát" in page
    assert "0,00" not in page
    assert "Chưa có số liệu" in sign_in(office.officer).get(f"/scores/{first}").text


def test_another_agency_sees_none_of_the_figures(office: Office, sign_in: SignIn) -> None:
    closed_round(office, good=6)
    page = sign_in(office.stranger).get(f"/scores/{components(office)[0].id}").text
    assert "Đợt 2021-Q1" not in page
    assert "50,00" not in page
    assert "Đợt 2021-Q1" not in sign_in(office.stranger).get("/scores?dot=2021-Q1").text


def test_an_index_of_another_agencys_own_method_is_missing(office: Office, sign_in: SignIn) -> None:
    method = SurveyMethod(
        agency_id=office.agency.id, code="rieng", name="Bộ riêng", formula="satisfied_share"
    )
    db.session.add(method)
    db.session.flush()
    own = Component(
        agency_id=office.agency.id, method_id=method.id, code="R1", position=1, name="Riêng"
    )
    db.session.add(own)
    db.session.flush()
    assert sign_in(office.officer).get(f"/scores/{own.id}").status_code == 200
    assert sign_in(office.stranger).get(f"/scores/{own.id}").status_code == 404


def test_a_round_that_collects_is_marked_provisional(office: Office, sign_in: SignIn) -> None:
    forms_of(open_round(office), 12, good=6)
    page = sign_in(office.officer).get("/scores").text
    assert "Tạm tính" in page
    assert "Chưa so sánh khi đang thu phiếu" in page


def test_two_rounds_have_verdicts_with_their_sentence(office: Office, sign_in: SignIn) -> None:
    closed_round(office, good=10, count=100)
    closed_round(office, good=90, count=100, code="2021-Q2")
    targets(office)
    page = sign_in(office.officer).get("/scores").text
    assert page.count("Cải thiện rõ rệt") == 6
    assert "+80,00 điểm %" in page
    assert "trung bình cộng của 06 chỉ số thành phần" in page
    assert "Đang xem đợt trước" in sign_in(office.officer).get("/scores?dot=2021-Q1").text


def test_announced_values_stand_in_a_table_of_their_own(office: Office, sign_in: SignIn) -> None:
    closed_round(office, good=6)
    announce(office, 76.54)
    page = sign_in(office.officer).get("/scores").text
    computed, _, told = page.partition("Giá trị do cơ quan khác công bố")
    assert "76,54" not in computed
    assert "76,54" in told
    assert "Thông báo số 01/TB" in told


def test_a_component_names_its_items_and_hides_small_fields(
    office: Office, sign_in: SignIn
) -> None:
    row, first = open_round(office), components(office)[0]
    forms_of(row, 12, good=6)
    forms_of(row, 4, good=1, field="Công chứng", first=100)
    path = f"/scores/{first.id}"
    assert "có khi đóng đợt" in sign_in(office.officer).get(path).text
    close_and_freeze(db.session(), row, by=None, at=NOON)
    item_for(plan_of(office), office, first)
    page = sign_in(office.officer).get(path).text
    assert "1. Nhiệm vụ mẫu số 1" in page
    assert "kỳ đã chốt" in page
    assert page.count("ẩn để không nhận ra người trả lời") == 2


def test_the_pages_read_the_same_however_many_items(office: Office, sign_in: SignIn) -> None:
    closed_round(office, good=6)
    plan, first = plan_of(office), components(office)[0]
    client, counts = sign_in(office.officer), []
    for number in (1, 2, 3):
        item_for(plan, office, first, position=number)
        db.session.commit()
        with counting() as seen:
            client.get("/scores")
            client.get(f"/scores/{first.id}")
        counts.append(len(seen))
    assert counts[0] == counts[1] == counts[2] <= 75
