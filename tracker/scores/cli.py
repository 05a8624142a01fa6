"""`flask scores …`: the indices of rounds from a terminal; also `flask surveys close`."""

from collections.abc import Sequence
from typing import Any

import click

from tracker import clock
from tracker.commandline import AppGroup, agency_option, answer, find_agency, json_option, verb
from tracker.database import db
from tracker.scores.commands import check_order, close_and_freeze, rebuild
from tracker.scores.comparison import Change, sentence
from tracker.scores.queries import compare, scores_of
from tracker.scores.rules import lines, printed
from tracker.surveys.cli import surveys
from tracker.surveys.models import Round
from tracker.surveys.queries import count_exclusions, get_round_by_code, method_of
from tracker.surveys.rules import Method
from tracker.vietnamese import count, rounded

scores = AppGroup("scores", help="Chỉ số của các đợt khảo sát.")
commands = (scores,)


@surveys.command("close", help="Đóng đợt, chốt các chỉ số.")
@click.argument("code")
@agency_option
@json_option
@verb(stores=True)
def close(code: str, agency_code: str, as_json: bool) -> None:
    session = db.session()
    row = _round(agency_code, code)
    close_and_freeze(session, row, by=None, at=clock.now())
    facts = {"round": row.code, "responses": row.responses, "head": row.chain_hash}
    said = f"Đã đóng đợt {row.code} với {count(row.responses)} phiếu. Mã niêm phong cuối:"
    answer(facts, [said, row.chain_hash], as_json=as_json)


@scores.command("show", help="Các chỉ số của một đợt.")
@click.argument("code", metavar="ROUND")
@agency_option
@json_option
@verb()
def show(code: str, agency_code: str, as_json: bool) -> None:
    row = _round(agency_code, code)
    found = scores_of(db.session(), row)
    forms = row.responses - count_exclusions(db.session(), row.id)
    head = f"{row.title}: {count(forms)} phiếu"
    answer(printed(found) | {"round": row.code}, [head, *lines(found)], as_json=as_json)


@scores.command("rebuild", help="Đếm lại từ phiếu đã niêm phong, đối chiếu với số đã cộng.")
@click.argument("code", metavar="ROUND")
@agency_option
@json_option
@verb(stores=True)
def rebuild_(code: str, agency_code: str, as_json: bool) -> None:
    row = _round(agency_code, code)
    done = rebuild(db.session(), row)
    said = f"Đã đếm lại {count(done.forms)} phiếu: "
    said += (
        f"{count(done.differing)} số cộng bị lệch, đã sửa lại."
        if done.differing
        else "các số cộng đúng."
    )
    facts = printed(done.scores) | {
        "round": row.code,
        "forms": done.forms,
        "differing": done.differing,
    }
    answer(facts, [said, *lines(done.scores)], as_json=as_json)


@scores.command("compare", help="So sánh hai đợt khảo sát.")
@click.argument("code", metavar="ROUND")
@click.argument("later_code", metavar="LATER")
@agency_option
@json_option
@verb()
def compare_(code: str, later_code: str, agency_code: str, as_json: bool) -> None:
    baseline, later = _round(agency_code, code), _round(agency_code, later_code)
    if baseline.agency_id == later.agency_id:
        check_order(baseline, later)
    found = compare(db.session(), baseline, later)
    method = method_of(db.session(), later.method_id)
    facts = {"verdicts": [_facts(change, method) for change in found]}
    answer(facts, _lines(found, method), as_json=as_json)


def _round(agency_code: str, code: str) -> Round:
    """A round by its code; "so-a:2025-Q1" names one of another agency, as before a merger."""
    other, _, own = code.rpartition(":")
    return get_round_by_code(db.session(), find_agency(other or agency_code).id, own)


def _facts(change: Change, method: Method) -> dict[str, Any]:
    return {
        "component": _name(change, method),
        "code": change.component,
        "from": _shown(change.before.value, method),
        "to": _shown(change.after.value, method),
        "difference": _shown(change.difference, method),
        "low": _shown(change.low, method),
        "high": _shown(change.high, method),
        "p_holm": change.p_holm,
        "detectable": {
            "up": _shown(change.detectable.up, method),
            "down": _shown(change.detectable.down, method),
        },
        "verdict": change.verdict,
        "reasons": change.reasons,
    }


def _shown(value: Any, method: Method) -> float | None:
    return None if value is None else float(rounded(value, method.decimals))


def _name(change: Change, method: Method) -> str:
    names = {component.code: component.name for component in method.components}
    return names[change.component]


def _lines(found: Sequence[Change], method: Method) -> list[str]:
    return [f"{_name(change, method)}: {sentence(change)}" for change in found]
