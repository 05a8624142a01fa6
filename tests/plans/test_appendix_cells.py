"""A cell is one text or several points; nothing of it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.plans.appendix.cells import points
from tracker.plans.appendix.spelling import Slip, slips


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("", []),
        ("Một việc.", ["Một việc."]),
        ("- Một;\n- Hai", ["Một;", "Hai"]),
        ("+ Một\n+ Hai", ["Một", "Hai"]),
        ("– Một\n• Hai", ["Một", "Hai"]),
        ("1. Một\n2. Hai", ["Một", "Hai"]),
        ("a) Một\nb) Hai", ["Một", "Hai"]),
        ("1. Một", ["Một"]),
        ("- Một; - Hai. - Ba", ["Một;", "Hai.", "Ba"]),
        ("Phụ lục IV - Thông tư số 2", ["Phụ lục IV - Thông tư số 2"]),
        ("Gồm: - Một; - Hai", ["Gồm:", "Một;", "Hai"]),
        ("- Một\ndài hơn\n- Hai", ["Một dài hơn", "Hai"]),
        ("- Một:\n+ phần a\n+ phần b\n- Hai", ["Một:\n+ phần a\n+ phần b", "Hai"]),
        ("Kế hoạch\nBáo cáo", ["Kế hoạch", "Báo cáo"]),
        ("Báo cáo của\nVăn phòng", ["Báo cáo của Văn phòng"]),
        ("Báo cáo\nhằng tháng", ["Báo cáo hằng tháng"]),
        ("Trang tin; Cổng thông tin", ["Trang tin; Cổng thông tin"]),
        ("15 mẫu đơn\n2021. Hết", ["15 mẫu đơn", "2021. Hết"]),
    ],
)
def test_a_cell_has_its_points(cell: str, wanted: list[str]) -> None:
    assert points(cell) == wanted


@given(st.lists(st.text("ab -;.\n1)", min_size=1), max_size=6).map("\n".join))
def test_no_word_of_a_cell_is_lost(cell: str) -> None:
    def words(text: str) -> list[str]:
        return [letter for letter in text if letter in "ab"]

    assert [letter for point in points(cell) for letter in words(point)] == words(cell)


@pytest.mark.parametrize(
    ("text", "found", "meant"),
    [
        ("để đảm bảo bảo quyền lợi", "đảm bảo bảo", "đảm bảo"),
        ("Công thông tin điện tử của Sở", "Công thông tin", "Cổng thông tin"),
        ("cán bộ, công chức, viên không vi phạm", "công chức, viên", "công chức, viên chức"),
        ("BIỆN PHÁP CẢI THIẾN", "CẢI THIẾN", "CẢI THIỆN"),
        ("Bổ xung hồ sơ", "Bổ xung", "Bổ sung"),
    ],
)
def test_a_probable_slip_is_pointed_out(text: str, found: str, meant: str) -> None:
    assert list(slips(text)) == [Slip(found, meant)]


@pytest.mark.parametrize(
    "text",
    [
        "luôn luôn mỉm cười, dần dần cải thiện",
        "cán bộ, công chức, viên chức và cán bộ, công an",
        "công thông báo, cổng thông tin",
        "năm 2021 2021",
        "",
    ],
)
def test_sound_wordings_are_left_alone(text: str) -> None:
    assert list(slips(text)) == []
