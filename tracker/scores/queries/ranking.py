"""What the units of an agency got in a round, or in all closed rounds of a year together."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.organisation.models import Agency
from tracker.scores.breakdowns import INSIDE
from tracker.scores.queries.comparing import group_names
from tracker.scores.queries.withholding import held_back
from tracker.scores.ranking import Ranked, UnitFigure, ranked
from tracker.scores.rules import round_scores
from tracker.scores.statistics import cautious_mean
from tracker.surveys.models import Round
from tracker.surveys.queries import method_of, tallies_of_all
from tracker.surveys.tallies import Slice
from tracker.surveys.words import COLLECTING, Group
from tracker.vietnamese import sort_key


@dataclass(frozen=True)
class Ranking:
    """The units of some rounds together; `rounds` and `lines` are empty without a closed round."""

    rounds: Sequence[Round]
    lines: tuple[Ranked, ...]
    fewest: int
    years: tuple[int, ...]  # with closed rounds, the latest first
    all_rounds: Sequence[Round]


def ranking(session: Session, agency: Agency, code: str = "", year: int | None = None) -> Ranking:
    """The round called `code`, else the rounds of `year`, else the last closed one.

    Of a year only rounds by the method and instrument of its last one: others are another index.
    Six SELECTs, and one for each round added up.
    """
    query = (
        select(Round)
        .options(joinedload(Round.method))
        .where(Round.agency_id == agency.id, Round.state.not_in(COLLECTING))
    )
    known = session.scalars(query.order_by(Round.collect_to.desc(), Round.id.desc())).all()
    chosen = _chosen(known, code, year)
    fewest = agency.settings.rank_people
    lines = ranked(_figures(session, agency.id, chosen), fewest) if chosen else ()
    years = tuple(dict.fromkeys(row.collect_to.year for row in known))
    return Ranking(chosen, lines, fewest, years, known)


def _chosen(known: Sequence[Round], code: str, year: int | None) -> list[Round]:
    own = [row for row in known if row.code == code]
    if own or not known:
        return own
    of_year = [row for row in known if row.collect_to.year == year]
    if not of_year:
        return [known[0]]
    last = of_year[0]
    return [
        row
        for row in of_year
        if (row.method_id, row.instrument) == (last.method_id, last.instrument)
    ]


def _figures(session: Session, agency_id: int, rounds: Sequence[Round]) -> list[UnitFigure]:
    """By name. A unit hidden in one of the rounds is hidden: the others would give it away."""
    method = method_of(session, rounds[0].method_id)
    tallies = tallies_of_all(session, [row.id for row in rounds])
    away = frozenset[Slice]().union(*(held_back(session, row, INSIDE) for row in rounds))
    names = group_names(session, agency_id)
    found = []
    for key in tallies.keys(Group.UNIT):
        part = Slice(Group.UNIT, key)
        scores = round_scores(method, tallies, part)
        sure = cautious_mean([each.estimate for each in scores.components])
        is_hidden = part in away or scores.overall.value is None
        found.append(
            UnitFigure(
                name=names.get((Group.UNIT, key), key),
                people=None if is_hidden else scores.overall.people,
                value=None if is_hidden else float(scores.overall.value or 0),
                low=sure.low if sure and not is_hidden else None,
                high=sure.high if sure and not is_hidden else None,
                is_hidden=is_hidden,
            )
        )
    return sorted(found, key=lambda unit: sort_key(unit.name))
