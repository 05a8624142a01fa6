"""A document changes items that were reported on: what is owed before and from its day."""

from dataclasses import replace
from datetime import date

import pytest

from tests.factories import Office
from tests.factories_plans import make_item, make_plan, whole
from tests.progress.scenes import LATE, make_scene
from tracker.database import db
from tracker.organisation.models import Agency
from tracker.plans.commands import Basis, Changes, Owner, Wording
from tracker.plans.models import ActionItem
from tracker.plans.obligations import periods_owed
from tracker.plans.rules import DeadlineKind
from tracker.progress.commands import amend
from tracker.progress.queries import past
from tracker.progress.queries.states import find_owing

TODAY = date(2021, 10, 20)


def changed(item: ActionItem, on: date, **more: object) -> None:
    """Give an item other words by a document of this day."""
    words = Wording(
        task=item.task,
        products=tuple(p.text for p in item.products),
        deadline_text=item.deadline_text,
        leads=tuple(Owner(unit_id=u.unit_id) for u in item.leads),
    )
    by_document(item, on, changed={item.id: replace(words, **more)})  # type: ignore[arg-type]


def by_document(item: ActionItem, on: date, **more: object) -> None:
    agency = db.session.get_one(Agency, item.agency_id)
    changes, basis = Changes(**more), Basis("Kế hoạch số 20", on)  # type: ignore[arg-type]
    amend(db.session(), agency, item.plan, changes, basis, today=TODAY)
    db.session.expire_all()


def owed_by(office: Office, item: ActionItem) -> dict[int | None, list[str]]:
    """The periods each unit owes or owed on the item, whatever was sent."""
    found = find_owing(db.session(), office.agency, [whole(item)])
    return {o.line.unit_id: [p.code for p in periods_owed(o.terms, o.periods)] for o in found}


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2021, 9, 14), ["2021-08"]),  # tháng 9 ends on this very day
        (date(2021, 9, 15), ["2021-08", "2021-09"]),
    ],
)
def test_a_dropped_item_owed_what_ended_before_the_document(
    office: Office, day: date, codes: list[str]
) -> None:
    scene = make_scene(office)

    by_document(scene.item, day, dropped=frozenset({scene.item.id}))

    assert owed_by(office, scene.item) == {office.first.id: codes}
    assert whole(scene.item).next_report_due_on is None


@pytest.mark.parametrize(
    ("day", "first", "next_code"),  # tháng 9 is cut off on 16/9: who leads on that day owes it
    [
        (date(2021, 9, 16), "2021-09", "2021-09"),
        (date(2021, 9, 17), "2021-10", "2021-08"),  # taken over: due before its own first one
    ],
)
def test_a_new_lead_owes_from_the_day_of_the_document(
    office: Office, day: date, first: str, next_code: str
) -> None:
    scene = make_scene(office)

    changed(scene.item, day, leads=(Owner(unit_id=office.second.id),))

    assert owed_by(office, scene.item)[office.second.id][0] == first
    assert whole(scene.item).leads[-1].next_period_code == next_code


def test_what_was_reported_stays_reported(office: Office) -> None:
    scene = make_scene(office)
    scene.send(LATE, "2021-08")

    changed(scene.item, date(2021, 9, 10), task="Lời mới")

    assert whole(scene.item).leads[0].next_period_code == "2021-09"


def test_a_past_day_is_judged_by_the_day_of_then(office: Office) -> None:
    item = dated(office)

    changed(item, date(2021, 9, 20), deadline_text="Trước ngày 31/12/2021")

    assert [late_on(office, day) for day in (date(2021, 9, 19), date(2021, 9, 20))] == [
        [date(2021, 9, 10)],
        [],
    ]


def test_a_first_day_given_by_a_document_binds_from_then_on(office: Office) -> None:
    item = make_scene(office).item

    changed(item, date(2021, 9, 20), deadline_text="Trước ngày 10/9/2021")

    assert [late_on(office, day) for day in (date(2021, 9, 19), date(2021, 9, 20))] == [
        [],
        [date(2021, 9, 10)],
    ]


def dated(office: Office) -> ActionItem:
    """An item due on 10/9/2021."""
    due = {"kind": DeadlineKind.BY, "due_on": date(2021, 9, 10)}
    return make_item(make_plan(office.agency), leads=[office.first], **due)  # type: ignore[arg-type]


def late_on(office: Office, day: date) -> list[date]:
    owing = past.find_owing_then(db.session(), office.agency)
    granted = past.find_granted(db.session(), office.agency.id)
    return [line.due_on for line in past.late_on(owing, granted, day)]
