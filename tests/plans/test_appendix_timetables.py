"""A deadline told in several columns under one header: two days, or ticks under quarters."""

import pytest

from tests.intake.files import sheet_file
from tests.plans.appendix_files import HEADER, ROWS, understood

_LEFT, _LAST = HEADER[:5], HEADER[6]
_ITEM = ROWS[1]


def _deadline(title: str, labels: list[str], texts: list[str]) -> tuple[str, str, list[str | None]]:
    """The words, kind and days of an item whose deadline stands in these columns."""
    wide = len(labels)
    rows = [
        [*_LEFT, title, *[""] * (wide - 1), _LAST],
        [*[""] * 5, *labels, ""],
        [*_ITEM[:5], *texts, _ITEM[6]],
    ]
    last = "ABCDEFGHIJKLMNOPQRST"[5 + wide]
    merges = [f"F1:{chr(ord('F') + wide - 1)}1", *(f"{c}1:{c}2" for c in ("ABCDE" + last))]
    (item,) = understood(sheet_file(rows, merges=merges), "a.xlsx").as_json()["items"]
    assert item["indices"] == ["Tiếp cận dịch vụ"]
    days = [item["deadline"][key] for key in ("start", "end")]
    return item["deadline_text"], item["deadline"]["kind"], days


@pytest.mark.parametrize(
    ("texts", "words", "kind", "days"),
    [
        (["01/02/2024", "30/6/2024"], "01/02/2024 - 30/6/2024", "within",
         ["2024-02-01", "2024-06-30"]),
        (["", "30/6/2024"], "30/6/2024", "by", [None, "2024-06-30"]),
        (["01/02/2024", ""], "Từ 01/02/2024", "from", ["2024-02-01", None]),
        (["", ""], "", "unclear", [None, None]),
    ],
)  # fmt: skip
def test_a_beginning_and_an_end_make_one_deadline(
    texts: list[str], words: str, kind: str, days: list[str | None]
) -> None:
    assert _deadline("Thời gian thực hiện", ["Bắt đầu", "Kết thúc"], texts) == (words, kind, days)


@pytest.mark.parametrize(
    ("ticks", "words", "kind"),
    [
        (["", "x", "", ""], "Quý II", "within"),
        (["", "X", "X", ""], "Quý II - Quý III", "within"),
        (["x", "", "x", ""], "Quý I, Quý III", "unclear"),
        (["", "", "", "15/11/2024"], "15/11/2024", "by"),
    ],
)
def test_ticks_under_quarters_are_read_as_those_quarters(
    ticks: list[str], words: str, kind: str
) -> None:
    quarters = ["Quý I", "Quý II", "Quý III", "Quý IV"]
    assert _deadline("Thời gian thực hiện", quarters, ticks)[:2] == (words, kind)


def test_ticks_under_numbers_of_months_are_read_as_those_months() -> None:
    labels = [str(month) for month in range(1, 13)]
    ticks = ["x" if month in {2, 3, 4} else "" for month in range(1, 13)]
    found = _deadline("Thời gian thực hiện (tháng)", labels, ticks)
    assert found == ("Tháng 2 - Tháng 4", "within", ["2024-02-01", "2024-04-30"])
