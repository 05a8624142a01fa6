"""`flask surveys …`: rounds and their forms from a terminal."""

from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from tracker.commandline import answer, json_option, verb
from tracker.intake.reading import read_document
from tracker.scores.rules import RoundScores, lines, printed, round_scores
from tracker.surveys.acceptance import FormsRead
from tracker.surveys.methods import load_shipped
from tracker.surveys.sheets import read_forms
from tracker.vietnamese import count

surveys = AppGroup("surveys", help="Đợt khảo sát và phiếu.")
commands = (surveys,)


@surveys.command("read", help="Đọc tệp phiếu đã nhập, không lưu gì.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--method", "method_code", default="kh-2021", help="Mã bộ chỉ số.")
@json_option
@verb(needs_database=False)
def read(file: Path, method_code: str, as_json: bool) -> None:
    method = load_shipped(method_code)
    found = read_forms(read_document(file), method)
    scores = round_scores(method, found.tallies(method))
    answer(_facts(found, scores), _lines(found, scores), as_json=as_json)


def _facts(found: FormsRead, scores: RoundScores) -> dict[str, Any]:
    return {
        "rows": found.rows,
        "accepted": len(found.accepted),
        "rejected": [
            {"sheet": each.sheet, "row": each.row, "cell": each.cell, "reason": each.reason}
            for each in found.rejected
        ],
    } | printed(scores)


def _lines(found: FormsRead, scores: RoundScores) -> list[str]:
    left_out = [
        f"  {each.sheet}, {f'ô {each.cell}' if each.cell else f'dòng {each.row}'}: {each.reason}"
        for each in found.rejected
    ]
    return [
        f"Bộ chỉ số: {scores.method.name}",
        f"Phiếu: {count(found.rows)}, được tính: {count(len(found.accepted))}",
        *(["Không tính:", *left_out] if left_out else []),
        *found.notes,
        *lines(scores),
    ]
