"""Two ratios for each unit: reports in time of those owed, outcomes confirmed of those due."""

from collections.abc import Callable
from datetime import date

from flask.testing import FlaskClient

from tests.conftest import counting
from tests.factories import Office
from tests.factories_plans import make_item, make_items, make_plan
from tests.progress.scenes import Scene
from tracker.access.models import Person
from tracker.database import db
from tracker.plans.models import Plan
from tracker.plans.outcomes import Ratio
from tracker.plans.rules import Progress
from tracker.progress.commands import ReportDraft
from tracker.reviews.queries.discipline import (
    Discipline,
    Of,
    find_counted_outcomes,
    find_counted_reports,
    find_discipline,
    totals,
)

SignIn = Callable[[Person | None], FlaskClient]
CUT_OFF_PASSED = date(2021, 9, 17)  # of tháng 8 and tháng 9
DONE = ReportDraft(claimed=Progress.CLAIMED, result="Đã công khai đủ.", late_reason="Chờ duyệt.")


def ratios(office: Office, plan: Plan) -> dict[str, Discipline]:
    db.session.flush()
    found = find_discipline(db.session(), office.agency, plan, CUT_OFF_PASSED)
    return {unit.name: unit for unit in (*found, *totals(found, "Văn phòng Sở"))}


def test_a_report_sent_by_the_cut_off_counts_and_a_late_one_does_not(office: Office) -> None:
    plan = make_plan(office.agency)
    scene = Scene(office, make_item(plan, leads=[office.first]))
    make_item(plan, leads=[office.office], position=2)
    scene.send()
    scene.send(ReportDraft(Progress.UNDER_WAY, "Muộn.", late_reason="Chờ số liệu."), "2021-08")
    found = ratios(office, plan)
    assert found["Phòng Nghiệp vụ 1"].updating == Ratio(1, 2)
    assert found["Toàn cơ quan"].updating == Ratio(1, 4)
    assert found["Không tính Văn phòng Sở"].updating == Ratio(1, 2)


def test_an_outcome_counts_once_it_is_confirmed(office: Office) -> None:
    plan = make_plan(office.agency)
    item = make_item(plan, leads=[office.first], due_on=date(2021, 9, 10), products=())
    make_item(plan, leads=[office.second], position=2, due_on=date(2021, 12, 1))
    scene = Scene(office, item)
    sent = scene.send(DONE)
    assert ratios(office, plan)["Phòng Nghiệp vụ 1"].completion == Ratio(0, 1)
    scene.decide(sent)
    found = ratios(office, plan)
    assert found["Phòng Nghiệp vụ 1"].completion == Ratio(1, 1)
    assert found["Phòng Nghiệp vụ 2"].completion == Ratio(0, 0)


def test_what_is_paused_or_dropped_is_left_out(office: Office) -> None:
    plan = make_plan(office.agency)
    for position, state in enumerate((Progress.PAUSED, Progress.DROPPED), 1):
        item = make_item(plan, leads=[office.first], position=position, due_on=date(2021, 9, 1))
        item.progress = state
    assert ratios(office, plan)["Toàn cơ quan"].completion == Ratio(0, 0)


def test_the_page_takes_the_same_selects_however_many_items(
    office: Office, sign_in: SignIn
) -> None:
    plan = make_plan(office.agency)
    make_items(plan, office.first, 1)
    client = sign_in(office.clerk)
    with counting() as few:
        assert "Tỷ lệ cập nhật" in client.get("/reviews/units").text
    make_items(plan, office.second, 10)
    db.session.commit()
    with counting() as many:
        client.get("/reviews/units")
    assert len(many) == len(few)


def test_each_ratio_opens_exactly_the_rows_it_counts(office: Office) -> None:
    plan = make_plan(office.agency)
    day = date(2021, 9, 10)
    scene = Scene(office, make_item(plan, leads=[office.first], due_on=day, products=()))
    make_item(plan, leads=[office.office], position=2, due_on=day, products=())
    scene.decide(scene.send(DONE))
    find = {"updating": find_counted_reports, "completion": find_counted_outcomes}
    others = Of(without_office=True)
    whose = {
        "Phòng Nghiệp vụ 1": Of(office.first.id),
        "Toàn cơ quan": Of(),
        "Không tính Văn phòng Sở": others,
    }
    found = ratios(office, plan)
    for name, unit in ((name, found[name]) for name in whose):
        for figure, rows_of in find.items():
            rows = rows_of(db.session(), office.agency, plan, whose[name], CUT_OFF_PASSED)
            assert Ratio(sum(row.counts for row in rows), len(rows)) == getattr(unit, figure)


def test_the_rows_of_a_ratio_are_one_click_away_for_ones_own_agency(
    office: Office, sign_in: SignIn
) -> None:
    make_item(make_plan(office.agency), leads=[office.first])
    client, path = sign_in(office.clerk), f"/reviews/units/updating?unit={office.first.id}"
    assert path in client.get("/reviews/units").get_data(as_text=True)
    assert "Nhiệm vụ mẫu số 1" in client.get(path).get_data(as_text=True)
    assert client.get("/reviews/units/completion?others=1").status_code == 200
    assert sign_in(office.stranger).get(path).status_code == 404
