"""Stored rows as the plain values that rules take: a method with its questions, the tallies."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.errors import BadInput
from tracker.organisation.queries import known_units
from tracker.surveys import rules
from tracker.surveys.models import Component, Field, Question, SurveyMethod, Tally
from tracker.surveys.naming import Names, name_key
from tracker.surveys.tallies import Tallies, TallyLine, gathered


def method_of(session: Session, method_id: int) -> rules.Method:
    """The method with this id as a value, questions in the order of the packed answers.

    One SELECT. Raises BadInput where there is no such method.
    """
    query = (
        select(SurveyMethod, Component, Question)
        .join(Component, Component.method_id == SurveyMethod.id)
        .join(Question, Question.component_id == Component.id)
        .where(SurveyMethod.id == method_id)
        .order_by(Component.position, Question.position)
    )
    found = session.execute(query).all()
    if not found:
        raise BadInput("Không có bộ chỉ số này hoặc bộ chỉ số chưa có câu hỏi.")
    asked: dict[Component, list[Question]] = {}
    for _, component, question in found:
        asked.setdefault(component, []).append(question)
    return _method(found[0][0], [_component(row, own) for row, own in asked.items()])


def tallies_of(session: Session, round_id: int) -> Tallies:
    """All the sums of a round; keys of units and fields are their ids as text. One SELECT."""
    return tallies_of_all(session, (round_id,))


def tallies_of_all(session: Session, round_ids: Collection[int]) -> Tallies:
    """The sums of several rounds by one method, added up. One SELECT."""
    columns = (Tally.group, Tally.group_key, Tally.subject, Tally.forms, Tally.sums)
    found = session.execute(select(*columns).where(Tally.round_id.in_(round_ids)))
    return gathered(TallyLine(*row) for row in found)


def names_of(session: Session, agency_id: int) -> Names:
    """What an agency calls its units and fields, other spellings too. Two SELECTs."""
    units: dict[str, int] = {}
    labels: dict[str, str] = {}
    for known in known_units(session, agency_id):
        if known.unit_id is not None:
            units.setdefault(name_key(known.text), known.unit_id)
            labels.setdefault(name_key(known.text), known.text)
    fields: dict[str, int] = {}
    for row in session.scalars(select(Field).where(Field.agency_id == agency_id)):
        for key in (row.folded, *row.aliases):
            fields.setdefault(key, row.id)
            labels.setdefault(key, row.name)
    return Names(units, fields, labels)


def _method(row: SurveyMethod, components: Iterable[rules.Component]) -> rules.Method:
    return rules.Method(
        code=row.code,
        version=row.method_version,
        name=row.name,
        formula=row.formula,
        decimals=row.decimals,
        scale=tuple(rules.Level(each["word"], tuple(each["aliases"])) for each in row.scale),
        components=tuple(components),
        source=row.source,
    )


def _component(row: Component, questions: Sequence[Question]) -> rules.Component:
    return rules.Component(
        code=row.code,
        name=row.name,
        short=row.short,
        aliases=tuple(row.aliases),
        successors=tuple(rules.Successor(e["method"], e["component"]) for e in row.successors),
        questions=tuple(rules.Question(q.code, q.text, tuple(q.wordings)) for q in questions),
    )
