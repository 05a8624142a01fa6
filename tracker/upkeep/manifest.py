"""What a backup says of itself: hashes, counts and heads, to be compared when it is put back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, inspect, select, table

from tracker.errors import BadInput
from tracker.ledger.chains import find_heads

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    """The contents of one backup."""

    made_at: str  # ISO, UTC
    database: str  # name of the file in the backup
    database_sha256: str
    revision: str  # of the migrations
    rows: Mapping[str, int]  # by table
    heads: Mapping[str, tuple[int, str]]  # stream -> seq and hash
    files: int  # evidence files in the backup
    missing: tuple[str, ...] = field(default=())  # evidence already gone or altered at that time
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Write it into the folder of its backup."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        (folder / NAME).write_text(text + "\n", "utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the backup in `folder`; BadInput where there is none that can be read."""
    path = folder / NAME
    if not path.is_file():
        raise BadInput(f"{folder} không phải bản sao lưu: không có {NAME}. Chọn đúng thư mục.")
    try:
        facts: dict[str, Any] = json.loads(path.read_text("utf-8"))
        heads = {stream: (int(seq), str(hash_)) for stream, (seq, hash_) in facts["heads"].items()}
        found = Manifest(**{**facts, "heads": heads, "missing": tuple(facts["missing"])})
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadInput(f"Tệp {path} bị hỏng. Dùng bản sao lưu khác.") from error
    if found.format != FORMAT:
        raise BadInput(f"Bản sao lưu {folder} do phiên bản mới hơn tạo. Cập nhật phần mềm trước.")
    return found


def count_rows(connection: Connection) -> dict[str, int]:
    """How many rows each table holds, by name. One SELECT for each table."""
    names = sorted(inspect(connection).get_table_names())
    counted = {n: connection.scalar(select(func.count()).select_from(table(n))) for n in names}
    return {name: count or 0 for name, count in counted.items()}


def heads_of(connection: Connection) -> dict[str, tuple[int, str]]:
    """Every stream's end as a manifest holds it. One SELECT."""
    return {stream: (head.seq, head.hash) for stream, head in find_heads(connection).items()}
