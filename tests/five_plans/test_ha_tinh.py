"""Hà Tĩnh 2024: every quarter at least 60 forms, on paper and online; hand-over; ranking."""

from datetime import date

from tests.factories import Office
from tests.five_plans.conftest import Words
from tests.five_plans.offices import close, open_round, seal_forms
from tests.reviews.scenes import targets
from tests.surveys.made import UNIT
from tracker.database import db
from tracker.organisation.calendar import WorkingCalendar, seed_year
from tracker.organisation.commands import seed_calendar
from tracker.organisation.queries import working_calendar
from tracker.scores.queries.ranking import ranking
from tracker.surveys import commands
from tracker.surveys.commands import HandInTerms, QuotaTerms
from tracker.surveys.models import Round
from tracker.surveys.progressing import Wanted, pace
from tracker.surveys.queries import count_forms
from tracker.surveys.words import Channel

QUARTERS = (
    (date(2024, 1, 1), date(2024, 3, 31)),
    (date(2024, 4, 1), date(2024, 6, 30)),
    (date(2024, 7, 1), date(2024, 9, 30)),
    (date(2024, 10, 1), date(2024, 12, 31)),
)
FEWEST = 60
BOTH = (Channel.PAPER, Channel.ONLINE)


def quarter(office: Office, number: int) -> Round:
    span = QUARTERS[number - 1]
    by = working_calendar(db.session(), office.agency.id).add_working_days(span[1], 5)
    row = open_round(
        office.agency, f"2024-Q{number}", *span, hand_in_days=5, hand_in_on=by, channels=BOTH
    )
    commands.set_quotas(db.session(), row, [QuotaTerms(None, office.first.id, FEWEST)])
    return row


def test_quarters_sixty_forms_and_five_working_days_are_those_of_the_plan(words: Words) -> None:
    said = words("001")
    for part in ("mỗi quý ít nhất 60 phiếu", "05 ngày làm việc, kể từ ngày kết thúc",
                 "Lấy ý kiến trực tuyến", "xếp loại thi đua"):  # fmt: skip
        assert part in said, part


def test_the_day_of_the_hand_over_is_counted_with_the_calendar(office: Office) -> None:
    ends = [WorkingCalendar.of(seed_year(2024)).add_working_days(end, 5) for _, end in QUARTERS[:3]]
    assert ends == [date(2024, 4, 5), date(2024, 7, 5), date(2024, 10, 7)]
    seed_calendar(db.session(), office.agency, 2024)
    assert quarter(office, 1).hand_in_on == date(2024, 4, 5)


def test_a_quarter_short_of_sixty_forms_says_how_many_are_missing(office: Office) -> None:
    row = quarter(office, 1)
    day = date(2024, 3, 1)
    seal_forms(row, [4] * 40, field="Hộ tịch", unit=UNIT, day=day)
    seal_forms(row, [4] * 5, field="Hộ tịch", unit=UNIT, day=day, first=41, channel="Trực tuyến")
    stands = pace(
        count_forms(db.session(), row.id), [Wanted(None, office.first.id, FEWEST, 0)],
        QUARTERS[0], date(2024, 3, 31),
    )  # fmt: skip
    assert (stands.official, stands.wanted, stands.missing) == (45, 60, 15)


def test_forms_are_handed_over_with_a_record(office: Office) -> None:
    row = quarter(office, 1)
    terms = HandInTerms(
        office.first.id, date(2024, 4, 4), 70, 64, 62, {"Phiếu trống": 2}, "Ông A", "Bà B"
    )
    kept = commands.record_hand_in(db.session(), row, terms)
    assert row.hand_in_on is not None
    assert kept.handed_on <= row.hand_in_on
    assert (kept.giver, kept.taker) == ("Ông A", "Bà B")


def test_the_quarters_of_the_year_together_rank_the_units(office: Office) -> None:
    targets(office)
    for number, good in ((1, 5), (2, 4)):
        row, day = quarter(office, number), QUARTERS[number - 1][0]
        seal_forms(row, [good] * 30 + [2] * 5, field="Hộ tịch", unit=UNIT, day=day)
        seal_forms(
            row, [2] * 25 + [5] * 10, field="Hộ tịch", unit="Phòng Nghiệp vụ 2", day=day, first=36
        )
        close(row, QUARTERS[number - 1][1])
    found = ranking(db.session(), office.agency, year=2024)
    assert {row.code for row in found.rounds} == {"2024-Q1", "2024-Q2"}
    assert [line.unit.name for line in found.lines] == [UNIT, "Phòng Nghiệp vụ 2"]
