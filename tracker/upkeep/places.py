"""Where an installation keeps its things: database, evidence files, anchors. Pure but for paths."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url

from tracker.store.files import Shelf


@dataclass(frozen=True)
class Place:
    """One installation on this machine."""

    data_dir: Path
    database_url: str
    anchors_file: Path

    @property
    def url(self) -> URL:
        return make_url(self.database_url)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def sqlite_file(self) -> Path:
        """The file of an SQLite database; ValueError for one in memory or on a server."""
        name = self.url.database
        if not self.is_sqlite or not name or name == ":memory:":
            raise ValueError("This database is not a file.")
        return Path(name)

    @property
    def files(self) -> Path:
        """The folder of evidence files."""
        return self.data_dir / "files"

    @property
    def shelf(self) -> Shelf:
        return Shelf(self.files)

    @property
    def last_backup(self) -> Path:
        """A note of the last backup, for `doctor`."""
        return self.data_dir / "last-backup.json"
