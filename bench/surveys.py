"""Sealed responses: import beside the raw driver, the chain beside SHA-256, the index page."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from flask import Flask
from sqlalchemy import select

from bench.duck import TIMES, scan_seconds
from bench.measuring import Figure, at_least, at_most, cpu_ms
from bench.world import World, client_of
from tracker.database import db
from tracker.organisation.models import Agency
from tracker.surveys.commands import RoundTerms, ensure_method, open_round
from tracker.surveys.commands.chaining import NewForm, seal
from tracker.surveys.methods import load_shipped
from tracker.surveys.models import Component, Round
from tracker.surveys.queries.responses import recount
from tracker.surveys.words import Channel
from tracker.upkeep.queries import check_installation

NOON = datetime(2021, 4, 1, 5, tzinfo=UTC)
QUESTIONS = 25


def measure(app: Flask, world: World, responses: int) -> Iterator[Figure]:
    """The goals for `responses` sealed responses."""
    forms = _forms(responses)
    with app.app_context():
        seal(db.session(), _round(world, "2021-Q1"), load_shipped("kh-2021"), forms[:100])
        db.session.commit()
    before = _index_page(app, world)
    with app.app_context():
        many = _round(world, "2021-Q2")
        start = process_time()
        seal(db.session(), many, load_shipped("kh-2021"), forms)
        db.session.commit()
        rate = responses / (process_time() - start)
        round_id = many.id
    raw = _raw_rate(forms)
    name = f"sealed import of {responses} responses"
    yield at_least(name, rate, "responses/s", 20_000)
    yield at_least(f"{name}, to the raw driver's chained rate", rate / raw, "ratio", 0.25)
    yield from _chain(app, forms)
    yield _rebuilt(app, round_id, responses)
    after = _index_page(app, world)
    yield at_most(f"index page, {responses} responses", after, "CPU ms", 10)
    yield at_most("index page, many responses to 100", after / before, "ratio", 1.5)
    scan = scan_seconds(10 * responses)
    name = f"index page, to DuckDB's scan of {10 * responses} × {QUESTIONS}"
    yield at_most(name, after / 1000 / scan, "ratio", 0.1)


def _forms(count: int) -> list[NewForm]:
    chance = Random(844)  # noqa: S311 drawn, not secret
    return [
        NewForm(
            unit_id=None,
            field_id=None,
            channel=Channel.PAPER,
            day=date(2021, 2, 1),
            number=str(n),
            answers=bytes(chance.choices(range(6), (1, 2, 3, 10, 50, 34), k=QUESTIONS)),
        )
        for n in range(count)
    ]


def _round(world: World, code: str) -> Round:
    session = db.session()
    method = ensure_method(session, "kh-2021")
    terms = RoundTerms(
        code=code,
        title=f"Đợt {code}",
        method_id=method.id,
        collect_from=date(2021, 1, 4),
        collect_to=date(2021, 3, 31),
    )
    return open_round(session, session.get_one(Agency, world.agency_id), terms, at=NOON)


def _raw_rate(forms: list[NewForm]) -> float:
    """Rows a second of the bare driver: packed bytes, a SHA-256 chain, executemany, one commit."""
    with TemporaryDirectory() as folder, closing(sqlite3.connect(Path(folder) / "raw")) as raw:
        raw.execute("CREATE TABLE response (seq INTEGER PRIMARY KEY, answers BLOB, hash BLOB)")
        start = process_time()
        raw.executemany("INSERT INTO response VALUES (?, ?, ?)", _chained(forms))
        raw.commit()
        return len(forms) / (process_time() - start)


def _chained(forms: list[NewForm]) -> Iterator[tuple[int, bytes, bytes]]:
    current = b"\0" * 32
    for seq, form in enumerate(forms, 1):
        current = sha256(current + form.answers).digest()
        yield seq, form.answers, current


def _chain(app: Flask, forms: list[NewForm]) -> Iterator[Figure]:
    """Verification of everything against hashing as many packed records in memory."""
    record = b"\0" * 96
    start = process_time()
    current = b"\0" * 32
    for _ in forms:
        current = sha256(current + record).digest()
    hashed = process_time() - start
    with app.app_context():
        start = process_time()
        found = check_installation(db.engine, app.config["TRACKER"])
        taken = process_time() - start
        assert found.is_sound, found.problems[:3]
    name = f"verification with {len(forms)} responses"
    yield at_most(name, taken, "CPU s", 10)
    yield at_least(f"{name}, to SHA-256 in memory", hashed / taken, "ratio", 0.4)


def _rebuilt(app: Flask, round_id: int, responses: int) -> Figure:
    """The tallies of every question, component and group from the packed answers again."""
    with app.app_context():
        taken = min(_recounted(round_id) for _ in range(TIMES))
    name = f"tallies rebuilt from {responses} responses, to DuckDB's scan"
    return at_most(name, taken / scan_seconds(responses), "ratio", 6)


def _recounted(round_id: int) -> float:
    start = perf_counter()
    recount(db.session(), round_id, load_shipped("kh-2021"))
    return perf_counter() - start


def _index_page(app: Flask, world: World) -> float:
    with app.app_context():
        component_id = db.session.scalars(select(Component.id).order_by(Component.id)).first()
    officer = client_of(app, world.officer_id)

    def act() -> None:
        answer = officer.get(f"/scores/{component_id}")
        assert answer.status_code == 200

    return cpu_ms(act, times=3)
