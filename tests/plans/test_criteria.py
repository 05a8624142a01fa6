"""Codes of CCHC criteria: read as typed, shown on the item, filtered on the plan page."""

import pytest

from tests.factories import Office
from tests.factories_plans import whole
from tests.plans.made import items_of, make_plan
from tests.plans.pages import SignIn, text_of
from tracker.database import db
from tracker.errors import BadInput
from tracker.plans.criteria import all_codes, codes_of, read_criteria
from tracker.plans.models import ActionItem


def typed(item: ActionItem, criteria: str) -> dict[str, object]:
    lines = {
        f"proofs-{n}-{name}": value
        for n, product in enumerate(whole(item).products)
        for name, value in (("product_id", product.id), ("proof", product.proof.value))
    }
    return {"criteria": criteria, "version": item.version, **lines}


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("", ""),
        ("1.4", "1.4"),
        ("3.2.1; 1.4", "1.4; 3.2.1"),
        ("1.10, 1.9\n1.9 ;", "1.9; 1.10"),
        ("tc2.1/a", "TC2.1/A"),
        ("4.1.", "4.1"),
        ("đ1", "Đ1"),
    ],
)
def test_codes_are_kept_once_and_in_order(text: str, stored: str) -> None:
    assert read_criteria(text) == stored
    assert read_criteria(stored) == stored
    assert codes_of(stored) == tuple(filter(None, stored.split("; ")))


@pytest.mark.parametrize("text", ["mục 1.4", "1..4", "../1", "1.4 %", "1;" + "2" * 9, "<b>"])
def test_what_is_no_code_is_refused_by_name(text: str) -> None:
    with pytest.raises(BadInput, match="không phải mã tiêu chí"):
        read_criteria(text)


def test_too_many_codes_are_refused() -> None:
    with pytest.raises(BadInput, match="200 ký tự"):
        read_criteria("; ".join(f"{n}.1" for n in range(60)))


def test_the_codes_of_all_items_are_listed_once() -> None:
    assert all_codes(["1.10; 2.1", "", "1.9; 2.1"]) == ("1.9", "1.10", "2.1")


def test_the_office_names_criteria_and_everybody_filters_by_them(
    office: Office, sign_in: SignIn
) -> None:
    plan = make_plan(office.agency)
    item, other = items_of(plan)[:2]
    path, client = f"/items/{item.id}/edit", sign_in(office.officer)
    form = typed(item, "3.2.1, 1.4")
    assert client.post(path, data=form).status_code == 302
    assert client.post(path, data=form | {"criteria": "9"}).status_code == 409  # an old version
    db.session.expire_all()
    assert item.criteria == "1.4; 3.2.1"
    reader = sign_in(office.clerk)
    assert "Tiêu chí CCHC" in text_of(reader.get(f"/items/{item.id}"))
    found = text_of(reader.get("/plans", query_string={"tieu-chi": "3.2.1"}))
    assert "Hiển thị 1/4 nhiệm vụ" in found
    assert "Hiển thị 0/4" in text_of(reader.get("/plans", query_string={"tieu-chi": "3.2"}))
    assert f"/items/{other.id}" not in found


def test_a_wrong_code_is_said_at_its_field_and_changes_nothing(
    office: Office, sign_in: SignIn
) -> None:
    item = items_of(make_plan(office.agency))[0]
    form = typed(item, "mục 1.4")
    answer = sign_in(office.officer).post(f"/items/{item.id}/edit", data=form)
    assert "không phải mã tiêu chí" in text_of(answer)
    assert sign_in(office.clerk).post(f"/items/{item.id}/edit", data=form).status_code == 403
    assert item.criteria == ""


def test_a_plan_without_criteria_offers_no_such_filter(office: Office, sign_in: SignIn) -> None:
    make_plan(office.agency)
    assert "Tiêu chí CCHC" not in text_of(sign_in(office.clerk).get("/plans"))
