from dataclasses import replace
from datetime import UTC, date, datetime

from tests.conftest import counting
from tests.factories import Office
from tests.factories_plans import make_item, make_plan, make_report
from tests.meetings.scenes import open_scene
from tests.reports.conftest import AFTER_WINDOW, Desk
from tests.reviews.scenes import closed_round
from tracker.database import db
from tracker.meetings.commands import skip_meeting
from tracker.meetings.concluding import Wanted
from tracker.meetings.rules import ConclusionKind
from tracker.organisation.commands import ensure_periods
from tracker.organisation.rules import Regime
from tracker.plans.rules import PlanState, Progress
from tracker.reports.figures import Figures, dump, load
from tracker.reports.gathering import gather, window_on
from tracker.reports.queries import get_window
from tracker.reports.wording import suggested
from tracker.surveys.commands import Signing, ensure_method, sign_round
from tracker.surveys.words import RoundState


def figures(desk: Desk, today: date = date(2021, 9, 20)) -> Figures:
    return gather(db.session(), desk.office.agency, window_on(desk.period, today))


def test_a_confirmed_report_is_a_result_of_its_window(desk: Desk) -> None:
    (first, second) = figures(desk).items

    assert [r.text for r in first.results] == ["Đã công khai 12 thủ tục."]
    assert first.progress is Progress.UNDER_WAY
    assert second.results == ()


def test_lateness_is_that_of_the_last_day(desk: Desk) -> None:
    found = figures(desk)

    assert found.late_items == 1
    assert found.late[0].days == 13  # from 1/9 to 14/9


def test_what_came_after_the_last_day_counts_for_the_next_window(desk: Desk) -> None:
    make_report(
        desk.late, desk.office.other_clerk, unit=desk.office.second, at=AFTER_WINDOW,
        claimed=Progress.UNDER_WAY, result="Đã treo 14 biển.",
    )  # fmt: skip

    late = figures(desk).items[1]

    assert late.progress is Progress.NOT_STARTED
    assert late.results == ()  # nobody confirmed it yet


def test_a_report_within_the_cut_off_is_a_result_marked_with_its_day(desk: Desk) -> None:
    report = make_report(
        desk.late, desk.office.other_clerk, unit=desk.office.second, at=AFTER_WINDOW
    )
    desk.confirm(report.id)

    (result,) = figures(desk).items[1].results

    assert result.sent_on == date(2021, 9, 16)
    assert figures(desk).items[1].progress is Progress.NOT_STARTED


def test_before_the_window_ends_figures_are_provisional(desk: Desk) -> None:
    assert figures(desk, date(2021, 9, 14)).is_provisional
    assert not figures(desk, date(2021, 9, 15)).is_provisional


def test_without_a_plan_the_figures_still_come(office: Office) -> None:
    ensure_periods(db.session(), office.agency, Regime.ND09, 2021)
    period = get_window(db.session(), office.agency.id, "Q3", 2021)
    found = gather(db.session(), office.agency, window_on(period, date(2021, 10, 1)))

    assert found.items == ()
    assert found.plan_number == ""


def test_a_window_keeps_the_plan_of_its_time(desk: Desk) -> None:
    desk.item.plan.state = PlanState.CLOSED  # closed since, and the next year's plan is signed
    later = make_plan(desk.office.agency, number="03/KH-SM")
    later.year, later.signed_on = 2022, date(2021, 12, 20)
    db.session.flush()

    assert figures(desk, date(2022, 1, 10)).plan_number == desk.item.plan.number


def test_a_plan_signed_after_the_window_is_not_in_force_in_it(desk: Desk) -> None:
    desk.item.plan.signed_on = date(2021, 9, 15)
    db.session.flush()

    assert figures(desk).plan_number == ""


def test_a_meeting_that_was_not_held_after_all_is_not_cited(office: Office) -> None:
    scene = open_scene(office)
    skip_meeting(db.session(), scene.meeting, "Trùng lịch công tác")
    period = get_window(db.session(), office.agency.id, "Y", 2021)

    found = gather(db.session(), office.agency, window_on(period, date(2021, 12, 20)))

    assert found.meetings == ()


def test_only_a_round_signed_by_then_is_cited_as_signed(desk: Desk) -> None:
    desk.item.plan.method_id = ensure_method(db.session(), "kh-2021").id
    row = closed_round(desk.office, good=8)
    row.closed_at = datetime(2021, 4, 1, tzinfo=UTC)
    for signed_on, is_signed in ((date(2021, 9, 20), False), (date(2021, 4, 5), True)):
        row.state = RoundState.REPORTED
        signing = Signing("27/BC-SM", signed_on, "Trần Văn A")
        sign_round(db.session(), row, signing, today=date(2021, 9, 20))
        assert figures(desk).is_round_signed is is_signed


def test_a_snapshot_without_a_later_field_still_opens(desk: Desk) -> None:
    stored = dump(figures(desk))
    del stored["component_names"]

    assert load(stored).component_names == ()


def test_figures_survive_their_snapshot(desk: Desk) -> None:
    found = figures(desk)

    assert load(dump(found)) == found


def test_the_number_of_selects_does_not_grow_with_items(desk: Desk) -> None:
    db.session.flush()
    with counting() as few:
        figures(desk)
    for position in range(3, 15):
        make_item(desk.item.plan, leads=[desk.office.first], position=position)
    with counting() as many:
        figures(desk)

    assert len(many) == len(few)


def test_what_a_meeting_sends_up_is_proposed_to_the_superior(office: Office) -> None:
    scene = open_scene(office)
    wish = Wanted(ConclusionKind.SEND_UP, "Kiến nghị bố trí kinh phí.", unit_id=office.first.id)
    scene.write(scene.line(1), replace(wish, due_on=date(2021, 9, 30)))
    scene.close()
    period = get_window(db.session(), office.agency.id, "Y", 2021)

    found = gather(db.session(), office.agency, window_on(period, date(2021, 12, 20)))

    assert found.sent_up == ("Kiến nghị bố trí kinh phí.",)
    assert "Kiến nghị bố trí kinh phí." in suggested(found)["proposals"]
