"""What a person decides about an appendix: read back, kept, reviewed."""

import json
from dataclasses import replace
from datetime import date

import pytest

from tests.plans.made import read_table
from tracker.organisation.calendar import WorkingCalendar
from tracker.organisation.periods import make_periods
from tracker.organisation.rules import KnownName, PeriodKind, Regime, Settings, Source, UnitKind
from tracker.plans.importing import (
    HeadDraft,
    ImportChoices,
    KnownNames,
    Means,
    UnitChoice,
    as_due,
    first_owed,
    read_choice,
)
from tracker.plans.importing.kept import (
    choices_json,
    choices_of,
    draft_json,
    draft_of,
    first_draft,
    reading_json,
    reading_of,
    reread,
)
from tracker.plans.importing.review import ranges, review
from tracker.plans.importing.words import is_meeting_item, new_unit, wanted_proof
from tracker.plans.rules import Proof
from tracker.plans.wording import read_deadline

KNOWN = KnownNames(
    [
        KnownName("Văn phòng Sở", 1, None, Source.NAME),
        KnownName("Phòng Nghiệp vụ 1", 2, None, Source.NAME),
        KnownName("Các phòng thuộc Sở", None, 7, Source.NAME),
    ]
)


@pytest.mark.parametrize(
    ("code", "name", "meant"),
    [
        ("unit:12", "", UnitChoice(Means.UNIT, id=12)),
        ("group:3", "", UnitChoice(Means.GROUP, id=3)),
        ("name:Phòng A", "", UnitChoice(Means.NAME, name="Phòng A")),
        ("new:body", " Ban  B ", UnitChoice(Means.NEW, kind=UnitKind.BODY, name="Ban B")),
        ("new-group", "Các ban", UnitChoice(Means.NEW_GROUP, name="Các ban")),
        ("words", "Phòng A", UnitChoice(Means.WORDS)),
        ("", "Phòng A", None),
        ("unit:x", "", None),
        ("new:palace", "", None),
        ("anything", "", None),
    ],
)
def test_a_posted_choice_means_one_thing_or_nothing(
    code: str, name: str, meant: UnitChoice | None
) -> None:
    assert read_choice(code, name) == meant


@pytest.mark.parametrize("code", ["unit:12", "group:3", "name:Phòng A", "new:union", "new-group"])
def test_a_choice_posts_the_code_it_was_read_from(code: str) -> None:
    choice = read_choice(code, "Tên")

    assert choice is not None
    assert choice.code == code


def test_a_reading_is_kept_whole() -> None:
    reading = read_table()

    assert reading_of(json.loads(json.dumps(reading_json(reading)))) == reading


def test_decisions_are_kept_whole() -> None:
    choices = ImportChoices(
        units={"Phòng A": UnitChoice(Means.NEW, kind=UnitKind.UNION, name="Phòng A1")},
        added={3: ("Tiếp cận dịch vụ",)},
        left_blank=frozenset({4}),
        leads={5: 9},
        deadlines={"Quý IV": read_deadline("Trước 20/12/2021", 2021)},
        kept_groups=frozenset({"Các ban"}),
        settled_by="Bà Hà",
    )

    assert choices_of(json.loads(json.dumps(choices_json(choices)))) == choices


def test_the_head_is_kept_whole() -> None:
    draft = HeadDraft("1/KH", date(2021, 7, 6), "Kế hoạch", 2021, "từ 81%", 81.0, "kh-2021")

    assert draft_of(json.loads(json.dumps(draft_json(draft)))) == draft


def test_the_first_head_says_what_the_file_says() -> None:
    draft = first_draft(read_table(), 2021, "kh-2021")

    assert (draft.year, draft.number, draft.signed_on) == (2021, "", None)


def test_another_year_of_the_plan_moves_the_days_that_name_none() -> None:
    reading = read_table("1|Việc|Sản phẩm|Văn phòng Sở||Trước 20/12|")

    (item,) = reread(reading, 2023).items

    assert item.deadline.end == date(2023, 12, 20)


def test_known_names_are_found_in_any_capitals_and_with_words_in_brackets() -> None:
    assert KNOWN.meaning("VĂN PHÒNG  SỞ") == UnitChoice(Means.UNIT, id=1)
    assert KNOWN.meaning("Phòng Nghiệp vụ 1 (bộ phận Một cửa)") == UnitChoice(Means.UNIT, id=2)
    assert KNOWN.meaning("các phòng thuộc sở") == UnitChoice(Means.GROUP, id=7)
    assert KNOWN.meaning("Van phong So") is None


def test_the_review_lists_what_nobody_decided() -> None:
    found = review(read_table(), KNOWN, ImportChoices(), {})

    assert [line.typed for line in found.names] == ["Phòng Nghiệp vụ 2"]
    assert (found.names[0].lead_rows, found.names[0].partner_rows) == ((2, 3), (1,))
    assert [line.no for line in found.indices] == [3]
    assert found.open_count == 2
    assert [row.item.no for row in found.rows if not row.is_clear] == [1, 2, 3]


def test_the_review_is_empty_once_all_is_decided() -> None:
    choices = ImportChoices(
        units={"Phòng Nghiệp vụ 2": new_unit("Phòng Nghiệp vụ 2")}, left_blank=frozenset({3})
    )

    found = review(read_table(), KNOWN, choices, {})

    assert found.open_count == 0
    assert all(row.is_clear for row in found.rows)


def test_a_name_like_another_is_offered_as_that_one_and_taken_by_nobody() -> None:
    row = "{}|Việc {}|Sản phẩm|{}||Thường xuyên|Tiếp cận dịch vụ"
    reading = read_table(
        row.format(1, 1, "Phòng Bổ trợ tư pháp"),
        row.format(2, 2, "Phòng Bổ trợ tư pháp"),
        row.format(3, 3, "Phòng Hỗ trợ tư pháp"),
    )

    lines = review(reading, KnownNames(()), ImportChoices(), {}).names

    assert [(line.typed, line.alike) for line in lines][-1] == (
        "Phòng Hỗ trợ tư pháp",
        "Phòng Bổ trợ tư pháp",
    )
    assert lines[-1].proposed == UnitChoice(Means.NAME, name="Phòng Bổ trợ tư pháp")
    assert lines[-1].choice is None


def test_a_group_that_leads_shows_its_members() -> None:
    reading = read_table("1|Việc|Sản phẩm|Các phòng thuộc Sở||Thường xuyên|Tiếp cận dịch vụ")

    found = review(reading, KNOWN, ImportChoices(), {7: ("Phòng Nghiệp vụ 1",)})

    assert found.groups[0].members == ("Phòng Nghiệp vụ 1",)


def test_a_doubtful_deadline_waits_until_somebody_confirms_it() -> None:
    reading = read_table("1|Việc|Sản phẩm|Văn phòng Sở||Hằng tháng, hằng quý|Tiếp cận dịch vụ")
    (before,) = review(reading, KNOWN, ImportChoices(), {}).deadlines
    settled = replace(read_deadline("Thường xuyên", 2021), text=before.words)

    choices = ImportChoices(deadlines={before.words: settled})
    (after,) = review(reading, KNOWN, choices, {}).deadlines

    assert before.is_open
    assert not after.is_open


@pytest.mark.parametrize(
    ("numbers", "said"),
    [((), ""), ((4,), "4"), ((1, 2, 3), "1–3"), ((13, 1, 2, 3, 10), "1–3, 10, 13")],
)
def test_row_numbers_are_written_as_people_do(numbers: tuple[int, ...], said: str) -> None:
    assert ranges(numbers) == said


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Phòng Nghiệp vụ 1", "new:internal"),
        ("Ban Biên tập Trang thông tin", "new:body"),
        ("Công đoàn cơ quan", "new:union"),
        ("Chi đoàn Sở", "new:union"),
        ("UBND tỉnh", "new:outside"),
        ("Trung tâm Công nghệ thông tin tỉnh", "new:outside"),
        ("Các phòng chuyên môn", "new-group"),
    ],
)
def test_the_kind_of_a_new_unit_is_suggested_by_its_words(typed: str, code: str) -> None:
    assert new_unit(typed).code == code


@pytest.mark.parametrize(
    ("product", "proof"),
    [
        ("Biên bản họp hằng tháng", Proof.MINUTES),
        ("Báo cáo kết quả", Proof.DOCUMENT),
        ("Danh mục thủ tục", Proof.LIST),
        ("Tin đăng trên Trang TTĐT", Proof.LINK),
        ("Bảng niêm yết", Proof.PHOTO),
        ("Người dân hài lòng", Proof.ANY),
    ],
)
def test_the_proof_of_a_product_is_suggested_by_its_words(product: str, proof: Proof) -> None:
    assert wanted_proof(product) is proof


def test_only_a_monthly_meeting_is_the_item_its_minutes_prove() -> None:
    assert is_meeting_item("Duy trì họp giao ban định kỳ hằng tháng")
    assert is_meeting_item("Duy trì cuộc họp giao ban", ("Biên bản họp hàng tháng",))
    assert not is_meeting_item("Họp giao ban khi cần")
    assert not is_meeting_item("Báo cáo hằng tháng")


@pytest.mark.parametrize(
    ("setting", "end"), [(False, date(2021, 9, 30)), (True, date(2021, 9, 29))]
)
def test_before_a_day_means_that_day_unless_the_agency_says_otherwise(
    setting: bool, end: date
) -> None:
    deadline = read_deadline("Trước ngày 30/9/2021", 2021)

    assert as_due(deadline, before_means_before=setting).end == end


def test_by_a_day_means_that_day_whatever_the_setting() -> None:
    deadline = read_deadline("Chậm nhất ngày 30/9/2021", 2021)

    assert as_due(deadline, before_means_before=True).end == date(2021, 9, 30)


@pytest.mark.parametrize(
    ("signed_on", "code"),
    [
        (date(2021, 7, 14), "2021-07"),
        (date(2021, 7, 15), "2021-08"),
        (date(2020, 1, 1), "2021-01"),
        (date(2022, 5, 1), "2021-12"),
    ],
)
def test_the_first_period_owed_is_the_month_of_signing(signed_on: date, code: str) -> None:
    periods = make_periods(Regime.ND09, 2021, WorkingCalendar(), Settings())

    first = first_owed(signed_on, periods)

    assert (first.kind, first.code) == (PeriodKind.MONTH, code)
