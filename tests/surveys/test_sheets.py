import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.surveys.typed import ALL_FOUR, CODES, FACTS, HEAD, KH, changed, document, line, sheet
from tracker.errors import BadFile
from tracker.intake.documents import Table, Value
from tracker.intake.reading import read_document
from tracker.scores.rules import printed, question_scores, round_scores
from tracker.surveys.acceptance import FormsRead
from tracker.surveys.methods import load_shipped
from tracker.surveys.sheets import read_forms
from tracker.surveys.tallies import ALL, Slice
from tracker.surveys.words import Group
from tracker.vietnamese import rounded

WORDS = [level.word for level in KH.scale]


def read(*tables: Table) -> FormsRead:
    return read_forms(document(*tables), KH)


def wanted_slices(inputs: Path) -> list[tuple[Slice, dict[str, object]]]:
    text = (inputs / "survey-2021-q1.expected.json").read_text(encoding="utf-8")
    wanted = json.loads(text)
    groups = ((g, wanted[f"by_{g.value}"]) for g in (Group.UNIT, Group.FIELD, Group.CHANNEL))
    return [(ALL, wanted["all"])] + [
        (Slice(group, key), figures) for group, some in groups for key, figures in some.items()
    ]


@pytest.mark.parametrize(
    ("code", "key"), [("kh-2021", "percent_4_5"), ("kh-2021-mean", "mean_over_5_percent")]
)
def test_the_real_file_gives_the_wanted_values_in_every_slice(
    inputs: Path, code: str, key: str
) -> None:
    method = load_shipped(code)
    found = read_forms(read_document(inputs / "survey-2021-q1.xlsx"), method)
    tallies = found.tallies(method)

    assert (found.rows, len(found.accepted), found.rejected) == (240, 240, ())
    for part, wanted in wanted_slices(inputs):
        scores = printed(round_scores(method, tallies, part))
        assert tallies.counted[part].forms == wanted["responses"]
        assert scores["overall"]["value"] == wanted["overall_average_of_six"][key]  # type: ignore[index]
        for each in scores["scores"]:
            figures = wanted["indices"][each["component"]]  # type: ignore[index]
            assert (each["value"], each["answers"]) == (figures[key], figures["answers"])


def test_the_real_file_gives_the_wanted_values_of_each_question(inputs: Path) -> None:
    text = (inputs / "survey-2021-q1.expected.json").read_text(encoding="utf-8")
    found = read_forms(read_document(inputs / "survey-2021-q1.xlsx"), KH)

    values = {
        each.question.code: (each.estimate.answers, rounded(each.estimate.value or 0))
        for each in question_scores(KH, found.tallies(KH))
    }
    assert values == {
        code: (figures["answers"], rounded(figures["percent_4_5"]))
        for code, figures in json.loads(text)["per_question"].items()
    }


def test_a_form_carries_its_facts_and_where_it_stands() -> None:
    (form,) = read(sheet(["SỞ A"], [], HEAD, line("007", changed(2, ""), remark="Tốt"))).accepted

    assert (form.sheet, form.row, form.cell, form.number) == ("Phiếu", 4, "A4", "7")
    assert (form.day, form.channel) == (date(2021, 1, 4), "Phiếu giấy")
    assert (form.field, form.unit, form.remark) == ("Hộ tịch", "Phòng A", "Tốt")
    assert form.answers == (4, 4, None, *[4] * 22)
    assert form.packed == bytes([4, 4, 0, *[4] * 22])


def test_a_bad_cell_is_dropped_and_named_and_the_form_counts() -> None:
    found = read(sheet(HEAD, line(1, changed(0, 7)), line(2, changed(24, "4,5"))))

    assert len(found.accepted) == 2
    assert [(r.row, r.cell, r.is_form) for r in found.rejected] == [
        (2, "F2", False),
        (3, "AD3", False),
    ]
    assert found.rejected[0].reason == "câu C1: “7” nằm ngoài thang từ 1 đến 5"
    assert found.accepted[0].answers[0] is None


def test_answers_may_be_words() -> None:
    (form,) = read(sheet(HEAD, line(1, [WORDS[i % 5] for i in range(25)]))).accepted

    assert form.answers == (1, 2, 3, 4, 5) * 5


def ticks(*levels: int) -> list[Value]:
    """Five columns a question, the level ticked; 0 ticks nothing."""
    return ["x" if level == column else "" for level in levels for column in range(1, 6)]


TICK_HEAD: list[Value] = [*FACTS, *(cell for code in CODES for cell in (code, "", "", "", ""))]
TICK_LABELS: list[Value] = [""] * 5 + [1, 2, 3, 4, 5] * 25


def test_answers_may_be_ticks_in_five_columns() -> None:
    levels = [5, 4, 3, 2, 1] * 4 + [0, 5, 5, 5, 5]
    typed = [1, "", "", "Hộ tịch", "", *ticks(*levels)]
    (form,) = read(sheet(TICK_HEAD, TICK_LABELS, typed)).accepted

    assert form.answers == tuple(level or None for level in levels)


def test_a_double_tick_is_dropped_and_named() -> None:
    typed: list[Value] = [1, "", "", "", "", *ticks(*[4] * 25)]
    typed[5] = "x"
    found = read(sheet(TICK_HEAD, TICK_LABELS, typed))

    assert found.accepted[0].answers == (None, *[4] * 24)
    assert [(r.cell, r.reason) for r in found.rejected] == [
        ("F3", "câu C1: đánh dấu nhiều mức (1 và 4)")
    ]


def test_tick_columns_may_be_labelled_by_words_from_the_best_down() -> None:
    labels: list[Value] = [*[""] * 5, *[*reversed(WORDS)] * 25]
    (form,) = read(sheet(TICK_HEAD, labels, [1, "", "", "", "", *ticks(*[1] * 25)])).accepted

    assert form.answers == (5,) * 25


def test_tick_columns_may_carry_their_level_in_the_heading() -> None:
    head: list[Value] = [
        "Mã phiếu",
        *(f"{code}.{level}" for code in CODES for level in range(1, 6)),
    ]
    (form,) = read(sheet(head, ["P1", *ticks(*[2] * 25)])).accepted

    assert (form.number, form.answers) == ("p1", (2,) * 25)


@pytest.mark.parametrize(
    "heads",
    [
        [f"Câu {n + 1}" for n in range(25)],
        [f"c{n + 1:02d}" for n in range(25)],
        [f"Câu hỏi {n + 1}: mức độ hài lòng" for n in range(25)],
        [q.text for q in KH.questions],
        [f"{n}. {q.text.upper()}" for n, q in enumerate(KH.questions, start=1)],
        [(q.wordings or (q.text,))[0] for q in KH.questions],
        [str(n + 1) for n in range(25)],
        [q.text if n != 7 else "Máy móc ở nơi tiếp đón" for n, q in enumerate(KH.questions)],
    ],
)
def test_questions_are_known_by_code_text_number_or_place(heads: list[str]) -> None:
    answers = [n % 5 + 1 for n in range(25)]
    (form,) = read(sheet(["Số phiếu", *heads], [12, *answers])).accepted

    assert form.answers == tuple(answers)


def test_questions_may_stand_in_any_order() -> None:
    (form,) = read(sheet([*reversed(CODES), "Số phiếu"], [*range(1, 6), *[3] * 20, 9])).accepted

    assert form.answers == (*[3] * 20, 5, 4, 3, 2, 1)
    assert form.number == "9"


def test_rows_that_are_no_forms_are_passed_over() -> None:
    totals: list[Value] = ["Tổng cộng", "", "", "", "", *[100] * 25]
    count: list[Value] = [f"({n + 1})" for n in range(31)]
    signed: list[Value] = [*[""] * 20, "Nha Trang, ngày 05 tháng 4 năm 2021"]
    found = read(sheet(HEAD, count, line(1), HEAD, line(2), [], totals, signed))

    assert (found.rows, len(found.accepted), found.rejected) == (2, 2, ())


def test_a_field_named_like_a_total_is_a_field() -> None:
    head = ["Lĩnh vực", *CODES]
    found = read(sheet(head, ["Công chứng", *ALL_FOUR], ["Tổng đài", *ALL_FOUR]))

    assert [form.field for form in found.accepted] == ["Công chứng", "Tổng đài"]


def test_facts_stated_above_the_table_hold_for_all_its_forms() -> None:
    titles = [["Đơn vị: Phòng Bổ trợ tư pháp"], ["Lĩnh vực khảo sát: Luật sư"]]
    (form,) = read(sheet(*titles, ["Phiếu số", *CODES], [1, *ALL_FOUR])).accepted

    assert (form.unit, form.field) == ("Phòng Bổ trợ tư pháp", "Luật sư")


def test_names_that_differ_in_capitals_take_the_first_form() -> None:
    found = read(sheet(HEAD, line(1, unit="Phòng Bổ trợ"), line(2, unit="PHÒNG  BỔ TRỢ")))

    assert {form.unit for form in found.accepted} == {"Phòng Bổ trợ"}


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("5/1/2021", date(2021, 1, 5)),
        ("05-01-2021 08:30", date(2021, 1, 5)),
        ("2021-01-05", date(2021, 1, 5)),
        (44201, date(2021, 1, 5)),
        (date(2021, 1, 5), date(2021, 1, 5)),
        ("", None),
    ],
)
def test_days_are_read_day_before_month(typed: Value, day: date | None) -> None:
    found = read(sheet(HEAD, line(1, day=typed)))

    assert (found.accepted[0].day, found.rejected) == (day, ())


@pytest.mark.parametrize("typed", ["31/02/2021", "5/1/21", "đầu tháng 1", 7])
def test_a_day_that_cannot_be_read_is_named_and_the_form_counts(typed: Value) -> None:
    found = read(sheet(HEAD, line(1, day=typed)))

    assert found.accepted[0].day is None
    assert [(r.cell, r.is_form) for r in found.rejected] == [("B2", False)]


def test_other_sheets_are_passed_over_and_hidden_ones_noted() -> None:
    questions = sheet(["Mã câu", "Nội dung"], *([q.code, q.text] for q in KH.questions))
    hidden = sheet(HEAD, line(1), name="Cũ", hidden=True)
    found = read(questions, sheet(HEAD, line(1)), hidden)

    assert found.rows == 1
    assert found.notes == ("Trang tính ẩn “Cũ” có phiếu nhưng không được tính.",)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["STT", "Nhiệm vụ"], [1, "Rà soát"]], "Không tìm thấy bảng phiếu.*C1 đến C25"),
        ([["Số phiếu", *CODES[:20]], [1, *[4] * 20]], "thiếu câu C21, C22, C23, C24, C25"),
        ([["Số phiếu", *CODES, "C26"], [1, *[4] * 26]], "có câu C26 không thuộc bộ chỉ số kh-2021"),
        ([HEAD], "không có phiếu nào"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_words(rows: list[list[Value]], said: str) -> None:
    with pytest.raises(BadFile, match=said) as refusal:
        read(sheet(*rows))

    assert str(refusal.value).startswith("Tệp “phieu.xlsx”: ")


def test_headings_may_take_two_rows_of_codes_and_texts() -> None:
    texts: list[Value] = [*[""] * 5, *(q.text for q in KH.questions)]
    found = read(sheet(HEAD, texts, line(1)))

    assert (found.rows, found.rejected) == (1, ())


CELLS = st.none() | st.integers(-1, 9) | st.floats() | st.text(max_size=8) | st.sampled_from(HEAD)


@given(st.lists(st.lists(CELLS, min_size=31, max_size=31), max_size=6))
def test_whatever_is_typed_every_form_is_counted_or_left_out(rows: list[list[Value]]) -> None:
    found = read(sheet(HEAD, line(1), *rows))

    held = [each for each in found.rejected if each.is_form]
    assert found.rows == len(found.accepted) + len(held)
    assert all(any(form.answers) for form in found.accepted)
    assert found.tallies(KH).forms == len(found.accepted)
