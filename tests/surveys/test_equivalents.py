"""Which index of one method answers to which of another, and what an own method must be."""

from dataclasses import replace

import pytest

from tracker.errors import BadInput
from tracker.surveys.drafting import (
    check_method,
    levels_text,
    numbered,
    questions_text,
    typed_levels,
    typed_questions,
)
from tracker.surveys.equivalents import equivalents, fate, lost, parse_key
from tracker.surveys.methods import load_shipped
from tracker.surveys.rules import Method, Successor

KH, FIVE, LATER = map(load_shipped, ("kh-2021", "sipas-2017", "sipas-2023"))


@pytest.mark.parametrize("new", [FIVE, LATER], ids=["sipas-2017", "sipas-2023"])
def test_six_indices_become_five_and_the_reception_has_no_equivalent(new: Method) -> None:
    assert equivalents(KH, new) == {
        "CS1": "CS1", "CS2": None, "CS3": "CS2", "CS4": "CS3", "CS5": "CS4", "CS6": "CS5",
    }  # fmt: skip
    assert [c.name for c in lost(KH, new)] == ["Điều kiện tiếp đón và phục vụ"]


def test_a_copy_knows_what_each_index_came_from_and_what_was_left_out() -> None:
    rest = [component for component in KH.components if component.code != "CS2"]
    kept = [replace(each, successors=(Successor("kh-2021", each.code),)) for each in rest]
    copy = replace(KH, code="so-mau", components=numbered(kept))
    assert equivalents(KH, copy)["CS2"] is None
    assert equivalents(KH, copy)["CS3"] == "CS2"


def test_methods_nobody_set_side_by_side_say_so() -> None:
    mean = load_shipped("kh-2021-mean")
    assert equivalents(mean, KH) == {}
    assert "chưa ghi chỉ số tương đương" in fate(mean, KH, "CS1")
    assert equivalents(LATER, KH)["CS2"] == "CS3"  # read from either side
    assert "“Thủ tục hành chính”" in fate(KH, LATER, "CS2")


@pytest.mark.parametrize(
    ("key", "parts"), [("kh-2021", ("kh-2021", None)), ("a@2", ("a", 2)), ("a@x", ("a", None))]
)
def test_a_key_names_a_code_and_perhaps_a_version(key: str, parts: tuple[str, int | None]) -> None:
    assert parse_key(key) == parts


def test_a_scale_and_questions_are_typed_one_a_line_and_come_back_the_same() -> None:
    assert typed_levels(levels_text(KH.scale)) == KH.scale
    first = KH.components[0].questions
    assert typed_questions(questions_text(first)) == tuple((q.text, q.wordings) for q in first)
    assert typed_levels("\n  Hài  lòng | HL | \n\n")[0].aliases == ("HL",)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"scale": KH.scale[:2]}, "từ 3 đến 9 mức"),
        ({"scale": (*KH.scale, KH.scale[0])}, "hai mức trùng nhau"),
        ({"components": ()}, "ít nhất một chỉ số"),
        ({"components": (replace(KH.components[0], questions=()),)}, "ít nhất một câu hỏi"),
        ({"components": (KH.components[0], KH.components[0])}, "trùng nhau"),
    ],
)
def test_a_method_that_is_not_whole_is_refused(change: dict[str, object], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        check_method(replace(KH, **change))  # type: ignore[arg-type]
