"""The agenda by rule: which section, in which order, with which reason."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.meetings.agenda import Drawn, draw, standing_lines
from tracker.meetings.matters import (
    Asked,
    Blocked,
    Item,
    Matters,
    Ordered,
    Silent,
    Waiting,
    Weak,
)
from tracker.meetings.rules import Section

DAY = date(2021, 9, 17)
SOON = 7


def item(number: int, **more: object) -> Item:
    return Item(number, number, f"Việc {number}", **more)  # type: ignore[arg-type]


def drawn(**matters: object) -> list[Drawn]:
    return list(draw(Matters(**matters), DAY, SOON))  # type: ignore[arg-type]


def sections(lines: list[Drawn]) -> list[tuple[Section, int | None]]:
    return [(line.section, line.item_id) for line in lines]


@pytest.mark.parametrize(
    ("due_on", "section", "reason"),
    [
        (date(2021, 9, 16), Section.LATE, "Hạn 16/9/2021, quá hạn 01 ngày"),
        (date(2021, 9, 17), Section.SOON, "Hạn 17/9/2021, đúng ngày họp"),
        (date(2021, 9, 18), Section.SOON, "Hạn 18/9/2021, còn 01 ngày"),
        (date(2021, 9, 24), Section.SOON, "Hạn 24/9/2021, còn 07 ngày"),
        (date(2021, 9, 25), Section.OTHER, "Theo thứ tự trong Phụ lục"),
        (None, Section.OTHER, "Theo thứ tự trong Phụ lục"),
    ],
)
def test_a_due_day_decides_the_section(due_on: date | None, section: Section, reason: str) -> None:
    (line,) = drawn(items=(item(1, due_on=due_on),))
    assert (line.section, line.reason) == (section, reason)


@pytest.mark.parametrize(
    ("due_on", "section"),
    [
        (date(2021, 9, 16), Section.ORDERS),
        (date(2021, 9, 17), Section.SOON),
        (date(2021, 9, 24), Section.SOON),
        (date(2021, 9, 25), Section.OTHER),
    ],
)
def test_an_order_is_overdue_from_the_day_after(due_on: date, section: Section) -> None:
    order = Ordered(5, 1, "Kết luận giao ban ngày 20/8/2021", "", due_on)
    (line,) = drawn(items=(item(1),), orders=(order,))
    assert line.section is section


def test_the_first_day_is_said_beside_the_moved_one() -> None:
    moved = item(1, due_on=date(2021, 9, 10), first_due_on=date(2021, 8, 31))
    (line,) = drawn(items=(moved,))
    assert line.reason == "Hạn 10/9/2021 (thời hạn đầu 31/8/2021), quá hạn 07 ngày"


def test_sections_stand_in_their_order() -> None:
    lines = drawn(
        items=(
            *(item(n) for n in range(1, 6)),
            item(6, due_on=date(2021, 9, 1)),
            item(7, due_on=date(2021, 9, 20)),
        ),
        orders=(Ordered(1, 5, "Ý kiến chỉ đạo ngày 01/9/2021", "", date(2021, 9, 10)),),
        silent=(Silent(4, "Phòng Một", "tháng 8 năm 2021", date(2021, 8, 17)),),
        blocked=(Blocked(3, date(2021, 9, 1)),),
        weak=(Weak(9, "Tiếp cận", "", points=5.0, item_ids=(2,)),),
    )
    assert sections(lines) == [
        (Section.ORDERS, 5),
        (Section.LATE, 6),
        (Section.SILENT, 4),
        (Section.BLOCKED, 3),
        (Section.FALLEN, 2),
        (Section.SOON, 7),
        (Section.OTHER, 1),
    ]


def test_an_item_stands_once_and_keeps_its_later_reasons() -> None:
    (line,) = drawn(
        items=(item(1, due_on=date(2021, 9, 1)),),
        orders=(Ordered(1, 1, "Ý kiến chỉ đạo ngày 01/9/2021", "", date(2021, 9, 10)),),
        silent=(Silent(1, "Phòng Một", "tháng 8 năm 2021", date(2021, 8, 17)),),
    )
    assert line.section is Section.ORDERS
    assert line.reason == "Ý kiến chỉ đạo ngày 01/9/2021, hạn 10/9/2021, quá hạn 07 ngày"
    assert [reason.split(",")[0] for reason in line.also] == [
        "Hạn 01/9/2021",
        "Phòng Một chưa báo cáo kỳ tháng 8 năm 2021",
    ]


def test_two_reasons_of_one_section_are_said_together_the_longest_first() -> None:
    (line,) = drawn(
        items=(item(1),),
        silent=(
            Silent(1, "Phòng Hai", "tháng 9 năm 2021", date(2021, 9, 16)),
            Silent(1, "Phòng Một", "tháng 7, 8 năm 2021", date(2021, 7, 16)),
        ),
    )
    first, second = line.reason.split("; ")
    assert first.startswith("Phòng Một chưa báo cáo kỳ tháng 7, 8 năm 2021, chốt ngày 16/7/2021")
    assert second.endswith("chậm 01 ngày")


def test_the_longest_delay_stands_first_then_the_order_of_the_appendix() -> None:
    lines = drawn(
        items=tuple(item(n, due_on=DAY - timedelta(days=5 if n == 3 else 2)) for n in (1, 2, 3))
    )
    assert [line.item_id for line in lines] == [3, 1, 2]


def test_an_order_about_no_item_is_a_line_of_its_own() -> None:
    order = Ordered(5, None, "Ý kiến chỉ đạo ngày 01/9/2021", "Làm việc với tỉnh", date(2021, 9, 3))
    (line,) = drawn(orders=(order,))
    assert (line.key, line.title, line.item_id) == ("order:5", "Làm việc với tỉnh", None)


def test_a_weak_index_without_a_running_item_is_a_line_of_its_own() -> None:
    uncovered = Weak(6, "Phản hồi", "Phản hồi đạt 75,00%, thấp hơn mục tiêu.", gap=-6.0)
    covered = Weak(7, "Thủ tục", "Thủ tục đạt 80,00%.", gap=-1.0, item_ids=(1,))
    lines = drawn(items=(item(1),), weak=(covered, uncovered))
    assert [(line.section, line.key) for line in lines] == [
        (Section.FALLEN, "index:6"),
        (Section.OTHER, "item:1"),
    ]
    assert lines[0].reason == "Phản hồi đạt 75,00%, thấp hơn mục tiêu."


def test_the_greatest_fall_stands_first() -> None:
    lines = drawn(
        items=(item(1), item(2)),
        weak=(
            Weak(1, "Tiếp cận", "", points=2.0, item_ids=(1,)),
            Weak(2, "Phản hồi", "", points=7.74, item_ids=(2,)),
        ),
    )
    assert [line.item_id for line in lines] == [2, 1]
    assert lines[0].reason == "Chỉ số Phản hồi giảm rõ rệt 7,74 điểm phần trăm"


def test_asks_for_more_time_stand_by_unit() -> None:
    def asked(item_id: int, unit: str) -> Asked:
        days = (date(2021, 9, 9), date(2021, 10, 10), date(2021, 10, 24))
        return Asked(item_id, None, "", unit, *days)

    lines = drawn(
        items=(item(1), item(2), item(3)),
        asked=(asked(1, "Phòng B"), asked(2, "Phòng A"), asked(3, "Phòng B")),
    )
    assert [line.item_id for line in lines] == [2, 1, 3]
    assert lines[0].reason == (
        "Phòng A đề nghị gia hạn từ 10/10/2021 đến 24/10/2021, gửi ngày 09/9/2021"
    )


def test_a_silent_partner_brings_the_leads_line() -> None:
    wait = Waiting(1, "Trung tâm", date(2021, 9, 1), date(2021, 9, 12))
    (line,) = drawn(items=(item(1),), waiting=(wait,))
    assert line.section is Section.BLOCKED
    assert line.reason == (
        "Chờ Trung tâm phối hợp từ 01/9/2021, hạn trả lời 12/9/2021, quá hạn 05 ngày"
    )


def test_an_ended_or_older_item_comes_up_only_when_something_presses() -> None:
    ended = item(9, is_listed=False)
    assert drawn(items=(ended,)) == []
    assert sections(drawn(items=(ended,), blocked=(Blocked(9, date(2021, 9, 1), "Sở"),))) == [
        (Section.BLOCKED, 9)
    ]


def test_the_four_standing_lines_open_every_meeting() -> None:
    lines = standing_lines("Biên bản số 12/BB-SM", "Từ ngày 15/8/2021 đến ngày 14/9/2021")
    assert [line.key for line in lines] == ["previous", "reform", "procedures", "officials"]
    assert lines[0].reason == "Biên bản số 12/BB-SM"
    assert lines[2].reason.endswith("từ ngày 15/8/2021 đến ngày 14/9/2021")


@given(
    st.lists(
        st.tuples(st.integers(1, 8), st.integers(-30, 30), st.booleans(), st.booleans()),
        unique_by=lambda row: row[0],
    )
)
def test_every_listed_item_stands_exactly_once(rows: list[tuple[int, int, bool, bool]]) -> None:
    items = tuple(item(n, due_on=DAY + timedelta(days=days)) for n, days, _s, _b in rows)
    silent = tuple(Silent(n, "Phòng", "tháng 8", DAY) for n, _d, is_silent, _b in rows if is_silent)
    blocked = tuple(Blocked(n, DAY) for n, _d, _s, is_blocked in rows if is_blocked)
    lines = drawn(items=items, silent=silent, blocked=blocked)
    assert sorted(line.item_id or 0 for line in lines) == sorted(n for n, *_rest in rows)
    order = [list(Section).index(line.section) for line in lines]
    assert order == sorted(order)
    assert all(line.reason for line in lines)
