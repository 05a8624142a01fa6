"""What `flask doctor` finds out about the machine and the settings, without the database."""

import importlib.util
import json
import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from tracker.config import Config
from tracker.errors import BadInput
from tracker.outbox.mail import mail_server
from tracker.upkeep.checks import Check, broken, ok, weak
from tracker.upkeep.places import Place

GIGABYTE = 1024**3
FULL, SCARCE = 0.2 * GIGABYTE, 1.0 * GIGABYTE
BACKUP_EVERY = timedelta(days=1, hours=1)


def check_machine(config: Config, place: Place, now: datetime) -> Iterator[Check]:
    """Settings, tools, disk and backups, in the order they are printed."""
    yield _unsafe(config)
    yield _mail(config)
    yield _address(config)
    yield _secret_key(place.data_dir)
    yield _disk(place.data_dir)
    yield _anchors_disk(place)
    yield _child_limits()
    if not place.is_sqlite:
        yield _postgresql_tools()
    yield _last_backup(place, now)
    yield from _deviations()


def _unsafe(config: Config) -> Check:
    if not config.unsafe:
        return ok("unsafe", "Không có thiết lập nào làm giảm an toàn.")
    return weak("unsafe", " ".join(config.unsafe) + " Bỏ các biến TRACKER_UNSAFE_ khi dùng thật.")


def _mail(config: Config) -> Check:
    try:
        server = mail_server(config.mail_url)
    except BadInput as refusal:
        return broken("mail", f"{refusal} Thư nhắc việc nằm chờ trong cơ sở dữ liệu.")
    if server is None:
        return weak(
            "mail",
            "Chưa đặt TRACKER_MAIL_URL: thư nhắc việc nằm chờ; trang Nhắc việc, đôn đốc có bản chữ "
            "để sao chép. Mật khẩu cấp bằng phiếu in.",
        )
    if server.is_open_to_listeners:
        return weak("mail", f"Thư đi không mã hóa qua {server.text}. Đặt tls=starttls hoặc smtps.")
    return ok("mail", f"Thư đi qua {server.text}. Hẹn giờ “flask reminders send --all”.")


def _address(config: Config) -> Check:
    if config.base_url.startswith("https://"):
        return ok("address", f"Địa chỉ công khai {config.base_url}.")
    return weak(
        "address",
        "TRACKER_BASE_URL chưa đặt hoặc không phải https: đường dẫn trong thư và mã QR chỉ đúng "
        "trên máy này.",
    )


def _secret_key(data_dir: Path) -> Check:
    path = data_dir / "secret.key"
    if os.name == "nt" or not path.exists() or not path.stat().st_mode & 0o077:
        return ok("secret-key", "Khóa bí mật chỉ chủ ứng dụng đọc được.")
    return weak("secret-key", f"Người khác trên máy đọc được {path}. Chạy: chmod 600 {path}")


def _disk(data_dir: Path) -> Check:
    free = shutil.disk_usage(data_dir).free
    text = f"Ổ đĩa của {data_dir} còn trống {free / GIGABYTE:.1f} GB".replace(".", ",")
    if not os.access(data_dir, os.W_OK):
        return broken("disk", f"Không ghi được vào {data_dir}. Cấp quyền ghi cho ứng dụng.")
    if free < FULL:
        return broken("disk", f"{text}: sắp không lưu được nữa. Dọn ổ đĩa ngay.")
    if free < SCARCE:
        return weak("disk", f"{text}. Dọn hoặc mở rộng ổ đĩa.")
    return ok("disk", f"{text}.")


def _anchors_disk(place: Place) -> Check:
    folder = next(p for p in place.anchors_file.absolute().parents if p.exists())
    if folder.stat().st_dev != place.data_dir.stat().st_dev:
        return ok("anchors-file", f"Tệp mốc {place.anchors_file} nằm ở ổ đĩa khác.")
    return weak(
        "anchors-file",
        f"Tệp mốc {place.anchors_file} nằm cùng ổ đĩa với dữ liệu: người sửa được dữ liệu cũng "
        "sửa được mốc. Đặt TRACKER_ANCHOR_FILE sang máy hoặc ổ khác.",
    )


def _child_limits() -> Check:
    if importlib.util.find_spec("resource"):
        return ok("child-limits", "Tệp tải lên được đọc trong tiến trình riêng có giới hạn bộ nhớ.")
    return weak(
        "child-limits",
        "Hệ điều hành này không giới hạn được bộ nhớ của tiến trình đọc tệp; chỉ giới hạn thời "
        "gian. Chỉ nhận tệp từ nguồn quen biết, hoặc chạy trên Linux.",
    )


def _postgresql_tools() -> Check:
    absent = [tool for tool in ("pg_dump", "pg_restore") if shutil.which(tool) is None]
    if not absent:
        return ok("postgresql-tools", "Có pg_dump và pg_restore để sao lưu.")
    return weak(
        "postgresql-tools",
        f"Thiếu {', '.join(absent)}: không sao lưu được bằng lệnh này. Cài postgresql-client.",
    )


def _last_backup(place: Place, now: datetime) -> Check:
    try:
        facts = json.loads(place.last_backup.read_text("utf-8"))
        at, folder = datetime.fromisoformat(facts["at"]), facts["folder"]
    except (OSError, ValueError, KeyError, TypeError):
        return weak(
            "backup",
            "Chưa sao lưu lần nào. Đặt lịch “flask backup” hằng đêm, cất bản sao nơi khác.",
        )
    days = (now - at).days
    if now - at <= BACKUP_EVERY:
        return ok("backup", f"Bản sao lưu gần nhất ở {folder}, trong vòng một ngày.")
    return weak("backup", f"Bản sao lưu gần nhất ({folder}) đã {days} ngày. Sao lưu lại.")


def _deviations() -> Iterator[Check]:
    """What ASVS 5.0 level 2 asks and this installation does not do (PROMISES 1a)."""
    yield weak("second-factor", "Chưa có xác thực hai lớp: chưa đạt ASVS mức 2 (6.3.3).")
    yield weak(
        "antivirus",
        "Tệp tải lên không được quét vi-rút: chưa đạt ASVS mức 2 (5.4.3). Tệp chỉ được tải về, "
        "không mở trong trình duyệt.",
    )
    yield weak(
        "remote-logs",
        "Nhật ký chỉ nằm trên máy này: chưa đạt ASVS mức 2 (16.4.3). Chuyển nhật ký sang máy khác.",
    )
