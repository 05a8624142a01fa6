"""The chain by command line alone, each command a process of its own, on the real input files."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from flask import Flask

from tests.browser.servers import Place, flask
from tests.conftest import SHARED_INPUTS
from tests.installations import empty_database

pytestmark = pytest.mark.shared_inputs
NOW = "2021-09-16T08:00+07:00"
CHAIN = """
organisation add stp --name "Sở Tư pháp tỉnh Khánh Hòa"
calendar seed 2021
plans read {inputs}/khanh-hoa-2021-appendix.txt --year 2021
plans import {inputs}/khanh-hoa-2021-appendix.docx --number 844/STP-VP \
--date 2021-07-06 --year 2021 --yes
surveys read {inputs}/survey-2021-q1.xlsx --method kh-2021
surveys open 2021-Q1 --method kh-2021 --from 2021-01-04 --to 2021-03-31
surveys import {inputs}/survey-2021-q1.xlsx --round 2021-Q1 --yes
scores show 2021-Q1
scores rebuild 2021-Q1
reviews overdue
reviews overdue --on 2021-12-31
reports build --window Q3 --year 2021 --out {out}
ledger verify
ledger anchor
backup {copy}
restore {copy} --check
doctor
""".strip()


@dataclass(frozen=True)
class Walk:
    """The installation after the chain, and what each command answered with --json."""

    place: Place
    done: dict[str, CompletedProcess[str]]

    def answer(self, start: str) -> Any:
        """The JSON of the last command that starts with these words; it exited with 0."""
        found = next(d for line, d in reversed(self.done.items()) if line.startswith(start))
        assert found.returncode == 0, found.stderr
        return json.loads(found.stdout)


@pytest.fixture(scope="module")
def walk(application: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    if not SHARED_INPUTS.is_dir():
        pytest.skip(f"REAL INPUTS ABSENT: nothing at {SHARED_INPUTS}")
    folder = tmp_path_factory.mktemp("commands")
    places = {"inputs": SHARED_INPUTS, "out": folder / "out", "copy": folder / "copy"}
    with empty_database(application, folder) as url:
        walk = Walk(Place(folder, url, NOW), {})
        for line in CHAIN.splitlines():
            words = [word.format(**places) for word in _words(line)]
            walk.done[line] = flask(walk.place, *words, "--json")
        yield walk


def _words(line: str) -> list[str]:
    parts = line.split('"')
    return [w for n, part in enumerate(parts) for w in ([part] if n % 2 else part.split())]


@pytest.fixture
def expected() -> Callable[[str], Any]:
    return lambda name: json.loads((SHARED_INPUTS / name).read_text(encoding="utf-8"))


def test_every_command_of_the_chain_exits_with_0(walk: Walk) -> None:
    failed = {line: d.stderr for line, d in walk.done.items() if d.returncode}
    failed.pop("doctor", None)  # see below
    assert failed == {}


def test_the_doctor_finds_nothing_broken_but_a_server_that_does_not_sync(walk: Walk) -> None:
    checks = json.loads(walk.done["doctor"].stdout)["checks"]
    broken = {check["name"]: check["sentence"] for check in checks if check["state"] == "broken"}
    unsynced = broken.pop("database", "tắt fsync")  # the tests' PostgreSQL runs so, to be quick
    assert "tắt fsync" in unsynced
    assert broken == {}


def test_the_plan_is_read_and_stored_with_its_fifteen_items(walk: Walk) -> None:
    read, stored = walk.answer("plans read"), walk.answer("plans import")
    assert set(read) == {"plan", "header", "items", "warnings"}
    assert {"plan", "items", "warnings"} <= set(stored)
    assert [item["no"] for item in stored["items"]] == list(range(1, 16))
    assert {"row", "field", "text", "suggestion"} <= set(read["warnings"][0])


def test_the_round_is_sealed_with_the_expected_indices(
    walk: Walk, expected: Callable[[str], Any]
) -> None:
    wanted = expected("survey-2021-q1.expected.json")["all"]
    for start in ("surveys read", "surveys import", "scores show", "scores rebuild"):
        found = walk.answer(start)
        values = {score["component"]: score["value"] for score in found["scores"]}
        assert values == {n: i["percent_4_5"] for n, i in wanted["indices"].items()}, start
        assert found["overall"]["value"] == wanted["overall_average_of_six"]["percent_4_5"]
        assert found["overall"]["people"] == 240, start
    assert walk.answer("surveys import")["accepted"] == 240


def test_what_is_owed_is_told_and_never_added_up(walk: Walk) -> None:
    today, at_the_end = walk.answer("reviews overdue"), walk.answer("reviews overdue --on")
    assert set(today) == {"late", "silent", "blocked", "orders", "requests"}
    assert (today["late"], today["blocked"], today["orders"]) == ([], [], [])
    assert {"item", "unit", "due", "days"} <= set(today["silent"][0])
    assert at_the_end["silent"]


def test_the_report_of_the_third_quarter_is_built_twice_over(walk: Walk) -> None:
    built = walk.answer("reports build")
    paths = [Path(file["path"]) for file in built["files"]]
    assert {path.suffix for path in paths} == {".docx", ".xlsx"}
    assert all(
        path.is_file() and len(file["sha256"]) == 64
        for path, file in zip(paths, built["files"], strict=True)
    )
    assert not built["provisional"]


def test_the_ledger_holds_and_its_heads_are_printed(walk: Walk) -> None:
    found = walk.answer("ledger verify")
    assert (found["ok"], found["problems"]) == (True, [])
    assert found["entries"] > 100
    assert {"stream", "seq", "hash"} <= set(walk.answer("ledger anchor")["heads"][0])


def test_a_backup_goes_back_into_an_empty_place(
    walk: Walk, application: Flask, tmp_path: Path
) -> None:
    copy = walk.place.folder / "copy"
    assert walk.answer("restore")["total_rows"] == walk.answer("backup")["total_rows"]
    with empty_database(application, tmp_path) as url:
        place = replace(walk.place, folder=tmp_path, database_url=url)
        restored = flask(place, "restore", copy)
        assert restored.returncode == 0, restored.stderr
        assert json.loads(flask(place, "ledger", "verify", "--json").stdout)["ok"]
        assert flask(place, "restore", copy).returncode == 2  # no longer empty


@pytest.mark.parametrize(
    "line",
    [
        "plans read {inputs}/README.md --year 2021",
        "plans read {inputs}/khong-co.docx",
        "surveys import {inputs}/survey-2021-q1.xlsx --round 1999-Q1",
        "surveys read {inputs}/khanh-hoa-2021-appendix.docx --method kh-2021",
        "reports build --window Q2 --year 2021 --out {out}",
        "meetings minutes 999 --out {out}/bien-ban.docx",
        "scores show 1999-Q1",
        "reviews overdue --agency khong-co",
    ],
)
def test_bad_input_exits_with_2_and_one_line_in_words(
    walk: Walk, tmp_path: Path, line: str
) -> None:
    words = [word.format(inputs=SHARED_INPUTS, out=tmp_path) for word in line.split()]
    found = flask(walk.place, *words)
    assert (found.returncode, found.stdout) == (2, ""), found.stderr
    assert found.stderr.startswith("lỗi: ")
    assert len(found.stderr.splitlines()) == 1
