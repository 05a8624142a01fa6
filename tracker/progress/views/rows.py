"""Sending rows of a unit's month: each judged by itself, all in the transaction of one post."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from tracker.access.guard import me
from tracker.database import db
from tracker.errors import Refusal
from tracker.progress import commands
from tracker.progress.commands import Finished, Place
from tracker.progress.forms.month import OVERTAKEN, REFUSED, Row


@dataclass
class Outcome:
    """What became of some rows."""

    sent: list[Row] = field(default_factory=list)
    handed: list[Row] = field(default_factory=list)  # they wait for the unit's head
    refused: list[Row] = field(default_factory=list)  # each says why; kept as a draft

    @property
    def gone(self) -> list[str]:
        """The names of the drafts that are wanted no more."""
        return [row.line.desk.draft_key for row in (*self.sent, *self.handed)]

    @property
    def said(self) -> str:
        """What was done, for the notice; "" for nothing."""
        parts = []
        if self.sent:
            parts.append(f"Đã gửi {len(self.sent):02d} báo cáo.")
        if self.handed:
            words = "người đứng đầu đơn vị duyệt; chưa được gửi."
            parts.append(f"Đã chuyển {len(self.handed):02d} báo cáo để {words}")
        if self.refused:
            parts.append(f"Còn {len(self.refused):02d} dòng cần xem lại, chưa gửi.")
        return " ".join(parts)


def send_rows(rows: Iterable[Row], at: datetime) -> Outcome:
    """Send what can be sent; a row that is refused leaves no trace but its author's draft."""
    outcome = Outcome()
    for row in rows:
        if not is_ready(row) or not _took(row, at):
            _keep_refused(row, at)
            outcome.refused.append(row)
        elif row.line.desk.needs_head:
            outcome.handed.append(row)
        else:
            outcome.sent.append(row)
    return outcome


def is_ready(row: Row) -> bool:
    """Whether the shape of a row is right and nobody sent the same report meanwhile.

    What is wrong is noted in the row.
    """
    if row.seen != row.line.seen:
        row.faults.append(OVERTAKEN)
        return False
    return is_whole(row)


def is_whole(row: Row) -> bool:
    """Whether all that a report needs is in the row; what is wrong is noted at its fields."""
    desk, form = row.line.desk, row.form
    if not form.validate():
        return False
    if said := commands.lacks_proof(db.session(), desk.item, form.draft(desk, [])):
        form.claimed.errors = [*form.claimed.errors, said]
        return False
    return form.may_go(desk)


def keep_row(row: Row, at: datetime) -> None:
    """Keep a row as its author's draft."""
    commands.save_draft(db.session(), me(), row.line.desk.draft_key, row.typed, at=at)


def _keep_refused(row: Row, at: datetime) -> None:
    typed = {**row.typed, REFUSED: " ".join(row.faults)}
    commands.save_draft(db.session(), me(), row.line.desk.draft_key, typed, at=at)


def judge_again(rows: Iterable[Row]) -> None:
    """Say once more, at their fields, why rows were refused that nobody mended since."""
    for row in rows:
        if row.was_refused and row.line.desk.draft:
            is_whole(row)
            row.faults += filter(None, [row.line.desk.draft.typed[REFUSED]])


def _took(row: Row, at: datetime) -> bool:
    """Send a row within a savepoint; False, with the rule's words noted, when it is refused."""
    try:
        with db.session().begin_nested():
            _send(row, at)
    except Refusal as refusal:
        row.faults.append(str(refusal))
        return False
    return True


def _send(row: Row, at: datetime) -> None:
    session, desk, form = db.session(), row.line.desk, row.form
    if desk.needs_head:
        typed = {**row.typed, "sent_anyway": form.sent_anyway.data or ""}
        finished = Finished(desk.unit.id, desk.draft_key, typed)
        commands.await_head(session, finished, author=me(), at=at)
        return
    # Without the desk's facts: a row sent a moment ago may have changed them.
    place = Place(desk.item, desk.unit.id, desk.period)
    sent = commands.send_report(session, place, form.draft(desk, []), author=me(), at=at)
    if obstacle := form.obstacle_draft(sent.id):
        commands.raise_obstacle(session, desk.item, desk.unit.id, obstacle, author=me(), at=at)
    commands.drop_draft(session, me().id, desk.draft_key)
