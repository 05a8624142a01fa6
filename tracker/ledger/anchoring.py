"""Heads of streams handed outside: rows of the database, lines of a file, later mail and paper.

A chain alone cannot show that its tail was cut or that it was rebuilt from an edited row; a head
kept elsewhere can (PROMISES, decision 5).
"""

import json
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session, scoped_session

from tracker.ledger.chains import find_heads
from tracker.ledger.models import LedgerAnchor
from tracker.ledger.problems import Kind, Place, Problem
from tracker.ledger.recording import listen_once

_PENDING = "anchors to write"  # key in session.info
_FILE = "anchors_file"  # key among the engine's options: each application has its own
_NOTES: dict[Callable[[Session], object], None] = {}
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Anchor:
    """One head as it was handed out: a line of the file, a row of the table."""

    stream: str
    seq: int
    hash: str
    at: str  # ISO, UTC
    reason: str = ""


def install(sessions: scoped_session[Any], engine: Engine, file: Path) -> None:
    """Append what a session on `engine` anchored to `file` as soon as it is committed."""
    engine.update_execution_options(**{_FILE: file})
    listen_once(sessions, "after_commit", _append_pending)
    listen_once(sessions, "after_rollback", _forget_pending)


def before_all(note: Callable[[Session], object]) -> None:
    """Have `note` write what a room did not yet enter, each time all heads are anchored."""
    _NOTES[note] = None


def write_anchors(
    session: Session, reason: str, *, at: datetime, streams: Sequence[str] = ()
) -> list[Anchor]:
    """Anchor the heads of `streams` (all of them when none is named) as they stand now.

    Before all of them, what rooms keep in chains of their own is noted (see `before_all`). Flushes,
    so that a head holds what this transaction did; the caller commits, then the anchors file grows.
    Streams without an entry are left out.
    """
    for note in _NOTES if not streams else ():
        note(session)
    session.flush()
    heads = find_heads(session.connection())
    anchors = [
        Anchor(stream, head.seq, head.hash, at.isoformat(timespec="seconds"), reason)
        for stream, head in heads.items()
        if head.seq and (not streams or stream in streams)
    ]
    session.add_all(
        LedgerAnchor(stream=a.stream, seq=a.seq, hash=a.hash, at=at, reason=reason[:80])
        for a in anchors
    )
    session.info.setdefault(_PENDING, []).extend(anchors)
    return anchors


def _append_pending(session: Session) -> None:
    anchors = session.info.pop(_PENDING, [])
    if not anchors:
        return
    file: Path = session.get_bind().get_execution_options()[_FILE]
    try:
        append(file, anchors)
    except OSError:  # stored already; the next anchor of these streams covers this one as well
        _log.exception("Anchors could not be appended to %s", file)


def _forget_pending(session: Session) -> None:
    session.info.pop(_PENDING, None)


def append(file: Path, anchors: Sequence[Anchor]) -> None:
    """Add one line for each anchor to `file`, synced before this returns."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as lines:
        for anchor in anchors:
            lines.write(json.dumps(asdict(anchor), ensure_ascii=False) + "\n")
        lines.flush()
        os.fsync(lines.fileno())


def read_file(file: Path) -> tuple[list[Anchor], list[Problem]]:
    """The anchors of `file` in its order, and its lines that are none; both empty without it."""
    anchors: list[Anchor] = []
    problems: list[Problem] = []
    if not file.exists():
        return anchors, problems
    for number, line in enumerate(file.read_text("utf-8", "replace").splitlines(), start=1):
        try:
            facts = json.loads(line)
            anchors.append(Anchor(**{**facts, "seq": int(facts["seq"])}))
        except (ValueError, TypeError, KeyError):
            sentence = f"Dòng {number} của tệp {file.name} không đọc được."
            problems.append(Problem(Kind.ANCHOR_BROKEN, Place(row=str(number)), sentence))
    return anchors, problems


def find_stored(connection: Connection) -> list[Anchor]:
    """The anchors in the database, oldest first. One SELECT."""
    table = LedgerAnchor.__table__.c
    rows = connection.execute(select(LedgerAnchor.__table__).order_by(table.id))
    return [Anchor(r.stream, r.seq, r.hash, r.at.isoformat(), r.reason) for r in rows]


def count_unanchored(connection: Connection) -> int:
    """How many entries came after the last anchor of their stream. Two SELECTs."""
    upto: dict[str, int] = {}
    for anchor in find_stored(connection):
        upto[anchor.stream] = max(anchor.seq, upto.get(anchor.stream, 0))
    heads = find_heads(connection).items()
    return sum(max(0, head.seq - upto.get(stream, 0)) for stream, head in heads)


def check_anchors(
    anchors: Sequence[Anchor], met: dict[tuple[str, int], str], source: str
) -> Iterator[Problem]:
    """Anchors whose entry is gone or is another one; `met` is what walking the streams found."""
    for anchor in anchors:
        place = Place(anchor.stream, anchor.seq, "ledger_anchor")
        name = f"{source}: mốc {anchor.at} của {anchor.stream}"
        found = met.get((anchor.stream, anchor.seq))
        if found is None:
            yield Problem(
                Kind.ANCHOR_BROKEN, place, f"{name} ghi mục {anchor.seq}, mục ấy không còn."
            )
        elif found != anchor.hash:
            yield Problem(
                Kind.ANCHOR_BROKEN, place, f"{name}: mục {anchor.seq} không còn như lúc chốt mốc."
            )


def check_file_against_table(kept: Sequence[Anchor], stored: Sequence[Anchor]) -> Iterator[Problem]:
    """Anchors of the file that the table no longer has: it was cut, or an older copy put back."""
    known = {(a.stream, a.seq, a.hash) for a in stored}
    for anchor in kept:
        if (anchor.stream, anchor.seq, anchor.hash) not in known:
            sentence = f"Mốc {anchor.at} của {anchor.stream} có trong tệp, không có trong dữ liệu."
            place = Place(anchor.stream, anchor.seq, "ledger_anchor")
            yield Problem(Kind.ANCHOR_LOST, place, sentence)
