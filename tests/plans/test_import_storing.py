"""Storing a plan that was read and settled: all of it, or nothing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.factories import Office, make_agency
from tests.plans.made import (
    AT,
    head_of,
    items_of,
    make_method,
    make_plan,
    read_table,
)
from tracker.database import db
from tracker.errors import BadInput
from tracker.organisation.models import Period, Unit
from tracker.organisation.rules import PeriodKind, Regime
from tracker.plans.commands import ImportChoices, store_plan
from tracker.plans.importing.words import new_unit
from tracker.plans.models import Plan
from tracker.plans.rules import DeadlineKind, Proof

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
