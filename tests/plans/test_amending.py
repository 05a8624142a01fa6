"""A document changes a plan: what becomes of lines, numbers, obligations and old words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import Office
from tests.plans.made import ROWS, items_of, make_plan
from tracker.database import db
from tracker.errors import BadInput, Refusal
from tracker.plans.commands import (
    Amended,
    Basis,
    Changes,
    Owner,
    Wording,
    amend_plan,
    attach_component,
    end_item,
)
from tracker.plans.models import ActionItem, Amendment, ItemChange, Plan, Product
from tracker.plans.queries import find_history
from tracker.plans.rules import ChangeKind, PlanState, Progress

TODAY = date(2021, 10, 1)
BASIS = Basis("Kế hoạch sửa đổi, bổ sung số 20/KH-SM", date(2021, 9, 1))
LATER = Basis("Thông báo kết luận số 31/TB-SM", date(2021, 9, 20))


def amend(
    office: Office, plan: Plan, basis: Basis = BASIS, today: date = TODAY, **changes: object
) -> Amended:
    wanted = Changes(**changes)  # type: ignore[arg-type]
    return amend_plan(db.session(), office.agency, plan, wanted, basis, today=today)


def words_of(item: ActionItem, **more: object) -> Wording:
    """An item's own words, some of them changed."""
    return replace(
        Wording(
            task=item.task,
            products=tuple(p.text for p in item.products),
            deadline_text=item.deadline_text,
            leads=tuple(Owner(unit_id=u.unit_id) for u in item.leads),
            partners=tuple(Owner(unit_id=u.unit_id) for u in item.partners),
            component_ids=tuple(c.component_id for c in item.components if not c.is_added),
        ),
        **more,  # type: ignore[arg-type]
    )


def new_line(office: Office, **more: object) -> Wording:
    return Wording(
        "Việc bổ sung",
        ("Báo cáo",),
        "Thường xuyên",
        (Owner(unit_id=office.first.id),),
        **more,  # type: ignore[arg-type]
    )


def printed(plan: Plan, version: int) -> list[tuple[int, str]]:
    entries = find_history(db.session(), plan).version(version).values()
    return [(entry.position, entry.cells["task"]) for entry in entries]


def tasks(rows: Sequence[str] = ROWS) -> list[tuple[int, str]]:
    return [(int(row.split("|")[0]), row.split("|")[1]) for row in rows]


def test_version_one_prints_as_signed_after_two_amendments(office: Office) -> None:
    plan = make_plan(office.agency)
    first, second, third, fourth = items_of(plan)
    amend(
        office,
        plan,
        changed={first.id: words_of(first, task="Việc một, sửa lần đầu")},
        dropped=frozenset({second.id}),
        numbers={third.id: 2, fourth.id: 3},
        added=[new_line(office)],
    )
    whole = items_of(plan)[0]
    amend(office, plan, LATER, changed={whole.id: words_of(whole, task="Việc một, sửa lần hai")})

    assert printed(plan, 1) == tasks()
    between = [(2, third.task), (3, fourth.task), (4, "Việc bổ sung")]
    assert printed(plan, 2) == [(1, "Việc một, sửa lần đầu"), *between]
    assert printed(plan, 3) == [(1, "Việc một, sửa lần hai"), *between]


def test_the_table_of_numbers_leads_from_old_to_new(office: Office) -> None:
    plan = make_plan(office.agency)
    _first, second, third, fourth = items_of(plan)
    amend(office, plan, dropped=frozenset({second.id}), numbers={third.id: 2, fourth.id: 3})
    amend(office, plan, LATER, added=[new_line(office)])

    rows = find_history(db.session(), plan).numbers()

    assert [row.numbers for row in rows] == [
        (1, 1, 1),
        (2, None, None),
        (3, 2, 2),
        (4, 3, 3),
        (None, None, 4),
    ]


def test_two_lines_may_change_places(office: Office) -> None:
    plan = make_plan(office.agency)
    first, second, *_ = items_of(plan)

    amend(office, plan, numbers={first.id: 2, second.id: 1})

    assert [i.id for i in items_of(plan)][:2] == [second.id, first.id]
    assert {c.kind for c in db.session.scalars(select(ItemChange))} == {ChangeKind.RENUMBERED}
    assert printed(plan, 1) == tasks()


def test_a_dropped_line_owes_nothing_from_the_day_of_the_document(office: Office) -> None:
    plan = make_plan(office.agency)
    item = items_of(plan)[0]

    amend(office, plan, dropped=frozenset({item.id}))

    assert (item.progress, item.ended_on) == (Progress.DROPPED, date(2021, 8, 31))
    assert item.next_report_due_on is None
    assert item.end_reason == f"Bãi bỏ theo {BASIS.document} ngày 01/9/2021."


def test_a_changed_lead_hands_over_on_the_day_of_the_document(office: Office) -> None:
    plan = make_plan(office.agency)
    item = items_of(plan)[0]

    amend(office, plan, changed={item.id: words_of(item, leads=(Owner(office.second.id),))})

    after = items_of(plan)[0]
    (old,), (new,) = after.former_leads, after.leads
    assert (old.owes, old.until) == (False, date(2021, 8, 31))
    assert (new.owes, new.since, new.unit_id) == (True, date(2021, 9, 1), office.second.id)


def test_words_alone_change_nothing_that_is_owed(office: Office) -> None:
    plan = make_plan(office.agency)
    item = items_of(plan)[2]
    owed = (item.due_on, item.starts_on, item.rhythm, item.ends_on, item.leads[0].id)

    amend(office, plan, changed={item.id: words_of(item, task="Đo thời gian chờ")})

    after = items_of(plan)[2]
    assert owed == (after.due_on, after.starts_on, after.rhythm, after.ends_on, after.leads[0].id)
    assert "do thoi gian cho" in after.folded


def test_a_new_day_keeps_the_first_one(office: Office) -> None:
    plan = make_plan(office.agency)
    item = items_of(plan)[2]

    amend(office, plan, changed={item.id: words_of(item, deadline_text="Trước ngày 30/11/2021")})

    after = items_of(plan)[2]
    assert (after.first_due_on, after.due_on) == (date(2021, 9, 30), date(2021, 11, 30))
    assert after.printed["deadline"] == "Trước ngày 30/11/2021"


def test_products_keep_their_rows_and_what_goes_is_only_hidden(office: Office) -> None:
    plan = make_plan(office.agency)
    item = items_of(plan)[0]
    seats, signs = (p.id for p in item.products)

    amend(office, plan, changed={item.id: words_of(item, products=("Có bảng chỉ dẫn",))})

    assert [p.id for p in items_of(plan)[0].products] == [signs]
    assert db.session.get_one(Product, seats).removed_by_id is not None


def test_an_attached_index_stays_and_a_printed_one_goes(office: Office) -> None:
    plan = make_plan(office.agency)
    first, third = items_of(plan)[0], items_of(plan)[2]
    own, other = first.components[0].component_id, items_of(plan)[3].components[0].component_id
    attach_component(db.session(), items_of(plan)[0], other)

    first = items_of(plan)[0]
    amend(office, plan, changed={first.id: words_of(first, component_ids=())})

    assert [c.component_id for c in items_of(plan)[0].components] == [other]
    assert own not in {c.component_id for c in third.components}


def test_one_document_named_twice_is_one_amendment(office: Office) -> None:
    plan = make_plan(office.agency)

    for _ in range(2):
        amend(office, plan, added=[new_line(office)])

    assert len(db.session.scalars(select(Amendment)).all()) == 1
    assert [i.position for i in items_of(plan)] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("basis", "changes", "said"),
    [
        (replace(BASIS, signed_on=date(2021, 7, 5)), {}, "trước ngày ký kế hoạch"),
        (replace(BASIS, signed_on=date(2021, 10, 2)), {}, "sau hôm nay"),
        (replace(BASIS, document=" "), {}, "văn bản làm căn cứ"),
        (BASIS, {}, "chưa có gì để ghi"),
        (BASIS, {"dropped": frozenset({999_999})}, "Không có nhiệm vụ này"),
    ],
)
def test_an_amendment_needs_its_basis_and_something_to_change(
    office: Office, basis: Basis, changes: dict[str, object], said: str
) -> None:
    plan = make_plan(office.agency)

    with pytest.raises(BadInput, match=said):
        amend(office, plan, basis, **changes)  # type: ignore[arg-type]


def test_a_number_given_twice_is_refused(office: Office) -> None:
    plan = make_plan(office.agency)
    first, second, *_ = items_of(plan)

    with pytest.raises(BadInput, match="STT 2 được đặt cho nhiều nhiệm vụ"):
        amend(office, plan, numbers={first.id: second.position})


def test_a_closed_plan_is_not_amended(office: Office) -> None:
    plan = make_plan(office.agency)
    plan.state = PlanState.CLOSED

    with pytest.raises(Refusal, match="đã kết thúc"):
        amend(office, plan, added=[new_line(office)])


def test_of_a_line_that_has_ended_only_the_printed_words_change(office: Office) -> None:
    plan = make_plan(office.agency)
    item = items_of(plan)[2]
    end_item(db.session(), item, Progress.DONE_IN_TIME, on=date(2021, 8, 1), reason="")
    words = words_of(item, task="Lời mới", deadline_text="Trước ngày 30/11/2021")

    amend(office, plan, changed={item.id: replace(words, cells={"task": "Lời mới"})})

    after = items_of(plan)[2]
    assert (after.task, after.due_on) == ("Lời mới", date(2021, 9, 30))
    assert printed(plan, 2)[2] == (3, "Lời mới")
