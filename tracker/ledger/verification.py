"""Proves that nothing was altered: chains, heads, living rows, files, anchors and the schema."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, MetaData

from tracker.ledger import anchoring, chains, evidence, live_rows, seals
from tracker.ledger.chains import Head
from tracker.ledger.problems import Kind, Place, Problem
from tracker.ledger.reading import any_bytes
from tracker.store.files import Shelf


@dataclass(frozen=True)
class Ground:
    """What is checked: the schema as the models have it, the files, the anchors kept outside."""

    metadata: MetaData
    shelf: Shelf
    anchors_file: Path


@dataclass(frozen=True)
class Findings:
    """What a check found. `unanchored` entries could be cut off without a trace so far."""

    entries: int
    streams: int
    problems: tuple[Problem, ...]
    unanchored: int
    oldest_unanchored: datetime | None
    heads: dict[str, Head]

    @property
    def is_sound(self) -> bool:
        return not self.problems


def verify(connection: Connection, ground: Ground) -> Findings:
    """Check everything the ledger vouches for; reads only. Time grows with entries, rows and files.

    The chains of survey responses are checked by their room (see upkeep.queries).
    """
    stored = anchoring.find_stored(connection)
    kept, problems = anchoring.read_file(ground.anchors_file)
    with any_bytes(connection):
        walk = chains.walk(connection, {(a.stream, a.seq) for a in [*stored, *kept]})
        problems += walk.problems
        problems += live_rows.compare(connection, ground.metadata, walk.last)
    problems += anchoring.check_anchors(stored, walk.met, "Dữ liệu")
    problems += anchoring.check_anchors(kept, walk.met, f"Tệp {ground.anchors_file.name}")
    problems += anchoring.check_file_against_table(kept, stored)
    problems += evidence.check_files(connection, ground.shelf)
    problems += _check_schema(connection, ground.metadata)
    return Findings(
        entries=walk.entries,
        streams=len(walk.heads),
        problems=tuple(problems),
        unanchored=walk.unanchored,
        oldest_unanchored=walk.oldest_unanchored,
        heads=walk.heads,
    )


def _check_schema(connection: Connection, metadata: MetaData) -> Iterator[Problem]:
    for trigger in seals.find_broken(connection, metadata):
        sentence = f"Chốt bảo vệ {trigger.name} của bảng {trigger.table} bị gỡ hoặc bị sửa."
        yield Problem(Kind.SCHEMA, Place(table=trigger.table), sentence)
