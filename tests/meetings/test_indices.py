"""Indices on the agenda: fallen ones at their items, weak ones without an item by themselves."""

from datetime import date

import pytest

from tests.factories import NOON, Office, saved
from tests.factories_plans import make_report
from tests.meetings.scenes import EVE, Scene, make_scene
from tracker.database import db
from tracker.meetings import commands
from tracker.meetings.models import AgendaLine
from tracker.meetings.queries.indices import IndexState, find_indices
from tracker.meetings.rules import Section
from tracker.plans.models import ItemComponent
from tracker.scores.models import Score, VerdictRow
from tracker.scores.words import Verdict
from tracker.surveys.models import Component, Round
from tracker.surveys.words import Group, RoundState
from tracker.weaknesses.models import Judgement, Weakness, Yardstick
from tracker.weaknesses.words import WeaknessRule

pytestmark = pytest.mark.usefixtures("app")


def make_component(scene: Scene, number: int) -> Component:
    return saved(
        Component(
            method_id=scene.plan.method_id,
            code=f"CS{number}",
            position=number,
            name=f"Lĩnh vực {number}",
        )
    )


def make_round(scene: Scene, quarter: int) -> Round:
    return saved(
        Round(
            agency_id=scene.plan.agency_id,
            method_id=scene.plan.method_id,
            code=f"2021-Q{quarter}",
            title=f"Lần {quarter}/2021",
            collect_from=date(2021, 3 * quarter - 2, 1),
            collect_to=date(2021, 3 * quarter - 2, 28),
            state=RoundState.CLOSED,
            public_code=f"ma-{quarter}-{scene.plan.agency_id}",
        )
    )


def make_score(component: Component, row: Round, value: float) -> Score:
    return saved(
        Score(
            agency_id=row.agency_id,
            round_id=row.id,
            component_id=component.id,
            group=Group.ALL,
            people=60,
            answers=240,
            value=value,
            frozen_at=NOON,
        )
    )


def make_weakness(scene: Scene, score: Score, *, target: float = 81.0) -> Weakness:
    owner = {"agency_id": scene.plan.agency_id}
    method_id = scene.plan.method_id
    yardstick = saved(Yardstick(**owner, year=2021, method_id=method_id, overall_target=target))
    judgement = saved(
        Judgement(**owner, yardstick_id=yardstick.id, round_id=score.round_id, judged_at=NOON)
    )
    return saved(
        Weakness(
            **owner,
            yardstick_id=yardstick.id,
            judgement_id=judgement.id,
            component_id=score.component_id,
            score_id=score.id,
            rule=WeaknessRule.BELOW_TARGET,
            value=score.value or 0.0,
            target=target,
            gap=(score.value or 0.0) - target,
            sentence="Lĩnh vực 1 đạt 75,00%, thấp hơn mục tiêu 81,00%.",
            found_at=NOON,
        )
    )


def make_verdict(component: Component, before: Round, after: Round, verdict: Verdict) -> VerdictRow:
    return saved(
        VerdictRow(
            agency_id=before.agency_id,
            component_id=component.id,
            baseline_id=before.id,
            later_id=after.id,
            verdict=verdict,
            people_before=60,
            people_after=60,
            difference=-7.74,
            sentence="Lĩnh vực 1 giảm rõ rệt 7,74 điểm phần trăm.",
            frozen_at=NOON,
        )
    )


def state_of(scene: Scene, component: Component) -> IndexState:
    db.session.flush()
    return find_indices(db.session(), scene.plan.agency_id, scene.plan.method_id)[component.id]


def aim(scene: Scene, component: Component) -> None:
    """The first item aims at the index."""
    owner = {"agency_id": scene.plan.agency_id, "item_id": scene.items[0].id}
    saved(ItemComponent(**owner, component_id=component.id, position=1))
    db.session.expire(scene.items[0], ["components"])


def report(scene: Scene) -> None:
    """The first item owes nothing for the months behind."""
    for code in ("2021-08", "2021-09"):
        make_report(scene.items[0], scene.office.clerk, unit=scene.office.first, code=code)


def fallen(scene: Scene) -> list[AgendaLine]:
    """The lines of the section, of an agenda drawn now."""
    commands.draw_agenda(db.session(), scene.office.agency, scene.meeting, at=EVE)
    return [line for line in scene.lines if line.section is Section.FALLEN]


def test_an_index_never_measured_is_neither_weak_nor_fallen(office: Office) -> None:
    scene = make_scene(office)
    state = state_of(scene, make_component(scene, 1))
    assert (state.value, state.is_weak, state.fell_by) == (None, False, None)


def test_a_weak_index_without_item_comes_up_by_itself(office: Office) -> None:
    scene = make_scene(office)
    make_weakness(scene, make_score(make_component(scene, 1), make_round(scene, 1), 75.0))
    (line,) = fallen(scene)
    assert line.title == "Chỉ số Lĩnh vực 1: chưa có nhiệm vụ đang thực hiện"
    assert line.reason == "Lĩnh vực 1 đạt 75,00%, thấp hơn mục tiêu 81,00%."
    assert line.item_id is None


def test_a_weak_index_with_a_running_item_flags_it_only(office: Office) -> None:
    scene = make_scene(office)
    component = make_component(scene, 1)
    make_weakness(scene, make_score(component, make_round(scene, 1), 75.0))
    aim(scene, component)
    assert fallen(scene) == []
    kept = scene.line(1).snapshot["indices"][0]
    assert (kept["name"], kept["value"], kept["is_weak"]) == ("Lĩnh vực 1", 75.0, True)


def test_a_fallen_index_brings_its_running_items(office: Office) -> None:
    scene = make_scene(office)
    component = make_component(scene, 1)
    first, second = make_round(scene, 1), make_round(scene, 2)
    make_score(component, first, 82.0)
    make_score(component, second, 74.26)
    make_verdict(component, first, second, Verdict.WORSE)
    aim(scene, component)
    report(scene)
    (line,) = fallen(scene)
    assert line.item_id == scene.items[0].id
    assert line.reason == "Chỉ số Lĩnh vực 1 giảm rõ rệt 7,74 điểm phần trăm"


def test_a_fall_of_an_earlier_round_is_over(office: Office) -> None:
    scene = make_scene(office)
    component = make_component(scene, 1)
    rounds = [make_round(scene, quarter) for quarter in (1, 2, 3)]
    for row, value in zip(rounds, (82.0, 74.0, 83.0), strict=True):
        make_score(component, row, value)
    make_verdict(component, rounds[0], rounds[1], Verdict.WORSE)
    make_verdict(component, rounds[1], rounds[2], Verdict.IMPROVED)
    assert state_of(scene, component).fell_by is None
