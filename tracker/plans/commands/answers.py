"""Which weakness an item answers. The view commits."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.errors import BadInput, Refusal
from tracker.plans.models import ActionItem, ItemWeakness
from tracker.weaknesses.models import Weakness


def answer_weakness(session: Session, item: ActionItem, weakness: Weakness) -> ItemWeakness:
    """Say that `item` answers `weakness`. Raises Refusal when it is said already."""
    if item.agency_id != weakness.agency_id:
        raise BadInput("Nhiệm vụ và chỉ số chưa đạt không thuộc cùng cơ quan.")
    if _link(session, item.id, weakness.id) is not None:
        raise Refusal("Nhiệm vụ đã được gắn với đánh giá này.")
    link = ItemWeakness(agency_id=item.agency_id, item_id=item.id, weakness_id=weakness.id)
    session.add(link)
    session.flush()
    return link


def withdraw_answer(session: Session, item: ActionItem, weakness: Weakness) -> None:
    """Take the link back. Raises Refusal when there is none."""
    link = _link(session, item.id, weakness.id)
    if link is None:
        raise Refusal("Nhiệm vụ không còn gắn với đánh giá này. Tải lại trang để xem.")
    session.delete(link)
    session.flush()


def _link(session: Session, item_id: int, weakness_id: int) -> ItemWeakness | None:
    query = select(ItemWeakness).where(
        ItemWeakness.item_id == item_id, ItemWeakness.weakness_id == weakness_id
    )
    return session.scalar(query)
