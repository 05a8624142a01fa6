"""Storing a plan that was read and settled: all of it, or nothing."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.factories import Office, make_agency, make_unit
from tests.plans.made import (
    AT,
    all_new,
    head_of,
    items_of,
    make_method,
    make_plan,
    read_real,
    read_table,
    words_only,
)
from tracker.database import db
from tracker.errors import BadInput, Refusal
from tracker.organisation.commands import add_group, settle_alias
from tracker.organisation.models import Agency, Period, Unit, UnitAlias
from tracker.organisation.queries import find_units, office_unit
from tracker.organisation.rules import PeriodKind, Regime, UnitKind
from tracker.plans.commands import ImportChoices, UnitChoice, store_plan
from tracker.plans.importing import Means
from tracker.plans.importing_words import new_unit
from tracker.plans.models import ActionItem, Plan
from tracker.plans.rules import DeadlineKind, Proof
from tracker.vietnamese import tidy

pytestmark = pytest.mark.usefixtures("app")


def names(lines: Iterable[Any]) -> list[str]:
    return [line.name for line in lines]


def test_a_plan_is_stored_with_everything_that_hangs_on_it(office: Office) -> None:
    plan = make_plan(office.agency)

    first, second, third, fourth = items_of(plan)

    assert [i.position for i in (first, second, third, fourth)] == [1, 2, 3, 4]
    assert [p.text for p in first.products] == ["Đủ ghế ngồi;", "Có bảng chỉ dẫn"]
    assert first.printed["products"] == "- Đủ ghế ngồi;\n- Có bảng chỉ dẫn"
    assert names(second.leads) == ["Phòng Nghiệp vụ 1", "Phòng Nghiệp vụ 2"]
    assert (second.deadline_kind, second.rhythm) == (DeadlineKind.ON_EVENT, PeriodKind.QUARTER)
    assert (third.due_on, third.first_due_on) == (date(2021, 9, 30), date(2021, 9, 30))
    assert third.components == []
    assert fourth.starts_on == date(2021, 7, 1)
    assert fourth.products[0].proof is Proof.MINUTES
    assert "so do" not in first.folded
    assert "ghe ngoi" in first.folded


def test_every_lead_owes_from_the_month_of_signing(office: Office) -> None:
    plan = make_plan(office.agency)

    owed = {(i.position, u.next_period_code) for i in items_of(plan) for u in i.leads}

    assert owed == {(1, "2021-07"), (2, "2021-Q3"), (3, "2021-07"), (4, "2021-07")}
    assert items_of(plan)[0].next_report_due_on == date(2021, 7, 16)


def test_a_later_first_period_leaves_the_earlier_ones_unowed(office: Office) -> None:
    plan = make_plan(office.agency, owed_from=date(2021, 8, 15))

    assert items_of(plan)[0].leads[0].next_period_code == "2021-09"


def test_only_the_first_lead_owes_where_the_plan_says_so(office: Office) -> None:
    plan = make_plan(office.agency, first_lead_only=True)

    second = items_of(plan)[1]

    assert [(u.owes, u.next_period_code) for u in second.leads] == [(True, "2021-Q3"), (False, "")]


def test_the_periods_of_the_year_and_the_next_are_made(office: Office) -> None:
    make_plan(office.agency, regime=Regime.CALENDAR, owed_from=date(2021, 7, 1))

    query = select(func.min(Period.code), func.max(Period.code)).where(
        Period.agency_id == office.agency.id, Period.regime == Regime.CALENDAR
    )
    assert db.session.execute(query).one() == ("2021-01", "2022-CY")


def test_the_same_number_twice_in_a_year_is_refused(office: Office) -> None:
    make_plan(office.agency)

    with pytest.raises(BadInput, match="12/KH-SM năm 2021 đã được nhập"):
        make_plan(office.agency)

    assert db.session.scalar(select(func.count()).select_from(Plan)) == 1


def test_the_same_number_in_another_agency_is_taken(office: Office) -> None:
    make_plan(office.agency)

    assert make_plan(make_agency()).id


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


def test_an_index_added_by_the_office_is_marked_so(office: Office) -> None:
    reading = read_table(agency=office.agency)
    choices = ImportChoices(added={3: ("Thủ tục hành chính",)})

    third = items_of(make_plan(office.agency, reading, choices))[2]

    assert [(c.component.code, c.is_added) for c in third.components] == [("CS3", True)]


def test_an_index_that_is_none_of_the_method_is_refused(office: Office) -> None:
    method = make_method("sipas-2017")

    with pytest.raises(BadInput, match="không phải chỉ số của bộ chỉ số"):
        make_plan(office.agency, method=method)


def test_a_corrected_deadline_counts_and_its_words_stay(office: Office) -> None:
    reading = read_table("1|Việc|Sản phẩm|Phòng Nghiệp vụ 1||Cuối năm|Tiếp cận dịch vụ")
    (item,) = reading.items
    corrected = replace(item.deadline, kind=DeadlineKind.BY, start=None, end=date(2021, 12, 20))

    plan = make_plan(office.agency, reading, ImportChoices(deadlines={"Cuối năm": corrected}))

    (row,) = items_of(plan)
    assert (row.deadline_text, row.due_on) == ("Cuối năm", date(2021, 12, 20))


def test_numbers_that_stand_twice_give_way_to_places(office: Office) -> None:
    row = "{}|Việc {}|Sản phẩm|Phòng Nghiệp vụ 1||Thường xuyên|Tiếp cận dịch vụ"
    reading = read_table(row.format(1, "a"), row.format(2, "b"), row.format(2, "c"))

    assert [i.position for i in items_of(make_plan(office.agency, reading))] == [1, 2, 3]


def test_misspellings_stay_and_are_noted(office: Office) -> None:
    reading = read_table(
        "1|Giữ vệ sinh đảm bảo bảo trật tự|Sản phẩm|Phòng Nghiệp vụ 1||Thường xuyên|"
    )

    (item,) = items_of(make_plan(office.agency, reading))

    assert "đảm bảo bảo" in item.task
    assert item.note == "“đảm bảo bảo” có thể là “đảm bảo”: đề nghị đính chính."


@pytest.mark.shared_inputs
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


def test_a_refused_plan_leaves_nothing_behind(office: Office) -> None:
    reading = read_table(agency=office.agency)
    choices = ImportChoices(
        units={"Phòng Lạ": new_unit("Phòng Lạ")}, added={3: ("Không có chỉ số này",)}
    )

    db.session.commit()
    before = db.session.scalar(select(func.count()).select_from(Unit))

    with pytest.raises(BadInput):
        store_plan(db.session(), office.agency, reading, head_of(make_method()), choices, at=AT)
    db.session.rollback()

    assert db.session.scalar(select(func.count()).select_from(Plan)) == 0
    assert db.session.scalar(select(func.count()).select_from(Unit)) == before
