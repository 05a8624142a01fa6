"""What holds for any deadline words: no exception, no lost word, no wrong day."""

import json
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plans.test_wording import KEYS
from tracker.plans.rules import DeadlineKind
from tracker.plans.wording import Confidence, Deadline, as_json, meaning, read_deadline
from tracker.vietnamese import fold, roman

# Words and numbers from which chance makes sentences, some of them nearly right.
_PIECES = (
    "ngày|tháng|quý|năm|tuần|hàng|hằng|mỗi|định kỳ|lần|trước|chậm nhất|đến|hết|từ|kể từ|trong|vào"
    "|sau|khi|ngay|của|và|hoặc|đầu|cuối|đầu tiên|thường xuyên|đột xuất|theo yêu cầu|ngày làm việc"
    "|trở đi|các năm tiếp theo|suốt|nửa|thứ|không|dự kiến|hoàn thành|gửi|Sở|kế hoạch|giai đoạn|nay"
    "|1|3|6|12|15|25|31|32|I|II|IV|2021|2022|21|30/6|31/02|30/6/2021|1/7/21|2021-06-30|6/2021|12.5"
    "|16 giờ|17h00|24 giờ|T12|Q3|:|,|;|-|–|/|(|)|.|05|sáu|ba|phiếu|số 02/2017/TT-VPCP|%"
    "|trước ngày 30/6/2021|Quý II/2021|hàng quý|01 lần/tháng|6 tháng đầu năm|tháng 3, 4|ngày 25"
    "|trong vòng 05 ngày làm việc|kể từ ngày ký|khi có thay đổi|đến hết năm|thứ Sáu|trong năm"
    "|T 6/2021|Thg. 7/2021|T6, T7/2021|truoc ngay 30/6|quy 2|Quy II – IV|3 giờ chiều|2h00 sáng"
    "|năm ngày làm việc|____|30/6/20__|“|báo cáo|bắt đầu|mỗi năm ít nhất 01 lần|50 %|0 giờ|quá|hơn"
)
PIECES = _PIECES.split("|")
sentences = st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join)
anything = st.text(st.characters(exclude_categories=()), max_size=60) | sentences
days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
SPELLINGS = (
    "{d:02d}/{m:02d}/{y}",
    "{d}/{m}/{y}",
    "{d}.{m}.{y}",
    "{d}-{m}-{y}",
    "{d} / {m} / {y}",
    "{d}/{m} năm {y}",
    "ngày {d} tháng {m} năm {y}",
    "ngày {d:02d} tháng {m:02d}/{y}",
    "ngày {d}/{m}-{y}",
    "{y}-{m:02d}-{d:02d} 00:00:00",
)
_LIMITS = "|trước |Trước ngày |chậm nhất |Chậm nhất vào ngày |muộn nhất là ngày |đến hết ngày |hết "
LIMITS = _LIMITS.split("|")
Form = Literal["NFC", "NFD"]
# Words around a deadline that leave it as it is, words that turn it round, and deadlines.
_BESIDE = "|Hoàn thành |Trình UBND tỉnh |gửi về Văn phòng Sở |Dự kiến |- |Lần 1: |Thời gian: "
_BEHIND = "|.|;| (nếu có)| (dự kiến)| gửi Sở Nội vụ| theo Kế hoạch số 12/KH-UBND ngày 01/3/2020"
_AGAINST = "không trước |sau |ngoài |trừ |chưa xong |giữa |quá hạn từ |gia hạn đến |05 ngày trước "
_DEADLINES = (
    "trước ngày 30/6|30/6/2021|Quý III/2021|tháng 6|trong năm 2021|từ 01/3 đến 30/6/2021|hàng quý"
    "|ngày 25 hàng tháng|trước ngày 20/11 hàng năm|6 tháng đầu năm|thường xuyên|01 lần/quý"
    "|từ quý II đến quý IV|2021-2025|đến hết quý II|trước 16 giờ ngày 30/6|quý II, III"
)
beside, behind, against, deadlines = (
    st.sampled_from(each.split("|")) for each in (_BESIDE, _BEHIND, _AGAINST, _DEADLINES)
)
quick = settings(deadline=None, max_examples=200)


def spelled(day: date, spelling: str) -> str:
    return spelling.format(d=day.day, m=day.month, y=day.year)


def facts(deadline: Deadline) -> dict[str, object]:
    """All that was understood, the note as far as letters go."""
    return {**as_json(deadline), "text": None, "note": " ".join(fold(deadline.note or "").split())}


@quick
@given(anything, st.integers(1990, 2100))
def test_no_words_raise_and_none_are_lost(words: str, year: int) -> None:
    reading = read_deadline(words, year)
    assert reading.text == words
    assert meaning(reading)
    assert list(as_json(reading)) == KEYS
    assert json.loads(json.dumps(as_json(reading))) == as_json(reading)


@quick
@given(anything)
def test_a_start_is_never_after_its_end(words: str) -> None:
    reading = read_deadline(words, 2021)
    assert reading.start is None or reading.end is None or reading.start <= reading.end


@quick
@given(anything)
def test_each_kind_carries_what_belongs_to_it(words: str) -> None:
    reading = read_deadline(words, 2021)
    kind = reading.kind
    dated = {DeadlineKind.BY, DeadlineKind.WITHIN}
    assert (reading.end is not None) or kind not in dated
    assert (reading.start is not None) == (kind is DeadlineKind.WITHIN) or kind not in dated
    assert (reading.every is not None) == (kind is DeadlineKind.RECURRING)
    assert reading.amount is None or kind is DeadlineKind.AFTER_EVENT
    assert reading.time is None or kind in {DeadlineKind.BY, DeadlineKind.RECURRING}
    if kind in {DeadlineKind.UNCLEAR, DeadlineKind.ON_EVENT, DeadlineKind.AFTER_EVENT}:
        assert reading.start is None
        assert reading.end is None


@quick
@given(
    sentences,
    st.sampled_from(get_args(Form)),
    st.sampled_from([str.upper, str.lower, str.title]),
)
def test_form_and_case_change_nothing(words: str, form: Form, case: Callable[[str], str]) -> None:
    other = unicodedata.normalize(form, case(words))
    assert facts(read_deadline(other, 2021)) == facts(read_deadline(words, 2021))


@quick
@given(sentences, st.sampled_from(["  ", "\n", "\t ", "\u00a0", " \u200b"]))
def test_spaces_change_nothing(words: str, space: str) -> None:
    other = space + words.replace(" ", space) + space
    assert facts(read_deadline(other, 2021)) == facts(read_deadline(words, 2021))


@quick
@given(days, st.sampled_from(SPELLINGS), st.sampled_from(LIMITS))
def test_a_day_is_read_back_however_it_is_spelled(day: date, spelling: str, limit: str) -> None:
    written = spelled(day, spelling)
    words = limit + (written.removeprefix("ngày ") if limit.endswith("ngày ") else written)
    reading = read_deadline(words, day.year)
    assert (reading.kind, reading.end) == (DeadlineKind.BY, day)
    assert reading.confidence is Confidence.SURE


@quick
@given(days, st.integers(1, 300), st.sampled_from(["đến ngày", "-", "–", "đến hết ngày"]))
def test_a_range_runs_from_day_to_day(first: date, length: int, joint: str) -> None:
    last = first + timedelta(days=length)
    words = f"từ ngày {first:%d/%m/%Y} {joint} {last:%d/%m/%Y}"
    reading = read_deadline(words, 2021)
    assert (reading.kind, reading.start, reading.end) == (DeadlineKind.WITHIN, first, last)


@quick
@given(days, days, st.sampled_from(["; ", ", ", " và ", " hoặc ", " / ", "\n", ". "]))
def test_two_days_in_one_cell_are_never_one_deadline(one: date, two: date, joint: str) -> None:
    if one != two:
        words = f"{one:%d/%m/%Y}{joint}{two:%d/%m/%Y}"
        assert read_deadline(words, 2021).kind is DeadlineKind.UNCLEAR


@quick
@given(st.integers(1, 99), st.integers(1, 99), st.integers(2015, 2035))
def test_no_day_is_made_up(day: int, month: int, year: int) -> None:
    reading = read_deadline(f"{day}/{month}/{year}", year)
    try:
        assert reading.end == date(year, month, day)
    except ValueError:
        assert reading.kind is DeadlineKind.UNCLEAR


@quick
@given(st.integers(1, 4), st.integers(2015, 2035), st.booleans())
def test_a_quarter_ends_where_the_next_begins(number: int, year: int, is_roman: bool) -> None:
    written = roman(number) if is_roman else str(number)
    reading = read_deadline(f"Quý {written}/{year}", 2021)
    following = read_deadline(f"Quý {number % 4 + 1}/{year + number // 4}", 2021)
    assert reading.start == date(year, 3 * number - 2, 1)
    assert reading.end
    assert reading.end + timedelta(days=1) == following.start


@quick
@given(st.integers(1, 12), st.integers(1, 12), st.sampled_from([" - ", "-", " đến tháng "]))
def test_months_are_read_in_their_order_or_not_at_all(a: int, b: int, joint: str) -> None:
    reading = read_deadline(f"tháng {a}{joint}{b}/2021", 2021)
    if a <= b:
        assert reading.start == date(2021, a, 1)
        assert reading.end
        assert reading.end.month == b
    else:
        assert reading.confidence is Confidence.CHECK


@quick
@given(
    st.permutations(["hàng tuần", "hằng tháng", "định kỳ quý", "6 tháng/lần", "mỗi năm"]),
    st.sampled_from([", ", "; ", " / ", " và ", " hoặc ", " "]),
)
def test_two_rhythms_in_one_cell_are_unclear(rhythms: list[str], joint: str) -> None:
    reading = read_deadline(joint.join(rhythms[:2]), 2021)
    assert reading.kind is DeadlineKind.UNCLEAR


@quick
@given(anything, st.integers(2000, 2100))
def test_a_year_is_the_plans_or_stands_in_the_words(words: str, year: int) -> None:
    reading = read_deadline(words, year)
    for day in (reading.start, reading.end):
        assert day is None or 1990 <= day.year <= 2150
        if day and reading.confidence is Confidence.SURE:
            assert day.year == year or str(day.year) in words


@quick
@given(beside, deadlines, behind)
def test_ordinary_words_around_a_deadline_never_move_it(first: str, words: str, last: str) -> None:
    plain, reading = (read_deadline(each, 2021) for each in (words, first + words + last))
    same = ("kind", "start", "end", "every", "on", "time", "amount", "unit")
    assert reading.kind is DeadlineKind.UNCLEAR or all(
        getattr(reading, part) == getattr(plain, part) for part in same
    )


@quick
@given(against, deadlines)
def test_words_that_turn_a_deadline_round_leave_no_day(first: str, words: str) -> None:
    reading = read_deadline(first + words, 2021)
    assert (reading.kind, reading.start, reading.end) == (DeadlineKind.UNCLEAR, None, None)


@quick
@given(st.integers(1, 12), st.integers(0, 59), st.sampled_from(["sáng", "chiều"]))
def test_an_hour_of_the_afternoon_lies_in_the_afternoon(hour: int, minute: int, part: str) -> None:
    reading = read_deadline(f"trước {hour}h{minute:02d} {part} ngày 30/6/2021", 2021)
    if reading.time:
        assert (reading.time >= "12:00") is (part == "chiều")
    else:
        assert (hour, part) == (12, "sáng")
