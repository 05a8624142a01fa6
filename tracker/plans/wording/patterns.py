"""How a row of tokens becomes a reading: what may stand around it, and who builds it. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from re import Pattern as Expression

from tracker.plans.wording.days import Days, When
from tracker.plans.wording.marks import Mark, Place, Token, rule
from tracker.plans.wording.values import Confidence, Deadline
from tracker.plans.wording.words import hands_in

# Words that may stand before and after what was understood, without a time of their own.
# "ít nhất 05 ngày" is no limit: only a rhythm may be a least one.
VERBS = "[VERB RIGHT ABOUT AND SEP]*"
ANY = "[VERB RIGHT ABOUT AND SEP WORD QTY OF SLASH]*"
TAIL = "(?: TO (?=WORD) | [WORD VERB QTY OF RIGHT THEO IN ATLEAST SLASH SEP DASH AND PERIODIC] )*"
NOTHING = ""
# The words of an event. A day may be named in its first clause ("ký ngày 01/3/2021"); after a comma
# or "và" it would be a second deadline.
_THING = (
    "[WORD VERB QTY OF RIGHT THEO IN AT ERA TO FROM FIRST LAST NEXT NOW AFTER WHEN EVENT DAY"
    " WORKDAY WEEK MONTH QUARTER YEAR TIMES ENDOF PERIODIC BLOCK ATLEAST ABOUT ROMAN]"
)
_CLAUSES = "(?: [SEP AND OR DASH SLASH]+ [WORD VERB QTY OF RIGHT THEO IN AT WHEN EVENT]+ )*"
EVENT = (
    f"(?: (?: {_THING} | (?<! [TO FROM ENDOF] ) [DATE PERIOD RANGE] )* {_CLAUSES}"
    " (?: SEP IN PERIOD )? )"
)
UNDATED_EVENT = f"(?: {_THING}+ {_CLAUSES} )"
LIMIT = "[LATEST PRIOR TO ENDOF IN AT ERA SEP]"
SPAN = (
    "(?: [IN AT ERA THROUGH]* [PERIOD RANGE] | [IN AT ERA]* FROM FIRST? [DATE PERIOD RANGE] ONWARD?"
    " | [TO ENDOF LATEST]+ LAST? [DATE PERIOD] )"
)
TIMES = (Mark.DATE, Mark.PERIOD, Mark.RANGE)
LIMITS = (Mark.TO, Mark.ENDOF, Mark.LATEST, Mark.PRIOR)


@dataclass(frozen=True)
class Span:
    """From when to when, both inclusive, either open."""

    start: date | None
    end: date | None


@dataclass(frozen=True)
class Core(Place):
    """The tokens that carry a reading, and the text they come from."""

    text: str = ""

    @property
    def reports(self) -> bool:
        """Whether "báo cáo" or another verb of handing in stands in the core or just before it."""
        return any(map(hands_in, self.tokens[max(self.first - 1, 0) : self.last]))

    def said(self, tokens: list[Token]) -> str | None:
        """The words of `tokens` as written, from the first to the last; None if there are none."""
        if not tokens:
            return None
        words = " ".join(self.text[tokens[0].start : tokens[-1].end].split())
        return f"{words})" if words.count("(") > words.count(")") else words

    def after(self, *marks: Mark) -> list[Token]:
        """What stands after the leading tokens with these marks."""
        rest = list(self.piece)
        while rest and rest[0].mark in marks:
            rest = rest[1:]
        return rest


Build = Callable[[Core], Deadline | None]


@dataclass(frozen=True)
class Pattern:
    """A row of the table: what must stand there, and what it then means.

    None from `build`: the words are understood, but contradict themselves or the calendar.
    """

    expression: Expression[str]
    build: Build


def pattern(core: str, build: Build, before: str = VERBS, behind: str = TAIL) -> Pattern:
    """A row whose groups 1, 2 and 3 are the words before, the core and the words behind."""
    return Pattern(rule(f"^ LABEL? ({before}) ({core}) ({behind}) $"), build)


def unsure(deadline: Deadline | None) -> Deadline | None:
    """The same reading, to be looked at by a person."""
    return deadline and replace(deadline, confidence=Confidence.CHECK)


def days_of(core: Core, token: Token) -> Days | None:
    """The days a date, period or range stands for; None if the calendar has none."""
    return token.value if isinstance(token.value, Days) else token.the(When).days(core.year)


def span_of(core: Core) -> Span | None:
    """The one stretch in the core: "từ" gives a start only, "đến" an end only."""
    named = core.all(*TIMES)[0]
    days = days_of(core, named)
    if days is None:
        return None
    starts_only = core.has(Mark.ONWARD) or (core.has(Mark.FROM) and named.mark is not Mark.RANGE)
    ends_only = core.has(*LIMITS)
    return Span(None if ends_only else days.start, None if starts_only else days.end)
