from datetime import date
from typing import Any

import pytest
from sqlalchemy import Executable, delete, select, update

from tests.conftest import counting
from tests.factories import Office
from tests.ledger.specimens import loosen
from tests.surveys.made import NOON, forms, make_round, seal
from tracker.clock import day_of
from tracker.database import db
from tracker.errors import Altered, BadInput, Refusal
from tracker.ledger.models import LedgerAnchor
from tracker.scores.commands import close_and_freeze, compare_rounds, rebuild
from tracker.scores.models import Score
from tracker.scores.queries import (
    Origin,
    find_scores,
    latest_values,
    trend,
    values_of_round,
    verdicts_of,
)
from tracker.scores.words import Verdict
from tracker.surveys import commands
from tracker.surveys.commands import PublishedDraft
from tracker.surveys.models import Response, Round, Tally
from tracker.surveys.queries import find_components
from tracker.surveys.words import Group, RoundState

pytestmark = pytest.mark.usefixtures("app")

FORMS: Any = Response.__table__
SECOND = {"code": "2021-Q2", "collect_from": date(2021, 4, 1), "collect_to": date(2021, 6, 30)}


def two_rounds(office: Office) -> tuple[Round, Round]:
    """A poor round and a good one, of forty forms each."""
    first = make_round(office.agency)
    seal(first, forms(20, level=2))
    seal(first, forms(20, level=5, first=21))
    second = make_round(office.agency, **SECOND)  # type: ignore[arg-type]
    seal(second, forms(40, level=5))
    return first, second


def close(row: Round) -> Round:
    return close_and_freeze(db.session(), row, by=None, at=NOON)


def test_values_are_provisional_until_the_round_closes_and_then_stay(office: Office) -> None:
    row = make_round(office.agency)
    seal(row, forms(4))
    before = values_of_round(db.session(), row)
    close(row)
    after = values_of_round(db.session(), row)

    assert [v.code for v in before] == ["CS1", "CS2", "CS3", "CS4", "CS5", "CS6", ""]
    assert {v.is_provisional for v in before} == {True}
    assert {v.is_provisional for v in after} == {False}
    assert [(v.value, v.low, v.people) for v in before] == [
        (v.value, v.low, v.people) for v in after
    ]
    assert row.state is RoundState.CLOSED


def test_closing_freezes_every_group_and_hands_the_head_outside(office: Office) -> None:
    row = make_round(office.agency)
    seal(row, forms(3))
    seal(row, forms(2, unit="Phòng Nghiệp vụ 2"))
    close(row)

    by_unit = find_scores(db.session(), row.id, Group.UNIT)
    assert len(by_unit) == 2 * 7
    assert {score.group_key for score in by_unit} == {str(office.first.id), str(office.second.id)}
    anchor = db.session.scalars(select(LedgerAnchor)).one()
    assert anchor.stream == f"round:{row.id}"


def test_who_handled_the_forms_last_does_not_close_where_a_colleague_can(office: Office) -> None:
    row = make_round(office.agency)
    commands.add_field(db.session(), office.agency.id, "Hộ tịch")
    commands.import_forms(db.session(), row, forms(1), at=NOON, by=office.officer)

    with pytest.raises(Refusal, match="người thứ hai"):
        close_and_freeze(db.session(), row, by=office.officer, at=NOON)
    assert (row.state, db.session.scalars(select(Score)).all()) == (RoundState.OPEN, [])
    close_and_freeze(db.session(), row, by=office.office_head, at=NOON)
    assert row.state is RoundState.CLOSED


def test_one_person_alone_closes_alone(office: Office) -> None:
    row = make_round(office.agency)
    commands.add_field(db.session(), office.agency.id, "Hộ tịch")
    commands.import_forms(db.session(), row, forms(1), at=NOON, by=office.officer)
    for other in (office.office_head, office.director, office.deputy):
        other.is_active = False
    db.session.flush()

    close_and_freeze(db.session(), row, by=office.officer, at=NOON)

    assert row.state is RoundState.CLOSED


def test_closing_the_second_round_freezes_its_verdicts(office: Office) -> None:
    first, second = map(close, two_rounds(office))
    found = verdicts_of(db.session(), office.agency.id)

    assert {row.verdict for row in found} == {Verdict.IMPROVED}
    assert len(found) == 6
    assert (found[0].baseline_id, found[0].value_before, found[0].value_after) == (
        first.id,
        50.0,
        100.0,
    )
    assert "tăng 50,00 điểm phần trăm" in found[0].sentence
    again = compare_rounds(db.session(), first, second, at=NOON)
    assert [row.id for row in again] == [row.id for row in found]


def test_another_instrument_is_not_compared_and_says_why(office: Office) -> None:
    first = make_round(office.agency, instrument="Phiếu tại quầy")
    second = make_round(office.agency, instrument="Điều tra xã hội học", **SECOND)  # type: ignore[arg-type]
    for row in (first, second):
        seal(row, forms(5))
        close(row)

    found = compare_rounds(db.session(), first, second, at=NOON)

    assert {row.verdict for row in found} == {Verdict.NOT_COMPARABLE}
    assert "khác công cụ khảo sát" in found[0].reasons[0]


def test_rounds_that_still_collect_or_stand_the_wrong_way_round_are_not_frozen(
    office: Office,
) -> None:
    first, second = two_rounds(office)

    with pytest.raises(Refusal, match="đã đóng"):
        compare_rounds(db.session(), first, second, at=NOON)
    with pytest.raises(BadInput, match="thứ tự"):
        compare_rounds(db.session(), second, first, at=NOON)


def test_latest_values_stand_beside_the_round_before_and_never_mix_with_announced_ones(
    office: Office,
) -> None:
    first, second = map(close, two_rounds(office))
    part = find_components(db.session(), first.method_id)[0]
    draft = PublishedDraft(
        method_id=first.method_id,
        component_id=part.id,
        year=2020,
        label="Năm 2020",
        value=76.4,
        people=None,
        document="Thông báo số 01",
        announced_on=date(2021, 1, 15),
    )
    commands.publish_value(db.session(), office.agency, draft)
    found = latest_values(db.session(), office.agency.id, first.method_id)

    value, before, told = (
        found.value(part.id),
        found.previous_value(part.id),
        found.published_value(part.id),
    )
    assert value
    assert before
    assert told
    assert (found.round, found.previous_round) == (second, first)
    assert (value.value, before.value, told.value) == (100.0, 50.0, 76.4)
    assert (value.source, told.source, told.low) == (Origin.COMPUTED, Origin.PUBLISHED, None)
    assert {v.source for v in (*found.values, *found.previous)} == {Origin.COMPUTED}


def test_a_past_day_sees_the_rounds_of_its_time(office: Office) -> None:
    first, second = two_rounds(office)
    close(first)

    def on(day: date | None) -> Round | None:
        return latest_values(db.session(), office.agency.id, first.method_id, day).round

    assert on(date(2021, 3, 1)) is None
    assert on(day_of(NOON)) is first
    assert on(date(2021, 6, 29)) is first
    assert on(date(2021, 6, 30)) is second
    assert on(None) is first


def test_no_round_yet_is_a_gap(office: Office) -> None:
    method = commands.ensure_method(db.session(), "kh-2021")

    found = latest_values(db.session(), office.agency.id, method.id)

    assert (found.round, found.values, found.published) == (None, (), ())


def test_the_course_joins_only_what_may_be_compared(office: Office) -> None:
    first, second = map(close, two_rounds(office))
    third = make_round(
        office.agency,
        code="M",
        instrument="Khác",
        collect_from=date(2021, 7, 1),
        collect_to=date(2021, 9, 30),
    )
    seal(third, forms(2))
    close(third)

    points = trend(db.session(), office.agency.id, first.method_id)

    assert [(p.round, p.joined) for p in points] == [(first, False), (second, True), (third, False)]
    overall = points[1].values[None]
    assert overall.value == 100.0


def test_rebuilding_puts_wrong_tallies_right(office: Office) -> None:
    row = make_round(office.agency)
    seal(row, forms(3))
    assert rebuild(db.session(), row).differing == 0
    for tally in db.session.scalars(select(Tally).where(Tally.subject == "CS1")):
        tally.sums = {**tally.sums, "s": 1}
    db.session.flush()

    assert rebuild(db.session(), row).differing == 4
    db.session.expire_all()
    assert rebuild(db.session(), row).differing == 0


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (update(FORMS).where(FORMS.c.seq == 2).values(answers=bytes(25)), 2),
        (update(FORMS).where(FORMS.c.seq == 1).values(hash="0" * 64), 1),
        (delete(FORMS).where(FORMS.c.seq == 3), 3),
    ],
)
def test_nothing_is_built_on_forms_that_were_altered(
    office: Office, change: Executable, place: int
) -> None:
    row = make_round(office.agency)
    seal(row, forms(3))
    loosen(db.session.connection())
    db.session.connection().execute(change)
    with pytest.raises(Altered, match=f"Phiếu số {place} của đợt"):
        rebuild(db.session(), row)


def test_the_cost_of_reading_does_not_follow_forms_or_rounds(office: Office) -> None:
    rows = [
        make_round(office.agency, code=f"R{day}", collect_to=date(2021, 3, day))
        for day in range(1, 6)
    ]
    method_id = rows[0].method_id
    costs = []
    for number, row in enumerate(rows):
        seal(row, forms(5 + 10 * number))
        close(row)
        db.session.expire_all()
        with counting() as seen:
            latest_values(db.session(), office.agency.id, method_id)
            trend(db.session(), office.agency.id, method_id)
        costs.append(len(seen))

    assert costs[1] == costs[4]  # the first round has none before it
    assert costs[4] <= 14
