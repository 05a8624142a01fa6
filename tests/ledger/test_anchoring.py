from pathlib import Path

import pytest
from flask import Flask

from tests.factories import NOON, Office
from tracker.database import Base, db
from tracker.ledger.anchoring import count_unanchored, find_stored, read_file, write_anchors
from tracker.ledger.problems import Kind
from tracker.ledger.verification import Findings, Ground, verify
from tracker.store.files import Shelf


@pytest.fixture
def file(app: Flask) -> Path:
    """The anchors file of the application, without what earlier tests left in it."""
    path: Path = app.config["TRACKER"].anchors
    path.unlink(missing_ok=True)
    return path


def _check(file: Path) -> Findings:
    return verify(db.session.connection(), Ground(Base.metadata, Shelf(file.parent), file))


def test_an_anchor_is_kept_in_the_database_and_in_the_file(office: Office, file: Path) -> None:
    anchors = write_anchors(db.session(), "hằng ngày", at=NOON)
    assert not file.exists()  # nothing leaves before the commit
    db.session.commit()

    kept, problems = read_file(file)
    assert (kept, problems) == (anchors, [])
    assert [(a.stream, a.seq) for a in find_stored(db.session.connection())] == [
        (a.stream, a.seq) for a in anchors
    ]
    found = _check(file)
    assert (found.is_sound, found.unanchored, found.oldest_unanchored) == (True, 0, None)


def test_what_comes_after_an_anchor_counts_as_exposed(office: Office, file: Path) -> None:
    write_anchors(db.session(), "hằng ngày", at=NOON)
    db.session.commit()
    office.first.name = "Phòng đã đổi tên"
    db.session.commit()

    assert _check(file).unanchored == count_unanchored(db.session.connection()) == 1


def test_only_the_named_stream_is_anchored(office: Office, file: Path) -> None:
    stream = f"agency:{office.agency.id}"
    anchors = write_anchors(db.session(), "chốt đợt", at=NOON, streams=[stream, "agency:999"])

    assert [a.stream for a in anchors] == [stream]


def test_a_refused_transaction_leaves_no_anchor(office: Office, file: Path) -> None:
    write_anchors(db.session(), "hằng ngày", at=NOON)
    db.session.rollback()
    db.session.commit()

    assert not file.exists()


def test_an_older_copy_put_back_disagrees_with_the_file(office: Office, file: Path) -> None:
    db.session.commit()
    line = '{"stream": "agency:1", "seq": 9000, "hash": "ff", "at": "2021-09-16", "reason": ""}'
    file.write_text(line + "\n", "utf-8")

    assert {p.kind for p in _check(file).problems} == {Kind.ANCHOR_BROKEN, Kind.ANCHOR_LOST}


def test_a_line_of_the_file_that_is_no_anchor_is_named(office: Office, file: Path) -> None:
    db.session.commit()
    file.write_text("{hỏng\n", "utf-8")
    (problem,) = _check(file).problems

    assert (problem.kind, problem.place.row) == (Kind.ANCHOR_BROKEN, "1")
    assert "Dòng 1" in problem.sentence


def test_a_file_that_cannot_be_written_does_not_undo_the_work(
    office: Office, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.mkdir()
    write_anchors(db.session(), "hằng ngày", at=NOON)
    db.session.commit()
    file.rmdir()

    assert find_stored(db.session.connection())
    assert "could not be appended" in caplog.text
