import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.conftest import TESTING
from tests.installations import empty_database
from tracker import clock, create_app
from tracker.access.models import Person
from tracker.access.rules import Role
from tracker.config import Config
from tracker.database import db
from tracker.ledger.models import LedgerEntry
from tracker.organisation import queries
from tracker.organisation.models import Agency, Period
from tracker.organisation.rules import UnitKind

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
AGENCY = {"kind": "xa", "name": "UBND xã An Bình", "place": "An Bình", "code": "an-binh"}
UNITS = {
    "office": "Văn phòng HĐND và UBND",
    "head": "Chủ tịch UBND xã",
    "units": "Phòng Kinh tế\n\nPhòng Văn hóa - Xã hội",
    "unions": "Công đoàn cơ quan",
}
METHOD = {"method_code": "sipas-2023", "regime": "calendar"}
PEOPLE = {
    "admin_name": "Trần Quản Trị",
    "admin_email": "Admin@mau.example",
    "admin_password": "ba con mèo vàng",
    "admin_password_again": "ba con mèo vàng",
    "office_name": "Nguyễn Thu Hà",
    "office_email": "ha@mau.example",
    "office_password": "bốn cây dừa xanh",
    "office_password_again": "bốn cây dừa xanh",
}


@pytest.fixture
def empty(app_with: Callable[..., Flask]) -> Iterator[Flask]:
    app = app_with(SET_UP=True)
    with app.app_context():
        yield app
        db.session.remove()


def hidden_in(page: str) -> dict[str, str]:
    found = {}
    for tag in HIDDEN.findall(page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value:
            found[unescape(name[1])] = unescape(value[1])
    return found


def send(client: FlaskClient, page: str, typed: dict[str, str], go: str = "next") -> str:
    answer = client.post("/set-up", data=hidden_in(page) | typed | {"go": go})
    return answer.text if answer.status_code == 200 else answer.headers["Location"]


def walk(client: FlaskClient, code: str, *typed: dict[str, str]) -> str:
    page = client.get("/set-up").text
    for step in ({"set_up_code": code}, *typed):
        page = send(client, page, step)
    return page


def code_of(tmp_path: Path) -> str:
    return (tmp_path / "set-up.code").read_text()


@pytest.mark.parametrize("path", ["/", "/sign-in", "/organisation/units", "/khong-co"])
def test_every_page_of_an_empty_house_leads_to_the_set_up(empty: Flask, path: str) -> None:
    assert empty.test_client().get(path).headers["Location"] == "/set-up"


def test_a_database_without_tables_gets_them_with_the_first_page(
    application: Flask, tmp_path: Path
) -> None:
    with empty_database(application, tmp_path) as url:
        app = create_app(Config(tmp_path / "new", url, "", extra=TESTING | {"SET_UP": True}))
        client = app.test_client()
        assert client.get("/").headers["Location"] == "/set-up"
        assert client.get("/readyz").text == "ready\n"
        page = client.get("/set-up").text  # a post holds the write lock while it is asked for
        assert 'name="kind"' in send(client, page, {"set_up_code": code_of(tmp_path / "new")})
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def test_the_code_stands_on_the_terminal_and_is_asked_first(
    empty: Flask, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    client = empty.test_client()
    page = client.get("/set-up").text
    client.get("/set-up")
    code = code_of(tmp_path)
    assert capsys.readouterr().err.count(f"Mã thiết lập lần đầu: {code}") == 1
    assert code not in page
    assert (tmp_path / "set-up.code").stat().st_mode & 0o777 == 0o600
    refused = send(client, page, {"set_up_code": "abcd-efgh-jkmn"})
    assert "Mã chưa đúng" in refused
    assert 'name="kind"' not in refused
    assert 'name="kind"' in send(client, page, {"set_up_code": f" {code.upper()} "})


def test_later_steps_cannot_be_reached_without_the_code(empty: Flask) -> None:
    client = empty.test_client()
    client.get("/set-up")
    everything = AGENCY | UNITS | METHOD | PEOPLE | {"step": "4", "go": "next"}
    assert 'name="set_up_code"' in client.post("/set-up", data=everything).text
    assert db.session.scalar(select(func.count(Agency.id))) == 0


def test_the_whole_set_up(empty: Flask, tmp_path: Path) -> None:
    client = empty.test_client()
    client.get("/set-up")
    end = walk(client, code_of(tmp_path), AGENCY, UNITS, METHOD, PEOPLE)
    assert end == "/sign-in"
    agency = queries.find_agency_by_code(db.session(), "an-binh")
    assert agency is not None
    assert (agency.name, agency.method_code) == ("UBND xã An Bình", "sipas-2023")
    assert agency.profile.head == "Chủ tịch UBND xã"
    assert agency.profile.on_behalf == "TM. ỦY BAN NHÂN DÂN"
    units = queries.find_units(db.session(), agency.id)
    assert [(u.name, u.kind, u.is_office) for u in units] == [
        ("Văn phòng HĐND và UBND", UnitKind.INTERNAL, True),
        ("Phòng Kinh tế", UnitKind.INTERNAL, False),
        ("Phòng Văn hóa - Xã hội", UnitKind.INTERNAL, False),
        ("Công đoàn cơ quan", UnitKind.UNION, False),
    ]
    this_year = clock.today().year
    years = {code[:4] for code in db.session.scalars(select(Period.code))}
    assert years == {str(this_year), str(this_year + 1)}
    assert queries.find_days(db.session(), agency.id, this_year + 1)


def test_after_the_set_up_both_people_sign_in(empty: Flask, tmp_path: Path) -> None:
    client = empty.test_client()
    client.get("/set-up")
    walk(client, code_of(tmp_path), AGENCY, UNITS, METHOD, PEOPLE)
    assert client.get("/set-up").headers["Location"] == "/sign-in"
    assert not (tmp_path / "set-up.code").exists()
    for email, password in (
        ("admin@mau.example", "ba con mèo vàng"),
        ("ha@mau.example", "bốn cây dừa xanh"),
    ):
        browser = empty.test_client()
        form = {"email": email, "password": password}
        assert browser.post("/sign-in", data=form).headers["Location"] == "/"
        assert browser.get("/account").status_code == 200
    people = db.session.scalars(select(Person))
    assert {person.email: person.roles for person in people} == {
        "admin@mau.example": frozenset({Role.ADMIN}),
        "ha@mau.example": frozenset({Role.OFFICE}),
    }
    actors = set(db.session.scalars(select(LedgerEntry.actor)))
    assert actors == {"set-up"}


def test_one_person_may_do_both(empty: Flask, tmp_path: Path) -> None:
    client = empty.test_client()
    client.get("/set-up")
    alone = {k: v for k, v in PEOPLE.items() if k.startswith("admin")} | {"is_one_person": "y"}
    assert walk(client, code_of(tmp_path), AGENCY, UNITS, METHOD, alone) == "/sign-in"
    only = db.session.scalars(select(Person)).one()
    assert only.roles == {Role.ADMIN, Role.OFFICE}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"admin_password": "12345678", "admin_password_again": "12345678"}, "quá dễ đoán"),
        ({"admin_password_again": "khác"}, "Hai lần nhập chưa giống nhau."),
        ({"office_email": "ADMIN@mau.example"}, "Hai người cần hai địa chỉ"),
        ({"office_email": "ha"}, "Địa chỉ thư điện tử chưa đúng"),
        ({"office_name": ""}, "Cần nhập họ và tên."),
        ({"admin_email": "x"}, "Địa chỉ thư điện tử chưa đúng"),
    ],
)
def test_people_that_cannot_be_taken_keep_nothing(
    empty: Flask, tmp_path: Path, typed: dict[str, str], said: str
) -> None:
    client = empty.test_client()
    client.get("/set-up")
    page = walk(client, code_of(tmp_path), AGENCY, UNITS, METHOD, PEOPLE | typed)
    assert said in page
    assert "ba con mèo vàng" not in page
    assert db.session.scalar(select(func.count(Agency.id))) == 0


@pytest.mark.parametrize(
    ("step", "typed", "said"),
    [
        (AGENCY, {"code": "Sở Mẫu"}, "Chỉ dùng chữ thường không dấu"),
        (AGENCY, {"name": ""}, "Cần nhập nội dung này."),
        (UNITS, {"bodies": "phòng kinh tế"}, "được ghi hai lần"),
        (UNITS, {"units": "Văn phòng HĐND và UBND"}, "được ghi hai lần"),
        (METHOD, {"method_code": "khong-co"}, "Chọn một mục trong danh sách."),
    ],
)
def test_a_wrong_step_is_shown_again(
    empty: Flask, tmp_path: Path, step: dict[str, str], typed: dict[str, str], said: str
) -> None:
    client = empty.test_client()
    client.get("/set-up")
    before = (AGENCY, UNITS, METHOD)[: (AGENCY, UNITS, METHOD).index(step)]
    page = walk(client, code_of(tmp_path), *before, step | typed)
    assert said in page
    assert next(iter(typed)) in page


def test_going_back_keeps_what_was_typed(empty: Flask, tmp_path: Path) -> None:
    client = empty.test_client()
    client.get("/set-up")
    page = walk(client, code_of(tmp_path), AGENCY, UNITS)
    page = send(client, page, METHOD, go="back")
    assert "Phòng Kinh tế" in page.split("<textarea")[1]
    assert hidden_in(page)["method_code"] == "sipas-2023"
    page = send(client, page, {}, go="back")
    assert 'value="UBND xã An Bình"' in page


def test_words_are_suggested_by_kind(empty: Flask, tmp_path: Path) -> None:
    client = empty.test_client()
    client.get("/set-up")
    code = code_of(tmp_path)
    assert "Chánh Văn phòng Sở" in walk(client, code, AGENCY | {"kind": "so"})
    assert "Chánh Văn phòng HĐND và UBND" in walk(client, code, AGENCY)
