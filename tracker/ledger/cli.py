"""`flask ledger …`: proving that nothing was altered, and handing heads outside."""

import sys

import click
from flask import current_app

from tracker import clock
from tracker.commandline import AppGroup, answer, json_option, verb
from tracker.config import Config
from tracker.database import Base, db
from tracker.ledger import seals
from tracker.ledger.anchoring import write_anchors
from tracker.ledger.verification import Findings
from tracker.upkeep.queries import check_installation
from tracker.vietnamese import count

ledger = AppGroup("ledger", help="Sổ ghi mọi thay đổi, không sửa được mà không lộ.")
commands = (ledger,)


@ledger.command("verify", help="Kiểm tra mọi dòng sổ ghi, bản ghi, tệp và mốc.")
@json_option
@verb()
def verify(as_json: bool) -> None:
    found = check_installation(db.engine, current_app.config["TRACKER"])
    oldest = found.oldest_unanchored
    facts = {
        "ok": found.is_sound,
        "entries": found.entries,
        "streams": found.streams,
        "problems": [problem.as_facts() for problem in found.problems],
        "unanchored": found.unanchored,
        "oldest_unanchored": oldest.isoformat() if oldest else None,
    }
    answer(facts, _lines(found), as_json=as_json)
    if not found.is_sound:
        sys.exit(1)


@ledger.command("anchor", help="Ghi và in đầu của mọi dòng sổ, để giữ ở nơi khác.")
@json_option
@verb(stores=True)
def anchor(as_json: bool) -> None:
    config: Config = current_app.config["TRACKER"]
    anchors = write_anchors(db.session(), "hằng ngày", at=clock.now())
    facts = {
        "heads": [
            {"stream": a.stream, "seq": a.seq, "hash": a.hash, "at": a.at, "reason": a.reason}
            for a in anchors
        ],
        "file": str(config.anchors),
    }
    lines = [f"{a.stream} {a.seq} {a.hash} {a.at}" for a in anchors]
    lines.append(f"Đã ghi {len(anchors)} mốc vào dữ liệu và vào {config.anchors}.")
    answer(facts, lines, as_json=as_json)


@ledger.command("seals", help="In câu lệnh của các chốt bảo vệ, để đưa vào một bản nâng cấp.")
@click.option("--dialect", type=click.Choice(["sqlite", "postgresql"]), default="sqlite")
@verb(needs_database=False)
def print_seals(dialect: str) -> None:
    if dialect == "postgresql":
        click.echo(f"{seals.function_statement()};")
    for trigger in seals.triggers(Base.metadata, dialect):
        click.echo(f"{trigger.statement};")


def _lines(found: Findings) -> list[str]:
    lines = [f"{p.place.stream or '-'} #{p.place.seq or '-'}: {p.sentence}" for p in found.problems]
    signs = "không có" if found.is_sound else str(len(found.problems))
    lines.append(f"{count(found.entries)} mục, {found.streams} dòng sổ: {signs} dấu hiệu bị sửa.")
    if found.unanchored:
        lines.append(
            f"{count(found.unanchored)} mục chưa có mốc bên ngoài, cũ nhất từ "
            f"{found.oldest_unanchored:%d/%m/%Y}: việc cắt bỏ chúng sẽ không để lại dấu vết."
        )
    return lines
