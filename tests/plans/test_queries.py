"""Reading plans and items: what is found, in which order, at what cost."""

from datetime import date

import pytest

from tests.conftest import counting
from tests.factories import Office, make_agency
from tests.plans.made import AT, items_of, make_method, make_plan
from tracker.database import db
from tracker.plans.commands import carry_over, change_lead
from tracker.plans.models import PlanImport
from tracker.plans.queries import (
    NO_COMPONENT,
    ItemFilter,
    count_by_component,
    find_items,
    find_neighbours,
    find_open_imports,
    find_open_items,
    find_plans,
    find_units_with_accounts,
    get_item,
    running_plan,
)
from tracker.plans.rules import PlanState, Progress
from tracker.surveys.queries import find_component_names

pytestmark = pytest.mark.usefixtures("app")


def test_the_running_plan_is_the_newest_that_is_open(office: Office) -> None:
    old = make_plan(office.agency, year=2020, number="1/KH")
    new = make_plan(office.agency)
    assert running_plan(db.session(), office.agency.id) is new

    new.state = PlanState.CLOSED

    assert running_plan(db.session(), office.agency.id) is old
    assert [p.year for p in find_plans(db.session(), office.agency.id)] == [2021, 2020]
    assert running_plan(db.session(), make_agency().id) is None


def test_items_are_found_by_what_they_are(office: Office) -> None:
    plan = make_plan(office.agency)
    third = items_of(plan)[2]
    third.progress = Progress.UNDER_WAY
    db.session.flush()

    def numbers(**wanted: object) -> list[int]:
        found = ItemFilter(office.agency.id, plan_id=plan.id, **wanted)  # type: ignore[arg-type]
        return [item.position for item in find_items(db.session(), found)]

    assert numbers(lead_id=office.second.id) == [2, 3]
    assert numbers(component_id=NO_COMPONENT) == [3]
    assert numbers(progress=Progress.UNDER_WAY) == [3]
    assert numbers(late_on=date(2021, 9, 30)) == []
    assert numbers(late_on=date(2021, 10, 1)) == [3]
    assert numbers(silent_on=date(2021, 7, 16)) == []
    assert numbers(silent_on=date(2021, 7, 17)) == [1, 3, 4]
    assert numbers(only_blocked=True) == []
    assert numbers(words="ghế NGỒI") == [1]
    assert numbers(words="100%") == []


def test_an_item_carried_over_is_late_no_more(office: Office) -> None:
    plan = make_plan(office.agency)
    carry_over(db.session(), items_of(plan)[2], on=date(2021, 12, 31), reason="Năm 2022")

    late = ItemFilter(office.agency.id, late_on=date(2022, 1, 1))

    assert find_items(db.session(), late) == []


@pytest.mark.parametrize("rows", [1, 4])
def test_items_come_whole_in_four_selects(office: Office, rows: int) -> None:
    plan = make_plan(office.agency)
    db.session.expire_all()
    wanted = ItemFilter(office.agency.id, plan_id=plan.id, words="ghe" if rows == 1 else "")

    with counting() as seen:
        found = find_items(db.session(), wanted)
        names = [(u.name, c.component.name) for i in found for u in i.units for c in i.components]
        products = [p.text for i in found for p in i.products]

    assert (len(found), len(seen)) == (rows, 4)
    assert names
    assert products


def test_an_item_of_another_agency_is_not_found(office: Office) -> None:
    item = items_of(make_plan(office.agency))[0]

    assert get_item(db.session(), office.agency.id, item.id) is not None
    assert get_item(db.session(), make_agency().id, item.id) is None


def test_neighbours_end_with_the_plan(office: Office) -> None:
    items = items_of(make_plan(office.agency))

    first, last = (find_neighbours(db.session(), items[place]) for place in (0, 3))

    assert (first[0], first[1] and first[1].position) == (None, 2)
    assert (last[0] and last[0].position, last[1]) == (3, None)


def test_open_items_are_those_nobody_ended(office: Office) -> None:
    plan = make_plan(office.agency)
    items = items_of(plan)
    carry_over(db.session(), items[0], on=date(2021, 12, 31), reason="Năm 2022")
    items[1].progress = Progress.DONE_LATE
    db.session.flush()

    assert [i.position for i in find_open_items(db.session(), plan.id)] == [3, 4]


def test_running_items_are_counted_by_index(office: Office) -> None:
    plan = make_plan(office.agency)
    items = items_of(plan)
    aimed = items[0].components[0].component_id
    items[1].progress = Progress.DROPPED
    db.session.flush()

    counted = count_by_component(db.session(), office.agency.id, plan.id)

    assert counted[aimed] == 1
    assert items[1].components[0].component_id not in counted


def test_units_where_somebody_may_sign_in(office: Office) -> None:
    units = [office.first.id, office.second.id, office.office.id, 999_999]
    office.other_clerk.is_active = False
    db.session.flush()

    found = find_units_with_accounts(db.session(), units)

    assert found == {office.first.id, office.office.id}


def test_the_names_of_a_method_come_in_its_order(office: Office) -> None:
    make_method()

    names = find_component_names(db.session(), office.agency.id, "kh-2021")

    assert names[0] == "Tiếp cận dịch vụ"
    assert len(names) == 6
    assert find_component_names(db.session(), office.agency.id, "khong-co") == []


def test_uploads_not_stored_yet_are_listed_newest_first(office: Office) -> None:
    for number in range(12):
        row = PlanImport(
            agency_id=office.agency.id, file_name=f"{number}.docx", year=2021, read_at=AT
        )
        db.session.add(row)
    db.session.flush()

    names = [row.file_name for row in find_open_imports(db.session(), office.agency.id)]

    assert names == [f"{number}.docx" for number in range(11, 1, -1)]


def test_a_former_lead_is_still_a_lead_of_the_filter(office: Office) -> None:
    plan = make_plan(office.agency)
    first = items_of(plan)[0]
    change_lead(db.session(), first, office.first.id, office.second.id, on=date(2021, 9, 1))

    wanted = ItemFilter(office.agency.id, plan_id=plan.id, lead_id=office.first.id)

    assert [i.position for i in find_items(db.session(), wanted)] == [1, 2]
