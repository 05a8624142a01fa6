"""Which line of a new appendix goes on with which line in force."""

import pytest

from tracker.plans.importing.matching import Wanted, match

SEATS = "Sắp xếp lại khu vực chờ, bố trí đủ ghế ngồi cho người dân"
LISTS = "Niêm yết công khai danh mục thủ tục hành chính mới tại nơi tiếp nhận"
WAITS = "Đo thời gian chờ trung bình của người dân tại quầy tiếp nhận"
TALKS = "Duy trì họp giao ban cải cách hành chính định kỳ hằng tháng"
OLD = (SEATS, LISTS, WAITS, TALKS)


def lines(*tasks: str, first: int = 1) -> list[Wanted]:
    """Lines numbered from 1; their keys from `first`."""
    return [Wanted(first + place, place + 1, task) for place, task in enumerate(tasks)]


@pytest.mark.parametrize(
    ("new", "old_keys"),
    [
        (OLD, [101, 102, 103, 104]),
        ((SEATS.upper(), f" {LISTS} ", WAITS, TALKS), [101, 102, 103, 104]),
        ((SEATS, WAITS, TALKS), [101, 103, 104]),  # the second line is gone
        ((TALKS, WAITS, LISTS, SEATS), [104, 103, 102, 101]),  # turned round
        ((SEATS, "Lập đường dây nóng", LISTS, WAITS, TALKS), [101, None, 102, 103, 104]),
        ((f"{SEATS} và người khuyết tật", LISTS, WAITS, TALKS), [101, 102, 103, 104]),
        ((LISTS, f"{SEATS} cao tuổi"), [102, 101]),  # moved and reworded
        ((SEATS, "Thuê tư vấn xây phần mềm", WAITS, TALKS), [101, None, 103, 104]),
        ((SEATS, SEATS), [101, None]),  # twice: only one goes on
        ((), []),
    ],
)
def test_a_line_goes_on_where_its_words_do(new: tuple[str, ...], old_keys: list[int]) -> None:
    found = match(lines(*OLD, first=101), lines(*new), {})

    assert [found[place] for place in range(1, len(new) + 1)] == old_keys


def test_a_person_is_obeyed_and_the_rest_is_matched_anew() -> None:
    found = match(lines(*OLD, first=101), lines(*OLD), {1: None, 2: 101})

    assert found == {1: None, 2: 101, 3: 103, 4: 104}


def test_an_item_that_is_gone_since_counts_as_new() -> None:
    assert match(lines(SEATS, first=101), lines(LISTS), {1: 999}) == {1: None}


def test_equal_words_twice_keep_their_numbers() -> None:
    found = match(lines(SEATS, LISTS, SEATS, first=101), lines(SEATS, LISTS, SEATS), {})

    assert found == {1: 101, 2: 102, 3: 103}
