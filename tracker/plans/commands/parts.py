"""The units, products and indices of an item being stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.errors import BadInput
from tracker.organisation.models import Agency, Unit
from tracker.organisation.queries import find_units_of_group
from tracker.plans.appendix.items import Item
from tracker.plans.commands.naming import Owner
from tracker.plans.importing import ImportChoices
from tracker.plans.importing.words import wanted_proof
from tracker.plans.models import ActionItem, ItemComponent, ItemUnit, Plan, Product
from tracker.plans.rules import Part
from tracker.surveys.models import Component
from tracker.vietnamese import tidy


@dataclass
class Names:
    """What the typed names mean, and which units stand under a group on the plan's day."""

    session: Session
    agency: Agency
    owners: Mapping[str, Owner]
    on: date
    kept_groups: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self._members: dict[int, tuple[Owner, ...]] = {}

    def leads(self, typed: str) -> tuple[Owner, ...]:
        """Who leads under this name: the members of a group, unless it has none or is kept."""
        owner = self.owners.get(typed)
        if owner is None:
            return ()
        if owner.group_id is None or typed in self.kept_groups:
            return (owner,)
        return self._of_group(owner.group_id) or (owner,)

    def partner(self, typed: str) -> Owner | None:
        """Who helps under this name; None where it is only words."""
        return self.owners.get(typed)

    def checked(self, unit_id: int) -> Owner:
        """A unit chosen by its id. Raises BadInput if it is not one of the agency's."""
        if unit_id not in self._own_ids:
            raise BadInput("Không có đơn vị này trong cơ quan.")
        return Owner(unit_id=unit_id)

    @cached_property
    def _own_ids(self) -> frozenset[int]:
        query = select(Unit.id).where(Unit.agency_id == self.agency.id, Unit.is_active)
        return frozenset(self.session.scalars(query))

    def _of_group(self, group_id: int) -> tuple[Owner, ...]:
        if group_id not in self._members:
            units = find_units_of_group(self.session, group_id, self.on)
            self._members[group_id] = tuple(Owner(unit_id=unit.id) for unit in units)
        return self._members[group_id]


@dataclass(frozen=True)
class ItemParts:
    """Adds to a stored item what hangs on it."""

    session: Session
    names: Names
    components: Mapping[str, int]  # every spelling of an index, in small letters -> its id
    first_lead_only: bool

    @classmethod
    def of(
        cls, session: Session, plan: Plan, names: Names, *, first_lead_only: bool
    ) -> "ItemParts":
        """With the indices of the plan's method. One SELECT."""
        known = component_ids(session, plan.method_id)
        return cls(session, names, known, first_lead_only)

    def add(self, row: ActionItem, item: Item, choices: ImportChoices) -> None:
        """Units, products and indices of one item. Raises BadInput for an unknown index."""
        self.session.add_all(self._units(row, item, choices))
        self.session.add_all(
            Product(
                agency_id=row.agency_id,
                item_id=row.id,
                position=place,
                text=text,
                proof=wanted_proof(text),
            )
            for place, text in enumerate(item.products, 1)
        )
        self.session.add_all(self._components(row, item, choices))

    def _units(self, row: ActionItem, item: Item, choices: ImportChoices) -> Iterator[ItemUnit]:
        leads = [owner for name in item.lead_units for owner in self.names.leads(name)]
        if item.position in choices.leads:
            leads.append(self.names.checked(choices.leads[item.position]))
        leads = list(dict.fromkeys(leads))
        partners = [self.names.partner(name) for name in item.partner_units]
        helping = dict.fromkeys(p for p in partners if p and p not in leads)
        everyone = [(o, Part.LEAD) for o in leads] + [(o, Part.PARTNER) for o in helping]
        for place, (owner, part) in enumerate(everyone, 1):
            yield ItemUnit(
                agency_id=row.agency_id,
                item_id=row.id,
                unit_id=owner.unit_id,
                group_id=owner.group_id,
                part=part,
                position=place,
                owes=place == 1 or not self.first_lead_only,
            )

    def _components(
        self, row: ActionItem, item: Item, choices: ImportChoices
    ) -> Iterator[ItemComponent]:
        printed = dict.fromkeys(map(self._component, item.indices), False)
        for name in choices.added.get(item.position, ()):
            printed.setdefault(self._component(name), True)
        for place, (component_id, is_added) in enumerate(printed.items(), 1):
            yield ItemComponent(
                agency_id=row.agency_id,
                item_id=row.id,
                component_id=component_id,
                position=place,
                is_added=is_added,
            )

    def _component(self, name: str) -> int:
        return component_of(self.components, name)


def component_ids(session: Session, method_id: int) -> dict[str, int]:
    """The indices of a method by every spelling, in small letters. One SELECT."""
    query = select(Component).where(Component.method_id == method_id)
    known: dict[str, int] = {}
    for component in session.scalars(query.order_by(Component.position)):
        for spelling in (component.name, component.code, *component.aliases):
            known.setdefault(tidy(spelling).casefold(), component.id)
    return known


def component_of(known: Mapping[str, int], name: str) -> int:
    """The id of the index that a name means. Raises BadInput for a name nobody knows."""
    found = known.get(tidy(name).casefold())
    if found is None:
        raise BadInput(f"“{name}” không phải chỉ số của bộ chỉ số đã chọn. Chọn bộ chỉ số khác.")
    return found
