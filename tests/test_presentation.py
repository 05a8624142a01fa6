"""How values and fixed words are written for people."""

import re
from datetime import UTC, date, datetime, time
from fractions import Fraction
from pathlib import Path

import pytest
from wtforms import FieldList, Form, FormField, HiddenField, StringField
from wtforms.validators import InputRequired

from tracker import presentation
from tracker.plans.rules import Progress, ReportState, TimeFlag

STATIC = Path(__file__).parent.parent / "static"
TABLES = (
    presentation.PROGRESS,
    presentation.REPORT,
    presentation.FLAGS,
    presentation.VERDICT,
    presentation.TARGET,
    presentation.NOTICES,
)
ONE_IN_THE_MORNING = datetime(2021, 9, 15, 18, 5, tzinfo=UTC)  # already the 16th in Hà Nội


def test_every_state_of_the_two_axes_has_a_look() -> None:
    assert set(presentation.PROGRESS) == set(Progress)
    assert set(presentation.REPORT) == set(ReportState)
    assert {TimeFlag.LATE, TimeFlag.SOON} <= set(presentation.FLAGS)


def test_a_look_is_found_by_the_member_and_by_its_text() -> None:
    assert presentation.PROGRESS["under-way"] is presentation.PROGRESS[Progress.UNDER_WAY]


@pytest.mark.parametrize("table", TABLES)
def test_looks_use_icons_and_colours_that_exist(table: dict[str, presentation.Look]) -> None:
    sprite = (STATIC / "icons.svg").read_text()
    tokens = (STATIC / "css" / "tokens.css").read_text()
    for look in table.values():
        assert f'id="i-{look.icon}"' in sprite
        assert re.search(rf"--{look.token}-bg:", tokens)


def test_no_two_words_of_one_table_look_the_same() -> None:
    for table in (presentation.PROGRESS, presentation.REPORT, presentation.FLAGS):
        assert len({look.icon for look in table.values()}) == len(table)


@pytest.mark.parametrize(
    ("value", "high", "word"),
    [
        (81.0, 85.0, "met"),  # "từ 81% trở lên": on the goal is met
        (80.999, 84.0, "near"),
        (78.0, 81.0, "near"),  # the interval just reaches the goal
        (78.0, 80.99, "missed"),
        (78.0, None, "below"),  # a published value has no interval
        (90.0, None, "met"),
    ],
)
def test_standing_against_the_goal(value: float, high: float | None, word: str) -> None:
    assert presentation.standing(value, high, 81.0) == word


@pytest.mark.parametrize(
    ("value", "digits", "sign", "text"),
    [
        (73.365, 2, False, "73,37"),
        (Fraction(1, 3), 2, False, "0,33"),
        (-7.74, 2, True, "−7,74"),
        (9.55, 2, True, "+9,55"),
        (0, 2, True, "0,00"),
        (80.5, 0, False, "81"),
        (None, 2, False, "–"),
    ],
)
def test_figures(value: float | None, digits: int, sign: bool, text: str) -> None:
    assert presentation.vn(value, digits, sign) == text


@pytest.mark.parametrize(
    ("value", "text"), [(81, "81"), (81.5, "81,5"), (81.25, "81,25"), (80, "80"), (None, "–")]
)
def test_short_figures_drop_empty_decimals(value: float | None, text: str) -> None:
    assert presentation.vn_gon(value) == text


def test_days_are_written_as_offices_write_them() -> None:
    day = date(2021, 7, 6)
    assert presentation.ngay(day) == "06/7/2021"
    assert presentation.ngay_gon(day) == "06/7"
    assert presentation.ngay_dai(day) == "ngày 06 tháng 7 năm 2021"
    assert presentation.thu_ngay(date(2021, 9, 16)) == "thứ Năm, ngày 16/9/2021"
    assert presentation.thu_ngay(date(2021, 9, 19)) == "Chủ nhật, ngày 19/9/2021"


def test_an_instant_shows_its_day_and_hour_in_ha_noi() -> None:
    assert presentation.ngay(ONE_IN_THE_MORNING) == "16/9/2021"
    assert presentation.gio(ONE_IN_THE_MORNING) == "1 giờ 05, ngày 16/9/2021"
    assert presentation.gio_phut(ONE_IN_THE_MORNING) == "1 giờ 05 phút"
    assert presentation.gio_phut(time(14, 0)) == "14 giờ 00 phút"


def test_nothing_is_written_for_no_day() -> None:
    for write in (
        presentation.ngay,
        presentation.ngay_gon,
        presentation.ngay_dai,
        presentation.thu_ngay,
        presentation.gio,
        presentation.gio_phut,
    ):
        assert write(None) == ""


def test_an_instant_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        presentation.gio(ONE_IN_THE_MORNING.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "1 KB"),
        (1024, "1 KB"),
        (49152, "48 KB"),
        (1048576, "1,0 MB"),
        (20 * 1048576, "20,0 MB"),
    ],
)
def test_sizes_of_files(size: int, text: str) -> None:
    assert presentation.filesize(size) == text


@pytest.mark.parametrize(
    ("name", "icon"),
    [("Biên bản.DOCX", "file-word"), ("a.b.png", "photo"), ("khong-duoi", "file-text")],
)
def test_a_file_shows_the_icon_of_its_kind(name: str, icon: str) -> None:
    assert presentation.file_icon(name) == icon
    assert f'id="i-{icon}"' in (STATIC / "icons.svg").read_text()


@pytest.mark.parametrize(
    ("name", "letters"), [("Nguyễn Thu Hà", "TH"), ("Hồ Sỹ Phúc", "SP"), ("Đức", "Đ"), ("", "")]
)
def test_initials_are_those_of_the_last_two_words(name: str, letters: str) -> None:
    assert presentation.initials(name) == letters


class ProductForm(Form):
    text = StringField("Sản phẩm", [InputRequired("Chưa nhập.")])


class WholeForm(Form):
    key = HiddenField("Khóa", [InputRequired("Trang đã cũ.")])
    why = StringField("Lý do chậm", [InputRequired("Nhập lý do chậm.")])
    product = FormField(ProductForm)
    rows = FieldList(StringField("Dòng", [InputRequired("Thiếu dòng.")]), min_entries=1)


def test_errors_of_a_form_lead_to_their_fields_in_order() -> None:
    form = WholeForm()
    form.validate()

    assert presentation.form_errors(form) == (
        ("", "", "Trang đã cũ."),
        ("why", "Lý do chậm", "Nhập lý do chậm."),
        ("product-text", "Sản phẩm", "Chưa nhập."),
        ("rows-0", "Dòng", "Thiếu dòng."),
    )
