from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import Office
from tests.surveys.made import NOON, forms, make_round, seal
from tracker.database import db
from tracker.errors import BadInput, Refusal
from tracker.scores.commands import close_and_freeze
from tracker.surveys import commands
from tracker.surveys.commands import PublishedDraft
from tracker.surveys.models import Round
from tracker.surveys.queries import find_components, find_published
from tracker.weaknesses.commands import (
    YardstickTerms,
    judge_published,
    judge_round,
    set_yardstick,
)
from tracker.weaknesses.models import Yardstick
from tracker.weaknesses.queries import (
    find_judgements,
    find_weaknesses,
    targets_of,
    weak_component_ids,
)
from tracker.weaknesses.words import WeaknessRule

pytestmark = pytest.mark.usefixtures("app")


def closed_round(office: Office, level: int, code: str = "2021-Q1", day: int = 31) -> Round:
    row = make_round(office.agency, code=code, collect_to=date(2021, 3, day))
    seal(row, forms(5, level=level))
    return close_and_freeze(db.session(), row, by=None, at=NOON)


def yardstick(office: Office, target: float = 81, **more: object) -> Yardstick:
    method = commands.ensure_method(db.session(), "kh-2021")
    terms = YardstickTerms(year=2021, method_id=method.id, overall_target=target, **more)  # type: ignore[arg-type]
    return set_yardstick(db.session(), office.agency, terms)


def announce(office: Office, value: float, component_id: int | None) -> None:
    method = commands.ensure_method(db.session(), "kh-2021")
    draft = PublishedDraft(
        method_id=method.id,
        component_id=component_id,
        year=2020,
        label="Năm 2020",
        value=value,
        people=None,
        document="Thông báo số 01/TB",
        announced_on=date(2021, 1, 15),
    )
    commands.publish_value(db.session(), office.agency, draft)


def test_a_poor_round_gives_a_weakness_for_each_index_and_the_overall(office: Office) -> None:
    row = closed_round(office, level=2)

    found = judge_round(db.session(), yardstick(office), row, at=NOON)

    assert len(found) == 7
    assert {(w.value, w.target, w.gap) for w in found} == {(0.0, 81.0, -81.0)}
    assert all(w.score_id and not w.published_value_id for w in found)
    assert found[0].sentence.startswith("Tiếp cận dịch vụ đạt 0,00%, thấp hơn mục tiêu 81%")
    ids = {c.id for c in find_components(db.session(), row.method_id)}
    assert weak_component_ids(db.session(), office.agency.id) == ids


def test_a_later_judgement_that_finds_nothing_takes_the_flags_away(office: Office) -> None:
    rule = yardstick(office)
    judge_round(db.session(), rule, closed_round(office, level=2), at=NOON)

    good = closed_round(office, level=5, code="2021-B", day=30)
    assert judge_round(db.session(), rule, good, at=NOON) == []
    assert weak_component_ids(db.session(), office.agency.id) == frozenset()
    assert find_weaknesses(db.session(), office.agency.id) == []
    assert find_judgements(db.session(), office.agency.id)[0].round_id == good.id


def test_a_value_on_its_target_is_met(office: Office) -> None:
    part = find_components(db.session(), yardstick(office).method_id)[0]
    announce(office, 81.1, part.id)
    rule = yardstick(office, target=81.1)

    assert judge_published(db.session(), rule, 2020, at=NOON) == []
    assert len(judge_published(db.session(), yardstick(office, target=81.11), 2020, at=NOON)) == 1


def test_announced_values_are_evidence_without_an_interval(office: Office) -> None:
    rule = yardstick(office)
    announce(office, 75.2, find_components(db.session(), rule.method_id)[2].id)

    (found,) = judge_published(db.session(), rule, 2020, at=NOON)

    assert found.score_id is None
    assert found.published_value_id
    assert "giá trị do cơ quan khác công bố" in found.sentence
    assert [w.id for w in find_weaknesses(db.session(), office.agency.id, 2021)] == [found.id]
    assert find_weaknesses(db.session(), office.agency.id, 2020) == []


def test_nothing_announced_is_no_judgement(office: Office) -> None:
    with pytest.raises(BadInput, match="Chưa có giá trị công bố"):
        judge_published(db.session(), yardstick(office), 2020, at=NOON)
    assert find_judgements(db.session(), office.agency.id) == []


def test_a_round_that_still_collects_is_not_judged(office: Office) -> None:
    row = make_round(office.agency)
    seal(row, forms(1))

    with pytest.raises(Refusal, match="đã đóng"):
        judge_round(db.session(), yardstick(office), row, at=NOON)


def test_the_yardstick_of_a_year_is_changed_in_place(office: Office) -> None:
    parts = find_components(db.session(), yardstick(office).method_id)
    yardstick(office, targets={parts[0].id: 85.0, parts[1].id: 70.0})

    row = yardstick(office, targets={parts[0].id: 86.0}, rules=(WeaknessRule.LOWEST,))

    assert db.session.scalars(select(Yardstick)).one() is row
    assert targets_of(db.session(), row) == {parts[0].id: 86.0}
    assert row.rules == ["lowest"]


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"rules": ()}, "ít nhất một quy tắc"),
        ({"target": None}, "cần mục tiêu"),
        ({"lowest_count": 0}, "từ 1 trở lên"),
    ],
)
def test_a_yardstick_needs_something_to_measure_by(
    office: Office, terms: dict[str, object], said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        yardstick(office, **terms)  # type: ignore[arg-type]


def test_a_correction_takes_the_place_of_the_announced_value(office: Office) -> None:
    announce(office, 75.2, None)
    (first,) = find_published(db.session(), office.agency.id)
    draft = PublishedDraft(
        method_id=first.method_id,
        component_id=None,
        year=2020,
        label="Năm 2020",
        value=76.2,
        people=None,
        document="Đính chính số 02/TB",
        announced_on=date(2021, 2, 1),
        replaces_id=first.id,
    )
    commands.publish_value(db.session(), office.agency, draft)

    assert [row.value for row in find_published(db.session(), office.agency.id)] == [76.2]
