"""A list of a page as an Excel or CSV file: the rows that the page is narrowed to, all of them."""

from collections.abc import Sequence
from typing import Any

from flask import g, send_file
from werkzeug.wrappers import Response

from tracker import clock
from tracker.papers.csv_file import write_csv
from tracker.papers.names import file_name
from tracker.papers.sheets import Column, Sheet, write_book
from tracker.vietnamese import short_date


def send_list(
    kind: str, title: str, columns: Sequence[Column[Any]], rows: Sequence[Any]
) -> Response:
    """The rows in the order given as "xlsx" or "csv", named by `title` and today."""
    today = clock.today()
    if kind == "csv":
        content = write_csv(columns, rows)
    else:
        day = f"Tính đến ngày {short_date(today)}"
        sheet = Sheet[Any](title, columns, rows, title.upper(), day)
        content = write_book([sheet], title=title, made_at=clock.now())
    name = file_name(title, g.agency.document_code, today.isoformat(), suffix=kind)
    return send_file(content, as_attachment=True, download_name=name)
