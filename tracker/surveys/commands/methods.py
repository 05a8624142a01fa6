"""The rows of a method: a shipped one made from its data file, once; an agency's own, copied."""

from collections.abc import Mapping
from dataclasses import asdict, replace

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from tracker.errors import BadInput, Refusal
from tracker.surveys import rules
from tracker.surveys.drafting import check_method, numbered
from tracker.surveys.equivalents import key_of, parse_key
from tracker.surveys.methods import load_shipped, shipped_codes
from tracker.surveys.models import Component, Question, SurveyMethod
from tracker.surveys.queries.methods import find_own_method, is_used


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
    return session.scalar(query) or _store(session, shipped, None)


def choose_method(session: Session, agency_id: int, key: str) -> SurveyMethod:
    """The rows of the method that `key` names: an agency's own, else the shipped one.

    Of a bare code the newest; shipped rows are made where they are missing. Raises BadInput for a
    key nobody knows.
    """
    code, version = parse_key(key)
    return find_own_method(session, agency_id, code, version) or ensure_method(session, key)


def copy_method(
    session: Session, agency_id: int, base: rules.Method, code: str, name: str
) -> SurveyMethod:
    """A new version of the agency's own, as `base` stands; each index is equivalent to its source.

    A code in use becomes its next version. Raises BadInput for the code of a shipped method.
    """
    if code in shipped_codes():
        raise BadInput(f"Mã “{code}” là của bộ chỉ số đi kèm hệ thống. Đặt mã khác.")
    newest = find_own_method(session, agency_id, code)
    version = newest.method_version + 1 if newest else 1
    whole = base.code if base.code in shipped_codes() else key_of(base.code, base.version)
    components = tuple(
        replace(c, successors=(*c.successors, rules.Successor(whole, c.code)))
        for c in base.components
    )
    made = replace(base, code=code, version=version, name=name, components=numbered(components))
    check_method(made)
    return _store(session, made, agency_id)


def change_method(session: Session, row: SurveyMethod, wanted: rules.Method) -> SurveyMethod:
    """Give an agency's own method other words, indices and questions; its code stays.

    Raises Refusal once anything is measured by it, BadInput for a method that is not whole; both
    before anything is changed.
    """
    _insist_own(row)
    if is_used(session, row):
        raise Refusal(
            "Bộ chỉ số đã được dùng nên chỉ để đọc. Sao chép thành bản mới rồi sửa bản mới."
        )
    check_method(wanted)
    for old in session.scalars(select(Component).where(Component.method_id == row.id)).all():
        for question in session.scalars(select(Question).where(Question.component_id == old.id)):
            session.delete(question)
        session.flush()
        session.delete(old)
    session.flush()
    _describe(row, wanted)
    flag_modified(row, "name")  # questions have no version: a form opened before is stale
    _store_components(session, row, wanted)
    return row


def set_equivalents(
    session: Session, row: SurveyMethod, other: str, mapping: Mapping[str, str | None]
) -> None:
    """Say which index of method `other` each index of an own method answers to.

    None: không còn tương đương; a code left out of `mapping` is not mapped. The words of a used
    method stay; what became of its indices later is learned only afterwards.
    """
    _insist_own(row)
    for component in session.scalars(select(Component).where(Component.method_id == row.id)):
        kept = [each for each in component.successors if each["method"] != other]
        if component.code in mapping:
            kept.append({"method": other, "component": mapping[component.code]})
        component.successors = kept
    flag_modified(row, "name")  # neither has the mapping
    session.flush()


def _insist_own(row: SurveyMethod) -> None:
    if row.agency_id is None:
        raise Refusal("Bộ chỉ số đi kèm hệ thống chỉ để đọc. Sao chép thành bản của cơ quan.")


def _store(session: Session, method: rules.Method, agency_id: int | None) -> SurveyMethod:
    row = SurveyMethod(agency_id=agency_id, code=method.code, method_version=method.version)
    _describe(row, method)
    session.add(row)
    session.flush()
    _store_components(session, row, method)
    return row


def _describe(row: SurveyMethod, method: rules.Method) -> None:
    row.name, row.source = method.name, method.source
    row.formula, row.decimals = method.formula, method.decimals
    row.scale = [{"word": level.word, "aliases": list(level.aliases)} for level in method.scale]


def _store_components(session: Session, row: SurveyMethod, method: rules.Method) -> None:
    for position, component in enumerate(method.components, start=1):
        _store_component(session, row, method, component, position)


def _store_component(
    session: Session,
    owner: SurveyMethod,
    method: rules.Method,
    component: rules.Component,
    position: int,
) -> None:
    row = Component(
        agency_id=owner.agency_id,
        method_id=owner.id,
        code=component.code,
        position=position,
        name=component.name,
        short=component.short,
        aliases=list(component.aliases),
        successors=[asdict(each) for each in component.successors],
    )
    session.add(row)
    session.flush()
    places = method.places(component)
    session.add_all(
        Question(
            agency_id=owner.agency_id,
            component_id=row.id,
            code=question.code,
            position=place + 1,
            text=question.text,
            wordings=list(question.wordings),
        )
        for place, question in zip(places, component.questions, strict=True)
    )
    session.flush()
