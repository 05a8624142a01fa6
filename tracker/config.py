"""The environment becomes settings; secure by default, and what weakens safety says so."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tracker.errors import BadInput

UNSAFE_PREFIX = "TRACKER_UNSAFE_"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Config:
    """Everything the application is told from outside."""

    data_dir: Path
    database_url: str
    secret_key: str  # "": the one kept in the data folder, made there when it is first needed
    mail_url: str = ""
    base_url: str = ""
    trusted_proxies: int = 0
    allow_plain_http: bool = False  # TRACKER_UNSAFE_HTTP: cookies without TLS away from loopback
    unsafe: tuple[str, ...] = ()  # sentences for the banner and for doctor
    upload_bytes: int = 21 * MEGABYTE  # one file of 20 MB and the form around it
    metrics_token: str = ""
    anchors_file: Path | None = None  # where heads are kept outside; None: in the data folder
    extra: Mapping[str, object] = field(default_factory=dict)  # straight into app.config; tests

    @property
    def anchors(self) -> Path:
        """The file of heads kept outside the database; best on another disk."""
        return self.anchors_file or self.data_dir / "anchors.jsonl"


def from_environment() -> Config:
    """The settings of this process; makes nothing. Raises BadInput for one that cannot be."""
    data_dir = Path(os.environ.get("TRACKER_DATA_DIR") or "instance").resolve()
    url = os.environ.get("TRACKER_DATABASE_URL") or f"sqlite:///{data_dir / 'tracker.sqlite3'}"
    return Config(
        data_dir=data_dir,
        database_url=driver_url(url),
        secret_key=os.environ.get("TRACKER_SECRET_KEY", ""),
        mail_url=os.environ.get("TRACKER_MAIL_URL", ""),
        base_url=os.environ.get("TRACKER_BASE_URL", "").rstrip("/"),
        trusted_proxies=_number("TRACKER_TRUSTED_PROXIES"),
        allow_plain_http=os.environ.get("TRACKER_UNSAFE_HTTP") == "1",
        unsafe=unsafe_settings(os.environ),
        metrics_token=os.environ.get("TRACKER_METRICS_TOKEN", ""),
        anchors_file=Path(kept) if (kept := os.environ.get("TRACKER_ANCHOR_FILE")) else None,
    )


def driver_url(url: str) -> str:
    """`url` naming the driver the house uses for PostgreSQL. Raises BadInput for another kind."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    if not url.startswith(("sqlite:", "postgresql+psycopg:")):  # the url may hold a password
        raise BadInput(
            "TRACKER_DATABASE_URL không phải địa chỉ SQLite hoặc PostgreSQL. "
            "Ví dụ: postgresql://tracker@localhost/tracker."
        )
    return url


def _number(name: str) -> int:
    text = os.environ.get(name) or "0"
    if not text.isdecimal():
        raise BadInput(f"{name}={text} không phải số. Ghi số máy chủ trung gian, ví dụ: 1.")
    return int(text)


def unsafe_settings(environment: Mapping[str, str]) -> tuple[str, ...]:
    """One Vietnamese sentence for each setting in force that weakens safety."""
    sentences = []
    if moment := environment.get("TRACKER_UNSAFE_NOW"):
        sentences.append(f"Đồng hồ không theo giờ thật: bắt đầu từ {moment}.")
    if environment.get("TRACKER_UNSAFE_HTTP") == "1":
        sentences.append("Đang cho phép đăng nhập không qua kết nối mã hóa (HTTP).")
    known = {"TRACKER_UNSAFE_NOW", "TRACKER_UNSAFE_HTTP"}
    others = sorted(k for k in environment if k.startswith(UNSAFE_PREFIX) and k not in known)
    sentences.extend(f"Thiết lập làm giảm an toàn đang bật: {name}." for name in others)
    return tuple(sentences)


def kept_secret(data_dir: Path) -> str:
    """The secret key kept in the data folder, made there with mode 0600 the first time."""
    path = data_dir / "secret.key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(32))
        except FileExistsError:  # another worker was first
            pass
    return path.read_text().strip()
