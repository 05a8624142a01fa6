"""`flask plans …`: reading appendices and deadline words from a terminal."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from typing_extensions import override

from tracker import clock
from tracker.commandline import (
    AppGroup,
    Command,
    agency_option,
    answer,
    day_option,
    find_agency,
    json_option,
    verb,
)
from tracker.database import db, ensure_migrated
from tracker.intake.reading import read_document
from tracker.organisation.queries import known_units
from tracker.plans.appendix import Appendix, Item, KnownIndex, KnownUnit, read_appendix
from tracker.plans.appendix.units import gathered
from tracker.plans.importing import ImportChoices
from tracker.plans.importing.terminal import (
    BY,
    Job,
    Typed,
    asked,
    may_store,
    preview_lines,
    read_for,
    store,
    stored_json,
    stored_lines,
    taken,
)
from tracker.plans.wording import as_json as deadline_json
from tracker.plans.wording import meaning, read_deadline
from tracker.surveys.methods import load_shipped
from tracker.vietnamese import short_date

plans = AppGroup("plans", help="Kế hoạch và phụ lục nhiệm vụ.")
commands = (plans,)
_DASH = re.compile(r"-\s|-\d")
_YEAR_HELP = "Năm của kế hoạch, cho thời hạn không ghi năm."


@plans.command("read", help="Đọc phụ lục trong tệp, không lưu gì.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--year", type=click.IntRange(2000, 2100), default=None, help=_YEAR_HELP)
@click.option("--method", "method_code", default="kh-2021", help="Mã bộ chỉ số.")
@agency_option
@json_option
@verb(needs_database=False)
def read(file: Path, year: int | None, method_code: str, agency_code: str, as_json: bool) -> None:
    known = shipped_indices(method_code)
    found = read_appendix(read_document(file), year, known, stored_units(agency_code))
    answer(found.as_json(), list(_lines(found)), as_json=as_json)


class _Words(Command):
    """A command whose words may begin with the dash of a list: "- 30/6" is no option."""

    @override
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        dashed = [word for word in args if _DASH.match(word)]
        rest = [word for word in args if not _DASH.match(word)]
        return super().parse_args(ctx, [*rest, "--", *dashed] if dashed else rest)


@plans.command("deadline", cls=_Words, help="Đọc một cách ghi thời hạn.")
@click.argument("words")
@click.option("--year", type=click.IntRange(2000, 2100), required=True, help=_YEAR_HELP)
@json_option
@verb(needs_database=False)
def deadline(words: str, year: int, as_json: bool) -> None:
    found = read_deadline(words, year)
    said = meaning(found)
    notes = [f"Ghi chú: {found.note}"] if found.note and found.note not in said else []
    answer(deadline_json(found), [said, *notes], as_json=as_json)


@plans.command("import", help="Nhập phụ lục thành kế hoạch của một cơ quan.")
@click.argument("file", type=click.Path(path_type=Path))
@agency_option
@click.option("--number", default="", help="Số, ký hiệu của kế hoạch.")
@click.option("--date", "signed_on", type=day_option, default=None, help="Ngày ban hành.")
@click.option("--year", type=click.IntRange(2000, 2100), default=None, help=_YEAR_HELP)
@click.option("--yes", is_flag=True, help="Không hỏi: thêm đơn vị chưa có, ô trống để trống.")
@json_option
@verb(stores=True)
def import_(file: Path, agency_code: str, *, yes: bool, as_json: bool, **typed: Any) -> None:
    agency = find_agency(agency_code)
    job = read_for(db.session(), agency, file, Typed(**typed))
    if not as_json:
        click.echo("\n".join(preview_lines(job.review)))
    choices = taken(job.review, BY) if yes else _answers(job)
    if choices is None:
        answer({"plan": None, "items": [], "warnings": []}, ["Chưa lưu gì."], as_json=as_json)
        return
    plan, items = store(db.session(), find_agency(agency_code), job, choices, at=clock.now())
    lines = stored_lines(plan, items, job.reading)
    answer(stored_json(plan, items, job.reading), lines, as_json=as_json)


def _answers(job: Job) -> ImportChoices | None:
    """What the person answers; None when nothing is to be stored."""
    db.session.rollback()  # no lock is held while somebody thinks
    choices = asked(job.review, BY)
    return choices if may_store(len(job.reading.items)) else None


def shipped_indices(method_code: str) -> tuple[KnownIndex, ...]:
    """The indices of a shipped method, as the reader of appendices wants them."""
    return tuple(
        KnownIndex(
            each.name, each.aliases, each.code, tuple(question.text for question in each.questions)
        )
        for each in load_shipped(method_code).components
    )


def stored_units(agency_code: str) -> Sequence[KnownUnit]:
    """The units and aliases of an agency; none, and no database, where no agency is named."""
    if not agency_code:
        return ()
    ensure_migrated()
    return gathered(known_units(db.session(), find_agency(agency_code).id))


def _lines(found: Appendix) -> Iterator[str]:
    """The appendix for people: head, items, what to look at."""
    head = found.plan
    yield head.title or "(Tệp không ghi tên kế hoạch)"
    day = f" ngày {short_date(head.signed_on)}" if head.signed_on else ""
    if head.number or day:
        yield f"Số {head.number or '(không ghi)'}{day}"
    if head.target:
        yield f"Mục tiêu: {head.target.text}"
    yield f"{len(found.items)} nhiệm vụ"
    for item in found.items:
        yield from _item_lines(item)
    if found.remarks:
        yield ""
        yield f"Cần xem ({len(found.remarks)}):"
    for remark in found.remarks:
        place = f"Nhiệm vụ {remark.row}" if remark.row is not None else "Chung"
        proposal = f" Gợi ý: {remark.suggestion}." if remark.suggestion else ""
        yield f"  {place}: {remark.text}{proposal}"


def _item_lines(item: Item) -> Iterator[str]:
    yield ""
    yield f"{item.no}. " + item.task.replace("\n", "\n   ")
    for label, words in (
        ("Sản phẩm", item.products),
        ("Chủ trì", item.lead_units),
        ("Phối hợp", item.partner_units),
        ("Chỉ số", item.indices),
    ):
        if words:
            yield f"   {label}: {' | '.join(words)}"
    yield f"   Thời gian: {item.deadline_text or '(để trống)'} → {meaning(item.deadline)}"
