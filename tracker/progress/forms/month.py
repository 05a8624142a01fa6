"""A unit's month as one form of many rows, each a report of its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from tracker.forms import HouseForm
from tracker.progress.forms.reporting import ReportForm, for_row, typed_in, typed_of
from tracker.progress.queries.month_desks import MonthDesk

REFUSED = "refused"  # in a draft: it was to be sent, and what the rules said beside its fields
KEEP, SEND = "keep", "send"  # what the buttons over all rows ask for; else the name of one row
OVERTAKEN = (
    "Đồng nghiệp vừa gửi báo cáo kỳ này. Xem báo cáo đã gửi rồi bấm gửi lần nữa nếu cần thay."
)


class MonthForm(HouseForm):
    """What the rows share: the token and the key."""


@dataclass(eq=False)
class Row:
    """One row of the grid as typed, or as it is opened."""

    line: MonthDesk
    form: ReportForm
    typed: Mapping[str, str]  # names without prefix; what is empty is left out
    seen: int  # the report it was filled in against
    faults: list[str] = field(default_factory=list)  # what the rules said

    @property
    def key(self) -> str:
        return self.line.key

    @property
    def was_refused(self) -> bool:
        """Whether its draft was to be sent and was not, and nobody wrote on it since."""
        return self.line.desk.draft is not None and REFUSED in self.line.desk.draft.typed

    @property
    def is_filled(self) -> bool:
        """Whether it says anything that the report standing there does not say already."""
        return bool(self.typed) and _plain(self.typed) != _plain(standing_text(self.line))

    @property
    def is_wrong(self) -> bool:
        """Whether it came back to be mended or answered."""
        return bool(self.faults or self.form.errors or self.form.concerns)


def _plain(typed: Mapping[str, str]) -> dict[str, str]:
    """What is typed without its line ends and spaces: a browser and Excel write them their way."""
    return {name: " ".join(value.split()) for name, value in typed.items()}


def standing_text(line: MonthDesk) -> dict[str, str]:
    """What the report that a new one would replace says, in the words of the form."""
    return {name: value for name, value in typed_of(line.desk.current).items() if value}


def prefix_of(key: str) -> str:
    """What the names of a row's fields begin with; a letter first, for the ids of the page."""
    return f"d{key}"


def opened_rows(lines: Iterable[MonthDesk]) -> list[Row]:
    """The rows as one finds them: with the draft, else the report to be put right, else empty."""
    return [filled_row(line, _kept(line), line.seen) for line in lines]


def _kept(line: MonthDesk) -> dict[str, str]:
    draft = line.desk.draft.typed if line.desk.draft else {}
    typed = {n: v for n, v in draft.items() if isinstance(v, str) and n != REFUSED}
    return typed or (standing_text(line) if REFUSED not in draft else {})


def filled_row(line: MonthDesk, typed: Mapping[str, str], seen: int) -> Row:
    """A row with what somebody typed; a vague text asked about before carries its answer."""
    said = MultiDict({name: value for name, value in typed.items() if value.strip()})
    own = typed_in(line.desk.item, said)
    answered = {n: v for n, v in typed.items() if n == "sent_anyway" and v}
    return Row(line, for_row(line.desk, prefix_of(line.key), {**own, **answered}), own, seen)


def posted_rows(lines: Iterable[MonthDesk], post: MultiDict[str, str]) -> list[Row]:
    """The rows as posted; what waits for the unit's head was not typed here and is left out."""
    found = []
    for line in lines:
        prefix = f"{prefix_of(line.key)}-"
        typed = {n.removeprefix(prefix): v for n, v in post.items() if n.startswith(prefix)}
        seen = typed.pop("seen", "")
        if seen.isdecimal() and line.waiting is None:
            found.append(filled_row(line, typed, int(seen[:18])))
    return found


def chosen(rows: Sequence[Row], wanted: str) -> list[Row]:
    """The rows that a button means: the one it names, empty or not, else all that are filled."""
    if wanted in {KEEP, SEND, ""}:
        return [row for row in rows if row.is_filled]
    return [row for row in rows if row.key == wanted]
