"""Which typed forms count: empty ones, duplicates and numbers met twice do not. Pure."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.surveys.counting import Cell, tally
from tracker.surveys.packing import pack_answers
from tracker.surveys.rules import Method
from tracker.surveys.tallies import Tallies


@dataclass(frozen=True)
class Form:
    """One typed form. Facts that are not typed are "" or None; answers follow the method."""

    sheet: str
    row: int  # as the file numbers it
    cell: str | None  # where its number stands
    number: str
    day: date | None
    channel: str
    field: str
    unit: str
    remark: str
    answers: tuple[int | None, ...]

    @property
    def packed(self) -> bytes:
        """The answers, a byte each."""
        return pack_answers(self.answers)

    @property
    def group(self) -> Cell:
        """The slices the form is counted in, by the names as typed."""
        return Cell(self.unit, self.field, self.channel)

    def repeats(self, other: "Form") -> bool:
        """Whether all but the remark is the same."""
        return _content(self) == _content(other)


@dataclass(frozen=True)
class Rejected:
    """A cell that is not counted, or with `is_form` a whole form. The reason is for people."""

    sheet: str
    row: int
    cell: str | None
    reason: str
    is_form: bool = False


@dataclass(frozen=True)
class FormsRead:
    """What a file holds. `rows` counts every form met: accepted ones and those left out whole."""

    rows: int
    accepted: tuple[Form, ...]
    rejected: tuple[Rejected, ...]  # in the order of the file
    notes: tuple[str, ...]

    @property
    def digest(self) -> str:
        """One hash over the forms that count, as typed: it knows a file that comes twice."""
        state = hashlib.sha256()
        for form in self.accepted:
            facts = (form.number, form.channel, form.field, form.unit, form.remark, str(form.day))
            state.update("\0".join(facts).encode() + form.packed)
        return state.hexdigest()

    def tallies(self, method: Method) -> Tallies:
        """The sums of the accepted forms, by the names as typed."""
        return tally(method, ((form.group, form.packed) for form in self.accepted))


def _content(form: Form) -> tuple[object, ...]:
    return form.answers, form.day, form.channel, form.field, form.unit


def settled(found: Sequence[Sequence[Form | Rejected]]) -> FormsRead:
    """The forms that count, of tables in their order, each read as forms and cells left out.

    Of two forms with one number the first counts and a different second one is held; exact
    duplicates and forms without a valid answer are left out, each with its reason.
    """
    accepted: list[Form] = []
    rejected: list[Rejected] = []
    rows = 0
    for entries in found:
        clash = _clash(entries, accepted)
        for entry in entries:
            if isinstance(entry, Rejected):
                rejected.append(entry)
                continue
            rows += 1
            reason = "phiếu trống, không có câu trả lời hợp lệ" if not any(entry.answers) else ""
            reason = reason or clash(entry)
            if reason:
                rejected.append(Rejected(entry.sheet, entry.row, entry.cell, reason, is_form=True))
            else:
                accepted.append(entry)
    return FormsRead(rows, tuple(accepted), tuple(rejected), ())


def _clash(entries: Sequence[Form | Rejected], earlier: Sequence[Form]) -> Callable[[Form], str]:
    """Why a form of this table may not count beside those before it; "" when it may.

    A table whose numbers are mostly taken by earlier tables counts anew from 1, as when each unit
    has a sheet of its own: then only exact duplicates are looked for in the other tables.
    """
    others: dict[str, list[Form]] = {}
    for form in earlier:
        others.setdefault(form.number, []).append(form)
    numbers = [e.number for e in entries if isinstance(e, Form) and e.number]
    anew = sum(number in others for number in numbers) * 2 >= max(len(numbers), 1)
    own: dict[str, Form] = {}

    def reason(form: Form) -> str:
        if not form.number:
            return ""
        before = others.get(form.number, [])
        first = own.setdefault(form.number, form)
        known = [*before, *([first] if first is not form else [])]
        twin = next((other for other in known if form.repeats(other)), None)
        if twin is not None:
            return f"trùng hoàn toàn với phiếu số {form.number} ở {_where(twin)}"
        if first is form and anew:
            return ""
        return _held(form, first if first is not form else before[0]) if known else ""

    return reason


def _held(form: Form, first: Form) -> str:
    return (
        f"số phiếu {form.number} đã có ở {_where(first)} với nội dung khác; "
        "phiếu đầu được tính, phiếu này chờ kiểm tra"
    )


def _where(form: Form) -> str:
    return f"dòng {form.row}, “{form.sheet}”"
