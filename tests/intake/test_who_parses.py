"""The asking process never parses a foreign file, and the child never loads the application."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.intake.files import word_file
from tracker.intake import reading

ROOM = Path(reading.__file__).parent
PARSERS = {"word", "sheets", "web", "plain", "packages", "ods", "child", "lxml", "python_calamine"}


def _needed(module: str, seen: set[str]) -> set[str]:
    """The modules of the room, and libraries, that a module of the room imports at its top."""
    if module in seen or not (ROOM / f"{module}.py").exists():
        return seen | {module}
    seen = seen | {module}
    for node in ast.parse((ROOM / f"{module}.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            name = node.module
            seen = _needed(name.removeprefix("tracker.intake.").partition(".")[0], seen)
        elif isinstance(node, ast.Import):
            seen = seen | {alias.name.partition(".")[0] for alias in node.names}
    return seen


def test_asking_needs_no_parser() -> None:
    assert "wire" in _needed("reading", set())
    assert not PARSERS & _needed("reading", set())
    assert PARSERS & _needed("child", set())  # the control: this is how one would be found


def test_the_child_reads_without_the_application() -> None:
    code = (
        "import runpy, sys\n"
        "sys.argv = ['start.py', '.docx']\n"
        f"runpy.run_path({str(ROOM / 'start.py')!r}, run_name='__main__')\n"
        "loaded = {'flask', 'sqlalchemy', 'docx', 'tracker.database'} & set(sys.modules)\n"
        "sys.exit(3 if loaded else 0)\n"
    )
    run = subprocess.run(  # noqa: S603  our own interpreter and code
        [sys.executable, "-I", "-B", "-c", code],
        input=word_file(paragraphs=["Lời"]),
        capture_output=True,
        check=False,
    )
    assert (run.returncode, run.stdout.decode()) == (0, '{"parts":["Lời"]}')
