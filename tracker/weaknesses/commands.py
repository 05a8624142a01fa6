"""Setting the yardstick of a year and holding indices against it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.errors import BadInput, Refusal
from tracker.organisation.models import Agency
from tracker.scores.models import Score, VerdictRow
from tracker.scores.queries import find_scores, find_verdicts
from tracker.scores.statistics import Interval
from tracker.surveys.models import Component, PublishedValue, Round
from tracker.surveys.queries import find_components, find_published
from tracker.surveys.words import COLLECTING
from tracker.weaknesses.models import Judgement, Target, Weakness, Yardstick
from tracker.weaknesses.rules import Evidence, Finding, findings
from tracker.weaknesses.stored import exact, measure_of
from tracker.weaknesses.words import WeaknessRule

OVERALL_NAME = "Chỉ số chung"


@dataclass(frozen=True)
class YardstickTerms:
    """Targets and rules of a year; targets are 0..100, "từ X% trở lên"."""

    year: int
    method_id: int
    overall_target: float | None
    targets: Mapping[int, float] = field(default_factory=dict)  # by component id
    rules: tuple[WeaknessRule, ...] = (WeaknessRule.BELOW_TARGET,)
    lowest_count: int = 1
    document: str = ""


def set_yardstick(session: Session, agency: Agency, terms: YardstickTerms) -> Yardstick:
    """The yardstick of a year and method with these terms, made or changed.

    What it judged before stays as it was. Raises BadInput without a rule, or where "below target"
    has no target.
    """
    _check(terms)
    query = select(Yardstick).where(
        Yardstick.agency_id == agency.id,
        Yardstick.year == terms.year,
        Yardstick.method_id == terms.method_id,
    )
    row = session.scalar(query)
    if row is None:
        row = Yardstick(agency_id=agency.id, year=terms.year, method_id=terms.method_id)
        session.add(row)
    row.overall_target = terms.overall_target
    row.rules = [rule.value for rule in terms.rules]
    row.lowest_count = terms.lowest_count
    row.document = terms.document
    session.flush()
    _set_targets(session, row, terms.targets)
    return row


def judge_round(
    session: Session, yardstick: Yardstick, row: Round, *, at: datetime
) -> Sequence[Weakness]:
    """The weaknesses of a closed round, in the method's order; an empty judgement is kept too.

    Falls are taken from the frozen verdicts on the round. Raises Refusal while it still collects,
    and BadInput for a round of another method.
    """
    if row.state in COLLECTING:
        raise Refusal("Chỉ đánh giá chỉ số khi đợt khảo sát đã đóng.")
    if row.method_id != yardstick.method_id:
        raise BadInput("Đợt khảo sát dùng bộ chỉ số khác với bộ mục tiêu.")
    components = find_components(session, row.method_id)
    scores = {score.component_id: score for score in find_scores(session, row.id)}
    verdicts = {verdict.component_id: verdict for verdict in find_verdicts(session, row.id)}
    judged = [
        _computed(component, scores[key], verdicts.get(key or 0))
        for component in (*components, None)
        if (key := component.id if component else None) in scores and scores[key].value is not None
    ]
    judgement = Judgement(
        agency_id=row.agency_id, yardstick_id=yardstick.id, round_id=row.id, judged_at=at
    )
    evidence = {key: {"score_id": score.id} for key, score in scores.items()}
    return _judge(session, judgement, components, judged, evidence, yardstick)


def judge_published(
    session: Session, yardstick: Yardstick, year: int, *, at: datetime
) -> Sequence[Weakness]:
    """The weaknesses that announced values of `year` show, in the method's order.

    They have no interval and are not compared, so "fell" finds nothing. Raises BadInput where
    nothing was announced.
    """
    components = find_components(session, yardstick.method_id)
    values = {
        value.component_id: value
        for value in find_published(session, yardstick.agency_id, year)
        if value.method_id == yardstick.method_id
    }
    if not values:
        raise BadInput(f"Chưa có giá trị công bố của năm {year} theo bộ chỉ số này.")
    judged = [
        _announced(component, values[key])
        for component in (*components, None)
        if (key := component.id if component else None) in values
    ]
    judgement = Judgement(
        agency_id=yardstick.agency_id,
        yardstick_id=yardstick.id,
        published_year=year,
        judged_at=at,
    )
    evidence = {key: {"published_value_id": value.id} for key, value in values.items()}
    return _judge(session, judgement, components, judged, evidence, yardstick)


def _check(terms: YardstickTerms) -> None:
    if not terms.rules:
        raise BadInput("Chọn ít nhất một quy tắc xác định chỉ số chưa đạt.")
    by_target = WeaknessRule.BELOW_TARGET in terms.rules
    if by_target and terms.overall_target is None and not terms.targets:
        raise BadInput("Quy tắc “chưa đạt mục tiêu” cần mục tiêu chung hoặc mục tiêu từng chỉ số.")
    if terms.lowest_count < 1:
        raise BadInput("Số chỉ số thấp nhất phải từ 1 trở lên.")


def _set_targets(session: Session, row: Yardstick, wanted: Mapping[int, float]) -> None:
    query = select(Target).where(Target.yardstick_id == row.id)
    stored = {target.component_id: target for target in session.scalars(query)}
    for component_id, target in stored.items():
        if component_id not in wanted:
            session.delete(target)
    for component_id, percent in wanted.items():
        if component_id in stored:
            stored[component_id].percent = percent
            continue
        session.add(
            Target(
                agency_id=row.agency_id,
                yardstick_id=row.id,
                component_id=component_id,
                percent=percent,
            )
        )
    session.flush()


def _computed(component: Component | None, score: Score, verdict: VerdictRow | None) -> Evidence:
    interval = None
    if score.low is not None and score.high is not None:
        interval = Interval(score.low, score.high)
    fall = verdict.difference if verdict else None
    return Evidence(
        code=component.code if component else None,
        name=component.name if component else OVERALL_NAME,
        value=exact(score.value or 0),
        people=score.people,
        interval=interval,
        verdict=verdict.verdict if verdict else None,
        fall=None if fall is None else exact(fall),
        since=verdict.baseline.title if verdict else "",
    )


def _announced(component: Component | None, value: PublishedValue) -> Evidence:
    return Evidence(
        code=component.code if component else None,
        name=component.name if component else OVERALL_NAME,
        value=exact(value.value),
    )


def _judge(
    session: Session,
    judgement: Judgement,
    components: Sequence[Component],
    judged: Sequence[Evidence],
    evidence: Mapping[int | None, Mapping[str, int]],
    yardstick: Yardstick,
) -> Sequence[Weakness]:
    ids: dict[str | None, int | None] = {each.code: each.id for each in components}
    found = findings(judged, measure_of(session, yardstick, components))
    session.add(judgement)
    session.flush()
    rows = list(_weaknesses(judgement, found, ids, evidence))
    session.add_all(rows)
    session.flush()
    return rows


def _weaknesses(
    judgement: Judgement,
    found: Iterable[Finding],
    ids: Mapping[str | None, int | None],
    evidence: Mapping[int | None, Mapping[str, int]],
) -> Iterable[Weakness]:
    for each in found:
        component_id = ids.get(each.code)
        yield Weakness(
            agency_id=judgement.agency_id,
            yardstick_id=judgement.yardstick_id,
            judgement_id=judgement.id,
            component_id=component_id,
            rule=each.rule,
            value=float(each.value),
            target=None if each.target is None else float(each.target),
            gap=None if each.gap is None else float(each.gap),
            sentence=each.sentence,
            found_at=judgement.judged_at,
            **evidence[component_id],
        )
