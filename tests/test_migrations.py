"""The schema that migrations make is the one the models ask for, and they go back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from tests.installations import empty_database, installation, migrate
from tracker import ROOT
from tracker.database import Base, db
from tracker.ledger.seals import find_broken, triggers

MIGRATIONS = str(ROOT / "migrations")
VERSIONS = sorted((ROOT / "migrations" / "versions").glob("[0-9]*.py"))


@pytest.fixture
def place(application: Flask, tmp_path: Path) -> Iterator[Flask]:
    with empty_database(application, tmp_path) as url, installation(tmp_path, url) as app:
        migrate(app)
        yield app


def _revisions() -> list[str]:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]


def test_the_models_and_the_migrations_agree(place: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_sealed_table_has_its_triggers_after_migrating(place: Flask) -> None:
    with db.engine.connect() as connection:
        assert list(triggers(Base.metadata, connection.dialect.name))
        assert find_broken(connection, Base.metadata) == []


def test_every_migration_goes_back_and_up_again(place: Flask) -> None:
    for _ in VERSIONS:  # each one down, up and down again, so that its upgrade meets its downgrade
        downgrade(directory=MIGRATIONS, revision="-1")
        upgrade(directory=MIGRATIONS, revision="+1")
        downgrade(directory=MIGRATIONS, revision="-1")
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}

    upgrade(directory=MIGRATIONS)
    with db.engine.connect() as connection:
        assert find_broken(connection, Base.metadata) == []


def test_migrations_are_numbered_without_gaps_and_follow_one_another() -> None:
    numbers = [path.name[:4] for path in VERSIONS]

    assert numbers == [f"{n:04d}" for n in range(1, len(VERSIONS) + 1)]
    assert _revisions() == numbers[::-1]


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.name)
def test_a_migration_says_why_what_data_and_whether_it_goes_back(path: Path) -> None:
    text = path.read_text("utf-8")

    for answer in ("\nWhy: ", "\nData: ", "\nBack: "):
        assert answer in text, f"{path.name}: add a line “{answer.strip()}” to its docstring."
    assert "from tracker" not in text, f"{path.name}: write the values out; code changes later."
