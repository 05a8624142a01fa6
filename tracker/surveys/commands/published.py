"""Values that somebody else announced."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.errors import BadInput
from tracker.organisation.models import Agency
from tracker.surveys.models import Component, PublishedValue


@dataclass(frozen=True)
class PublishedDraft:
    """One announced value. `component_id` None is the overall index; `value` is 0..100."""

    method_id: int
    component_id: int | None
    year: int
    label: str
    value: float
    people: int | None
    document: str
    announced_on: date | None
    issuer: str = ""
    replaces_id: int | None = None


def publish_value(session: Session, agency: Agency, draft: PublishedDraft) -> PublishedValue:
    """Keep an announced value with its document; a correction names the one it replaces.

    Raises BadInput without a document, outside 0..100, or for an index of another method.
    """
    if not draft.document:
        raise BadInput("Giá trị công bố cần có văn bản công bố: số, ngày, trích yếu.")
    if not 0 <= draft.value <= 100:
        raise BadInput("Giá trị công bố phải từ 0 đến 100.")
    if draft.component_id is not None:
        query = select(Component.method_id).where(Component.id == draft.component_id)
        if session.scalar(query) != draft.method_id:
            raise BadInput("Chỉ số thành phần không thuộc bộ chỉ số đã chọn.")
    row = PublishedValue(agency_id=agency.id, **asdict(draft))
    session.add(row)
    session.flush()
    return row
