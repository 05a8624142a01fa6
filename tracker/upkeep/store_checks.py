"""What `flask doctor` finds out about the database and what stands in it."""

import sqlite3
from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, func, select

from tracker.database import Base, has_safe_wal
from tracker.ledger.anchoring import count_unanchored
from tracker.ledger.seals import find_broken
from tracker.organisation.models import Agency, CalendarDay
from tracker.outbox.models import Message
from tracker.upkeep.checks import Check, State, broken, ok, weak
from tracker.upkeep.queries import find_revision

_LEVELS = {"0": "OFF", "1": "NORMAL", "2": "FULL", "3": "EXTRA"}
_PG_SAFE = ("fsync", "synchronous_commit", "full_page_writes")


def check_database(connection: Connection, newest: str, today: date) -> Iterator[Check]:
    """Durability, schema, seals, anchors, calendar and waiting mail, in the order printed.

    On another schema than the newest one only the first two: the rest could not be read.
    """
    on_sqlite = connection.dialect.name == "sqlite"
    yield _sqlite(connection) if on_sqlite else _postgresql(connection)
    schema = _schema(connection, newest)
    yield schema
    if schema.state is not State.OK:
        return
    yield _seals(connection)
    yield _unanchored(connection)
    yield from _calendar(connection, today)
    yield _waiting_mail(connection)
    yield _demo(connection)


def _sqlite(connection: Connection) -> Check:
    version = sqlite3.sqlite_version
    mode = str(connection.exec_driver_sql("PRAGMA journal_mode").scalar())
    level = _LEVELS[str(connection.exec_driver_sql("PRAGMA synchronous").scalar())]
    said = f"SQLite {version}, journal_mode={mode}, synchronous={level}"
    if level in {"OFF", "NORMAL"}:
        return broken("database", f"{said}: mất điện có thể mất dữ liệu đã báo là lưu xong.")
    if mode == "wal" and not has_safe_wal(sqlite3.sqlite_version_info):
        return broken("database", f"{said}: bản này có lỗi WAL làm hỏng dữ liệu. Nâng cấp SQLite.")
    if mode == "truncate":
        return ok(
            "database",
            f"{said}: bản SQLite này có lỗi WAL (sửa từ 3.51.3) nên dùng chế độ TRUNCATE, chậm hơn "
            "nhưng không mất dữ liệu.",
        )
    return ok("database", f"{said}: mất điện không mất dữ liệu đã lưu.")


def _postgresql(connection: Connection) -> Check:
    off = [n for n in _PG_SAFE if connection.exec_driver_sql(f"SHOW {n}").scalar() == "off"]
    version = connection.exec_driver_sql("SHOW server_version").scalar()
    if off:
        return broken("database", f"PostgreSQL {version} tắt {', '.join(off)}. Bật lại ngay.")
    if connection.exec_driver_sql("SHOW is_superuser").scalar() == "on":
        return weak(
            "database",
            f"PostgreSQL {version}: ứng dụng kết nối bằng vai trò superuser, vai trò này tắt được "
            "chốt bảo vệ. Dùng vai trò thường.",
        )
    return ok("database", f"PostgreSQL {version} ghi bền, vai trò của ứng dụng là vai trò thường.")


def _schema(connection: Connection, newest: str) -> Check:
    revision = find_revision(connection)
    if revision == newest:
        return ok("schema", f"Lược đồ dữ liệu ở bản mới nhất ({newest}).")
    return broken(
        "schema", f"Lược đồ ở bản {revision or 'trống'}, cần bản {newest}. Chạy: flask db upgrade"
    )


def _seals(connection: Connection) -> Check:
    gone = find_broken(connection, Base.metadata)
    if not gone:
        return ok("seals", "Các chốt chặn sửa, xóa bản ghi đã niêm phong còn đủ.")
    names = ", ".join(trigger.name for trigger in gone[:3])
    return broken("seals", f"Thiếu {len(gone)} chốt bảo vệ ({names}…). Tìm ai đã gỡ, rồi nâng cấp.")


def _unanchored(connection: Connection) -> Check:
    count = count_unanchored(connection)
    if not count:
        return ok("anchors", "Mọi mục của sổ ghi đã có mốc.")
    return weak(
        "anchors",
        f"{count} mục của sổ ghi chưa có mốc bên ngoài: cắt bỏ chúng sẽ không để lại dấu vết. "
        "Đặt lịch “flask ledger anchor” hằng ngày.",
    )


def _calendar(connection: Connection, today: date) -> Iterator[Check]:
    """Days off of this year, and from October on of the next, agency by agency. Two SELECTs."""
    years = [today.year, *([today.year + 1] if today.month >= 10 else [])]
    day, agency = CalendarDay.__table__.c, Agency.__table__.c
    rows = connection.execute(select(day.agency_id, day.day, day.is_confirmed)).all()
    for row in connection.execute(select(agency.id, agency.name).order_by(agency.id)):
        for year in years:
            states = [r.is_confirmed for r in rows if r.agency_id == row.id and r.day.year == year]
            yield _year(row.name, year, states)


def _year(agency: str, year: int, confirmed: list[bool]) -> Check:
    name, whose = "calendar", f"Lịch nghỉ năm {year} của {agency}"
    if not confirmed:
        return weak(name, f"{whose} chưa có. Chạy: flask calendar seed {year}, rồi xác nhận.")
    if not all(confirmed):
        left = confirmed.count(False)
        return weak(name, f"{whose} còn {left} ngày “dự kiến”. Xác nhận kèm số thông báo.")
    return ok(name, f"{whose} đã xác nhận đủ.")


def _waiting_mail(connection: Connection) -> Check:
    sent = Message.__table__.c.sent_at
    query = select(func.count()).select_from(Message.__table__).where(sent.is_(None))
    waiting = connection.scalar(query) or 0
    if not waiting:
        return ok("outbox", "Không có thư nào đang chờ gửi.")
    return weak("outbox", f"{waiting} thư đang chờ gửi. Chạy “flask jobs run” theo lịch.")


def _demo(connection: Connection) -> Check:
    code = Agency.__table__.c.code
    if connection.scalar(select(func.count()).select_from(Agency.__table__).where(code == "demo")):
        return weak(
            "demo",
            "Có cơ quan trình diễn với mật khẩu ai cũng biết. Đừng mở máy này ra mạng; dùng thật "
            "thì bắt đầu từ dữ liệu trống.",
        )
    return ok("demo", "Không có tài khoản trình diễn.")
