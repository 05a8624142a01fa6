"""An installation of its own, with a department and a piece of evidence, for what reads files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests import factories
from tests.installations import empty_database, installation, migrated_database
from tracker.config import Config
from tracker.database import db
from tracker.store.commands import keep_file
from tracker.upkeep.places import Place

PDF = b"%PDF-1.7 tai lieu kiem chung"


@pytest.fixture
def house(application: Flask, tmp_path: Path) -> Iterator[Flask]:
    """A migrated application with people, one evidence file, everything committed."""
    folder = tmp_path / "instance"
    folder.mkdir()
    with migrated_database(application, folder) as url, installation(folder, url) as app:
        office = factories.make_office()
        shelf = app.extensions["shelf"]
        keep_file(db.session(), shelf, office.agency.id, "a.pdf", PDF, at=factories.NOON)
        db.session.commit()
        yield app


@pytest.fixture
def place(house: Flask) -> Place:
    config: Config = house.config["TRACKER"]
    return Place(config.data_dir, config.database_url, config.anchors)


@pytest.fixture
def elsewhere(application: Flask, tmp_path: Path) -> Iterator[Place]:
    """An empty place of the same kind, to restore into."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with empty_database(application, folder) as url:
        yield Place(folder, url, folder / "anchors.jsonl")
