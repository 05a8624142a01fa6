"""The methods that are shipped: read from the data files beside this one, never written in code."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from tracker.errors import BadInput
from tracker.surveys.rules import Component, Level, Method, Question, Successor
from tracker.surveys.words import Formula
from tracker.vietnamese import tidy

_FOLDER = Path(__file__).parent


def shipped_codes() -> tuple[str, ...]:
    """The codes of the shipped methods, in the order of the alphabet."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


@lru_cache(maxsize=16)
def load_shipped(code: str) -> Method:
    """The shipped method `code`. Raises BadInput naming the codes there are."""
    if code not in shipped_codes():
        known = ", ".join(shipped_codes())
        raise BadInput(f"Không có bộ chỉ số “{code}”. Các bộ có sẵn: {known}.")
    return _method(_read(code))


def _read(code: str) -> dict[str, Any]:
    """A data file; what it does not say is taken from the file it is `like`."""
    content: dict[str, Any] = json.loads((_FOLDER / f"{code}.json").read_text(encoding="utf-8"))
    base = content.pop("like", None)
    return {**_read(base), **content} if base else content


def _method(content: dict[str, Any]) -> Method:
    return Method(
        code=content["code"],
        version=content["version"],
        name=tidy(content["name"]),
        formula=Formula(content["formula"]),
        decimals=content["decimals"],
        scale=tuple(
            Level(tidy(level["word"]), tuple(map(tidy, level.get("aliases", ()))))
            for level in content["scale"]
        ),
        components=tuple(_component(each) for each in content["components"]),
        source=tidy(content["source"]),
    )


def _component(content: dict[str, Any]) -> Component:
    return Component(
        code=content["code"],
        name=tidy(content["name"]),
        short=tidy(content["short"]),
        aliases=tuple(map(tidy, content["aliases"])),
        successors=tuple(Successor(*pair) for pair in content["successors"].items()),
        questions=tuple(
            Question(each["code"], tidy(each["text"]), tuple(map(tidy, each.get("wordings", ()))))
            for each in content["questions"]
        ),
    )
