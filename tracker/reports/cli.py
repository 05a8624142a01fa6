"""`flask reports build`: the CCHC report of a window as Word and Excel files."""

from pathlib import Path

import click

from tracker import clock
from tracker.commandline import AppGroup, agency_option, answer, find_agency, json_option, verb
from tracker.database import db
from tracker.organisation.commands import ensure_periods
from tracker.organisation.periods import window_code
from tracker.organisation.rules import Regime
from tracker.reports.figures import dump
from tracker.reports.files import excel_file, word_file
from tracker.reports.queries import figures_of, find_report, get_window

group = AppGroup("reports", help="Báo cáo cải cách hành chính.")
commands = (group,)


@group.command("build")
@click.option("--window", "code", required=True, help="Q1, H1, Q3, 9M, Y hoặc C1–C4.")
@click.option("--year", type=int, required=True, help="Năm của kỳ báo cáo.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@agency_option
@json_option
@verb(stores=True)
def build(code: str, year: int, out: Path, agency_code: str, as_json: bool) -> None:
    """Lập báo cáo Word và Excel; trước khi kỳ kết thúc là dự thảo, số liệu tạm tính."""
    agency, session = find_agency(agency_code), db.session()
    whole = window_code(code, year)
    ensure_periods(session, agency, Regime.CALENDAR if "-C" in whole else Regime.ND09, year)
    period = get_window(session, agency.id, code, year)
    figures = figures_of(session, agency, period, clock.today())
    report = find_report(session, agency.id, period.id)
    out.mkdir(parents=True, exist_ok=True)
    files = []
    for made in (word_file(session, agency, figures, report), excel_file(agency, figures)):
        path = out / made.name
        path.write_bytes(made.content)
        files.append({"path": str(path), "sha256": made.sha256})
    facts = {"window": whole, "provisional": figures.is_provisional, "files": files}
    state = "dự thảo, số liệu tạm tính" if figures.is_provisional else "số liệu đủ kỳ"
    lines = [f"{figures.label}: {state}", *(f"{f['path']}  {f['sha256']}" for f in files)]
    answer(facts | {"figures": dump(figures)}, lines, as_json=as_json)
