"""Rows of the table for events: when something happens, and so long after it. Pure."""

from tracker.plans.rules import DeadlineKind
from tracker.plans.wording.marks import Mark
from tracker.plans.wording.patterns import (
    ANY,
    EVENT,
    NOTHING,
    TIMES,
    Core,
    Pattern,
    pattern,
    unsure,
)
from tracker.plans.wording.rhythms import Amount
from tracker.plans.wording.values import Deadline, TimeUnit

_JOINTS = (Mark.FROM, Mark.WHEN, Mark.AFTER, Mark.DAY, Mark.ERA, Mark.SEP)
_NOUNS = (Mark.WORD, Mark.VERB, Mark.QTY, Mark.ENDOF, *TIMES)  # without one there is no event


def _on_event(core: Core) -> Deadline | None:
    """Khi có sự thay đổi; đột xuất; sau khi có hướng dẫn. A day among the words is doubtful."""
    if not core.has(Mark.EVENT, *_NOUNS):
        return None
    event = core.said(core.after(Mark.RIGHT, *_JOINTS))
    found = Deadline("", DeadlineKind.ON_EVENT, note=event)
    return unsure(found) if core.has(*TIMES, Mark.AFTER) else found


def _after_event(core: Core) -> Deadline | None:
    """Trong vòng 05 ngày làm việc, kể từ ngày kết thúc. Months after an event have no amount."""
    amount = core.all(Mark.AMOUNT)[0]
    if not core.has(*_NOUNS):
        return None
    place = core.piece.index(amount)
    behind = list(core.piece[place + 1 :])
    event = behind or list(core.piece[:place])
    while event and event[0].mark in (*_JOINTS, Mark.RIGHT):
        event = event[1:]
    return _counted(core, amount.the(Amount), core.said(event))


def _counted(core: Core, amount: Amount, event: str | None) -> Deadline | None:
    if amount.count is None:
        if event is None:
            return None
        return unsure(Deadline("", DeadlineKind.AFTER_EVENT, note=core.said(list(core.piece))))
    found = Deadline(
        "", DeadlineKind.AFTER_EVENT, amount=amount.count, unit=amount.unit, note=event
    )
    return unsure(found) if core.has(*TIMES) else found


def _amount_alone(core: Core) -> Deadline | None:
    """Trong vòng 24 giờ: the event is what the task is about. "24 giờ" by itself is doubtful."""
    amount = core.all(Mark.AMOUNT)[0].the(Amount)
    few_hours = amount.unit is TimeUnit.HOUR and (amount.count or 0) < 24
    if few_hours and not core.has(Mark.IN, Mark.AFTER):
        return None  # "chậm nhất 16 giờ" is an hour of some day
    found = _counted(core, amount, None)
    return found if core.has(Mark.IN, Mark.LATEST, Mark.AFTER) else unsure(found)


_AMOUNT = "[IN ERA LATEST AFTER]* AMOUNT"
_SINCE = "SEP? (?:FROM|WHEN|AFTER)+ [DAY ERA]?"

EVENTS: tuple[Pattern, ...] = (
    pattern(_AMOUNT, _amount_alone, ANY, NOTHING),
    pattern(f"{_AMOUNT} {_SINCE} (?: DATE | {EVENT} )", _after_event, ANY, NOTHING),
    pattern(
        f"RIGHT* (?:FROM|WHEN|AFTER)+ [DAY ERA]? [WORD VERB OF QTY THEO RIGHT]+ SEP? {_AMOUNT}",
        _after_event,
        ANY,
        NOTHING,
    ),
    pattern(f"RIGHT* EVENT {EVENT}", _on_event, behind=NOTHING),
    pattern(f"RIGHT* WHEN {EVENT}", _on_event, ANY, NOTHING),
    pattern(f"RIGHT* AFTER (?= [WORD VERB QTY] ) {EVENT}", _on_event, ANY, NOTHING),
)
