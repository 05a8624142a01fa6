"""The official appendix in one of its versions: the words and misprints of the papers alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.papers.blocks import Align, Annex, Grid, GridColumn, GridRow, Paper
from tracker.plans.appendix.headers import Column, meaning_weights
from tracker.plans.models import ActionItem, Amendment, Plan
from tracker.plans.places import held_on
from tracker.plans.rules import Part
from tracker.plans.versions import Entry, NumberRow
from tracker.vietnamese import short_date

# What the columns are called where the paper's own titles are not known.
USUAL = {
    Column.NO: "STT",
    Column.TASK: "Nội dung/Nhiệm vụ",
    Column.PRODUCT: "Sản phẩm",
    Column.LEAD: "Đơn vị chủ trì",
    Column.PARTNER: "Đơn vị phối hợp",
    Column.DEADLINE: "Thời gian hoàn thành",
    Column.INDEX: "Chỉ số cần cải thiện",
}
_SHARES = {
    Column.NO: 4.5,
    Column.TASK: 25.5,
    Column.PRODUCT: 24,
    Column.LEAD: 12.5,
    Column.PARTNER: 11.5,
    Column.DEADLINE: 10,  # a whole day fits: 17/11/2026
    Column.INDEX: 12,
}
_CENTRED = frozenset({Column.NO, Column.DEADLINE})


@dataclass(frozen=True)
class PaperNames:
    """Names on the day of the paper: the agency's, and the units' by id."""

    agency: str
    units: Mapping[int, str]


def headings(header: Sequence[str]) -> Mapping[Column, str]:
    """The titles of the official columns in the order of the paper; the usual ones without any.

    A title belongs to the column it speaks of most surely, as the reader of appendices decides.
    """
    ranked = sorted(
        (-weight, place, column)
        for place, text in enumerate(header)
        for column, weight in meaning_weights(text).items()
    )
    places: dict[Column, int] = {}
    for _, place, column in ranked:
        if column not in places and place not in places.values():
            places[column] = place
    if Column.TASK not in places:
        return USUAL
    return {column: header[places[column]] for column in sorted(places, key=lambda c: places[c])}


def appendix_paper(
    plan: Plan,
    entries: Iterable[Entry],
    names: PaperNames,
    made_at: datetime,
    amendments: Sequence[Amendment] = (),
) -> Paper:
    """One version of the appendix in landscape, `amendments` being those it counts in."""
    titles = headings(plan.header)
    columns = tuple(
        GridColumn(title, _SHARES[column], Align.CENTRE if column in _CENTRED else Align.LEFT)
        for column, title in titles.items()
    )
    caption = "Phụ lục đã sửa đổi, bổ sung" if amendments else "Phụ lục nguyên văn"
    grid = Grid(columns, tuple(_rows(entries, tuple(titles))), caption=caption)
    annex = Annex(
        title=plan.appendix_title or plan.title.upper(),
        body=(grid,),
        attached=_attached(plan, names.agency, amendments),
    )
    return Paper(title=f"Phụ lục Kế hoạch số {plan.number}", annexes=(annex,), made_at=made_at)


def numbers_paper(
    plan: Plan,
    rows: Iterable[NumberRow],
    names: PaperNames,
    amendments: Sequence[Amendment],
    made_at: datetime,
) -> Paper:
    """The table "Bảng đối chiếu STT": the number of every line in every version."""
    columns = (
        GridColumn("Nhiệm vụ", 40),
        GridColumn("STT trong phụ lục đã ký", 12, Align.CENTRE),
        *(GridColumn(f"STT theo {a.document}", 14, Align.CENTRE) for a in amendments),
    )
    lines = tuple(
        (row.line.entry.cells.get(Column.TASK.value, ""), *(_number(n) for n in row.numbers))
        for row in rows
    )
    annex = Annex(
        title="BẢNG ĐỐI CHIẾU SỐ THỨ TỰ NHIỆM VỤ",
        body=(Grid(columns, lines, caption="Bảng đối chiếu STT"),),
        attached=_attached(plan, names.agency, amendments),
    )
    title = f"Bảng đối chiếu STT Kế hoạch số {plan.number}"
    return Paper(title=title, annexes=(annex,), made_at=made_at)


def _number(number: int | None) -> str:
    return "–" if number is None else str(number)


def _attached(plan: Plan, agency: str, amendments: Sequence[Amendment]) -> str:
    day = f" ngày {short_date(plan.signed_on)}" if plan.signed_on else ""
    said = f"Kèm theo Kế hoạch số {plan.number}{day} của {agency}"
    if not amendments:
        return f"({said})"
    papers = "; ".join(f"{a.document} ngày {short_date(a.signed_on)}" for a in amendments)
    return f"({said}, được sửa đổi, bổ sung theo {papers})"


def entry_of(item: ActionItem, units: Mapping[int, str] | None = None) -> Entry:
    """The line of an item as its paper has it, as `cell` does; loaded as whole_item does."""
    cells = {column.value: cell(item, column, units) for column in Column}
    return Entry(item.position, item.section, cells, item.due_on)


def cell(item: ActionItem, column: Column, units: Mapping[int, str] | None = None) -> str:
    """One cell as printed; of an item that came without a paper, from what is stored of it.

    `units`: their names on the day of the paper, who led or helped then; None: those of now.
    """
    if column.value in item.printed:
        return str(item.printed[column.value])
    return composed(item, units)[column]


def _rows(entries: Iterable[Entry], columns: Sequence[Column]) -> Iterator[Sequence[str] | GridRow]:
    section = ""
    for entry in entries:
        if entry.section and entry.section != section:
            yield GridRow((entry.section,))
        section = entry.section
        yield tuple(entry.cells.get(column.value, "") for column in columns)


def composed(item: ActionItem, units: Mapping[int, str] | None = None) -> Mapping[Column, str]:
    """The cells of an item from what is stored of it, as a paper would word them."""
    leads, partners = item.leads, item.partners
    if units is not None:
        leads, partners = held_on(item, Part.LEAD, None), held_on(item, Part.PARTNER, None)
    names = units or {}
    products = [product.text for product in item.products]
    return {
        Column.NO: str(item.position),
        Column.TASK: _points(item.task.split("\n")),
        Column.PRODUCT: _points(products),
        Column.LEAD: "; ".join(names.get(line.unit_id or 0, line.name) for line in leads),
        Column.PARTNER: "; ".join(names.get(line.unit_id or 0, line.name) for line in partners),
        Column.DEADLINE: item.deadline_text,
        Column.INDEX: "; ".join(c.component.name for c in item.components if not c.is_added),
    }


def _points(texts: Sequence[str]) -> str:
    return "\n".join(f"- {text}" for text in texts) if len(texts) > 1 else "".join(texts)
