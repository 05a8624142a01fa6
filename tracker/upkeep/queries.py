"""Reading the whole installation: is anything altered, which version of the schema is it."""

from dataclasses import replace
from functools import lru_cache

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from tracker.config import Config as Settings
from tracker.database import Base
from tracker.ledger.reading import any_bytes
from tracker.ledger.verification import Findings, Ground, verify
from tracker.upkeep.copies import snapshot
from tracker.upkeep.places import Place
from tracker.upkeep.responses import check_responses


def check_everything(connection: Connection, place: Place) -> Findings:
    """Ledger, living rows, files, anchors, schema and the sealed responses of every round.

    Reads only; give it a snapshot, so that what is written meanwhile is no damage.
    """
    found = verify(connection, Ground(Base.metadata, place.shelf, place.anchors_file))
    with any_bytes(connection):
        return replace(found, problems=(*found.problems, *check_responses(connection)))


def check_installation(engine: Engine, config: Settings) -> Findings:
    """`check_everything` on a snapshot of the running installation."""
    place = Place(config.data_dir, config.database_url, config.anchors)
    with snapshot(engine) as connection:
        return check_everything(connection, place)


def find_revision(connection: Connection) -> str:
    """The migration this database stands at; "" on an empty one."""
    return MigrationContext.configure(connection).get_current_revision() or ""


@lru_cache(maxsize=4)
def newest_revision(migrations: str) -> str:
    """The last migration in the folder of migrations."""
    config = Config()
    config.set_main_option("script_location", migrations)
    return ScriptDirectory.from_config(config).get_current_head() or ""
