"""Compares two closed rounds and freezes the verdicts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.errors import BadInput, Refusal
from tracker.scores.comparison import Change, sentence
from tracker.scores.models import VerdictRow
from tracker.scores.queries import compare, find_verdicts
from tracker.surveys.models import Round
from tracker.surveys.queries import find_components
from tracker.surveys.words import COLLECTING


def check_order(baseline: Round, later: Round) -> None:
    """Raise BadInput unless `later` follows `baseline` in the same agency."""
    if baseline.id == later.id or baseline.agency_id != later.agency_id:
        raise BadInput("Cần chọn hai đợt khảo sát khác nhau của cùng cơ quan.")
    if later.collect_to < baseline.collect_to:
        raise BadInput("Đợt so sánh phải sau đợt gốc. Đổi thứ tự hai đợt.")


def compare_rounds(
    session: Session, baseline: Round, later: Round, *, at: datetime
) -> Sequence[VerdictRow]:
    """The verdicts on each component of `later` against `baseline`; frozen once, then the same.

    In the method's order. Raises Refusal while one of the rounds still collects.
    """
    check_order(baseline, later)
    frozen = find_verdicts(session, later.id, baseline.id)
    if frozen:
        return frozen
    if baseline.state in COLLECTING or later.state in COLLECTING:
        raise Refusal("Chỉ chốt so sánh khi cả hai đợt khảo sát đã đóng.")
    ids = {each.code: each.id for each in find_components(session, later.method_id)}
    rows = [
        _verdict(baseline, later, ids[change.component], change, at)
        for change in compare(session, baseline, later)
    ]
    session.add_all(rows)
    session.flush()
    return find_verdicts(session, later.id, baseline.id)


def _verdict(
    baseline: Round, later: Round, component_id: int, change: Change, at: datetime
) -> VerdictRow:
    before, after = change.before.value, change.after.value
    return VerdictRow(
        agency_id=later.agency_id,
        component_id=component_id,
        baseline_id=baseline.id,
        later_id=later.id,
        verdict=change.verdict,
        people_before=change.before.people,
        people_after=change.after.people,
        value_before=None if before is None else float(before),
        value_after=None if after is None else float(after),
        difference=None if change.difference is None else float(change.difference),
        low=change.low,
        high=change.high,
        p_holm=change.p_holm,
        detectable_up=change.detectable.up,
        detectable_down=change.detectable.down,
        reasons=list(change.reasons),
        sentence=sentence(change),
        frozen_at=at,
    )
