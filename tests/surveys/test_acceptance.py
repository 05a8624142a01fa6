from tests.surveys.typed import HEAD, KH, changed, document, line, sheet
from tracker.intake.documents import Table
from tracker.surveys.acceptance import FormsRead
from tracker.surveys.sheets import read_forms


def read(*tables: Table) -> FormsRead:
    return read_forms(document(*tables), KH)


def test_of_two_forms_with_one_number_the_first_counts() -> None:
    found = read(sheet(HEAD, line(1), line(1, changed(3, 1)), line(2)))

    assert [(form.number, form.row) for form in found.accepted] == [("1", 2), ("2", 4)]
    (held,) = found.rejected
    assert (held.row, held.cell, held.is_form) == (3, "A3", True)
    assert "số phiếu 1 đã có ở dòng 2" in held.reason
    assert found.rows == 3


def test_an_exact_duplicate_is_rejected_whatever_its_remark() -> None:
    found = read(sheet(HEAD, line("01"), line(1, remark="Cảm ơn")))

    assert len(found.accepted) == 1
    assert found.rejected[0].reason == "trùng hoàn toàn với phiếu số 1 ở dòng 2, “Phiếu”"


def test_the_same_answers_under_another_number_are_another_person() -> None:
    assert len(read(sheet(HEAD, line(1), line(2), line(3))).accepted) == 3


def test_forms_without_numbers_are_never_duplicates() -> None:
    assert len(read(sheet(HEAD, line(""), line(""), line(None))).accepted) == 3


def test_an_empty_form_is_rejected_with_the_reason() -> None:
    found = read(sheet(HEAD, line(1), line(2, [""] * 25), line(3, [9] * 25)))

    whole = [r for r in found.rejected if r.is_form]
    assert (found.rows, len(found.accepted)) == (3, 1)
    assert [(r.row, r.reason) for r in whole] == [
        (3, "phiếu trống, không có câu trả lời hợp lệ"),
        (4, "phiếu trống, không có câu trả lời hợp lệ"),
    ]
    assert len(found.rejected) == 2 + 25


def test_a_sheet_for_each_unit_may_count_from_1_again() -> None:
    first = sheet(HEAD, *(line(n, unit="Phòng A") for n in range(1, 5)), name="A")
    second = sheet(HEAD, *(line(n, unit="Phòng B") for n in range(1, 5)), name="B")

    assert len(read(first, second).accepted) == 8


def test_a_sheet_that_was_copied_is_counted_once() -> None:
    rows = [HEAD, *(line(n) for n in range(1, 5))]
    found = read(sheet(*rows, name="A"), sheet(*rows, name="A (2)"))

    assert (found.rows, len(found.accepted), len(found.rejected)) == (8, 4, 4)


def test_a_single_number_met_again_on_another_sheet_is_held() -> None:
    first = sheet(HEAD, *(line(n) for n in range(1, 5)), name="A")
    second = sheet(HEAD, *(line(n, changed(0, 5)) for n in range(4, 9)), name="B")
    found = read(first, second)

    assert len(found.accepted) == 8
    assert "số phiếu 4 đã có ở dòng 5, “A”" in found.rejected[0].reason


def test_a_third_form_with_the_number_is_held_against_the_first() -> None:
    found = read(sheet(HEAD, line(1), line(1, changed(0, 1)), line(1, changed(0, 1))))

    assert [r.is_form for r in found.rejected] == [True, True]
    assert all("dòng 2" in r.reason for r in found.rejected)
