"""The real appendix of Khánh Hòa gives the wanted items from each of its three files."""

import json
from pathlib import Path
from typing import Any

import pytest

from tracker.intake.reading import read_document
from tracker.plans.appendix import KnownIndex, KnownUnit, read_appendix
from tracker.surveys.methods import load_shipped
from tracker.vietnamese import tidy

INPUTS = Path(__file__).parents[3] / "shared" / "inputs"
FORMS = ("docx", "xlsx", "txt")
_KNOWN_UNITS = (False, True)

pytestmark = [
    pytest.mark.shared_inputs,
    pytest.mark.skipif(not INPUTS.is_dir(), reason=f"the shared inputs are not at {INPUTS}"),
]


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((INPUTS / "expected.json").read_text(encoding="utf-8"))
    return content


def _read(form: str, expected: dict[str, Any], *, with_units: bool) -> dict[str, Any]:
    indices = tuple(
        KnownIndex(each.name, each.aliases, each.code, tuple(q.text for q in each.questions))
        for each in load_shipped("kh-2021").components
    )
    units = [KnownUnit(unit["name"], tuple(unit["aliases"])) for unit in expected["units"]]
    document = read_document(INPUTS / f"khanh-hoa-2021-appendix.{form}")
    return read_appendix(document, None, indices, units if with_units else ()).as_json()


def _plain(value: Any, field: str = "") -> Any:
    """The value with spaces collapsed, in lists too; products without their last sign."""
    if isinstance(value, list):
        return [_plain(each, field) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    text = tidy(value) if isinstance(value, str) else value
    return text.rstrip(";.") if field == "products" else text


@pytest.mark.parametrize("with_units", _KNOWN_UNITS)
@pytest.mark.parametrize("form", FORMS)
def test_each_file_gives_the_wanted_items(
    form: str, with_units: bool, expected: dict[str, Any]
) -> None:
    found = _read(form, expected, with_units=with_units)
    assert found["header"] == expected["header"]
    assert len(found["items"]) == len(expected["items"])
    for item, wanted in zip(found["items"], expected["items"], strict=True):
        accepted = {} if with_units else wanted.get("also_accepted", {})
        assert item.keys() == wanted.keys() - {"also_accepted"}
        for field, value in item.items():
            choices = [_plain(wanted[field], field), *accepted.get(field, [])]
            assert _plain(value, field) in choices, (item["no"], field)


@pytest.mark.parametrize(
    ("form", "says_title_and_target"), [("docx", True), ("xlsx", False), ("txt", True)]
)
def test_each_file_gives_of_the_plan_what_it_says(
    form: str, says_title_and_target: bool, expected: dict[str, Any]
) -> None:
    found = _read(form, expected, with_units=False)["plan"]
    wanted = expected["plan"] | {"issuer": None}
    if not says_title_and_target:
        wanted |= {"title": None, "target": None}
    assert found == wanted


@pytest.mark.parametrize("form", FORMS)
def test_each_trap_of_the_file_is_pointed_out(form: str, expected: dict[str, Any]) -> None:
    remarks = _read(form, expected, with_units=False)["warnings"]
    proposed = {(each["row"], each["field"], each["suggestion"]) for each in remarks}
    assert proposed >= {
        (None, "title", "CẢI THIỆN"),
        (1, "indices", "Điều kiện tiếp đón và phục vụ"),
        (2, "indices", "Điều kiện tiếp đón và phục vụ"),
        (3, "indices", "Sự phục vụ của cán bộ, công chức"),
        (3, "products", "công chức, viên chức"),
        (5, "lead_units", "Phòng Bổ trợ tư pháp"),
        (5, "products", "Cổng thông tin"),
        (6, "products", "đảm bảo"),
        (10, "partner_units", "Phòng Bổ trợ tư pháp"),
    }
    joined = [each["row"] for each in remarks if each["field"] == "row"]
    assert joined == ([3, 6, 9, 11] if form == "txt" else [])
