"""The items of an appendix as understood, and the form in which commands print them."""

from dataclasses import dataclass
from typing import Any

from tracker.plans.appendix.head import PlanHead
from tracker.plans.appendix.remarks import Remark
from tracker.plans.appendix.rows import Fragment
from tracker.plans.wording.values import Deadline, as_json


@dataclass(frozen=True, slots=True)
class Raw:
    """The cells of units and indices as the file has them, spaces collapsed."""

    lead: str
    partner: str
    index: str


@dataclass(frozen=True, slots=True)
class Item:
    """One task of the appendix as understood; `position` counts from 1, `no` is its STT."""

    position: int
    no: int
    group: str | None
    task: str
    products: tuple[str, ...]
    lead_units: tuple[str, ...]
    partner_units: tuple[str, ...]
    deadline_text: str
    deadline: Deadline
    indices: tuple[str, ...]
    raw: Raw
    fragments: tuple[Fragment, ...]
    joined: bool

    def as_json(self) -> dict[str, Any]:
        """The item in the form of `plans read --json`."""
        return {
            "no": self.no,
            "task": self.task,
            "products": list(self.products),
            "lead_units": list(self.lead_units),
            "partner_units": list(self.partner_units),
            "deadline_text": self.deadline_text,
            "deadline": _deadline_json(self.deadline),
            "indices": list(self.indices),
            "raw": {"lead": self.raw.lead, "partner": self.raw.partner, "index": self.raw.index},
        }


@dataclass(frozen=True, slots=True)
class Appendix:
    """What was understood of a plan: its head, header texts, items in order, remarks."""

    plan: PlanHead
    header: tuple[str, ...]
    items: tuple[Item, ...]
    remarks: tuple[Remark, ...]

    def as_json(self) -> dict[str, Any]:
        """The whole in the form of `plans read --json`; what the file does not say is None."""
        target = self.plan.target
        return {
            "plan": {
                "number": self.plan.number,
                "date": self.plan.signed_on.isoformat() if self.plan.signed_on else None,
                "issuer": self.plan.issuer,
                "year": self.plan.year,
                "title": self.plan.title,
                "target": target
                and {
                    "text": target.text,
                    "satisfaction_min_percent": target.satisfaction_min_percent,
                },
            },
            "header": list(self.header),
            "items": [item.as_json() for item in self.items],
            "warnings": [remark.as_json() for remark in self.remarks],
        }


def _deadline_json(deadline: Deadline) -> dict[str, Any]:
    """Kind, start and end always; the other parts only where the words give them."""
    parts = as_json(deadline)
    always = {key: parts[key] for key in ("kind", "start", "end")}
    more = ("every", "on", "time", "amount", "unit")
    return always | {key: parts[key] for key in more if parts.get(key) is not None}
