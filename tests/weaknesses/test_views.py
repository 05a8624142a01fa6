"""Judging indices, and the matrix of items and indices."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import counting
from tests.factories import Office
from tests.reviews.scenes import (
    announce,
    closed_round,
    components,
    item_for,
    judged,
    plan_of,
    targets,
)
from tracker.access.models import Person
from tracker.database import db
from tracker.plans.models import ItemWeakness
from tracker.plans.rules import Progress
from tracker.weaknesses.models import Judgement, Weakness

SignIn = Callable[[Person | None], FlaskClient]
PEOPLE = ("clerk", "officer", "director", "admin")
PATHS = ("/weaknesses", "/weaknesses/coverage")


@pytest.mark.parametrize("path", PATHS)
def test_nobody_reads_without_signing_in(office: Office, sign_in: SignIn, path: str) -> None:
    assert "/sign-in" in sign_in(None).get(path).headers["Location"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_of_the_agency_reads(
    office: Office, sign_in: SignIn, path: str, who: str
) -> None:
    assert sign_in(getattr(office, who)).get(path).status_code == 200


@pytest.mark.parametrize(
    ("who", "status"), [("officer", 200), ("clerk", 403), ("director", 403), ("admin", 403)]
)
def test_only_the_office_judges(office: Office, sign_in: SignIn, who: str, status: int) -> None:
    assert sign_in(getattr(office, who)).get("/weaknesses/judge").status_code == status


def test_judging_the_last_closed_round_finds_what_is_too_low(
    office: Office, sign_in: SignIn
) -> None:
    row = closed_round(office, good=6)
    targets(office)
    client = sign_in(office.officer)
    client.post("/weaknesses/judge", data={"evidence": f"round-{row.id}"})
    page = client.get("/weaknesses").text
    assert page.count("thấp hơn mục tiêu 81% là 31,00 điểm phần trăm") == 7
    assert "12 người trả lời" in page


def test_judging_announced_values_names_their_document(office: Office, sign_in: SignIn) -> None:
    announce(office, 70)
    rule = targets(office)
    client = sign_in(office.officer)
    client.post("/weaknesses/judge", data={"evidence": f"year-{rule.method_id}-2020"})
    page = client.get("/weaknesses").text
    assert "giá trị công bố: Thông báo số 01/TB" in page
    assert "giá trị do cơ quan khác công bố" in page


def test_evidence_that_is_not_offered_is_refused(office: Office, sign_in: SignIn) -> None:
    targets(office)
    answer = sign_in(office.officer).post("/weaknesses/judge", data={"evidence": "round-1"})
    assert answer.status_code == 200
    assert db.session.scalar(select(Judgement)) is None


def test_an_item_is_linked_to_a_weakness_and_taken_back(office: Office, sign_in: SignIn) -> None:
    weakness = judged(office, closed_round(office, good=6))[0]
    item = item_for(plan_of(office), office)
    client, path = sign_in(office.officer), f"/weaknesses/{weakness.id}/items"
    client.post(f"{path}/new", data={"item": item.id})
    assert "1. Nhiệm vụ mẫu số 1" in client.get("/weaknesses").text
    assert "Không còn nhiệm vụ để gắn" in client.get(f"{path}/new").text
    client.post(f"{path}/{item.id}/remove")
    assert db.session.scalar(select(ItemWeakness)) is None


def test_a_weakness_of_another_agency_is_missing(office: Office, sign_in: SignIn) -> None:
    weakness = judged(office, closed_round(office, good=6))[0]
    item = item_for(plan_of(office), office)
    path = f"/weaknesses/{weakness.id}/items"
    theirs = sign_in(office.stranger)
    assert theirs.get(f"{path}/new").status_code == 404
    assert theirs.post(f"{path}/{item.id}/remove").status_code == 404
    assert weakness.sentence not in theirs.get("/weaknesses").text
    assert sign_in(office.clerk).get(f"{path}/new").status_code == 403


def test_the_matrix_names_what_nobody_answers_and_what_aims_at_nothing(
    office: Office, sign_in: SignIn
) -> None:
    judged(office, closed_round(office, good=6))
    plan, all_six = plan_of(office), components(office)
    item_for(plan, office, *all_six[:5])
    ended = item_for(plan, office, all_six[5], position=2, is_added=True)
    ended.progress = Progress.DONE_IN_TIME
    item_for(plan, office, position=3)
    page = sign_in(office.clerk).get("/weaknesses/coverage").text
    assert "không có nhiệm vụ đang thực hiện: 01" in page
    assert "nhiệm vụ 2 hoàn thành đúng hạn" in page
    assert "Nhiệm vụ chưa gắn chỉ số: 01" in page
    assert '<div class="fs-xs text-secondary">gắn thêm</div>' in page
    only = sign_in(office.clerk).get("/weaknesses/coverage?dang-chay=1").text
    assert '<div class="fs-xs text-secondary">gắn thêm</div>' not in only


def test_the_matrix_reads_the_same_however_many_items(office: Office, sign_in: SignIn) -> None:
    judged(office, closed_round(office, good=6))
    plan, first = plan_of(office), components(office)[0]
    client, counts = sign_in(office.officer), []
    for number in (1, 2, 3):
        item_for(plan, office, first, position=number)
        db.session.commit()
        with counting() as seen:
            client.get("/weaknesses/coverage")
            client.get("/weaknesses")
        counts.append(len(seen))
    assert counts[0] == counts[1] == counts[2] <= 45
    assert db.session.scalar(select(Weakness)) is not None
