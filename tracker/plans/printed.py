"""The official appendix as it was signed: the same columns, words and misprints, nothing added."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.papers.blocks import Align, Annex, Grid, GridColumn, GridRow, Paper
from tracker.plans.appendix.headers import Column, meaning_weights
from tracker.plans.models import ActionItem, Plan
from tracker.plans.rules import Part
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
    plan: Plan, items: Iterable[ActionItem], names: PaperNames, made_at: datetime
) -> Paper:
    """The appendix in landscape; `items` in their order, loaded as whole_item does."""
    titles = headings(plan.header)
    columns = tuple(
        GridColumn(title, _SHARES[column], Align.CENTRE if column in _CENTRED else Align.LEFT)
        for column, title in titles.items()
    )
    grid = Grid(
        columns, tuple(_rows(items, tuple(titles), names.units)), caption="Phụ lục nguyên văn"
    )
    day = f" ngày {short_date(plan.signed_on)}" if plan.signed_on else ""
    annex = Annex(
        title=plan.appendix_title or plan.title.upper(),
        body=(grid,),
        attached=f"(Kèm theo Kế hoạch số {plan.number}{day} của {names.agency})",
    )
    return Paper(title=f"Phụ lục Kế hoạch số {plan.number}", annexes=(annex,), made_at=made_at)


def cell(item: ActionItem, column: Column, units: Mapping[int, str] | None = None) -> str:
    """One cell as printed; of an item that came without a paper, from what is stored of it.

    `units`: their names on the day of the paper, who led or helped then; None: those of now.
    """
    if column.value in item.printed:
        return str(item.printed[column.value])
    return _composed(item, units)[column]


def _rows(
    items: Iterable[ActionItem], columns: Sequence[Column], units: Mapping[int, str]
) -> Iterator[Sequence[str] | GridRow]:
    section = ""
    for item in items:
        if item.section and item.section != section:
            yield GridRow((item.section,))
        section = item.section
        yield tuple(cell(item, column, units) for column in columns)


def _composed(item: ActionItem, units: Mapping[int, str] | None) -> Mapping[Column, str]:
    leads, partners = item.leads, item.partners
    if units is not None:
        leads, partners = item.on(Part.LEAD, None), item.on(Part.PARTNER, None)
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
