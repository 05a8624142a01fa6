"""From the words of a deadline to the row of tokens that the tables describe. Pure."""

from dataclasses import dataclass, replace

from tracker.plans.wording.dates import with_dates, with_hours
from tracker.plans.wording.marks import Mark, Place, Reduction, Token, codes, joined, reduced, rule
from tracker.plans.wording.rhythms import AFTERWARDS, with_amounts, with_rhythms
from tracker.plans.wording.scan import scan

_LABELS = "WORD VERB OF AND TIMES NUM ROMAN LATEST ERA ABOUT WEEKDAY NTH"
_EDGES = {Mark.SEP, Mark.DASH, Mark.COLON}
_HOURS = {Mark.CLOCK, Mark.PART}
_MOST = 80  # tokens; what is longer is a task, not its deadline
_UNITS = {Mark.QUARTER, Mark.MONTH, Mark.YEAR, Mark.DAY}
_NOT_LABELS = {Mark.LATEST, Mark.ERA, Mark.VERB}  # "Thời hạn hoàn thành:" says nothing more


def _label(place: Place) -> Token:
    """Lần 1: …; "Cấp xã: …" is doubtful, there may be other levels."""
    words = place.piece[:-1]
    says = any(token.mark not in _NOT_LABELS for token in words)
    last = words[-1]
    label = Token(Mark.LABEL, words[0].start, last.end, says)
    return replace(label, doubtful=place.has(Mark.WORD))


def _heading(place: Place) -> Token:
    """Thời gian thực hiện, ngày hoàn thành: the heading of the column, said again."""
    return place.make(Mark.LABEL, value=False)


def _turn(place: Place) -> Token:
    """Lần 1 - 30/6/2021, Đợt 2 trước ngày 31/12: a label without its colon."""
    numbered = [t for t in place.piece if t.mark not in _EDGES]
    return Token(Mark.LABEL, numbered[0].start, numbered[-1].end, True, True)


_HEADS = [
    Reduction(rule(f"^ [{_LABELS}]+ COLON"), _label),
    Reduction(rule("^ [ERA LATEST DAY] VERB+ COLON?"), _heading),
    Reduction(rule("^ TIMES (?:NUM|ROMAN|WEEKDAY|NTH NUM) (?!SLASH) [DASH SEP]?"), _turn),
]
_END = rule("(?: SEP SLASH SEP | SEP )+ $")  # "./." ends an official text
_QUANTITIES = [
    Reduction(
        rule(
            "(?<! [DAY WORKDAY WEEK MONTH QUARTER YEAR PRIOR LATEST FROM TO DASH TIMES IN NTH"
            " SLASH] ) NUM (?=WORD)"
        ),
        lambda place: place.make(Mark.QTY),
    ),
]


@dataclass(frozen=True)
class Row:
    """The tokens a pattern must describe, and beside them the hours and parts of a day."""

    tokens: list[Token]
    hours: list[Token]  # CLOCK and PART

    @property
    def marks(self) -> set[Mark]:
        """Every mark that occurs."""
        return {token.mark for token in (*self.tokens, *self.hours)}


def put_together(text: str, year: int) -> Row:
    """The row for `text` in a plan of `year`, without signs at its ends. Never raises."""
    tokens = _trimmed(scan(text))
    if len(tokens) > _MOST:
        return Row([joined(tokens, Mark.CLASH, None)], [])
    tokens = reduced(tokens, _HEADS, year)
    tokens = [replace(t, mark=Mark.SEP) if t.mark is Mark.COLON else t for t in tokens]
    tokens = with_hours(with_rhythms(tokens, year), year)
    hours = [token for token in tokens if token.mark in _HOURS]
    tokens = [token for token in tokens if token.mark not in _HOURS]
    tokens = with_amounts(with_dates(_each_set_aside(tokens), year), year)
    tokens = reduced(_settled(reduced(tokens, _QUANTITIES, year)), AFTERWARDS, year)
    return Row(_trimmed(tokens), hours)


def _trimmed(tokens: list[Token]) -> list[Token]:
    while tokens and tokens[0].mark in _EDGES:
        tokens = tokens[1:]
    end = _END.search(codes(tokens))
    return tokens[: end.start()] if end else tokens


def _with_next(tokens: list[Token]) -> list[tuple[Token, Token | None]]:
    return list(zip(tokens, [*tokens[1:], None], strict=False))


def _each_set_aside(tokens: list[Token]) -> list[Token]:
    """Without the "các" of "các quý I, II", which stands before a unit named."""
    return [
        token
        for token, after in _with_next(tokens)
        if not (token.mark is Mark.MANY and after and after.mark in _UNITS)
    ]


def _settled(tokens: list[Token]) -> list[Token]:
    """Words that only matter beside a unit of time become ordinary ones elsewhere."""
    idle = {Mark.MANY, Mark.HALF, Mark.NTH, Mark.EVERY}
    return [
        replace(token, mark=Mark.WORD)
        if token.mark in idle and not (after and after.mark in {Mark.WEEKDAY, Mark.QUARTER})
        else token
        for token, after in _with_next(tokens)
    ]
