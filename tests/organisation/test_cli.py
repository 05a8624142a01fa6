import json
from typing import Any

import pytest
from flask import Flask

from tests.factories import make_agency
from tracker.database import db
from tracker.organisation import queries
from tracker.organisation.rules import Regime


def run(app: Flask, *words: str) -> tuple[int, str, str]:
    result = app.test_cli_runner().invoke(args=words)
    return result.exit_code, result.stdout, result.stderr


def rows(app: Flask, *words: str) -> Any:
    code, out, _ = run(app, *words, "--json")
    assert code == 0
    return json.loads(out)


def test_an_agency_is_added_ready_for_work(app: Flask) -> None:
    added = rows(app, "organisation", "add", "xa-an-binh", "--name", "UBND xã A", "--kind", "xa")
    assert added[0]["code"] == "xa-an-binh"
    agency = queries.find_agency_by_code(db.session(), "xa-an-binh")
    assert agency is not None
    office = queries.office_unit(db.session(), agency.id)
    assert office is not None
    assert office.name == "Văn phòng HĐND và UBND"
    assert queries.find_periods(db.session(), agency.id, Regime.ND09)
    assert rows(app, "organisation", "list") == added


def test_a_code_that_is_taken_exits_with_2(app: Flask) -> None:
    make_agency(code="sm")
    db.session.commit()
    code, out, err = run(app, "organisation", "add", "sm", "--name", "Khác")
    assert (code, out) == (2, "")
    assert err == "lỗi: Mã cơ quan “sm” đã có. Chọn mã khác.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("so ta", "--name", "Sở A"), "Mã cơ quan “so ta”: chỉ dùng chữ thường"),
        (("Sở-A", "--name", "Sở A"), "Mã cơ quan “Sở-A”: chỉ dùng chữ thường"),
        (("so-a", "--name", " "), "Chưa ghi tên cơ quan “so-a”"),
    ],
)
def test_a_code_that_fits_no_address_or_an_empty_name_exits_with_2(
    app: Flask, words: tuple[str, ...], said: str
) -> None:
    code, out, err = run(app, "organisation", "add", *words)
    assert (code, out) == (2, "")
    assert err.startswith(f"lỗi: {said}")
    assert run(app, "organisation", "list")[1] == "Chưa có cơ quan nào.\n"


def test_no_agency_yet_is_said(app: Flask) -> None:
    assert run(app, "organisation", "list") == (0, "Chưa có cơ quan nào.\n", "")


def test_a_year_of_days_off_is_seeded(app: Flask) -> None:
    make_agency(code="sm")
    db.session.commit()
    days = rows(app, "calendar", "seed", "2026")
    assert days[1] == {
        "day": "2026-01-02",
        "kind": "off",
        "reason": "Nghỉ hoán đổi, làm bù ngày 10/01/2026",
        "notice": "12729/VPCP-KGVX; 9441/TB-BNV; 3383/BNV-CVL",
        "confirmed": False,
    }
    assert rows(app, "calendar", "seed", "2026", "--agency", "sm") == days


@pytest.mark.parametrize("words", [("1999",), ("2026", "--agency", "khong-co")])
def test_a_bad_year_or_agency_exits_with_2(app: Flask, words: tuple[str, ...]) -> None:
    make_agency(code="sm")
    db.session.commit()
    code, _, err = run(app, "calendar", "seed", *words)
    assert code == 2
    assert err.startswith("lỗi: ")
