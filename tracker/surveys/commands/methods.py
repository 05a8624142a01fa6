"""Makes the rows of a shipped method from its data file, once."""

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.surveys import rules
from tracker.surveys.methods import load_shipped
from tracker.surveys.models import Component, Question, SurveyMethod


def ensure_method(session: Session, code: str) -> SurveyMethod:
    """The rows of the shipped method `code`, made now where they are missing; belongs to nobody.

    Two SELECTs when it is there. Raises BadInput naming the codes there are.
    """
    shipped = load_shipped(code)
    query = select(SurveyMethod).where(
        SurveyMethod.agency_id.is_(None),
        SurveyMethod.code == code,
        SurveyMethod.method_version == shipped.version,
    )
    return session.scalar(query) or _store(session, shipped)


def _store(session: Session, shipped: rules.Method) -> SurveyMethod:
    row = SurveyMethod(
        code=shipped.code,
        method_version=shipped.version,
        name=shipped.name,
        formula=shipped.formula,
        decimals=shipped.decimals,
        scale=[{"word": level.word, "aliases": list(level.aliases)} for level in shipped.scale],
        source=shipped.source,
    )
    session.add(row)
    session.flush()
    for position, component in enumerate(shipped.components, start=1):
        _store_component(session, row, shipped, component, position)
    return row


def _store_component(
    session: Session,
    method: SurveyMethod,
    shipped: rules.Method,
    component: rules.Component,
    position: int,
) -> None:
    row = Component(
        method_id=method.id,
        code=component.code,
        position=position,
        name=component.name,
        short=component.short,
        aliases=list(component.aliases),
        successors=[asdict(each) for each in component.successors],
    )
    session.add(row)
    session.flush()
    places = shipped.places(component)
    session.add_all(
        Question(
            component_id=row.id,
            code=question.code,
            position=place + 1,
            text=question.text,
            wordings=list(question.wordings),
        )
        for place, question in zip(places, component.questions, strict=True)
    )
    session.flush()
