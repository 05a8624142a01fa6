"""Every command refuses and fails in one line, and reads a file without any place of its own."""

from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import TESTING
from tests.intake.files import word_file
from tests.plans.appendix_files import HEADER, ROWS
from tracker import create_app
from tracker.config import Config, from_environment, kept_secret
from tracker.errors import BadInput

NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:1/none"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("plans read", "Thiếu FILE."),
        ("plans deadline abc", "Thiếu --year."),
        ("plans deadline abc --year mai", "Giá trị của --year không dùng được."),
        ("plans deadline abc --nam 2021", "Không có tùy chọn --nam."),
        ("plans khong-co", "Không có lệnh “khong-co”."),
        ("reviews overdue --on 31/13/2021", "“31/13/2021” không phải ngày có thật"),
        ("backup", "Thiếu FOLDER."),
    ],
)
def test_a_command_typed_wrongly_is_told_in_one_line(
    application: Flask, words: str, said: str
) -> None:
    result = application.test_cli_runner().invoke(args=words.split())
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.strip().splitlines()
    assert line.startswith(f"lỗi: {said}")
    assert line.endswith("--help.")


def test_reading_a_file_needs_neither_a_database_nor_a_folder(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(word_file([HEADER, *ROWS]))
    runner = create_app(Config(tmp_path / "none", NOWHERE, "")).test_cli_runner()
    read = runner.invoke(args=["plans", "read", str(file), "--year", "2024", "--json"])
    words = runner.invoke(args=["plans", "deadline", "Quý I", "--year", "2024", "--json"])
    assert (read.exit_code, words.exit_code) == (0, 0), read.stderr
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("url", [NOWHERE, "sqlite:////proc/none/tracker.sqlite3"])
def test_a_database_out_of_reach_is_told_in_one_line(tmp_path: Path, url: str) -> None:
    result = (
        create_app(Config(tmp_path, url, "")).test_cli_runner().invoke(args=["ledger", "verify"])
    )
    assert result.exit_code == 1
    (line,) = result.stderr.strip().splitlines()
    assert line.startswith("lỗi: Không dùng được cơ sở dữ liệu: ")


def test_a_folder_that_cannot_be_made_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    place = tmp_path / "file" / "data"
    app = create_app(Config(place, f"sqlite:///{place / 'tracker.sqlite3'}", ""))
    result = app.test_cli_runner().invoke(args=["doctor"])
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert result.stderr.startswith(f"lỗi: Không đọc hoặc ghi được {place}: ")


def test_the_secret_key_is_made_once_with_the_first_request(tmp_path: Path) -> None:
    app = create_app(Config(tmp_path / "new", "sqlite://", "", extra=TESTING))
    assert app.test_client().get("/healthz").status_code == 200
    kept = (tmp_path / "new" / "secret.key").read_text()
    assert app.secret_key == kept == kept_secret(tmp_path / "new")
    assert (tmp_path / "new" / "secret.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "value"),
    [("TRACKER_DATABASE_URL", "mysql://a:b@c/d"), ("TRACKER_TRUSTED_PROXIES", "một")],
)
def test_a_setting_that_cannot_be_is_refused_by_name_without_its_secrets(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadInput, match=name) as told:
        from_environment()
    assert "a:b" not in str(told.value)
