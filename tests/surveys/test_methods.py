from pathlib import Path

import pytest
from openpyxl import load_workbook

from tracker.errors import BadInput
from tracker.surveys.methods import load_shipped, shipped_codes
from tracker.surveys.rules import channel_of, find_component
from tracker.surveys.words import Channel, Formula

KH = load_shipped("kh-2021")


def test_four_methods_are_shipped() -> None:
    assert shipped_codes() == ("kh-2021", "kh-2021-mean", "sipas-2017", "sipas-2023")


@pytest.mark.parametrize("code", shipped_codes())
def test_a_shipped_method_is_whole(code: str) -> None:
    method = load_shipped(code)
    questions = [q.code for q in method.questions]

    assert questions == [f"C{n + 1}" for n in range(len(questions))]
    assert [c.code for c in method.components] == [
        f"CS{n + 1}" for n in range(len(method.components))
    ]
    assert method.levels == 5
    assert method.source
    assert all(c.name and c.short and c.questions for c in method.components)


@pytest.mark.parametrize(
    ("code", "sizes"),
    [
        ("kh-2021", [4, 5, 4, 5, 4, 3]),
        ("kh-2021-mean", [4, 5, 4, 5, 4, 3]),
        ("sipas-2017", [1, 1, 1, 1, 1]),
        ("sipas-2023", [4, 4, 5, 3, 3]),
    ],
)
def test_the_questions_stand_under_their_components(code: str, sizes: list[int]) -> None:
    method = load_shipped(code)

    assert [len(c.questions) for c in method.components] == sizes
    assert [len(method.places(c)) for c in method.components] == sizes
    assert [p for c in method.components for p in method.places(c)] == list(range(sum(sizes)))


def test_the_mean_method_differs_only_in_its_formula() -> None:
    mean = load_shipped("kh-2021-mean")

    assert mean.components == KH.components
    assert (KH.formula, mean.formula) == (Formula.SATISFIED_SHARE, Formula.MEAN_OF_MAX)
    assert [KH.points(level) for level in range(1, 6)] == [0, 0, 0, 1, 1]
    assert [mean.points(level) for level in range(1, 6)] == [1, 2, 3, 4, 5]


def test_six_components_map_to_five_and_one_has_no_successor() -> None:
    mapped = {c.code: c.successor_in("sipas-2023") for c in KH.components}

    assert {code: s.component for code, s in mapped.items() if s} == {
        "CS1": "CS1", "CS2": None, "CS3": "CS2", "CS4": "CS3", "CS5": "CS4", "CS6": "CS5",
    }  # fmt: skip
    assert KH.components[0].successor_in("kh-2021") is None


def test_a_method_nobody_shipped_is_refused_with_the_list() -> None:
    with pytest.raises(BadInput, match="kh-2021-mean, sipas-2017"):
        load_shipped("../../secret")


def test_the_questions_are_those_of_the_form_in_use(inputs: Path) -> None:
    book = load_workbook(inputs / "survey-2021-q1.xlsx", read_only=True)
    typed = [row[:3] for row in book["Bộ câu hỏi"].iter_rows(min_row=2, values_only=True)]
    book.close()

    ours = [(q.code, c.name, q) for c in KH.components for q in c.questions]
    assert [(code, name) for code, name, _ in ours] == [(row[0], row[1]) for row in typed]
    for (_, _, question), row in zip(ours, typed, strict=True):
        assert row[2] in (question.text, *question.wordings)


def test_a_name_in_decomposed_letters_is_the_same_name() -> None:
    found = find_component("Tie\u0302\u0301p ca\u0323\u0302n di\u0323ch vu\u0323", KH.components)

    assert found is KH.components[0]


@pytest.mark.parametrize(
    ("typed", "channel"),
    [
        ("Phiếu giấy", Channel.PAPER),
        ("Trực tuyến", Channel.ONLINE),
        ("Quét mã QR", Channel.ONLINE),
        ("Trực tuyến, không mã", Channel.OPEN),
        ("Máy tại quầy", Channel.KIOSK),
        ("Qua thư", None),
        ("", None),
    ],
)
def test_channels_are_known_by_their_words(typed: str, channel: Channel | None) -> None:
    assert channel_of(typed) is channel
