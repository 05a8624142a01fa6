"""`flask progress refresh` rebuilds what items cache; `flask plans amend` changes a plan."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from tracker import clock
from tracker.commandline import (
    AppGroup,
    agency_option,
    answer,
    day_option,
    find_agency,
    json_option,
    verb,
)
from tracker.database import db
from tracker.plans.cli import plans
from tracker.plans.commands import Basis, ImportChoices
from tracker.plans.commands.comparing import changes_of
from tracker.plans.importing.amend_terminal import (
    AmendJob,
    compare_file,
    diff_json,
    diff_lines,
    find_plan,
)
from tracker.plans.importing.terminal import BY, agrees, asked, taken
from tracker.plans.models import ActionItem
from tracker.plans.queries import ItemFilter, find_items
from tracker.progress.commands import amend, refresh_item

group = AppGroup("progress", help="Tiến độ nhiệm vụ.")
commands = (group,)


@group.command("refresh")
@agency_option
@json_option
@verb(stores=True)
def refresh(agency_code: str, as_json: bool) -> None:
    """Tính lại tình hình, ngày báo cáo kế tiếp và vướng mắc của từng nhiệm vụ từ các sự việc."""
    agency = find_agency(agency_code)
    items = find_items(db.session(), ItemFilter(agency.id))
    changed = [item.position for item in items if _refresh(item)]
    said = f"{len(items)} nhiệm vụ, {len(changed)} nhiệm vụ có số liệu được tính lại."
    facts = {"items": len(items), "changed": changed}
    answer(facts, [said], as_json=as_json)


def _refresh(item: ActionItem) -> bool:
    before = _cached(item)
    refresh_item(db.session(), item)
    return _cached(item) != before


def _cached(item: ActionItem) -> tuple[Any, ...]:
    lines = [(u.next_report_due_on, u.next_period_code, u.reported_upto) for u in item.leads]
    return (item.progress, item.claimed_on, item.ended_on, item.blocked_since, lines)


@plans.command("amend", help="So phụ lục sửa đổi với kế hoạch, ghi theo văn bản căn cứ.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--plan", "number", required=True, help="Số, ký hiệu của kế hoạch.")
@click.option("--basis", "document", required=True, help="Văn bản căn cứ, ví dụ: Kế hoạch số 9.")
@click.option("--date", "signed_on", type=day_option, required=True, help="Ngày của văn bản.")
@click.option("--yes", is_flag=True, help="Ghi ngay, không hỏi: thêm đơn vị chưa có.")
@agency_option
@json_option
@verb(stores=True)
def amend_(
    file: Path, number: str, agency_code: str, *, yes: bool, as_json: bool, **typed: Any
) -> None:
    """With --json and without --yes only the comparison is printed."""
    session, basis = db.session(), _basis(**typed)
    agency = find_agency(agency_code)
    plan = find_plan(session, agency, number)
    job = compare_file(session, agency, plan, file)
    said, choices = list(diff_lines(job.lines)), None
    if yes:
        choices = taken(job.review, BY)
    elif not as_json:
        click.echo("\n".join(said))
        said, choices = [], _answers(job)
    if choices is not None:
        agency, plan = find_agency(agency_code), find_plan(session, agency, number)
        changes = changes_of(session, agency, plan, job.lines, choices)
        amended = amend(session, agency, plan, changes, basis, today=clock.today())
        said.append(f"Đã ghi {amended.count} thay đổi theo {amended.amendment.document}.")
    else:
        said.append("Chưa lưu gì.")
    facts = diff_json(plan, basis, job.lines, is_stored=choices is not None)
    answer(facts, said, as_json=as_json)


def _basis(document: str, signed_on: date) -> Basis:
    return Basis(document, signed_on)


def _answers(job: AmendJob) -> ImportChoices | None:
    """What the person answers; None when nothing is to be stored."""
    db.session.rollback()  # no lock is held while somebody thinks
    choices = asked(job.review, BY)
    count = sum(line.kind is not None for line in job.lines)
    return choices if agrees(f"Ghi {count} thay đổi?", default=False) else None
