"""Whom the typed names of an appendix come to mean when a plan is stored."""

from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import select

from tests.factories import Office, make_agency, make_unit
from tests.plans.made import (
    all_new,
    items_of,
    make_plan,
    read_table,
    words_only,
)
from tracker.database import db
from tracker.errors import BadInput, Refusal
from tracker.organisation.commands import add_group
from tracker.organisation.models import UnitAlias
from tracker.organisation.queries import find_units, office_unit
from tracker.organisation.rules import UnitKind
from tracker.plans.commands import ImportChoices, UnitChoice
from tracker.plans.importing import Means

pytestmark = pytest.mark.usefixtures("app")


def names(lines: Iterable[Any]) -> list[str]:
    return [line.name for line in lines]


def test_unknown_units_are_made_of_their_kind_and_the_office_is_found() -> None:
    agency = make_agency()
    row = "{}|Việc {}|Sản phẩm|{}||Thường xuyên|Tiếp cận dịch vụ"
    reading = read_table(
        row.format(1, 1, "Văn phòng Sở"), row.format(2, 2, "Ban Biên tập Trang tin")
    )

    make_plan(agency, reading)

    kinds = {u.name: u.kind for u in find_units(db.session(), agency.id)}
    assert kinds == {
        "Văn phòng Sở": UnitKind.INTERNAL,
        "Ban Biên tập Trang tin": UnitKind.BODY,
    }
    office = office_unit(db.session(), agency.id)
    assert office is not None
    assert office.name == "Văn phòng Sở"


def test_a_settled_spelling_is_remembered_as_an_alias(office: Office) -> None:
    reading = read_table("1|Việc|Sản phẩm|Phòng Nghiệp vụ Một||Thường xuyên|Tiếp cận dịch vụ")
    chosen = {"Phòng Nghiệp vụ Một": UnitChoice(Means.UNIT, id=office.first.id)}

    plan = make_plan(office.agency, reading, ImportChoices(units=chosen, settled_by="Bà Hà"))

    alias = db.session.scalars(select(UnitAlias)).one()
    assert (alias.text, alias.unit_id, alias.settled_by) == (
        "Phòng Nghiệp vụ Một",
        office.first.id,
        "Bà Hà",
    )
    assert names(items_of(plan)[0].leads) == [office.first.name]
    assert items_of(plan)[0].printed["lead_units"] == "Phòng Nghiệp vụ Một"


def test_one_typed_name_may_be_another_of_the_same_appendix() -> None:
    agency = make_agency()
    row = "{}|Việc {}|Sản phẩm|{}||Thường xuyên|Tiếp cận dịch vụ"
    reading = read_table(row.format(1, 1, "Phòng Hỗ trợ"), row.format(2, 2, "Phòng Bổ trợ"))
    chosen = all_new(reading) | {"Phòng Hỗ trợ": UnitChoice(Means.NAME, name="Phòng Bổ trợ")}

    plan = make_plan(agency, reading, ImportChoices(units=chosen))

    assert [names(i.leads) for i in items_of(plan)] == [["Phòng Bổ trợ"], ["Phòng Bổ trợ"]]


def test_names_that_mean_each_other_are_refused() -> None:
    reading = read_table("1|Việc|Sản phẩm|Phòng A||Thường xuyên|Tiếp cận dịch vụ")
    circle = {
        "Phòng A": UnitChoice(Means.NAME, name="Phòng B"),
        "Phòng B": UnitChoice(Means.NAME, name="Phòng A"),
    }

    with pytest.raises(Refusal, match="chính nó"):
        make_plan(make_agency(), reading, ImportChoices(units=circle))


def test_words_only_and_undecided_names_mean_nobody(office: Office) -> None:
    reading = read_table(
        "1|Việc|Sản phẩm|Phòng Nghiệp vụ 1|Người dân, Đoàn thể|Thường xuyên|Tiếp cận dịch vụ",
        agency=office.agency,
    )

    plan = make_plan(office.agency, reading, ImportChoices(units=words_only("Người dân")))

    (item,) = items_of(plan)
    assert (item.partners, item.printed["partner_units"]) == ([], "Người dân, Đoàn thể")


def test_a_group_that_leads_is_taken_apart_into_its_members(office: Office) -> None:
    add_group(db.session(), office.agency, "Các phòng thuộc Sở", [office.first, office.second])
    row = "{}|Việc {}|Sản phẩm|Các phòng thuộc Sở|{}|Thường xuyên|Tiếp cận dịch vụ"
    reading = read_table(row.format(1, 1, ""), row.format(2, 2, "Phòng Nghiệp vụ 1"))

    plan = make_plan(office.agency, reading, ImportChoices())

    first, second = items_of(plan)
    assert names(first.leads) == [office.first.name, office.second.name]
    assert second.partners == []  # it leads already


def test_a_kept_group_leads_as_one_and_nobody_owes(office: Office) -> None:
    add_group(db.session(), office.agency, "Các phòng thuộc Sở", [office.first])
    reading = read_table("1|Việc|Sản phẩm|Các phòng thuộc Sở||Thường xuyên|Tiếp cận dịch vụ")

    plan = make_plan(
        office.agency, reading, ImportChoices(kept_groups=frozenset({"Các phòng thuộc Sở"}))
    )

    (item,) = items_of(plan)
    assert (names(item.leads), item.next_report_due_on) == (["Các phòng thuộc Sở"], None)


def test_a_row_without_lead_gets_the_unit_chosen_for_it(office: Office) -> None:
    reading = read_table("1|Việc|Sản phẩm|||Thường xuyên|Tiếp cận dịch vụ")

    plan = make_plan(office.agency, reading, ImportChoices(leads={1: office.first.id}))

    assert names(items_of(plan)[0].leads) == [office.first.name]


def test_a_lead_of_another_agency_is_refused(office: Office) -> None:
    reading = read_table("1|Việc|Sản phẩm|||Thường xuyên|Tiếp cận dịch vụ")

    with pytest.raises(BadInput, match="Không có đơn vị này"):
        make_plan(office.agency, reading, ImportChoices(leads={1: make_unit().id}))
