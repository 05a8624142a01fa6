"""What a conclusion must say before it can be carried out."""

from datetime import date

import pytest

from tracker.meetings.concluding import Ground, Target, Wanted, problems
from tracker.meetings.rules import Closing, ConclusionKind

DAY = date(2021, 9, 17)
LATER = date(2021, 9, 30)
TARGET = Target("item:1", "Nhiệm vụ, hạn 20/9/2021", date(2021, 9, 20))
ITEM = Ground(DAY, has_item=True, lead_ids=(1, 2), targets=(TARGET,))
FREE = Ground(DAY)
K = ConclusionKind


def faults(ground: Ground = ITEM, **wanted: object) -> list[str]:
    full = {"text": "Thống nhất.", **wanted}
    return [p.field for p in problems(Wanted(**full), ground)]  # type: ignore[arg-type]


def test_nothing_concluded_is_no_problem() -> None:
    assert problems(Wanted(), ITEM) == []


def test_a_text_without_a_kind_asks_for_the_kind() -> None:
    assert faults(kind=None) == ["kind"]
    assert faults(kind=None, text="", due_on=LATER) == ["kind"]


@pytest.mark.parametrize("kind", list(K))
def test_every_conclusion_needs_its_text(kind: ConclusionKind) -> None:
    assert "text" in faults(kind=kind, text="  ", unit_id=9, from_unit_id=1)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"kind": K.INSTRUCT, "unit_id": 1, "due_on": LATER}, []),
        ({"kind": K.INSTRUCT, "unit_id": 1, "due_on": DAY}, []),
        ({"kind": K.INSTRUCT, "unit_id": 1, "due_on": date(2021, 9, 16)}, ["due_on"]),
        ({"kind": K.INSTRUCT, "unit_id": 1}, ["due_on"]),
        ({"kind": K.INSTRUCT, "due_on": LATER}, ["unit_id"]),
        ({"kind": K.EXTEND, "target": "item:1", "due_on": date(2021, 9, 21)}, []),
        ({"kind": K.EXTEND, "target": "item:1", "due_on": date(2021, 9, 20)}, ["due_on"]),
        ({"kind": K.EXTEND, "target": "item:1"}, ["due_on"]),
        ({"kind": K.EXTEND, "target": "item:9", "due_on": LATER}, ["target"]),
        ({"kind": K.CHANGE_LEAD, "unit_id": 9, "from_unit_id": 1}, []),
        ({"kind": K.CHANGE_LEAD, "unit_id": 2, "from_unit_id": 1}, ["unit_id"]),
        ({"kind": K.CHANGE_LEAD, "unit_id": 9, "from_unit_id": 7}, ["from_unit_id"]),
        ({"kind": K.CHANGE_LEAD}, ["unit_id", "from_unit_id"]),
        ({"kind": K.CLOSE, "closing": Closing.PAUSED}, []),
        ({"kind": K.CLOSE}, ["closing"]),
        ({"kind": K.CLOSE, "closing": Closing.DONE, "due_on": LATER}, ["due_on"]),
        ({"kind": K.SEND_UP}, []),
        ({"kind": K.SEND_UP, "unit_id": 1, "due_on": LATER}, []),
        ({"kind": K.SEND_UP, "due_on": LATER}, ["unit_id"]),
        ({"kind": K.NOTE}, []),
        ({"kind": K.NOTE, "due_on": LATER}, ["due_on"]),
    ],
)
def test_each_kind_asks_for_its_own(wanted: dict[str, object], expected: list[str]) -> None:
    assert faults(ITEM, **wanted) == expected


@pytest.mark.parametrize("kind", [K.CHANGE_LEAD, K.CLOSE])
def test_without_an_item_no_lead_changes_and_nothing_ends(kind: ConclusionKind) -> None:
    assert faults(FREE, kind=kind, unit_id=9, closing=Closing.DONE) == ["kind"]


def test_what_is_past_its_day_and_was_not_asked_for_is_not_extended() -> None:
    (fault,) = problems(Wanted(K.EXTEND, "Gia hạn.", due_on=LATER), FREE)
    assert fault.field == "kind"
    assert "giao thực hiện với thời hạn mới" in fault.message


@pytest.mark.parametrize(
    ("kind", "unit_id", "due_on", "gives"),
    [
        (K.INSTRUCT, 1, LATER, True),
        (K.SEND_UP, 1, LATER, True),
        (K.SEND_UP, 1, None, False),
        (K.CHANGE_LEAD, 1, LATER, True),
        (K.CHANGE_LEAD, 1, None, False),
        (K.EXTEND, 1, LATER, False),
        (K.NOTE, 1, LATER, False),
    ],
)
def test_unit_and_day_make_an_order(
    kind: ConclusionKind, unit_id: int, due_on: date | None, gives: bool
) -> None:
    assert Wanted(kind, "Làm.", unit_id=unit_id, due_on=due_on).gives_order is gives


def test_a_draft_comes_back_as_it_was_kept() -> None:
    wanted = Wanted(K.CLOSE, "Kết thúc.", Closing.DROPPED, 1, 2, LATER, "item:1")
    assert Wanted.from_json(wanted.as_json()) == wanted
    assert Wanted().as_json() == {}
    assert Wanted.from_json({}) == Wanted()
