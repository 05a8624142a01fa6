"""Indices, proofs and notes of an item, which the Office may change. The view commits."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.errors import Refusal
from tracker.plans.criteria import read_criteria
from tracker.plans.models import ActionItem, ItemComponent, ItemWeakness
from tracker.plans.rules import Proof
from tracker.weaknesses.queries import find_weaknesses


def attach_component(session: Session, item: ActionItem, component_id: int) -> ItemComponent:
    """Attach an index the appendix does not name: marked "gắn thêm, ngoài phụ lục"."""
    if any(link.component_id == component_id for link in item.components):
        raise Refusal("Nhiệm vụ đã gắn chỉ số này.")
    link = ItemComponent(
        agency_id=item.agency_id,
        item_id=item.id,
        component_id=component_id,
        position=len(item.components) + 1,
        is_added=True,
    )
    session.add(link)
    session.flush()
    return link


def detach_component(session: Session, link: ItemComponent) -> None:
    """Take back an index the Office attached; one printed in the appendix stays."""
    if not link.is_added:
        raise Refusal("Chỉ số này có trong phụ lục nên không bỏ được.")
    session.delete(link)


def link_weaknesses(session: Session, items: Sequence[ActionItem]) -> None:
    """Tie items to what the latest judgement found too low in the indices they aim at; flushed.

    Needs their indices loaded. Two SELECTs, whatever the number of items.
    """
    own = {item.id: {link.component_id for link in item.components} for item in items}
    agency_ids = {item.agency_id for item in items}
    known = select(ItemWeakness.item_id, ItemWeakness.weakness_id).where(
        ItemWeakness.item_id.in_(own)
    )
    linked = {(row.item_id, row.weakness_id) for row in session.execute(known)}
    for agency_id in agency_ids:
        for weakness in find_weaknesses(session, agency_id):
            session.add_all(
                ItemWeakness(agency_id=agency_id, item_id=item_id, weakness_id=weakness.id)
                for item_id, components in own.items()
                if weakness.component_id in components and (item_id, weakness.id) not in linked
            )
    session.flush()


def describe_item(
    item: ActionItem, note: str, proofs: Mapping[int, Proof], criteria: str = ""
) -> None:
    """Keep what the Office notes beside an item: note, CCHC criteria, the proof a product wants.

    `proofs` by product id. The paper's own words stay as printed. Needs products loaded. Raises
    BadInput, having changed nothing, for what is no code of a criterion.
    """
    item.criteria = read_criteria(criteria)
    item.note = note.strip()
    for product in item.products:
        product.proof = proofs.get(product.id, product.proof)
