"""Fills a department's own Word template in a capped child process: a template is a program."""

import base64
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tracker.errors import BadFile

WALL_SECONDS = 30
_CHILD = Path(__file__).with_name("template_child.py")
_NOT_FILLED = (
    "Mẫu Word không điền được: tệp hỏng, hoặc cần quá nhiều bộ nhớ hay thời gian. "
    "Bỏ các vòng lặp lớn trong mẫu rồi tải lại."
)


def fill_template(template: bytes, context: Mapping[str, object]) -> bytes:
    """The .docx made of `template` with the values of `context` in its {{ fields }}.

    `context` holds only what JSON holds: texts, numbers, lists, mappings. Raises BadFile, with a
    sentence saying what to mend, for a template that is broken, names an unknown field, reaches
    for what is not its own, carries macros or outside parts, or takes more than its share.
    """
    task = {"template": base64.b64encode(template).decode(), "context": dict(context)}
    try:
        run = subprocess.run(  # noqa: S603  the command is fixed
            [sys.executable, "-I", "-B", "-X", "utf8", str(_CHILD)],
            input=json.dumps(task).encode(),
            capture_output=True,
            timeout=WALL_SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise BadFile(_NOT_FILLED) from None
    if run.returncode == 2:
        raise BadFile(run.stderr.decode().strip())
    if run.returncode != 0:
        raise BadFile(_NOT_FILLED)
    return run.stdout
