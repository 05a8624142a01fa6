import re
from collections.abc import Callable
from html import unescape
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.factories import Office
from tracker.access.models import Person
from tracker.access.queries import find_person_by_email
from tracker.access.rules import Role
from tracker.database import db

SignIn = Callable[[Person | None], FlaskClient]
HEAD = "Ông/Bà,Họ và tên,Chức danh,Đơn vị,Người đứng đầu,Thư điện tử,Vai trò\n"
GOOD = "Bà,Lê Thị Đào,Chuyên viên,phong nghiep vu 1,,dao@mau.example,\n"
HEADING = "Ông,Phạm Văn Bách,Trưởng phòng,Phòng Nghiệp vụ 2,x,bach@mau.example,Đơn vị\n"


def upload(client: FlaskClient, text: str, name: str = "ds.csv") -> TestResponse:
    form = {"sheet": (BytesIO(text.encode()), name)}
    return client.post("/people/import", data=form, content_type="multipart/form-data")


def rows_in(page: TestResponse) -> str:
    found = re.search(r'name="rows"[^>]*value="([^"]*)"', page.text)
    assert found is not None
    return unescape(found[1])


def count_people() -> int:
    return db.session.scalar(select(func.count(Person.id))) or 0


def test_people_are_shown_first_and_added_after(office: Office, sign_in: SignIn) -> None:
    client, before = sign_in(office.officer), count_people()
    page = upload(client, HEAD + GOOD + HEADING)
    assert page.text.count("Thêm được") == 2
    assert count_people() == before
    slips = client.post("/people/import/confirm", data={"rows": rows_in(page)}).text
    assert len(re.findall(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", slips)) == 2
    dao, bach = (
        find_person_by_email(db.session(), f"{name}@mau.example") for name in ("dao", "bach")
    )
    assert dao is not None
    assert bach is not None
    assert (dao.name, dao.title) == ("Lê Thị Đào", "Chuyên viên")
    assert dao.roles == {Role.UNIT}
    db.session.refresh(bach, ["memberships"])
    assert bach.headed_unit_ids == {office.second.id}


def test_wrong_rows_are_named_and_left_out(office: Office, sign_in: SignIn) -> None:
    client, before = sign_in(office.officer), count_people()
    wrong = "Ông,Trần Sếp,Giám đốc,,,sep@mau.example,Lãnh đạo\n,,,Phòng Lạ,,x,\n"
    page = upload(client, HEAD + GOOD + wrong)
    assert "Chỉ người quản trị cấp được vai trò Lãnh đạo." in page.text
    assert "Không có đơn vị “Phòng Lạ”" in page.text
    assert "02 dòng cần sửa" in page.text
    client.post("/people/import/confirm", data={"rows": rows_in(page)})
    assert count_people() == before + 1


def test_an_administrator_may_import_directors(office: Office, sign_in: SignIn) -> None:
    director = "Ông,Trần Sếp,Giám đốc,,x,sep@mau.example,Lãnh đạo\n"
    page = upload(sign_in(office.admin), HEAD + director)
    assert page.text.count("Thêm được") == 1


def test_known_people_are_passed_over(office: Office, sign_in: SignIn) -> None:
    known = f"Bà,Người Cũ,,Phòng Nghiệp vụ 1,,{office.clerk.email},\n"
    page = upload(sign_in(office.officer), HEAD + known)
    assert "Đã có tài khoản, bỏ qua" in page.text
    assert 'name="rows"' not in page.text


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("a,b\n1,2\n", "ds.csv", "Không thấy bảng có cột"),
        ("", "ds.csv", "trống"),
        ("x", "ds.exe", "ds.exe"),
        ("khong phai excel", "ds.xlsx", "ds.xlsx"),
    ],
)
def test_a_file_that_cannot_be_used_is_said_by_name(
    office: Office, sign_in: SignIn, text: str, name: str, said: str
) -> None:
    page = upload(sign_in(office.officer), text, name)
    assert page.status_code == 200
    assert said in page.text


@pytest.mark.parametrize("rows", ["", "{", "[[1]]", '[["a","b","c","d","e","f","g","h","i"]]', "7"])
def test_forged_rows_add_nobody(office: Office, sign_in: SignIn, rows: str) -> None:
    before = count_people()
    answer = sign_in(office.officer).post("/people/import/confirm", data={"rows": rows})
    assert answer.status_code in {200, 400}
    assert count_people() == before


def test_forged_rows_give_no_power(office: Office, sign_in: SignIn) -> None:
    rows = '[["dòng 2","","Kẻ Gian","","","","gian@mau.example","Quản trị"]]'
    sign_in(office.officer).post("/people/import/confirm", data={"rows": rows})
    assert find_person_by_email(db.session(), "gian@mau.example") is None


def test_the_template_can_be_filled_in_and_read_back(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    answer = client.get("/people/import/template")
    book = load_workbook(BytesIO(answer.data))
    assert "Phòng Nghiệp vụ 1" in [cell.value for cell in book["Hướng dẫn"]["A"]]
    book["Người dùng"].append(GOOD.strip().split(","))
    filled = BytesIO()
    book.save(filled)
    form = {"sheet": (BytesIO(filled.getvalue()), "ds.xlsx")}
    page = client.post("/people/import", data=form, content_type="multipart/form-data")
    assert page.text.count("Thêm được") == 1
