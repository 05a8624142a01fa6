"""Rules of the house, held by walking its own source. Each message says what to do instead."""

import ast
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask

from tracker import ROOMS, ROOT
from tracker.access import guard

SOURCE = ROOT / "tracker"
FILES = sorted(SOURCE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
FILE_LINES, VIEW_LINES, TEST_LINES, CONFTEST_LINES = 300, 25, 30, 125
STORY_LINES = 400  # a file of tests: each is short, but a page is asked many things

# Where a transaction may end. Everything else is composed and may still be refused.
COMMITS = {"web.py", "commandline.py", "database.py", "serving.py"}
# Where the time may be asked; everyone else is handed `today` or `at`.
ASKS_CLOCK = {"web.py", "listed.py", "serving.py", "ledger/recording.py", "access/sessions.py"}
ASKS_CLOCK |= {"access/throttling.py", "access/guard.py", "commandline.py", "clock.py"}
# Posts that do not end in web.done, with the reason.
ENDS_ITSELF = {
    "access.import_people": "stores nothing: shows the rows before they are confirmed",
    "progress.plan_sheet": "stores nothing: shows the rows before they are confirmed",
    "surveys.quotas_read": "stores nothing: shows the lines before they are saved",
    "access.sign_in": "starts the session before it answers",
    "access.sign_out": "ends the session before it answers",
}
# Views that name an object without guard.load or insist, with the reason.
NAMES_FREELY = {
    "scores.component": "shipped methods belong to no agency; find_component scopes the query",
    "reviews.index_dossier": "the same component; find_component scopes the query",
    "reviews.dossier_file": "the same component; find_component scopes the query",
}
# Where sentences begin with the name of the file, put before them by the caller.
PREFIXED = ("intake/", "plans/appendix/rows.py")

Def = ast.FunctionDef


@dataclass(frozen=True)
class View:
    """A view as it is written."""

    path: Path
    node: Def

    @property
    def where(self) -> str:
        return f"{_name(self.path)}:{self.node.lineno} {self.node.name}"

    @property
    def routes(self) -> list[ast.Call]:
        calls = [d for d in self.node.decorator_list if isinstance(d, ast.Call)]
        return [c for c in calls if ast.unparse(c.func).rpartition(".")[2] in _ROUTES]

    @property
    def posts(self) -> bool:
        texts = [(ast.unparse(route.func), ast.unparse(route)) for route in self.routes]
        return any(func.endswith(".post") or "'POST'" in text for func, text in texts)

    @property
    def name(self) -> str:
        """Room and function: how the lists of exceptions call it."""
        return f"{self.path.relative_to(SOURCE).parts[0]}.{self.node.name}"

    @property
    def ids(self) -> list[str]:
        return [a.arg for a in self.node.args.args if a.arg.endswith("_id")]

    def reaches(self, names: set[str]) -> bool:
        return bool(_reached(self.path, self.node.name) & names)


_ROUTES = {"route", "get", "post"}


def _name(path: Path) -> str:
    return path.relative_to(SOURCE if SOURCE in path.parents else ROOT).as_posix()


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _is_front(path: Path) -> bool:
    """Whether a file is a view or a command of a terminal."""
    return path.name in {"views.py", "cli.py"} or path.parent.name == "views"


def _functions(path: Path) -> Iterator[Def]:
    return (node for node in ast.walk(_tree(path)) if isinstance(node, Def))


def _views() -> list[View]:
    fronts = [p for p in FILES if _is_front(p) and p.name != "cli.py"]
    found = [View(path, node) for path in fronts for node in _functions(path)]
    return [view for view in found if view.routes]


def _calls(node: ast.AST) -> set[str]:
    """The names of everything called inside `node`, without what stands before the dot."""
    calls = (c for c in ast.walk(node) if isinstance(c, ast.Call))
    return {ast.unparse(call.func).rpartition(".")[2] for call in calls}


@cache
def _reached(path: Path, name: str) -> frozenset[str]:
    """What the function `name` of a room's views calls, through functions of the same views."""
    folder = path.parent if path.parent.name == "views" else None
    own = sorted(folder.glob("*.py")) if folder else [path]
    bodies = {f.name: f for file in own for f in _functions(file)}
    seen: set[str] = set()
    left = [name]
    while left:
        for called in _calls(bodies[left.pop()]) - seen:
            seen.add(called)
            left += [called] if called in bodies else []
    return frozenset(seen)


def _length(node: Def) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _limit(path: Path) -> int:
    if path.name == "conftest.py":
        return CONFTEST_LINES
    return STORY_LINES if path in TESTS else FILE_LINES


def test_a_file_can_be_read_at_one_sitting() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in [*FILES, *TESTS]}
    long = {_name(path): lines for path, lines in lengths.items() if lines > _limit(path)}
    assert not long, f"Split by noun, {FILE_LINES} lines at most: {long}"


def test_a_file_says_in_one_line_what_it_holds() -> None:
    silent = [_name(path) for path in FILES if not ast.get_docstring(_tree(path))]
    assert not silent, f"Begin with a line of docstring: {silent}"


def test_no_file_is_a_drawer() -> None:
    drawers = [_name(p) for p in FILES if p.stem in {"utils", "util", "helpers", "common", "misc"}]
    assert not drawers, f"{drawers}: name the noun that the file is about."


def test_a_transaction_ends_in_views_and_commands_of_a_terminal_only() -> None:
    ends = [p for p in FILES if "commit" in _calls(_tree(p)) and not _is_front(p)]
    wrong = {_name(path) for path in ends} - COMMITS
    assert not wrong, f"{sorted(wrong)} commit: leave that to the view (web.done) or to the cli."


def test_the_time_is_asked_at_the_edge_only() -> None:
    asks = {
        _name(path)
        for path in FILES
        for call in ast.walk(_tree(path))
        if isinstance(call, ast.Call) and ast.unparse(call.func) in {"clock.now", "clock.today"}
        if not _is_front(path)
    }
    assert asks <= ASKS_CLOCK, f"{sorted(asks - ASKS_CLOCK)}: take `today` or `at` as an argument."


REFUSED = {
    "bulk_save_objects": "the ledger would not see it: add rows to the session",
    "bulk_insert_mappings": "the ledger would not see it: add rows to the session",
    "bulk_update_mappings": "the ledger would not see it: change the rows",
    "render_template_string": "write a template file",
    "backref": "a relationship points up the flow only",
}


def test_nothing_of_what_the_house_refuses() -> None:
    found = [
        f"{_name(path)}: {name}; {REFUSED[name]}"
        for path in FILES
        for name in (_calls(_tree(path)) | {k.arg or "" for k in _keywords(path)}) & REFUSED.keys()
    ]
    assert not found, found


def _keywords(path: Path) -> Iterator[ast.keyword]:
    return (node for node in ast.walk(_tree(path)) if isinstance(node, ast.keyword))


def test_no_fault_is_swallowed_whole() -> None:
    wrong = [
        f"{_name(path)}:{node.lineno}"
        for path in FILES
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]
    assert not wrong, f"{wrong}: name the fault whose answer is known, let others through."


def test_a_view_loads_checks_acts_and_answers() -> None:
    long = {view.where: _length(view.node) for view in _views() if _length(view.node) > VIEW_LINES}
    assert not long, f"Move what is not load, check, act, answer elsewhere: {long}"


def test_a_post_ends_in_one_commit() -> None:
    ends = {"done", "store", "commit"}
    wrong = [
        v.where for v in _views() if v.posts and not v.reaches(ends) and v.name not in ENDS_ITSELF
    ]
    assert not wrong, f"End with `return web.done(url, message)`: {wrong}"


def test_a_view_that_names_an_object_asks_whose_it_is() -> None:
    asks = {"load", "insist", "mine"}
    wrong = [
        f"{view.where} takes {view.ids}"
        for view in _views()
        if view.ids and not view.reaches(asks) and view.name not in NAMES_FREELY
    ]
    assert not wrong, f"Load it with guard.load(Model, id, Can.X), or insist: {wrong}"


def test_addresses_are_kebab_case_and_typed(application: Flask) -> None:
    for rule in application.url_map.iter_rules():
        plain = re.sub(r"<[^>]+>", "", rule.rule)
        assert plain == plain.lower(), f"{rule.rule}: lower case, words joined by hyphens."
        assert "_" not in plain, f"{rule.rule}: join words by hyphens."
        for argument in rule.arguments:
            untyped = f"<{argument}>" in rule.rule and argument.endswith("_id")
            assert not untyped, f"{rule.rule}: write <int:{argument}>."


def test_every_view_is_marked_or_open_for_a_reason(application: Flask) -> None:
    for name, view in application.view_functions.items():
        if name == "static" or guard.wish_of(view) is not None:
            continue
        reason = getattr(view, "_tracker_open_because", "")
        assert len(reason.split()) >= 3, f"{name}: say in @open_to_all why it needs no sign-in."


def test_every_room_has_its_mirror_among_the_tests() -> None:
    rooms = [room for room in ROOMS if list((SOURCE / room).glob("*.py"))]
    bare = [r for r in rooms if not list((ROOT / "tests" / r).rglob("test_*.py"))]
    assert not bare, f"{bare}: write tests in tests/<room>/."


def _sentences() -> Iterator[tuple[str, str]]:
    """Every sentence that a refusal says, by its place; values stand as …"""
    for path in FILES:
        for call in (n for n in ast.walk(_tree(path)) if isinstance(n, ast.Call)):
            if ast.unparse(call.func) in {"Refusal", "BadInput", "BadFile", "Conflict"}:
                for part in call.args[:1]:
                    if isinstance(part, ast.Constant | ast.JoinedStr):
                        yield f"{_name(path)}:{call.lineno}", _said(part)


def _said(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "".join(str(v.value) if isinstance(v, ast.Constant) else "…" for v in node.values)


def _faults(said: str) -> Iterator[str]:
    if said != unicodedata.normalize("NFC", said):
        yield "is not in form C"
    if not (said[0] in "“…" or said[0].isupper()):
        yield "begins small"
    if said[-1] not in ".…":
        yield "does not end"
    if "!" in said:
        yield "shouts"
    if len(said.split()) < 4 and "…" not in said:
        yield "says too little to act on"


def test_what_people_read_is_a_whole_sentence_without_shouting() -> None:
    wrong = [
        f"{where}: “{said}” {fault}"
        for where, said in _sentences()
        if not where.startswith(PREFIXED)
        for fault in _faults(said)
    ]
    assert not wrong, wrong


def test_a_test_is_about_one_thing() -> None:
    long = [
        f"{_name(path)} {function.name}: {_length(function)} lines"
        for path in TESTS
        for function in _functions(path)
        if function.name.startswith("test_") and _length(function) > TEST_LINES
    ]
    assert not long, f"Split what is longer than {TEST_LINES} lines: {long}"
