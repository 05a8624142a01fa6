"""What indices may be judged on now: the last closed round, or the newest announced year."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.surveys.models import Round
from tracker.surveys.queries import find_published, find_rounds
from tracker.surveys.words import COLLECTING
from tracker.weaknesses.models import Yardstick
from tracker.weaknesses.queries import find_yardsticks


@dataclass(frozen=True)
class Choice:
    """One thing to judge on: a round or a year of announced values, and the yardstick to use."""

    key: str
    words: str
    yardstick: Yardstick
    round: Round | None = None
    year: int | None = None


def find_choices(session: Session, agency_id: int) -> tuple[Choice, ...]:
    """What may be judged on, for each method with a yardstick. Three SELECTs.

    The yardstick is the newest whose year has begun by then, else the newest of the method.
    """
    yardsticks = find_yardsticks(session, agency_id)
    rounds, told = find_rounds(session, agency_id), find_published(session, agency_id)
    found: list[Choice] = []
    for method_id in dict.fromkeys(row.method_id for row in yardsticks):
        own = [row for row in yardsticks if row.method_id == method_id]
        closed = [r for r in rounds if r.method_id == method_id and r.state not in COLLECTING]
        for last in closed[:1]:
            rule = _rule(own, last.collect_to.year)
            words = f"{last.title} (mục tiêu năm {rule.year})"
            found.append(Choice(f"round-{last.id}", words, rule, round=last))
        for value in [v for v in told if v.method_id == method_id][:1]:
            rule = _rule(own, value.year)
            words = f"Giá trị công bố năm {value.year} (mục tiêu năm {rule.year})"
            found.append(Choice(f"year-{method_id}-{value.year}", words, rule, year=value.year))
    return tuple(found)


def _rule(own: list[Yardstick], year: int) -> Yardstick:
    return next((row for row in own if row.year <= year), own[0])
