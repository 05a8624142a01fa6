from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from tests.factories import NOON, Office
from tests.factories_plans import make_item, make_plan, period
from tests.progress.scenes import DRAFT, LATE, Scene, days, make_scene
from tracker.database import db
from tracker.errors import Refusal
from tracker.plans.commands import carry_over, pause_item
from tracker.plans.rules import DeadlineKind, Progress, Proof
from tracker.progress.commands import (
    EvidenceDraft,
    ObstacleDraft,
    Place,
    ReportDraft,
    promise_day,
    raise_obstacle,
    refresh_item,
    send_report,
)
from tracker.progress.models import Evidence, ProductResult, Report, ReportPromise
from tracker.progress.queries.overdue import find_blocked
from tracker.progress.rules import EvidenceKind

DOCUMENT = EvidenceDraft(EvidenceKind.DOCUMENT, number="15/BC-SM", dated_on=date(2021, 9, 10))
CLAIM = replace(DRAFT, claimed=Progress.CLAIMED, evidence=(DOCUMENT,))


@pytest.fixture
def scene(office: Office) -> Scene:
    return make_scene(office)


def count_reports() -> int:
    return db.session.scalar(select(func.count()).select_from(Report)) or 0


def test_a_new_item_owes_the_first_period_of_its_plan(scene: Scene) -> None:
    assert scene.item.next_report_due_on == date(2021, 8, 17)
    assert scene.item.leads[0].next_period_code == "2021-08"


def test_a_report_moves_the_item_and_its_next_day(scene: Scene) -> None:
    scene.send(LATE, "2021-08")

    assert scene.item.progress is Progress.UNDER_WAY
    assert scene.item.next_report_due_on == date(2021, 9, 16)
    assert scene.item.leads[0].reported_upto == date(2021, 8, 14)


def test_a_report_keeps_results_and_evidence_of_each_product(scene: Scene) -> None:
    product = scene.item.products[0]
    evidence = (replace(DOCUMENT, product_id=product.id),)
    scene.send(replace(DRAFT, results={product.id: "12 thủ tục"}, evidence=evidence))

    assert db.session.scalars(select(ProductResult.text)).all() == ["12 thủ tục"]
    row = db.session.scalars(select(Evidence)).one()
    assert (row.number, row.product_id, row.item_id) == ("15/BC-SM", product.id, scene.item.id)


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        ({}, "2021-08", "cần ghi lý do chậm"),
        ({}, "2021-10", None),
        ({}, "2021-11", "bắt đầu từ"),
        ({}, "2021-Q3", "không đúng với nhiệm vụ"),
        ({"is_no_event": True}, "2021-09", "không phát sinh"),
        ({"claimed": Progress.CLAIMED}, "2021-09", "cần tài liệu kiểm chứng"),
        ({"claimed": Progress.DONE_IN_TIME}, "2021-09", "không thể báo"),
        ({"results": {999: "x"}}, "2021-09", "Sản phẩm không thuộc"),
    ],
)
def test_what_may_be_sent(
    scene: Scene, change: dict[str, object], code: str, says: str | None
) -> None:
    draft = replace(DRAFT, **change)  # type: ignore[arg-type]
    if says is None:
        assert scene.send(draft, code).id
        return
    with pytest.raises(Refusal, match=says):
        scene.send(draft, code)
    assert (count_reports(), scene.item.progress) == (0, Progress.NOT_STARTED)


def test_a_unit_that_does_not_lead_sends_nothing(scene: Scene) -> None:
    place = Place(scene.item, scene.office.second.id, period(scene.office.agency, "2021-09"))
    with pytest.raises(Refusal, match="không chủ trì"):
        send_report(db.session(), place, DRAFT, author=scene.office.other_clerk, at=NOON)
    assert count_reports() == 0


def test_a_paused_item_takes_no_report(scene: Scene) -> None:
    pause_item(db.session(), scene.item, on=date(2021, 9, 1), reason="Chờ hướng dẫn")
    with pytest.raises(Refusal, match="Tạm dừng"):
        scene.send()


def test_the_cutoff_day_itself_needs_no_reason_the_day_after_does(scene: Scene) -> None:
    assert scene.send(at=datetime(2021, 9, 16, 16, 59, tzinfo=UTC)).id  # 23:59 in Hà Nội
    other = Scene(scene.office, make_item(scene.item.plan, leads=[scene.office.first], position=2))
    with pytest.raises(Refusal, match="lý do chậm"):
        other.send(at=datetime(2021, 9, 16, 17, 0, tzinfo=UTC))


def test_an_earlier_period_may_be_filled_in_without_a_reason(scene: Scene) -> None:
    report = scene.send(code="2021-07")
    assert report.is_backfill
    assert scene.item.next_report_due_on == date(2021, 8, 17)


def test_an_on_change_item_may_say_that_nothing_happened(office: Office) -> None:
    item = make_item(make_plan(office.agency), leads=[office.first], kind=DeadlineKind.ON_EVENT)
    report = Scene(office, item).send(
        ReportDraft(claimed=Progress.NOT_STARTED, result="Không phát sinh.", is_no_event=True),
        "2021-Q3",
    )
    assert report.is_no_event
    assert item.progress is Progress.NOT_STARTED


def test_a_waiting_report_is_replaced_and_a_confirmed_one_is_not(scene: Scene) -> None:
    first = scene.send()
    second = scene.send(replace(DRAFT, result="Đã công khai 14 thủ tục."))
    assert second.replaces_id == first.id

    scene.decide(second)
    with pytest.raises(Refusal, match="đã được xác nhận"):
        scene.send()


def test_a_returned_report_has_two_working_days_and_then_is_missing(scene: Scene) -> None:
    scene.send(LATE, "2021-08")
    report = scene.send(at=NOON)
    scene.decide(report, "Chưa có số liệu.")

    assert scene.item.next_report_due_on == date(2021, 9, 20)  # Thursday, Friday, Monday
    again = scene.send(at=days(4))
    assert again.replaces_id == report.id
    assert scene.item.next_report_due_on == date(2021, 10, 18)


def test_after_the_days_to_answer_a_reason_is_needed(scene: Scene) -> None:
    report = scene.send(at=NOON)
    scene.decide(report, "Chưa có số liệu.")
    with pytest.raises(Refusal, match="lý do chậm"):
        scene.send(at=days(5))


def test_a_return_takes_a_replaced_report_back_with_it(scene: Scene) -> None:
    scene.send(at=days(-1))
    second = scene.send(at=NOON)
    scene.decide(second, "Chưa có số liệu.")

    assert scene.item.leads[0].next_period_code == "2021-08"
    scene.send(LATE, "2021-08")
    assert scene.item.leads[0].next_period_code == "2021-09"


def test_a_completion_waits_until_it_is_confirmed(scene: Scene) -> None:
    report = scene.send(CLAIM)
    assert (scene.item.progress, scene.item.claimed_on) == (Progress.CLAIMED, date(2021, 9, 16))

    scene.decide(report, at=days(3))
    assert scene.item.progress is Progress.DONE_IN_TIME
    assert scene.item.ended_on == date(2021, 9, 19)
    assert scene.item.next_report_due_on is None


def test_a_returned_completion_puts_the_item_under_way_again(scene: Scene) -> None:
    report = scene.send(CLAIM)
    scene.decide(report, "Chưa có danh mục.")
    assert (scene.item.progress, scene.item.claimed_on) == (Progress.UNDER_WAY, None)


@pytest.mark.parametrize(("sent", "wanted"), [(0, Progress.DONE_IN_TIME), (1, Progress.DONE_LATE)])
def test_lateness_is_judged_on_the_day_the_unit_sent(
    office: Office, sent: int, wanted: Progress
) -> None:
    plan = make_plan(office.agency)
    due = {"kind": DeadlineKind.BY, "due_on": date(2021, 9, 16), "proof": Proof.NONE}
    scene = Scene(office, make_item(plan, leads=[office.first], **due))  # type: ignore[arg-type]
    claim = replace(LATE, claimed=Progress.CLAIMED)
    scene.decide(scene.send(claim, at=days(sent)), at=days(20))
    assert scene.item.progress is wanted


def test_a_promised_day_goes_with_the_report_and_excuses_nothing(scene: Scene) -> None:
    place = Place(scene.item, scene.office.first.id, period(scene.office.agency, "2021-08"))
    promise_day(db.session(), place, date(2021, 9, 20), author=scene.office.clerk, at=NOON)

    assert scene.item.next_report_due_on == date(2021, 8, 17)
    assert scene.send(LATE, "2021-08").promised_on == date(2021, 9, 20)


def test_no_day_is_promised_for_a_report_that_was_sent(scene: Scene) -> None:
    scene.send(LATE, "2021-08")
    place = Place(scene.item, scene.office.first.id, period(scene.office.agency, "2021-08"))
    with pytest.raises(Refusal, match="đã gửi, không cần ngày hẹn"):
        promise_day(db.session(), place, date(2021, 9, 20), author=scene.office.clerk, at=NOON)


def test_a_promised_day_lies_ahead(scene: Scene) -> None:
    place = Place(scene.item, scene.office.first.id, period(scene.office.agency, "2021-08"))
    with pytest.raises(Refusal, match="không thể trước hôm nay"):
        promise_day(db.session(), place, date(2021, 9, 15), author=scene.office.clerk, at=NOON)
    assert not db.session.scalars(select(ReportPromise)).all()


def test_a_unit_may_say_not_begun_while_another_lead_is_under_way(office: Office) -> None:
    item = make_item(make_plan(office.agency), leads=[office.first, office.second])
    scene = Scene(office, item)
    scene.send()
    not_begun = replace(DRAFT, claimed=Progress.NOT_STARTED, result="Chưa được giao kinh phí.")
    scene.send(not_begun, unit=office.second, author=office.other_clerk)
    assert item.progress is Progress.UNDER_WAY


def test_what_began_is_not_said_to_be_not_begun(scene: Scene) -> None:
    scene.send(LATE, "2021-08")
    with pytest.raises(Refusal, match="không thể báo"):
        scene.send(replace(DRAFT, claimed=Progress.NOT_STARTED))


def test_a_slip_in_a_waiting_report_can_be_put_right(scene: Scene) -> None:
    scene.send()
    scene.send(replace(DRAFT, claimed=Progress.NOT_STARTED, result="Chưa được giao kinh phí."))
    assert scene.item.progress is Progress.NOT_STARTED


def test_what_goes_on_in_a_later_plan_stays_ended_and_takes_no_report(scene: Scene) -> None:
    report, item = scene.send(), scene.item
    block = ObstacleDraft("Chưa có quyền cập nhật.", since_on=date(2021, 9, 1))
    author = scene.office.clerk
    raise_obstacle(db.session(), item, scene.office.first.id, block, author=author, at=NOON)
    carry_over(db.session(), item, on=date(2021, 9, 17), reason="Kế hoạch năm 2022")

    scene.decide(report, at=days(2))  # what waited is confirmed after its plan was closed
    refresh_item(db.session(), item)

    assert (item.ended_on, item.blocked_since) == (date(2021, 9, 17), None)
    assert (item.next_report_due_on, item.leads[0].next_report_due_on) == (None, None)
    assert find_blocked(db.session(), scene.office.agency.id, date(2021, 9, 20)) == []
    with pytest.raises(Refusal, match="đã kết thúc theo dõi"):
        scene.send(LATE, "2021-08")
