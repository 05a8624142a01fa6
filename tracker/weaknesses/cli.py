"""`flask surveys report`: the signed paper on a round, as Word and as Excel."""

from pathlib import Path

import click

from tracker.commandline import agency_option, answer, find_agency, json_option, verb
from tracker.database import db
from tracker.errors import BadInput
from tracker.scores.queries import scores_of
from tracker.scores.rules import printed
from tracker.surveys.cli import surveys
from tracker.surveys.queries import get_round_by_code
from tracker.weaknesses.round_files import excel_file, word_file
from tracker.weaknesses.round_freezing import report_of

commands = ()


@surveys.command("report", help="Báo cáo kết quả của một đợt, bản Word và bản Excel.")
@click.argument("code", metavar="ROUND")
@click.option("--out", "folder", type=click.Path(path_type=Path), required=True, help="Thư mục.")
@agency_option
@json_option
@verb()
def report(code: str, folder: Path, agency_code: str, as_json: bool) -> None:
    session, agency = db.session(), find_agency(agency_code)
    row = get_round_by_code(session, agency.id, code)
    found = report_of(session, agency, row)
    files = [word_file(found), excel_file(found)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for made in files:
            (folder / made.name).write_bytes(made.content)
    except OSError as error:
        raise BadInput(f"Không ghi được vào thư mục “{folder}”: {error.strerror}.") from error
    paths = [str(folder / made.name) for made in files]
    facts = {
        "round": row.code,
        "files": [
            {"path": path, "sha256": made.sha256} for path, made in zip(paths, files, strict=True)
        ],
        "forms": found.forms,
    } | printed(scores_of(session, row))
    answer(facts, paths, as_json=as_json)
