from tracker.scores.rules import lines, printed, question_scores, round_scores
from tracker.surveys.counting import Cell, tally
from tracker.surveys.methods import load_shipped
from tracker.surveys.tallies import NOTHING, Slice
from tracker.surveys.words import Group

METHOD = load_shipped("sipas-2017")
FORMS = [
    (Cell(unit="1"), bytes([5, 5, 1, 0, 4])),
    (Cell(unit="1"), bytes([5, 4, 2, 0, 4])),
    (Cell(unit="2"), bytes([3, 4, 5, 0, 4])),
]
TALLIES = tally(METHOD, FORMS)


def test_values_are_rounded_half_up_only_when_printed() -> None:
    scores = printed(round_scores(METHOD, TALLIES))

    assert [each["value"] for each in scores["scores"]] == [66.67, 100.0, 33.33, None, 100.0]
    assert scores["overall"]["value"] == 75.0
    assert round_scores(METHOD, TALLIES).components[0].estimate.value != 66.67


def test_a_component_without_answers_is_a_gap_and_not_0() -> None:
    scores = printed(round_scores(METHOD, TALLIES))

    assert scores["scores"][3] == {
        "component": "Kết quả dịch vụ",
        "code": "CS4",
        "people": 0,
        "answers": 0,
        "value": None,
        "low": None,
        "high": None,
    }


def test_a_slice_has_its_own_values_and_an_overall_without_interval() -> None:
    scores = round_scores(METHOD, TALLIES, Slice(Group.UNIT, "1"))

    assert [each.estimate.value for each in scores.components] == [100, 100, 0, None, 100]
    assert scores.overall.value == 75
    assert scores.overall.people == 2
    assert scores.overall.interval is None


def test_a_population_is_used_for_the_whole_round_only() -> None:
    whole = round_scores(METHOD, TALLIES, population=3).components[0].estimate.interval
    part = Slice(Group.UNIT, "1")

    assert whole is not None
    assert whole.low == whole.high
    assert round_scores(METHOD, TALLIES, part, 3) == round_scores(METHOD, TALLIES, part)


def test_a_round_without_forms_has_no_values() -> None:
    scores = round_scores(METHOD, NOTHING)

    assert {each.estimate.value for each in scores.components} == {None}
    assert scores.overall.value is None
    assert round_scores(METHOD, TALLIES, Slice(Group.FIELD, "9")).overall.value is None


def test_questions_have_values_of_their_own() -> None:
    values = {q.question.code: q.estimate.value for q in question_scores(METHOD, TALLIES)}

    assert values["C2"] == 100
    assert values["C4"] is None


def test_lines_say_people_interval_and_few_forms() -> None:
    said = lines(round_scores(METHOD, TALLIES))

    assert said[0].startswith("Tiếp cận dịch vụ: 66,67% (3 người trả lời; khoảng tin cậy 95% từ ")
    assert said[0].endswith("; ít phiếu)")
    assert said[3] == "Kết quả dịch vụ: chưa có câu trả lời"
