from dataclasses import replace

import pytest

from tests.factories import Office
from tests.surveys.made import UNIT, make_round, seal, typed
from tests.surveys.typed import line
from tracker.database import db
from tracker.scores.comparability import Common, Part, Scope, comparability
from tracker.scores.queries import compare
from tracker.scores.words import Verdict
from tracker.surveys.words import Group

FIELDS = (Part("1", "Hộ tịch", 60), Part("2", "Luật sư", 40))
UNITS = (Part("7", "Phòng A", 100),)
CHANNELS = (Part("paper", "Phiếu giấy", 70), Part("online", "Trực tuyến", 30))
ROUND = Scope("kh-2021", 1, "Phiếu tại quầy", FIELDS, UNITS, CHANNELS)


def channels(paper: int, online: int) -> tuple[Part, ...]:
    return (Part("paper", "Phiếu giấy", paper), Part("online", "Trực tuyến", online))


def test_two_like_rounds_are_compared_whole() -> None:
    found = comparability(ROUND, replace(ROUND, channels=channels(140, 60)))

    assert found.is_possible
    assert (found.differences, found.common) == ((), None)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (replace(ROUND, version=2), "khác bộ chỉ số: kh-2021 bản 1 và kh-2021 bản 2"),
        (
            replace(ROUND, method="sipas-2023"),
            "khác bộ chỉ số: kh-2021 bản 1 và sipas-2023 bản 1",
        ),
        (
            replace(ROUND, instrument=""),
            "khác công cụ khảo sát: “Phiếu tại quầy” và “không ghi”",
        ),
    ],
)
def test_another_method_or_instrument_cannot_be_compared(other: Scope, said: str) -> None:
    found = comparability(ROUND, other)

    assert not found.is_possible
    assert found.differences == (said,)


@pytest.mark.parametrize(("paper", "possible"), [(70, True), (50, True), (49, False), (91, False)])
def test_the_share_of_a_channel_may_move_by_20_points(paper: int, possible: bool) -> None:
    found = comparability(ROUND, replace(ROUND, channels=channels(paper, 100 - paper)))

    assert found.is_possible is possible
    assert bool(found.differences) is not possible


def test_a_moved_share_is_said_with_both_shares() -> None:
    found = comparability(ROUND, replace(ROUND, channels=channels(40, 60)))

    assert "tỷ trọng kênh Phiếu giấy: 70% và 40%" in found.differences


def test_a_field_of_one_round_only_leaves_the_common_fields() -> None:
    found = comparability(ROUND, replace(ROUND, fields=(FIELDS[0], Part("3", "Quốc tịch", 9))))

    assert found.differences == (
        "lĩnh vực chỉ có ở đợt trước: Luật sư",
        "lĩnh vực chỉ có ở đợt sau: Quốc tịch",
    )
    assert found.common == Common(Group.FIELD, ("1",), ("Hộ tịch",))


def test_a_field_without_forms_is_not_in_a_round() -> None:
    empty = (*FIELDS, Part("3", "Quốc tịch", 0))

    assert comparability(ROUND, replace(ROUND, fields=empty)).differences == ()


def test_a_channel_of_one_round_only_leaves_the_common_channel() -> None:
    found = comparability(ROUND, replace(ROUND, channels=(CHANNELS[0],)))

    assert found.common == Common(Group.CHANNEL, ("paper",), ("Phiếu giấy",))


def test_fields_and_units_that_both_differ_cannot_be_cut_out() -> None:
    other = replace(ROUND, fields=(FIELDS[0],), units=(Part("8", "Phòng B", 9),))

    assert not comparability(ROUND, other).is_possible


def test_rounds_without_anything_common_cannot_be_compared() -> None:
    found = comparability(ROUND, replace(ROUND, fields=(Part("9", "Khác", 9),)))

    assert not found.is_possible


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(("points", "is_possible"), [(20, False), (60, True)])
def test_how_far_a_channel_may_move_is_a_setting_of_the_agency(
    office: Office, points: int, is_possible: bool
) -> None:
    office.agency.choices = {"channel_share_points": points}
    rows = [make_round(office.agency), make_round(office.agency, code="2021-Q2")]
    for row, online in zip(rows, (5, 15), strict=True):
        lines = [line(n, [4] * 25, unit=UNIT) for n in range(1, 21)]
        for each in lines[:online]:
            each[2] = "Trực tuyến"
        seal(row, typed(*lines))
    found = compare(db.session(), *rows)
    assert ({c.verdict for c in found} != {Verdict.NOT_COMPARABLE}) is is_possible
