"""The real plan in its three forms, stored by the verb and through the pages."""

import json
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.factories import Office, make_agency, make_unit
from tests.plans.made import (
    items_of,
    make_plan,
    read_real,
)
from tests.plans.pages import SignIn, settle
from tests.plans.uploads import upload
from tracker.database import db
from tracker.organisation.commands import add_group, settle_alias
from tracker.organisation.models import Agency
from tracker.organisation.rules import UnitKind
from tracker.plans.commands import ImportChoices
from tracker.plans.models import ActionItem, Plan
from tracker.vietnamese import tidy

pytestmark = [pytest.mark.usefixtures("app"), pytest.mark.shared_inputs]


def names(lines: Iterable[Any]) -> list[str]:
    return [line.name for line in lines]


@pytest.mark.parametrize("ending", ["docx", "xlsx", "txt"])
def test_the_real_plan_has_the_items_wanted_once_its_aliases_are_settled(
    inputs: Path, ending: str
) -> None:
    expected = json.loads((inputs / "expected.json").read_text(encoding="utf-8"))
    agency = make_agency()
    settle_all(agency, expected)

    plan = make_plan(agency, read_real(inputs, ending, agency), ImportChoices())

    got = {item.position: item for item in items_of(plan)}
    assert len(got) == 15
    for wanted in expected["items"]:
        check(got[wanted["no"]], wanted)


def settle_all(agency: Agency, expected: dict[str, Any]) -> None:
    """Every unit, group and alias of the real office, as if settled long ago."""
    kinds = {"unit": UnitKind.INTERNAL, "union": UnitKind.UNION, "external": UnitKind.OUTSIDE}
    for unit in expected["units"]:
        if unit["kind"] == "group":
            row = add_group(db.session(), agency, unit["name"])
            target = {"group_id": row.id}
        else:
            made = make_unit(agency, name=unit["name"], kind=kinds[unit["kind"]])
            target = {"unit_id": made.id}
        for alias in unit["aliases"]:
            settle_alias(db.session(), agency.id, alias, **target, by="Thử nghiệm")


def check(item: ActionItem, wanted: dict[str, Any]) -> None:
    """What inputs/README.md says counts as the same: form C, white space, ends of products."""
    assert [tidy(t) for t in item.task.split("\n")] == [tidy(t) for t in wanted["task"].split("\n")]
    ends = [tidy(p.text).rstrip(";. ") for p in item.products]
    assert ends == [tidy(p).rstrip(";. ") for p in wanted["products"]]
    assert names(item.leads) == wanted["lead_units"]
    assert names(item.partners) == wanted["partner_units"]
    assert item.deadline_text == wanted["deadline_text"]
    read = {key: item.deadline[key] for key in wanted["deadline"]}
    assert read == wanted["deadline"]
    assert [c.component.name for c in item.components] == wanted["indices"]


@pytest.mark.parametrize("ending", ["docx", "xlsx", "txt"])
def test_the_real_plan_is_imported_through_the_pages(
    inputs: Path, office: Office, sign_in: SignIn, ending: str
) -> None:
    client = sign_in(office.officer)
    name = f"khanh-hoa-2021-appendix.{ending}"
    file = (BytesIO((inputs / name).read_bytes()), name)
    place = upload(client, file=file, pasted="").headers["Location"]

    settle(client, place, title="Kế hoạch năm 2021", settle="indices|blank")
    settle(client, f"{place}/confirm")

    plan = db.session.scalars(select(Plan)).one()
    assert (plan.number, str(plan.signed_on)) == ("844/STP-VP", "2021-07-06")
    products = "".join(str(len(item.products)) for item in items_of(plan))
    assert products == "222113111422212"
