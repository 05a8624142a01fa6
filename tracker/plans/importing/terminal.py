"""`flask plans import`: asking in the terminal what the page asks on the screen, and printing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from tracker.errors import BadInput
from tracker.intake.reading import read_document
from tracker.organisation.models import Agency
from tracker.organisation.periods import make_periods
from tracker.organisation.queries import known_units, working_calendar
from tracker.organisation.rules import Regime
from tracker.plans.appendix import read_appendix
from tracker.plans.appendix.items import Appendix
from tracker.plans.appendix.units import gathered
from tracker.plans.commands import check_free, store_plan
from tracker.plans.commands.methods import known_indices, method_of
from tracker.plans.importing.decisions import (
    ImportChoices,
    KnownNames,
    Means,
    PlanHead,
    UnitChoice,
    first_owed,
)
from tracker.plans.importing.review import NameLine, Review, ranges, review
from tracker.plans.models import ActionItem, Plan
from tracker.plans.queries import ItemFilter, find_items
from tracker.vietnamese import short_date

BY = "Dòng lệnh"


@dataclass(frozen=True)
class Typed:
    """The plan's facts as typed in the command; the file says the rest."""

    number: str = ""
    signed_on: date | None = None
    year: int | None = None


@dataclass(frozen=True)
class Job:
    """A reading for one agency: what is in doubt, and the head the plan would get."""

    reading: Appendix
    review: Review
    head: PlanHead


def read_for(session: Session, agency: Agency, file: Path, typed: Typed) -> Job:
    """What the file says, with the agency's own units, aliases and method.

    Raises BadInput when number, day or year stand neither in the command nor in the file, and when
    a plan of this number and year is stored.
    """
    names = known_units(session, agency.id)
    method = method_of(session, agency)
    document = read_document(file)
    indices = known_indices(session, method)
    reading = read_appendix(document, typed.year, indices, gathered(names))
    if typed.year is None and reading.plan.year is None and typed.signed_on is not None:
        reading = read_appendix(document, typed.signed_on.year, indices, gathered(names))
    head = _head(session, agency, reading, typed, method.id)
    check_free(session, agency.id, head.number, head.year)
    return Job(reading, review(reading, KnownNames(names), ImportChoices(), {}), head)


def store(
    session: Session, agency: Agency, job: Job, choices: ImportChoices, *, at: datetime
) -> tuple[Plan, Sequence[ActionItem]]:
    """The stored plan and its items as they are now."""
    # Asking ended the transaction that may have made the method's rows.
    head = replace(job.head, method_id=method_of(session, agency).id)
    plan = store_plan(session, agency, job.reading, head, choices, at=at)
    session.expire_all()
    return plan, find_items(session, ItemFilter(agency.id, plan_id=plan.id))


def _head(
    session: Session, agency: Agency, reading: Appendix, typed: Typed, method_id: int
) -> PlanHead:
    read = reading.plan
    number = typed.number or read.number
    signed_on = typed.signed_on or read.signed_on
    year = typed.year or read.year or (signed_on.year if signed_on else None)
    if not number or year is None:
        raise BadInput("Tệp không ghi số hoặc năm của kế hoạch: thêm --number và --year.")
    calendar = working_calendar(session, agency.id)
    months = make_periods(Regime.ND09, year, calendar, agency.settings)
    first = first_owed(signed_on or date(year, 1, 1), months)
    return PlanHead(
        number=number,
        signed_on=signed_on,
        title=read.title or f"Kế hoạch số {number}",
        year=year,
        method_id=method_id,
        owed_from=first.starts_on,
        target_text=read.target.text if read.target else "",
        target_percent=read.target.satisfaction_min_percent if read.target else None,
    )


def taken(found: Review, by: str) -> ImportChoices:
    """What --yes decides: unknown names become units, blanks stay blank, nothing is guessed."""
    return ImportChoices(units={line.typed: line.fresh for line in found.names}, settled_by=by)


def asked(found: Review, by: str) -> ImportChoices:
    """What a person answers in the terminal, question by question."""
    units = {line.typed: _ask_name(line) for line in found.names}
    added = {
        line.position: (line.alike,)
        for line in found.indices
        if line.alike
        and agrees(
            f"Nhiệm vụ {line.no} để trống cột chỉ số. Gắn thêm, ngoài phụ lục: “{line.alike}”?",
            default=False,
        )
    }
    return ImportChoices(units=units, added=added, settled_by=by)


def may_store(count: int) -> bool:
    """Whether the person wants the plan stored now."""
    return agrees(f"Lưu kế hoạch với {count} nhiệm vụ?", default=False)


def _ask_name(line: NameLine) -> UnitChoice:
    rows = ranges((*line.lead_rows, *line.partner_rows))
    if line.proposed and agrees(
        f"“{line.typed}” (nhiệm vụ {rows}) là “{line.alike}”?", default=False
    ):
        return line.proposed
    wish = f"“{line.typed}” (nhiệm vụ {rows}) chưa có trong danh mục. Thêm vào danh mục?"
    return line.fresh if agrees(wish, default=True) else UnitChoice(Means.WORDS)


def agrees(question: str, *, default: bool) -> bool:
    """Whether the person says yes."""
    # Asked on standard error: standard output may be read as JSON.
    return click.confirm(question, default=default, err=True)


def stored_json(plan: Plan, items: Sequence[ActionItem], reading: Appendix) -> dict[str, Any]:
    """What was stored, in the form of `plans read --json` with the names as they are now."""
    return {
        "plan": {
            "id": plan.id,
            "number": plan.number,
            "date": _iso(plan.signed_on),
            "year": plan.year,
            "title": plan.title,
            "target": {"text": plan.target_text, "satisfaction_min_percent": plan.target_percent}
            if plan.target_text or plan.target_percent is not None
            else None,
            "owed_from": _iso(plan.owed_from),
        },
        "items": [_item_json(item) for item in items],
        "warnings": [remark.as_json() for remark in reading.remarks],
    }


def stored_lines(plan: Plan, items: Sequence[ActionItem], reading: Appendix) -> list[str]:
    """What was stored, for people."""
    day = f" ngày {short_date(plan.signed_on)}" if plan.signed_on else ""
    return [
        f"Đã nhập Kế hoạch số {plan.number}{day}: {len(items)} nhiệm vụ.",
        f"Báo cáo tính từ kỳ có ngày {short_date(plan.owed_from)}.",
        f"Cần xem: {len(reading.remarks)} mục; mở trang Kế hoạch để xem từng nhiệm vụ.",
    ]


def preview_lines(found: Review) -> Iterator[str]:
    """What will be stored and what is in doubt, before anything is asked."""
    yield f"Đọc được {len(found.rows)} nhiệm vụ."
    for line in found.deadlines:
        yield f"  Thời hạn “{line.words}” (nhiệm vụ {ranges(line.rows)}): {line.meaning}"
    for name in found.names:
        hint = f"; gần giống “{name.alike}”" if name.alike else ""
        rows = ranges((*name.lead_rows, *name.partner_rows))
        yield f"  Đơn vị “{name.typed}” (nhiệm vụ {rows}) chưa có trong danh mục{hint}"
    for index in found.indices:
        hint = f" Gợi ý: {index.alike}." if index.alike else ""
        yield f"  Nhiệm vụ {index.no}: {index.text}{hint}"
    for remark in (*found.slips, *found.said):
        place = f"Nhiệm vụ {remark.row}" if remark.row is not None else "Chung"
        yield f"  {place}: {remark.text}"


def _item_json(item: ActionItem) -> dict[str, Any]:
    return {
        "no": item.position,
        "task": item.task,
        "products": [product.text for product in item.products],
        "lead_units": [line.name for line in item.leads],
        "partner_units": [line.name for line in item.partners],
        "deadline_text": item.deadline_text,
        "deadline": _deadline(item.deadline),
        "indices": [link.component.name for link in item.components],
        "added_indices": [link.component.name for link in item.components if link.is_added],
    }


def _deadline(kept: dict[str, Any]) -> dict[str, Any]:
    """Kind, start and end always; the other parts only where the words give them."""
    more = ("every", "on", "time", "amount", "unit")
    always = {key: kept[key] for key in ("kind", "start", "end")}
    return always | {key: kept[key] for key in more if kept.get(key) is not None}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
