"""Finds the cells of an .xlsx that hold a date and show a month: "6/2021" as Excel keeps it.

Who types 6/2021 gets the first day of June in a format without days. Read as a date, a whole month
would be due on its first day.
"""

import re

from tracker.intake.packages import Package

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BUILT_IN = "17"  # mmm-yy, which no file spells out
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*>")
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,8})[\"']")
_STYLE = re.compile(rb"\bs=[\"'](\d{1,8})[\"']")
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # words, signs, colours and languages


def month_styles(package: Package) -> frozenset[int]:
    """The numbers of the cell styles that show a month and a year, and neither day nor hour."""
    found: set[int] = set()
    for book in package.related("", "/officeDocument").values():
        for path in package.related(book, "/styles").values():
            root = package.xml(path)
            formats = {_BUILT_IN}
            formats |= {
                each.get("numFmtId")
                for each in root.iter(f"{_MAIN}numFmt")
                if _is_month(each.get("formatCode", ""))
            }
            styles = root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
            found |= {n for n, xf in enumerate(styles) if xf.get("numFmtId") in formats}
    return frozenset(found)


def month_cells(content: bytes, styles: frozenset[int]) -> frozenset[tuple[str, int]]:
    """The cells of a sheet with one of these styles: their letters and their row from 1."""
    if not styles:
        return frozenset()
    cells: set[tuple[str, int]] = set()
    for tag in _CELL.findall(content):
        style, place = _STYLE.search(tag), _PLACE.search(tag)
        if style and place and int(style[1]) in styles:
            cells.add((place[1].decode("ascii"), int(place[2])))
    return frozenset(cells)


def _is_month(code: str) -> bool:
    shown = _NOT_SHOWN.sub("", code).lower().partition(";")[0]
    return "m" in shown and "y" in shown and not set(shown) & set("dhs")
