"""A reading and the decisions about it as JSON, kept between upload and confirmation. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from tracker.plans.appendix.head import PlanHead as ReadHead
from tracker.plans.appendix.head import Target
from tracker.plans.appendix.headers import Column
from tracker.plans.appendix.items import Appendix, Item, Raw
from tracker.plans.appendix.remarks import Doubt, Remark
from tracker.plans.appendix.rows import Fragment
from tracker.plans.importing.decisions import HeadDraft, ImportChoices, read_choice
from tracker.plans.rules import DeadlineKind
from tracker.plans.wording import read_deadline
from tracker.plans.wording.values import Confidence, Deadline, Every, TimeUnit, as_json

Json = dict[str, Any]


def reading_json(found: Appendix) -> Json:
    """A reading with its fragments and remarks; `reading_of` gives it back whole."""
    head = found.plan
    return {
        "plan": {
            "number": head.number,
            "signed_on": _iso(head.signed_on),
            "issuer": head.issuer,
            "year": head.year,
            "title": head.title,
            "target": [head.target.text, head.target.satisfaction_min_percent]
            if head.target
            else None,
            "appendix_title": head.appendix_title,
        },
        "header": list(found.header),
        "items": [_item_json(item) for item in found.items],
        "remarks": [
            [r.row, r.field, r.text, r.suggestion, r.doubt.value, r.subject] for r in found.remarks
        ],
    }


def reading_of(kept: Mapping[str, Any]) -> Appendix:
    """The reading that reading_json kept."""
    head = dict(kept["plan"])
    target = head.pop("target")
    signed_on = head.pop("signed_on")
    return Appendix(
        ReadHead(
            **head,
            signed_on=_day(signed_on),
            target=Target(target[0], target[1]) if target else None,
        ),
        tuple(kept["header"]),
        tuple(_item_of(item) for item in kept["items"]),
        tuple(
            Remark(row, field, text, suggestion, Doubt(doubt), subject)
            for row, field, text, suggestion, doubt, subject in kept["remarks"]
        ),
    )


def choices_json(choices: ImportChoices) -> Json:
    """Decisions as JSON; `choices_of` gives them back."""
    return {
        "units": {typed: [c.code, c.name] for typed, c in choices.units.items()},
        "added": {str(place): list(names) for place, names in choices.added.items()},
        "left_blank": sorted(choices.left_blank),
        "leads": {str(place): unit_id for place, unit_id in choices.leads.items()},
        "deadlines": {words: as_json(found) for words, found in choices.deadlines.items()},
        "kept_groups": sorted(choices.kept_groups),
        "settled_by": choices.settled_by,
    }


def choices_of(kept: Mapping[str, Any]) -> ImportChoices:
    """The decisions that choices_json kept; none yet for an empty mapping."""
    read = {typed: read_choice(*pair) for typed, pair in kept.get("units", {}).items()}
    return ImportChoices(
        units={typed: choice for typed, choice in read.items() if choice},
        added={int(place): tuple(names) for place, names in kept.get("added", {}).items()},
        left_blank=frozenset(kept.get("left_blank", ())),
        leads={int(place): unit_id for place, unit_id in kept.get("leads", {}).items()},
        deadlines={words: deadline_of(found) for words, found in kept.get("deadlines", {}).items()},
        kept_groups=frozenset(kept.get("kept_groups", ())),
        settled_by=kept.get("settled_by", ""),
    )


def draft_json(draft: HeadDraft) -> Json:
    """The plan's facts as JSON; `draft_of` gives them back."""
    return asdict(draft) | {"signed_on": _iso(draft.signed_on)}


def draft_of(kept: Mapping[str, Any]) -> HeadDraft:
    """The plan's facts that draft_json kept."""
    return HeadDraft(**{**kept, "signed_on": _day(kept.get("signed_on"))})


def first_draft(found: Appendix, year: int, method_code: str) -> HeadDraft:
    """The plan's facts as the file says them."""
    head = found.plan
    return HeadDraft(
        number=head.number or "",
        signed_on=head.signed_on,
        title=head.title or "",
        year=year,
        target_text=head.target.text if head.target else "",
        target_percent=head.target.satisfaction_min_percent if head.target else None,
        method_code=method_code,
    )


def reread(found: Appendix, year: int) -> Appendix:
    """The reading with its deadlines understood for another year of the plan."""
    items = (replace(i, deadline=read_deadline(i.deadline_text, year)) for i in found.items)
    return replace(found, items=tuple(items))


def deadline_of(kept: Mapping[str, Any]) -> Deadline:
    """The reading of deadline words that wording.values.as_json kept; absent parts are None."""
    every, unit = kept.get("every"), kept.get("unit")
    return Deadline(
        text=kept.get("text") or "",
        kind=DeadlineKind(kept.get("kind") or DeadlineKind.UNCLEAR),
        start=_day(kept.get("start")),
        end=_day(kept.get("end")),
        every=Every(every) if every else None,
        on=kept.get("on"),
        time=kept.get("time"),
        amount=kept.get("amount"),
        unit=TimeUnit(unit) if unit else None,
        note=kept.get("note"),
        confidence=Confidence(kept.get("confidence") or Confidence.SURE),
    )


def _item_json(item: Item) -> Json:
    return {
        "position": item.position,
        "no": item.no,
        "group": item.group,
        "task": item.task,
        "products": list(item.products),
        "lead_units": list(item.lead_units),
        "partner_units": list(item.partner_units),
        "deadline_text": item.deadline_text,
        "deadline": as_json(item.deadline),
        "indices": list(item.indices),
        "raw": [item.raw.lead, item.raw.partner, item.raw.index],
        "fragments": [[f.column.value, f.place, f.text, f.carried] for f in item.fragments],
        "joined": item.joined,
    }


def _item_of(kept: Mapping[str, Any]) -> Item:
    return Item(
        position=kept["position"],
        no=kept["no"],
        group=kept["group"],
        task=kept["task"],
        products=tuple(kept["products"]),
        lead_units=tuple(kept["lead_units"]),
        partner_units=tuple(kept["partner_units"]),
        deadline_text=kept["deadline_text"],
        deadline=deadline_of(kept["deadline"]),
        indices=tuple(kept["indices"]),
        raw=Raw(*kept["raw"]),
        fragments=tuple(
            Fragment(Column(column), place, text, carried)
            for column, place, text, carried in kept["fragments"]
        ),
        joined=kept["joined"],
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
