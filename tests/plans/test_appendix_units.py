"""Cells of units are taken apart as offices write them, and named as typed or as known."""

import pytest

from tests.plans.appendix_files import ROWS, of_rows
from tracker.organisation.rules import KnownName, Source
from tracker.plans.appendix.units import (
    LONGEST_LIST,
    KnownUnit,
    UnitNamer,
    gathered,
    parted,
    unit_names,
)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Văn phòng Sở", "Văn phòng Sở"),
        (
            "Văn phòng Sở, Phòng Đăng ký; Phòng Cấp phép.",
            "Văn phòng Sở|Phòng Đăng ký|Phòng Cấp phép",
        ),
        ("Văn phòng Sở,\nPhòng Đăng ký", "Văn phòng Sở|Phòng Đăng ký"),
        ("Văn phòng Sở\nPhòng Đăng ký", "Văn phòng Sở|Phòng Đăng ký"),
        ("- Văn phòng Sở\n- Phòng Đăng ký", "Văn phòng Sở|Phòng Đăng ký"),
        ("Phòng Đăng ký và Phòng Cấp phép", "Phòng Đăng ký|Phòng Cấp phép"),
        ("Phòng Đăng\nký", "Phòng Đăng ký"),
        ("Văn phòng\nSở", "Văn phòng Sở"),
        ("Trung tâm\nPhục vụ hành chính công", "Trung tâm Phục vụ hành chính công"),
        ("Các phòng, trung tâm thuộc Sở", "Các phòng, trung tâm thuộc Sở"),
        ("Các Phòng,\nTrung tâm thuộc Sở", "Các Phòng, Trung tâm thuộc Sở"),
        ("Các phòng và trung tâm thuộc Sở", "Các phòng và trung tâm thuộc Sở"),
        (
            "Các sở, ban, ngành; UBND các huyện, thị xã",
            "Các sở, ban, ngành|UBND các huyện, thị xã",
        ),
        ("Các phòng chuyên môn, đơn vị trực thuộc", "Các phòng chuyên môn, đơn vị trực thuộc"),
        ("Các phòng, Văn phòng Sở", "Các phòng|Văn phòng Sở"),
        ("Các phòng, Trung tâm Lưu trữ", "Các phòng|Trung tâm Lưu trữ"),
        (
            "Các phòng có hồ sơ (Phòng Đăng ký, Phòng Cấp phép); Văn phòng Sở",
            "Phòng Đăng ký|Phòng Cấp phép|Văn phòng Sở",
        ),
        ("Văn phòng Sở (bộ phận kế toán, văn thư)", "Văn phòng Sở (bộ phận kế toán, văn thư)"),
        ("Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
        (
            "Sở Lao động, Thương binh và Xã hội, Sở Nội vụ",
            "Sở Lao động, Thương binh và Xã hội|Sở Nội vụ",
        ),
        ("Phòng Phổ biến, giáo dục pháp luật", "Phòng Phổ biến, giáo dục pháp luật"),
        (
            "Trung tâm công nghệ thông tin và dịch vụ công",
            "Trung tâm công nghệ thông tin và dịch vụ công",
        ),
        ("Văn phòng HĐND và UBND xã", "Văn phòng HĐND và UBND xã"),
        ("Cán bộ, công chức, viên chức Văn phòng", "Cán bộ, công chức, viên chức Văn phòng"),
        ("Công đoàn, Chi đoàn Sở", "Công đoàn|Chi đoàn Sở"),
        ("HCTP, BTTP", "HCTP|BTTP"),
        ("PHÒNG KẾ HOẠCH, TÀI CHÍNH", "PHÒNG KẾ HOẠCH, TÀI CHÍNH"),
        ("VĂN PHÒNG SỞ, PHÒNG ĐĂNG KÝ", "VĂN PHÒNG SỞ|PHÒNG ĐĂNG KÝ"),
        ("Nguyễn Văn An, Trần Thị Bình", "Nguyễn Văn An|Trần Thị Bình"),
        ("Văn phòng Sở, Văn phòng Sở", "Văn phòng Sở"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_cell_is_taken_apart(cell: str, names: str) -> None:
    assert "|".join(unit_names(cell)) == names


def test_a_cell_too_long_for_a_list_stays_whole() -> None:
    text = "Phòng A, " * LONGEST_LIST
    assert unit_names(text) == [text.strip()]


@pytest.mark.parametrize(
    ("cell", "lead", "partner"),
    [
        ("Văn phòng Sở", "Văn phòng Sở", ""),
        ("Chủ trì: Văn phòng Sở; Phối hợp: Phòng Đăng ký", "Văn phòng Sở", "Phòng Đăng ký"),
        ("Văn phòng Sở (phối hợp: Phòng Đăng ký)", "Văn phòng Sở", "Phòng Đăng ký"),
        ("Đơn vị chủ trì: A\nĐơn vị phối hợp: B", "A", "B"),
        ("Thanh tra chủ trì, phối hợp với Phòng Đăng ký", "Thanh tra", "Phòng Đăng ký"),
        ("Văn phòng Sở phối hợp với Phòng Đăng ký", "Văn phòng Sở", "Phòng Đăng ký"),
    ],
)
def test_leads_and_partners_in_one_cell_are_told_apart(cell: str, lead: str, partner: str) -> None:
    assert parted(cell) == (lead, partner)


def test_spellings_that_differ_only_in_case_take_the_first_form() -> None:
    namer = UnitNamer()
    assert namer.named("Trung tâm lưu trữ") == ("Trung tâm lưu trữ",)
    assert namer.named("TRUNG TÂM Lưu trữ") == ("Trung tâm lưu trữ",)


def test_known_wordings_take_the_known_name_and_unknown_ones_are_kept() -> None:
    known = [KnownUnit("Phòng Văn hóa, Xã hội và Đài", ("Phòng VHXH",)), KnownUnit("Văn phòng")]
    namer = UnitNamer(known)
    names = namer.named("PHÒNG VHXH, Văn phòng (bộ phận một cửa); Đội Y")
    assert names == ("Phòng Văn hóa, Xã hội và Đài", "Văn phòng", "Đội Y")
    assert namer.unknown == ["Đội Y"]


def test_spellings_of_an_agency_are_gathered_under_the_name_in_use() -> None:
    names = [
        KnownName("Văn phòng Sở", 1, None, Source.NAME),
        KnownName("Các phòng", None, 1, Source.NAME),
        KnownName("VP", 1, None, Source.ALIAS),
    ]
    assert gathered(names) == [KnownUnit("Văn phòng Sở", ("VP",)), KnownUnit("Các phòng")]


def _with_lead(*leads: str) -> list[list[str]]:
    return [[str(n), *ROWS[0][1:3], lead, *ROWS[0][4:]] for n, lead in enumerate(leads, 1)]


@pytest.mark.parametrize(
    ("leads", "suggestions"),
    [
        (("Phòng Hỗ trợ cấp phép", "Phòng Bổ trợ cấp phép", "Phòng Bổ trợ cấp phép"),
         [(1, "Phòng Bổ trợ cấp phép")]),
        (("Phòng Cấp phép", "Phòng Đăng ký"), []),
        (("Phòng Đăng ký số 1", "Phòng Đăng ký số 2"), []),
        (("Phòng Phổ biến, giáo dục", "Phòng Phổ biến giáo dục"), [(1, "Phòng Phổ biến giáo dục")]),
    ],
)  # fmt: skip
def test_names_nearly_the_same_are_asked_about_and_never_merged(
    leads: tuple[str, ...], suggestions: list[tuple[int, str]]
) -> None:
    found = of_rows(_with_lead(*leads))
    asked = [(each.row, each.suggestion) for each in found.remarks if each.field == "lead_units"]
    assert asked == suggestions
    assert [item.lead_units for item in found.items] == [(lead,) for lead in leads]
