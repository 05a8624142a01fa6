"""A new appendix laid beside a plan: what it would change, and those changes ready to be made."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.organisation.models import Agency
from tracker.organisation.queries import known_units
from tracker.plans.appendix.headers import Column
from tracker.plans.appendix.items import Appendix, Item
from tracker.plans.commands.amending import Changes
from tracker.plans.commands.naming import Owner, settle_names
from tracker.plans.commands.parts import Names, component_ids, component_of
from tracker.plans.commands.rewording import Wording
from tracker.plans.commands.storing import numbers_of
from tracker.plans.importing import ImportChoices, KnownNames, Means
from tracker.plans.importing.differences import DiffLine, Read, Standing, Who, compare
from tracker.plans.models import ActionItem, Plan
from tracker.plans.printed import entry_of
from tracker.plans.queries import find_standing_items
from tracker.plans.rules import ChangeKind
from tracker.vietnamese import tidy

Fixed = Mapping[int, int | None]  # what a person decided: line of the paper -> item, None: new


def compare_plan(
    session: Session,
    agency: Agency,
    plan: Plan,
    reading: Appendix,
    choices: ImportChoices,
    fixed: Fixed,
) -> tuple[DiffLine, ...]:
    """What the new paper changes, by names as known or chosen so far. Makes nothing."""
    known = KnownNames(known_units(session, agency.id))
    indices = component_ids(session, plan.method_id)

    def meaning(typed: str) -> tuple[int | None, int | None] | None:
        choice = known.meaning(typed) or choices.units.get(typed)
        if choice is None or choice.means not in {Means.UNIT, Means.GROUP}:
            return None
        return (choice.id, None) if choice.means is Means.UNIT else (None, choice.id)

    numbers = numbers_of(reading.items)
    read = [_read(item, numbers[item.position], meaning, indices) for item in reading.items]
    standing = [_standing(item) for item in find_standing_items(session, plan.id)]
    return compare(standing, read, fixed)


def _standing(item: ActionItem) -> Standing:
    return Standing(
        item_id=item.id,
        entry=entry_of(item),
        task=item.task,
        products=tuple(product.text for product in item.products),
        leads=frozenset((u.unit_id, u.group_id) for u in item.leads),
        partners=frozenset((u.unit_id, u.group_id) for u in item.partners),
        component_ids=frozenset(c.component_id for c in item.components if not c.is_added),
        has_ended=item.has_ended,
    )


def _read(
    item: Item,
    number: int,
    meaning: Callable[[str], tuple[int | None, int | None] | None],
    indices: Mapping[str, int],
) -> Read:
    ids = [indices.get(tidy(name).casefold()) for name in item.indices]
    return Read(
        item=item,
        number=number,
        leads=_all([meaning(name) for name in item.lead_units]),
        partners=_all([meaning(name) for name in item.partner_units]),
        component_ids=frozenset(i for i in ids if i) if all(ids) else None,
    )


def _all(found: Sequence[tuple[int | None, int | None] | None]) -> Who | None:
    known = [who for who in found if who is not None]
    return frozenset(known) if len(known) == len(found) else None


@dataclass(frozen=True)
class Settled:
    """What the names of a new paper mean, units made where somebody chose to."""

    names: Names
    indices: Mapping[str, int]
    choices: ImportChoices

    def owners(self, typed: Sequence[str], place: int | None = None) -> tuple[Owner, ...]:
        """Who leads under these names, and the unit chosen for a line without any."""
        found = [owner for name in typed for owner in self.names.leads(name)]
        if place is not None and place in self.choices.leads:
            found.append(self.names.checked(self.choices.leads[place]))
        return tuple(dict.fromkeys(found))


def changes_of(
    session: Session,
    agency: Agency,
    plan: Plan,
    lines: Sequence[DiffLine],
    choices: ImportChoices,
) -> Changes:
    """The changes that a comparison stands for; unknown names become what somebody chose.

    Raises BadInput or Refusal as an import does, naming what is not settled.
    """
    fresh = [x.new for x in lines if x.new and x.kind in {ChangeKind.ADDED, ChangeKind.CHANGED}]
    typed = [n for read in fresh for n in (*read.item.lead_units, *read.item.partner_units)]
    owners = settle_names(session, agency, typed, choices)
    names = Names(session, agency, owners, on=plan.owed_from, kept_groups=choices.kept_groups)
    settled = Settled(names, component_ids(session, plan.method_id), choices)
    added, changed, numbers = [], {}, {}
    for line in lines:
        if line.new is None:
            continue
        if line.old is None:
            added.append(_wording(line.new, None, line, settled))
            continue
        numbers[line.old.item_id] = line.new.number
        if line.kind is ChangeKind.CHANGED:
            changed[line.old.item_id] = _wording(line.new, line.old, line, settled)
    dropped = frozenset(x.old.item_id for x in lines if x.old and x.new is None)
    return Changes(added=added, changed=changed, dropped=dropped, numbers=numbers)


def _wording(new: Read, old: Standing | None, line: DiffLine, settled: Settled) -> Wording:
    """The new words; where a cell of units or indices does not differ, those of now stay."""
    item, moved = new.item, {field.column for field in line.fields}
    leads = settled.owners(item.lead_units, item.position)
    partners = tuple(o for name in item.partner_units if (o := settled.names.partner(name)))
    indices = [component_of(settled.indices, name) for name in item.indices]
    if old is not None:
        leads = leads if Column.LEAD in moved else _as_owners(old.leads)
        partners = partners if Column.PARTNER in moved else _as_owners(old.partners)
        indices = indices if Column.INDEX in moved else sorted(old.component_ids)
    return Wording(
        task=item.task,
        products=item.products,
        deadline_text=item.deadline_text,
        leads=leads,
        partners=partners,
        component_ids=tuple(indices),
        section=item.group,
        position=new.number,
        deadline=settled.choices.deadlines.get(item.deadline_text),
        cells=line.cells,
    )


def _as_owners(who: Who) -> tuple[Owner, ...]:
    return tuple(Owner(unit_id, group_id) for unit_id, group_id in sorted(who, key=str))
