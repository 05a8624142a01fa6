"""`flask surveys …`: rounds and their forms from a terminal."""

from collections.abc import Iterable, Sequence
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
from tracker.intake.reading import read_document
from tracker.scores.rules import RoundScores, lines, printed, round_scores
from tracker.surveys.acceptance import Rejected
from tracker.surveys.commands import (
    RoundTerms,
    choose_method,
    import_forms,
    open_round,
    take_first_names,
    take_names,
)
from tracker.surveys.methods import load_shipped
from tracker.surveys.queries import get_round_by_code, method_of, tallies_of
from tracker.surveys.sheets import read_forms
from tracker.vietnamese import count, short_date

surveys = AppGroup("surveys", help="Đợt khảo sát và phiếu.")
commands = (surveys,)
_NO_FORMS = {"rows": 0, "accepted": 0, "rejected": []}


@surveys.command("read", help="Đọc tệp phiếu đã nhập, không lưu gì.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--method", "method_code", default="kh-2021", help="Mã bộ chỉ số.")
@json_option
@verb(needs_database=False)
def read(file: Path, method_code: str, as_json: bool) -> None:
    method = load_shipped(method_code)
    found = read_forms(read_document(file), method)
    scores = round_scores(method, found.tallies(method))
    facts = _facts(found.rows, len(found.accepted), found.rejected, scores)
    answer(facts, _lines(facts, found.notes, scores), as_json=as_json)


@surveys.command("open", help="Lập một đợt khảo sát đang thu phiếu.")
@click.argument("code")
@click.option("--method", "method_code", required=True, help="Mã bộ chỉ số, như kh-2021.")
@click.option("--from", "collect_from", type=day_option, required=True, help="Ngày bắt đầu thu.")
@click.option("--to", "collect_to", type=day_option, required=True, help="Ngày kết thúc thu.")
@click.option("--title", default="", help="Tên đợt; mặc định theo mã.")
@click.option("--population", type=int, default=None, help="Tổng số hồ sơ, nếu biết.")
@agency_option
@json_option
@verb(stores=True)
def open_(code: str, method_code: str, agency_code: str, *, as_json: bool, **days: Any) -> None:
    session = db.session()
    agency = find_agency(agency_code)
    method = choose_method(session, agency.id, method_code)
    title = days.pop("title") or f"Đợt khảo sát {code}"
    terms = RoundTerms(code=code, title=title, method_id=method.id, **days)
    row = open_round(session, agency, terms, at=clock.now())
    facts = _NO_FORMS | {
        "round": row.code,
        "id": row.id,
        "title": row.title,
        "method": method.code,
        "from": row.collect_from,
        "to": row.collect_to,
        "state": row.state,
    }
    chosen = method_of(session, row.method_id)
    facts |= printed(round_scores(chosen, tallies_of(session, row.id)))
    span = f"từ {short_date(row.collect_from)} đến {short_date(row.collect_to)}"
    answer(facts, [f"Đã lập đợt {row.code} ({method.name}), thu phiếu {span}."], as_json=as_json)


@surveys.command("import", help="Đọc tệp phiếu và niêm phong vào một đợt.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--round", "code", required=True, help="Mã đợt khảo sát.")
@click.option("--yes", "is_sure", is_flag=True, help="Lập đơn vị, lĩnh vực chưa có.")
@agency_option
@json_option
@verb(stores=True)
def import_(file: Path, code: str, is_sure: bool, agency_code: str, as_json: bool) -> None:
    session = db.session()
    agency = find_agency(agency_code)
    row = get_round_by_code(session, agency.id, code)
    method = method_of(session, row.method_id)
    found = read_forms(read_document(file), method)
    made = (take_names if is_sure else take_first_names)(session, agency, found)
    done = import_forms(session, row, found, at=clock.now())
    scores = round_scores(method, tallies_of(session, row.id), population=row.population)
    facts = _facts(done.rows, done.accepted, done.rejected, scores)
    facts |= {"round": row.code, "made": made}
    said = [f"Đã niêm phong {count(done.accepted)} phiếu vào đợt {row.code}."]
    said += [f"Đã thêm vào danh mục: {', '.join(made)}."] if made else []
    answer(facts, [*said, *_lines(facts, found.notes, scores)], as_json=as_json)


def _facts(
    rows: int, accepted: int, rejected: Sequence[Rejected], scores: RoundScores
) -> dict[str, Any]:
    return {
        "rows": rows,
        "accepted": accepted,
        "rejected": [
            {"sheet": each.sheet, "row": each.row, "cell": each.cell, "reason": each.reason}
            for each in rejected
        ],
    } | printed(scores)


def _lines(facts: dict[str, Any], notes: Iterable[str], scores: RoundScores) -> list[str]:
    left_out = [f"  {_place(each)}: {each['reason']}" for each in facts["rejected"]]
    return [
        f"Bộ chỉ số: {scores.method.name}",
        f"Phiếu: {count(facts['rows'])}, được tính: {count(facts['accepted'])}",
        *(["Không tính:", *left_out] if left_out else []),
        *notes,
        *lines(scores),
    ]


def _place(left_out: dict[str, Any]) -> str:
    cell, row = left_out["cell"], left_out["row"]
    return f"{left_out['sheet']}, {f'ô {cell}' if cell else f'dòng {row}'}"
