"""Files: the workbook and the CSV of many items, a long Word table, each beside its floor."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from io import BytesIO

import docx
import xlsxwriter
from flask import Flask

from bench.measuring import Figure, at_most, cpu_ms
from bench.world import World, client_of
from tracker.papers.blocks import Grid, GridColumn, Head, Paper
from tracker.papers.csv_file import write_csv
from tracker.papers.sheets import Column, Kind, Sheet, write_book
from tracker.papers.word import write_word

WIDE, ROWS = 7, 500
Cells = Sequence[str | int]


def measure(app: Flask, world: World, rows: int) -> Iterator[Figure]:
    """Exports of `rows` rows, and the exports of the plan page as a person asks for them."""
    yield from _sheets(_cells(rows))
    yield from _word()
    yield from _exports(app, world)


def _cells(rows: int) -> list[Cells]:
    words = "Rà soát, niêm yết công khai thủ tục hành chính số"
    return [(n, *(f"{words} {n}-{column}" for column in range(11))) for n in range(rows)]


def _sheets(cells: list[Cells]) -> Iterator[Figure]:
    columns = [Column[Cells]("Số", lambda row: row[0], 8, Kind.INTEGER)]
    columns += [
        Column[Cells](f"Cột {n}", lambda row, n=n: row[n], 30)  # type: ignore[misc]
        for n in range(1, 12)
    ]
    sheet = Sheet(name="Bảng", columns=columns, rows=cells)
    raw = cpu_ms(lambda: _raw_book(cells), rounds=3)
    ours = cpu_ms(lambda: write_book([sheet], title="Bảng"), rounds=3)
    yield at_most(f"Excel of {len(cells)} × 12, to raw XlsxWriter", ours / raw, "ratio", 1.3)
    csv = cpu_ms(lambda: write_csv(columns, cells), rounds=3)
    yield at_most(f"CSV of {len(cells)} × 12", csv / 1000, "CPU s", 0.3)


def _raw_book(cells: list[Cells]) -> bytes:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    page = book.add_worksheet()
    wrapped = book.add_format({"text_wrap": True, "border": 1})
    for y, row in enumerate(cells):
        page.write_number(y, 0, row[0], wrapped)
        for x in range(1, len(row)):
            page.write_string(y, x, row[x], wrapped)
    book.close()
    return stream.getvalue()


def _word() -> Iterator[Figure]:
    rows = [tuple(f"Nội dung {y}.{x}" for x in range(WIDE)) for y in range(ROWS)]
    columns = tuple(GridColumn(f"Cột {x}", 1) for x in range(WIDE))
    paper = Paper(
        title="Phụ lục",
        head=Head("SỞ MẪU", "UBND TỈNH MẪU"),
        name="PHỤ LỤC",
        summary="Bảng dài",
        body=(Grid(columns, rows),),
    )
    raw, ours = cpu_ms(lambda: _raw_table(rows), rounds=3), cpu_ms(lambda: write_word(paper), 3)
    yield at_most(f"Word table of {ROWS} × {WIDE}, to copied row XML", ours / raw, "ratio", 2)


def _raw_table(rows: Sequence[Sequence[str]]) -> bytes:
    document = docx.Document()
    table = document.add_table(rows=1, cols=WIDE)
    pattern = deepcopy(table.rows[0]._tr)  # the way that PERFORMANCE measured as the floor
    for row in rows:
        copy = deepcopy(pattern)
        for cell, words in zip(copy.tc_lst, row, strict=True):
            cell.p_lst[0].add_r().text = words
        table._tbl.append(copy)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _exports(app: Flask, world: World) -> Iterator[Figure]:
    """All items stand in one plan by now."""
    officer = client_of(app, world.officer_id)
    for kind, goal in (("csv", 0.3), ("xlsx", 1.5)):

        def act(kind: str = kind) -> None:
            answer = officer.get(f"/plans/{world.plan_id}/items.{kind}")
            assert answer.status_code == 200

        taken = cpu_ms(act, rounds=1) / 1000
        yield at_most(f"{kind} of one plan of {world.items} items", taken, "CPU s", goal)
