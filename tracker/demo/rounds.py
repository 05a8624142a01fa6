"""Three survey rounds of the demo: nobody answered them, the answers are drawn from a seed."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random

from sqlalchemy.orm import Session

from tracker.clock import end_of
from tracker.demo.appendix import RECORDS, REVIEW, SUPPORT
from tracker.demo.people import House
from tracker.scores.commands import close_and_freeze, compare_rounds
from tracker.surveys.commands import (
    RoundTerms,
    Signing,
    ensure_method,
    open_round,
    sign_round,
)
from tracker.surveys.commands.chaining import NewForm, seal
from tracker.surveys.commands.names import add_field
from tracker.surveys.models import Field, Round, SurveyMethod
from tracker.surveys.packing import pack_answers
from tracker.surveys.queries import method_of
from tracker.surveys.rules import Method
from tracker.surveys.words import Channel
from tracker.weaknesses.commands import YardstickTerms, judge_round, set_yardstick
from tracker.weaknesses.models import Yardstick
from tracker.weaknesses.round_freezing import ReportWords, freeze_report, write_words

FIELDS = ("Hộ tịch", "Xác nhận thông tin", "Thẩm định hồ sơ")
TARGET = 81.0
FORMS = 240
# How likely an answer is at the two top levels, by component, in each round: only "Kết quả, tiến
# độ" really rises; "Tiếp nhận, xử lý thông tin phản hồi" stays low and its item is done.
CHANCES = (
    {"CS1": 0.74, "CS2": 0.80, "CS3": 0.77, "CS4": 0.86, "CS5": 0.68, "CS6": 0.70},
    {"CS1": 0.76, "CS2": 0.81, "CS3": 0.78, "CS4": 0.86, "CS5": 0.76, "CS6": 0.69},
    {"CS1": 0.78, "CS2": 0.83, "CS3": 0.79, "CS4": 0.87, "CS5": 0.88, "CS6": 0.68},
)
WORDS = ReportWords(
    "Thông tin phản hồi và tiến độ giải quyết công việc còn thấp hơn các nội dung khác.",
    "Kết quả xử lý phản ánh chưa được thông báo đều; một số hồ sơ phải chờ bổ sung.",
    "Các đơn vị thực hiện nhiệm vụ trong kế hoạch cải thiện, báo cáo Văn phòng theo kỳ.",
)
_DAYS_AGO = (365, 200, 45)  # the last day of each round


def hold_rounds(session: Session, house: House, today: date) -> SurveyMethod:
    """Three closed rounds with frozen scores, two comparisons and the weaknesses of the last."""
    row = ensure_method(session, "kh-2021")
    method, random = method_of(session, row.id), Random(2026)  # noqa: S311 drawn, not secret
    fields = [add_field(session, house.agency.id, name) for name in FIELDS]
    yardsticks = _targets(session, house, row, today)
    rounds: list[Round] = []
    for chances, ago in zip(CHANCES, _DAYS_AGO, strict=True):
        ends_on = today - timedelta(days=ago)
        one = _open(session, house, row, len(rounds), ends_on)
        forms = [drawn_form(method, chances, random, house, fields, ends_on) for _ in range(FORMS)]
        seal(session, one, method, forms)
        closed_at = end_of(ends_on + timedelta(days=2))
        close_and_freeze(session, one, by=house.people["tho"], at=closed_at)
        signing = Signing(f"{len(rounds) + 21}/BC-SDVC", _after(one).date(), _head(house))
        write_words(session, one, WORDS)
        freeze_report(session, house.agency, one, by=house.people["office"], at=_after(one))
        sign_round(session, one, signing, today=today)
        rounds.append(one)
    for before, after in pairwise(rounds):
        compare_rounds(session, before, after, at=_after(after))
    compare_rounds(session, rounds[0], rounds[-1], at=_after(rounds[-1]))
    _judge(session, yardsticks, rounds)
    return row


def _targets(session: Session, house: House, row: SurveyMethod, today: date) -> list[Yardstick]:
    """The target of every year that a round ends in, and of this one."""
    ends = (today - timedelta(days=ago) for ago in _DAYS_AGO)
    document = "Kế hoạch cải thiện chất lượng"
    return [
        set_yardstick(
            session, house.agency, YardstickTerms(year, row.id, TARGET, document=document)
        )
        for year in sorted({today.year, *(day.year for day in ends)})
    ]


def _judge(session: Session, yardsticks: list[Yardstick], rounds: list[Round]) -> None:
    for yardstick in yardsticks:
        mine = [one for one in rounds if one.collect_to.year == yardstick.year]
        if mine:
            judge_round(session, yardstick, mine[-1], at=_after(mine[-1]))


def _open(session: Session, house: House, row: SurveyMethod, index: int, ends_on: date) -> Round:
    number = index + 1
    starts_on = ends_on - timedelta(days=30)
    terms = RoundTerms(
        code=f"{ends_on.year}-L{number}",
        title=f"Lần {number} ({ends_on.month}/{ends_on.year})",
        method_id=row.id,
        collect_from=starts_on,
        collect_to=ends_on,
        instrument="Phiếu tại quầy và trực tuyến",
    )
    return open_round(session, house.agency, terms, at=end_of(starts_on), by=house.people["office"])


def _head(house: House) -> str:
    return house.people["director"].name


def _after(one: Round) -> datetime:
    return end_of(one.collect_to + timedelta(days=4))


def drawn_form(
    method: Method,
    chances: dict[str, float],
    random: Random,
    house: House,
    fields: list[Field],
    ends_on: date,
) -> NewForm:
    """One form: a person's mood moves all answers, as it does in life."""
    mood = random.gauss(0, 0.10)
    answers = [
        _answer(random, chances[component.code] + mood)
        for component in method.components
        for _ in component.questions
    ]
    index = random.randrange(len(fields))
    unit = house.units[(RECORDS, SUPPORT, REVIEW)[index]]
    return NewForm(
        unit_id=unit.id,
        field_id=fields[index].id,
        channel=Channel.PAPER if random.random() < 0.7 else Channel.ONLINE,
        day=ends_on - timedelta(days=random.randrange(28)),
        number="",
        answers=pack_answers(answers),
    )


def _answer(random: Random, chance: float) -> int | None:
    if random.random() < 0.05:
        return None
    if random.random() < chance:
        return random.choice((4, 4, 5))
    return random.choice((3, 3, 3, 2, 1))
