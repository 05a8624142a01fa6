"""One line of the appendix as a document words it: a new item, or the new words of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy.orm import Session

from tracker.organisation.models import Agency
from tracker.organisation.queries import working_calendar
from tracker.plans.commands.items import replace_unit
from tracker.plans.commands.naming import Owner
from tracker.plans.importing import as_due
from tracker.plans.importing.words import wanted_proof
from tracker.plans.models import (
    ActionItem,
    Amendment,
    ItemComponent,
    ItemUnit,
    Plan,
    Product,
)
from tracker.plans.printed import composed
from tracker.plans.queries import get_item
from tracker.plans.rules import Part
from tracker.plans.terms import due_day, owed_until, rhythm_of
from tracker.plans.versions import Entry
from tracker.plans.wording import read_deadline
from tracker.plans.wording.values import Deadline, as_json
from tracker.vietnamese import fold, tidy


@dataclass(frozen=True)
class Wording:
    """A line as a document words it; each point of task and products on a line of its own.

    `cells` are those the paper prints, by the value of Column; what is absent is put together.
    """

    task: str
    products: tuple[str, ...]
    deadline_text: str
    leads: tuple[Owner, ...]
    partners: tuple[Owner, ...] = ()
    component_ids: tuple[int, ...] = ()
    section: str | None = None  # None: as before
    position: int | None = None  # its STT; None: as before, a new line after the others
    deadline: Deadline | None = None  # as somebody understood it; None: as its words are read
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Writer:
    """Writes the lines that one amendment words anew."""

    session: Session
    agency: Agency
    plan: Plan
    amendment: Amendment

    def add(self, wanted: Wording, position: int) -> ActionItem:
        """A new item that owes reports from the day of the document on; flushed and whole."""
        item = ActionItem(
            agency_id=self.agency.id,
            plan_id=self.plan.id,
            position=position,
            task=wanted.task,
            section=(wanted.section or "")[:300],
            printed={**wanted.cells},
            amendment_id=self.amendment.id,
        )
        self._word(item, wanted)
        started = [day for day in (item.starts_on, self.amendment.signed_on) if day]
        item.starts_on = max(started)
        self.session.add(item)
        self.session.flush()
        places = enumerate(_everyone(wanted), 1)
        self.session.add_all(self._unit(item, o, part, place) for place, (o, part) in places)
        self.session.add_all(_product(item, n, text) for n, text in enumerate(wanted.products, 1))
        self.session.add_all(_components(item, wanted.component_ids))
        return self._whole(item)

    def change(self, item: ActionItem, wanted: Wording, before: Entry) -> ActionItem:
        """The same item in its new words; what it owes changes from the day of the document on.

        Products keep their evidence, units their history, the first due day is never lost. Of an
        item that has ended only the printed words change.
        """
        was = composed(item)
        if wanted.section is not None:
            item.section = wanted.section[:300]
        item.task = wanted.task
        if not item.has_ended:
            self._oblige(item, wanted)
        whole = self._whole(item)
        now = composed(whole)
        kept = {c.value: before.cells[c.value] if was[c] == now[c] else now[c] for c in now}
        whole.printed = {**kept, **wanted.cells}
        return whole

    def _oblige(self, item: ActionItem, wanted: Wording) -> None:
        """Set who owes what by when as the new words say."""
        if wanted.deadline or tidy(wanted.deadline_text) != tidy(item.deadline_text):
            starts_on, first_due_on = item.starts_on, item.first_due_on
            rhythm = item.rhythm
            self._word(item, wanted)
            item.keep_rhythm(rhythm, self.amendment.signed_on - timedelta(days=1))
            began = (starts_on or self.plan.owed_from) <= self.amendment.signed_on
            item.starts_on = starts_on if began else item.starts_on
            item.first_due_on = first_due_on or item.first_due_on
        item.folded = fold(" ".join((wanted.task, *wanted.products)))
        self._change_units(item, _everyone(wanted))
        self._change_products(item, wanted.products)
        self._change_components(item, wanted.component_ids)

    def _word(self, item: ActionItem, wanted: Wording) -> None:
        """Task, search text and all that follows from the deadline's words."""
        before = self.agency.settings.before_means_before
        read = wanted.deadline or read_deadline(wanted.deadline_text, self.plan.year)
        deadline = as_due(read, before_means_before=before)
        due_on = due_day(deadline, working_calendar(self.session, self.agency.id), item.event_on)
        item.folded = fold(" ".join((wanted.task, *wanted.products)))
        item.deadline_text = wanted.deadline_text[:500]
        item.deadline, item.deadline_kind = as_json(deadline), deadline.kind
        item.rhythm, item.starts_on = rhythm_of(deadline), deadline.start
        item.first_due_on = item.due_on = due_on
        item.ends_on = owed_until(deadline, due_on, self.plan.ends_on)

    def _unit(
        self, item: ActionItem, owner: Owner, part: Part, place: int, since: date | None = None
    ) -> ItemUnit:
        return ItemUnit(
            agency_id=item.agency_id,
            item_id=item.id,
            unit_id=owner.unit_id,
            group_id=owner.group_id,
            part=part,
            position=place,
            since=since,
            owes=place == 1 or not self.plan.first_lead_only,
        )

    def _change_units(self, item: ActionItem, wanted: Sequence[tuple[Owner, Part]]) -> None:
        """Leads and partners hand over from the day of the document on."""
        on = self.amendment.signed_on
        standing = {(_owner(u), u.part): u for u in (*item.leads, *item.partners)}
        for key, line in standing.items():
            if key not in wanted:
                replace_unit(self.session, line, None, on=on)
        for place, (owner, part) in enumerate(wanted, 1):
            kept = standing.get((owner, part))
            if kept is None:
                self.session.add(self._unit(item, owner, part, place, on))
                continue
            kept.position = place
            if part is Part.LEAD and self.plan.first_lead_only and kept.owes != (place == 1):
                kept.owes, kept.since = place == 1, on if place == 1 else kept.since

    def _change_products(self, item: ActionItem, texts: Sequence[str]) -> None:
        """Equal texts stay the same product; a changed one takes the row of the one it replaces."""
        free = list(item.products)
        rows: dict[int, Product] = {}
        for place, text in enumerate(texts):
            same = next((p for p in free if tidy(p.text) == tidy(text)), None)
            if same is not None:
                rows[place] = same
                free.remove(same)
        for place, text in enumerate(texts):
            row = rows.get(place) or (free.pop(0) if free else None)
            if row is None:
                self.session.add(_product(item, place + 1, text))
            else:
                row.position, row.text = place + 1, text
        for row in free:
            row.removed_by_id = self.amendment.id

    def _change_components(self, item: ActionItem, component_ids: Sequence[int]) -> None:
        """Those the new words print; what the Office attached beside them stays attached."""
        links = {link.component_id: link for link in item.components}
        for component_id, link in links.items():
            if component_id in component_ids:
                link.is_added = False
            elif not link.is_added:
                self.session.delete(link)
        fresh = [one for one in dict.fromkeys(component_ids) if one not in links]
        self.session.add_all(_components(item, fresh, after=len(links)))

    def _whole(self, item: ActionItem) -> ActionItem:
        self.session.flush()
        self.session.expire(item, ["units", "products", "components"])
        found = get_item(self.session, item.agency_id, item.id)
        if found is None:
            raise LookupError(item.id)
        return found


def _everyone(wanted: Wording) -> list[tuple[Owner, Part]]:
    leads = list(dict.fromkeys(wanted.leads))
    helping = [owner for owner in dict.fromkeys(wanted.partners) if owner not in leads]
    return [(owner, Part.LEAD) for owner in leads] + [(owner, Part.PARTNER) for owner in helping]


def _owner(line: ItemUnit) -> Owner:
    return Owner(line.unit_id, line.group_id)


def _product(item: ActionItem, place: int, text: str) -> Product:
    return Product(
        agency_id=item.agency_id,
        item_id=item.id,
        position=place,
        text=text,
        proof=wanted_proof(text),
    )


def _components(
    item: ActionItem, component_ids: Sequence[int], after: int = 0
) -> list[ItemComponent]:
    return [
        ItemComponent(
            agency_id=item.agency_id, item_id=item.id, component_id=component_id, position=place
        )
        for place, component_id in enumerate(dict.fromkeys(component_ids), after + 1)
    ]
