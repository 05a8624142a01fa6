"""Indices, proofs and notes of an item, which the Office may change. The view commits."""

from sqlalchemy.orm import Session

from tracker.errors import Refusal
from tracker.plans.models import ActionItem, ItemComponent, Product
from tracker.plans.rules import Proof


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
    return link


def detach_component(session: Session, link: ItemComponent) -> None:
    """Take back an index the Office attached; one printed in the appendix stays."""
    if not link.is_added:
        raise Refusal("Chỉ số này có trong phụ lục nên không bỏ được.")
    session.delete(link)


def set_proof(product: Product, proof: Proof) -> None:
    """Say which evidence a product wants before it can be closed; its words stay as printed."""
    product.proof = proof


def set_note(item: ActionItem, note: str) -> None:
    """Keep what the Office notes beside an item; the paper's own words stay as printed."""
    item.note = note.strip()
