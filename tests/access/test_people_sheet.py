import pytest

from tracker.access.people_sheet import MOST_ROWS, Known, PersonRow, check_rows, read_people
from tracker.access.rules import Role
from tracker.errors import BadFile
from tracker.intake.documents import Table

KNOWN = Known({"phong nghiep vu 1": 7}, {"cu@mau.example"}, frozenset({Role.UNIT, Role.OFFICE}))


def table(*rows: tuple[str, ...]) -> Table:
    return Table(rows=rows, values=rows, sheet="Người dùng")


def row(**typed: str) -> PersonRow:
    usual = {"name": "Bà A", "email": "a@mau.example", "unit": "Phòng Nghiệp vụ 1"}
    return PersonRow(place="dòng 2", **(usual | typed))


def test_columns_are_found_by_their_meaning_and_empty_rows_left_out() -> None:
    found = read_people(
        [
            table(("Ghi chú",), ("x",)),
            table(
                ("DANH SÁCH", "", ""),
                ("Email", "Họ tên", "Phòng"),
                ("a@mau.example", "Nguyễn  An", "Phòng Nghiệp vụ 1"),
                ("", "", ""),
            ),
        ]
    )
    assert found == (
        PersonRow(
            place="trang tính “Người dùng”, dòng 3",
            name="Nguyễn An",
            unit="Phòng Nghiệp vụ 1",
            email="a@mau.example",
        ),
    )


def test_a_file_without_names_or_addresses_is_refused() -> None:
    with pytest.raises(BadFile, match="Họ và tên"):
        read_people([table(("Tên", "Số"), ("a", "1"))])


def test_too_many_people_at_once_are_refused() -> None:
    rows = [(f"Người {n}", f"n{n}@mau.example") for n in range(MOST_ROWS + 1)]
    with pytest.raises(BadFile, match="không quá 300"):
        read_people([table(("Họ và tên", "Email"), *rows)])


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"name": ""}, "Thiếu họ và tên."),
        ({"email": "a@mau"}, "Thư điện tử chưa đúng"),
        ({"email": "a b@mau.example"}, "Thư điện tử chưa đúng"),
        ({"salutation": "Anh"}, "chỉ ghi “Ông” hoặc “Bà”"),
        ({"unit": "Phòng Lạ"}, "Không có đơn vị “Phòng Lạ”"),
        ({"unit": ""}, "cần ghi đơn vị"),
        ({"roles": "Sếp"}, "Không có vai trò “Sếp”"),
        ({"roles": "Đơn vị; Lãnh đạo"}, "Chỉ người quản trị cấp được vai trò Lãnh đạo"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(typed: dict[str, str], problem: str) -> None:
    checked = check_rows([row(**typed)], KNOWN)[0]
    assert problem in " ".join(checked.problems)
    assert not checked.is_ready


def test_a_good_row_is_understood() -> None:
    checked = check_rows(
        [row(roles="van phong, đơn vị", head="X", unit="PHÒNG NGHIỆP VỤ 1")], KNOWN
    )
    assert checked[0].is_ready
    assert checked[0].roles == {Role.UNIT, Role.OFFICE}
    assert (checked[0].unit_id, checked[0].is_head) == (7, True)


def test_an_address_stands_once_and_known_people_are_passed_over() -> None:
    rows = check_rows([row(), row(email="A@mau.example"), row(email="Cu@mau.example")], KNOWN)
    assert [r.is_ready for r in rows] == [True, False, False]
    assert rows[1].problems == ("Thư điện tử trùng với một dòng phía trên.",)
    assert rows[2].has_account
    assert rows[2].problems == ()
