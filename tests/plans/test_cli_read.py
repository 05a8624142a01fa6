"""`flask plans read` and `plans deadline`: what they print and how they refuse."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from tests.factories import make_agency, make_unit
from tests.intake.files import with_cells, word_file
from tests.plans.appendix_files import HEADER, ROWS
from tracker.database import db
from tracker.plans.cli import plans

_ITEM_KEYS = {
    "no", "task", "products", "lead_units", "partner_units", "deadline_text", "deadline",
    "indices", "raw",
}  # fmt: skip


def _run(application: Flask, *words: str) -> Result:
    return application.test_cli_runner().invoke(plans, list(words))


def _json(result: Result) -> Any:
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ke hoach.docx"
    path.write_bytes(word_file([HEADER, *ROWS]))
    return path


def test_read_prints_the_agreed_shape(application: Flask, file: Path) -> None:
    found = _json(_run(application, "read", str(file), "--year", "2024", "--json"))
    assert found.keys() == {"plan", "header", "items", "warnings"}
    assert found["plan"].keys() == {"number", "date", "issuer", "year", "title", "target"}
    assert all(item.keys() == _ITEM_KEYS for item in found["items"])
    assert found["items"][1]["deadline"] == {
        "kind": "within", "start": "2024-01-01", "end": "2024-12-31",
    }  # fmt: skip
    assert all(each.keys() == {"row", "field", "text", "suggestion"} for each in found["warnings"])


def test_read_for_people_shows_items_and_what_to_look_at(application: Flask, file: Path) -> None:
    result = _run(application, "read", str(file), "--year", "2024")
    assert result.exit_code == 0
    assert "5 nhiệm vụ" in result.stdout
    assert "Chủ trì: Phòng Đăng ký | Phòng Cấp phép" in result.stdout
    assert "Nhiệm vụ 1: Cột chỉ số để trống." in result.stdout


def test_read_takes_the_indices_of_another_method(application: Flask, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word_file([HEADER, [*ROWS[0][:6], "Kết quả dịch vụ"]]))
    found = _json(_run(application, "read", str(path), "--method", "sipas-2017", "--json"))
    assert found["items"][0]["indices"] == ["Kết quả dịch vụ"]


def test_read_names_units_as_an_agency_does(app: Flask, file: Path) -> None:
    agency = make_agency(code="so-mau")
    make_unit(agency, name="Văn phòng sở")
    db.session.commit()
    words = ("read", str(file), "--year", "2024", "--agency", "so-mau", "--json")
    found = _json(_run(app, *words))
    assert found["items"][0]["lead_units"] == ["Văn phòng sở"]
    unknown = [each for each in found["warnings"] if "chưa có trong danh mục" in each["text"]]
    assert any(each["row"] == 2 for each in unknown)


@pytest.mark.parametrize(
    ("filename", "content", "words"),
    [
        ("a.docx", b"", "trống"),
        (
            "a.xlsx",
            with_cells('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
            "“Phụ lục”",
        ),
        ("a.docx", word_file([["a", "b"]]), "không có bảng nào"),
    ],
)
def test_a_bad_file_ends_with_status_two_and_one_line(
    application: Flask, tmp_path: Path, filename: str, content: bytes, words: str
) -> None:
    path = tmp_path / filename
    path.write_bytes(content)
    result = _run(application, "read", str(path), "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.strip().split("\n")
    assert line.startswith(f"lỗi: Tệp “{filename}”")
    assert words in line


def test_an_unknown_method_or_file_ends_with_status_two(application: Flask, file: Path) -> None:
    assert _run(application, "read", str(file), "--method", "khac").exit_code == 2
    assert _run(application, "read", "khong co.docx").exit_code == 2


def test_deadline_prints_the_agreed_shape_with_absent_parts_null(application: Flask) -> None:
    found = _json(_run(application, "deadline", "Từ Quý I/2021", "--year", "2021", "--json"))
    assert found == {
        "text": "Từ Quý I/2021", "kind": "from", "start": "2021-01-01", "end": None,
        "every": None, "on": None, "time": None, "amount": None, "unit": None, "note": None,
        "confidence": "sure",
    }  # fmt: skip


def test_deadline_for_people_says_what_was_understood(application: Flask) -> None:
    result = _run(application, "deadline", "30/6/2021", "--year", "2021")
    assert (result.exit_code, result.stdout[:13]) == (0, "Hạn 30/6/2021")


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("", ["Chưa rõ, cần người xác định"]),
        ("- Hàng quý;", ["Báo cáo hằng quý"]),
        ("-30/6", ["Hạn 30/6/2021; báo cáo hằng tháng"]),
        (
            "trước ngày 15 của tháng cuối quý",
            ["Báo cáo hằng quý, hạn ngày 15 (cần kiểm tra lại)", "Ghi chú: tháng cuối quý"],
        ),
        ("24 giờ kể từ khi nhận", ["Hạn 24 giờ kể từ sự kiện (nhận); báo cáo hằng tháng"]),
    ],
)
def test_deadline_takes_any_words_as_they_stand(
    application: Flask, words: str, lines: list[str]
) -> None:
    result = _run(application, "deadline", words, "--year", "2021")
    assert (result.exit_code, result.stdout.splitlines()) == (0, lines)


@pytest.mark.parametrize(
    "arguments", [["30/6"], ["30/6", "--year", "1900"], ["30/6", "15/7", "--year", "2021"], []]
)
def test_deadline_typed_wrongly_is_one_line_and_status_two(
    application: Flask, arguments: list[str]
) -> None:
    result = _run(application, "deadline", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("lỗi: ")
    assert result.stderr.count("\n") == 1
