"""Tables of deadline words in plain text, and a reading in one short line to compare with."""

from tracker.plans.rules import DeadlineKind
from tracker.plans.wording import Confidence, Deadline

PLAN_YEAR = 2021


def brief(deadline: Deadline) -> str:
    """ "within 2021-04-01..2021-06-30 [Dự kiến] ?": the question mark asks for a look."""
    parts = [
        deadline.kind.value,
        f"{deadline.start or ''}..{deadline.end or ''}" if deadline.start or deadline.end else "",
        deadline.every.value if deadline.every else "",
        f"on {deadline.on}" if deadline.on else "",
        f"at {deadline.time}" if deadline.time else "",
        f"{deadline.amount} {deadline.unit}" if deadline.amount is not None else "",
        f"[{deadline.note}]" if deadline.note else "",
    ]
    doubtful = deadline.confidence is Confidence.CHECK and deadline.kind is not DeadlineKind.UNCLEAR
    return " ".join([part for part in parts if part] + (["?"] if doubtful else []))


def rows(table: str) -> list[tuple[str, str]]:
    """The lines "words => reading" of a table, in order."""
    pairs = (line.partition(" => ") for line in table.strip().splitlines())
    return [(words.strip(), reading.strip()) for words, _, reading in pairs]
