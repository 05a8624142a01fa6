"""Word's automatic numbers and bullets: what a page shows before a paragraph but no text holds."""

from dataclasses import dataclass, field
from typing import Any

from tracker.vietnamese import two_digits

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"))
_SMALL_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN + _SMALL_ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    """A … z, aa, bb … as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else ""


def written(number: int, form: str) -> str:
    """`number` as a list level of Word writes it; forms not known here as plain digits."""
    number = max(0, min(number, 3999))
    texts = {
        "decimalZero": two_digits(number),
        "lowerRoman": _roman(number),
        "upperRoman": _roman(number).upper(),
        "lowerLetter": _letters(number),
        "upperLetter": _letters(number).upper(),
        "none": "",
    }
    return texts.get(form, str(number))


def value_of(element: Any, *names: str) -> str | None:
    """The w:val found by walking down these children, None where one is missing."""
    for name in names:
        element = element.find(W + name)
        if element is None:
            return None
    found = element.get(W + "val")
    return None if found is None else str(found)


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.lstrip("-").isdecimal() else default


@dataclass(frozen=True, slots=True)
class Level:
    start: int
    form: str
    text: str
    style: str | None

    @classmethod
    def read(cls, element: Any) -> "Level":
        return cls(
            start=_number(value_of(element, "start"), 0),
            form=value_of(element, "numFmt") or "decimal",
            text=value_of(element, "lvlText") or "",
            style=value_of(element, "pStyle"),
        )


@dataclass(frozen=True, slots=True)
class Style:
    list_id: str | None
    level: int | None
    parent: str | None


@dataclass
class Numbering:
    """Counts the lists of one document; ask `label` once per paragraph, in their order."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by abstract list
    lists: dict[str, str] = field(default_factory=dict)  # list -> abstract list
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)  # by list, until first use
    styles: dict[str, Style] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def read_lists(self, root: Any) -> None:
        """Take the lists of word/numbering.xml."""
        for abstract in root.iter(W + "abstractNum"):
            self.levels[abstract.get(W + "abstractNumId", "")] = {
                _number(level.get(W + "ilvl"), 0): Level.read(level)
                for level in abstract.iter(W + "lvl")
            }
        for entry in root.iter(W + "num"):
            name = entry.get(W + "numId", "")
            self.lists[name] = value_of(entry, "abstractNumId") or ""
            self.restarts[name] = {
                _number(change.get(W + "ilvl"), 0): _number(value_of(change, "startOverride"), 1)
                for change in entry.iter(W + "lvlOverride")
                if change.find(W + "startOverride") is not None
            }

    def read_styles(self, root: Any) -> None:
        """Take the paragraph styles of word/styles.xml that number their paragraphs."""
        for style in root.iter(W + "style"):
            level = value_of(style, "pPr", "numPr", "ilvl")
            self.styles[style.get(W + "styleId", "")] = Style(
                list_id=value_of(style, "pPr", "numPr", "numId"),
                level=None if level is None else _number(level, 0),
                parent=value_of(style, "basedOn"),
            )

    def label(self, paragraph: Any) -> str:
        """What stands before this paragraph: "-" for any bullet, "3." for a number, or ""."""
        list_id, level = self._list_of(paragraph)
        abstract = self.lists.get(list_id or "0")
        known = self.levels.get(abstract or "", {})
        if list_id is None or abstract is None or level not in known:
            return ""
        if known[level].form == "bullet":
            return "-"
        self._advance(list_id, abstract, level)
        text = known[level].text
        for deep in range(level + 1):
            start = known[deep].start if deep in known else 1
            number = self.counts[abstract].get(deep, start)
            form = known[deep].form if deep in known else "decimal"
            text = text.replace(f"%{deep + 1}", written(number, form))
        return text.strip()

    def _advance(self, list_id: str, abstract: str, level: int) -> None:
        counts = self.counts.setdefault(abstract, {})
        restart = self.restarts.get(list_id, {}).pop(level, None)
        if restart is not None:
            counts[level] = restart
        else:
            start = self.levels[abstract][level].start
            counts[level] = counts[level] + 1 if level in counts else start
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]

    def _list_of(self, paragraph: Any) -> tuple[str | None, int]:
        own = value_of(paragraph, "pPr", "numPr", "numId")
        level = value_of(paragraph, "pPr", "numPr", "ilvl")
        if own is not None:
            return own, _number(level, 0)
        name = value_of(paragraph, "pPr", "pStyle")
        for _ in range(10):  # a style chain of a damaged file may run in a circle
            style = self.styles.get(name or "")
            if style is None or style.list_id is not None:
                break
            name = style.parent
        else:
            return None, 0
        if style is None or style.list_id is None or name is None:
            return None, 0
        return style.list_id, self._style_level(style, name)

    def _style_level(self, style: Style, name: str) -> int:
        if style.level is not None:
            return style.level
        levels = self.levels.get(self.lists.get(style.list_id or "", ""), {})
        return next((number for number, level in levels.items() if level.style == name), 0)
