"""The method (bộ chỉ số) a plan is measured by: its rows, and its indices as readers know them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.organisation.models import Agency
from tracker.plans.appendix.indices import KnownIndex
from tracker.surveys import stored
from tracker.surveys.commands.methods import ensure_method
from tracker.surveys.models import SurveyMethod


def method_of(session: Session, agency: Agency, code: str = "") -> SurveyMethod:
    """The agency's own newest method with this code, else the shipped one, its rows made; flushed.

    Without a code the agency's usual one. Raises BadInput for a code nobody knows.
    """
    code = code or agency.method_code
    own = (
        select(SurveyMethod)
        .where(SurveyMethod.code == code, SurveyMethod.agency_id == agency.id)
        .order_by(SurveyMethod.method_version.desc())
        .limit(1)
    )
    return session.scalar(own) or ensure_method(session, code)


def known_indices(session: Session, method: SurveyMethod) -> tuple[KnownIndex, ...]:
    """The indices of a method with their spellings and questions. One SELECT."""
    return tuple(
        KnownIndex(c.name, c.aliases, c.code, tuple(q.text for q in c.questions))
        for c in stored.method_of(session, method.id).components
    )
