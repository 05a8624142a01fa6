"""What a Word paper is made of: plain values that a room composes and papers/ prints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, TypeAlias

from tracker.papers.phrases import clean, closed, dated_line, listed, number_line


@dataclass(frozen=True)
class Run:
    """A stretch of text with its own weight or slant inside a paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    anchor: str = ""  # as of an Anchored text


class Anchored(str):
    """A stretch of text that a page can find while it is being written; plain text in Word.

    Stands for a whole cell of a Grid or a part of a paragraph; `anchor` is its id on the page.
    """

    anchor: str

    def __new__(cls, text: str, anchor: str) -> "Anchored":
        self = super().__new__(cls, text)
        self.anchor = anchor
        return self


Text: TypeAlias = str | Run | tuple[str | Run, ...]


def lines_of(text: Text) -> list[list[Run]]:
    """The runs of `text`, parted at its line breaks; a text without any is one line."""
    parts = (text,) if isinstance(text, str | Run) else text
    lines: list[list[Run]] = [[]]
    for part in parts:
        whole = part if isinstance(part, Run) else Run(part, anchor=getattr(part, "anchor", ""))
        first, *rest = clean(whole.text).split("\n")
        lines[-1].append(Run(first, whole.bold, whole.italic, whole.anchor))
        lines.extend([Run(more, whole.bold, whole.italic)] for more in rest)
    return lines


class Align(StrEnum):
    """How the text of a column stands; the values are those of the file format."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Heading:
    """A heading that stays with what follows: I., then a), then 1. (level 3 is not bold).

    `tail` is printed after it in plain weight, such as " (78,33%)".
    """

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 1
    tail: str = ""


@dataclass(frozen=True)
class Para:
    """A justified paragraph with its first line set in; a line break in it begins another one."""

    kind: ClassVar[str] = "para"
    text: Text
    keep_next: bool = False

    @property
    def lines(self) -> list[list[Run]]:
        """Its paragraphs, each in its runs."""
        return lines_of(self.text)


@dataclass(frozen=True)
class Bullets:
    """A paragraph "- …" for each item; the punctuation at the end is the caller's."""

    kind: ClassVar[str] = "bullets"
    items: tuple[Text, ...]

    @property
    def lines(self) -> list[list[Run]]:
        """Its paragraphs, each in its runs, the dash included."""
        dashed = (("- ", *i) if isinstance(i, tuple) else ("- ", i) for i in self.items)
        return [line for item in dashed for line in lines_of(item)]


@dataclass(frozen=True)
class GridColumn:
    """A column of a table: its heading, its share of the width (any unit), how its text stands."""

    heading: str
    share: float = 1
    align: Align = Align.LEFT


@dataclass(frozen=True)
class GridRow:
    """A row set apart: bold (a sum), or with one cell only, a group's name across all columns."""

    cells: tuple[str, ...]
    bold: bool = True


@dataclass(frozen=True)
class Grid:
    """A ruled table, 12 pt, whose heading row is repeated on each page; only long rows may break.

    A row is its cell texts in the order of the columns, or a GridRow; a line break in a cell
    begins a paragraph. `caption` is read out to those who cannot see the table, never printed.
    """

    kind: ClassVar[str] = "grid"
    columns: tuple[GridColumn, ...]
    rows: Sequence[Sequence[str] | GridRow]
    caption: str = ""
    has_numbered_columns: bool = False  # (1) (2) (3) under the headings


@dataclass(frozen=True)
class Picture:
    """A PNG in the middle of the page; `description` is read to those who cannot see it."""

    kind: ClassVar[str] = "picture"
    png: bytes
    description: str
    width_mm: int = 150
    caption: str = ""


@dataclass(frozen=True)
class Signature:
    """Who signs: the lines in capitals above, room for the signature, the name below."""

    lines: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True)
class Ending:
    """The last block: closing sentence (gets "./."), signatures and receivers, kept together.

    One signature stands to the right of "Nơi nhận", two stand side by side above it, the first
    on the left (THƯ KÝ, CHỦ TỌA). `receivers` come without dash and full stop.
    """

    kind: ClassVar[str] = "ending"
    signatures: tuple[Signature, ...]
    closing: str = ""
    receivers: tuple[str, ...] = ()

    @property
    def last_words(self) -> str:
        """The closing sentence with its end mark; "" without one."""
        return closed(self.closing) if self.closing else ""

    @property
    def receiver_lines(self) -> tuple[str, ...]:
        """The lines under "Nơi nhận:"."""
        return listed(self.receivers)


Block: TypeAlias = Heading | Para | Bullets | Grid | Picture | Ending


@dataclass(frozen=True)
class Head:
    """The letterhead. Line breaks in `agency` and `superior` are kept, letters become capitals.

    `number` is the whole number as given ("12/BB-STP", "844/STP-VP"); while it is empty,
    "Số:      /symbol" is printed, and nothing without a `symbol`. Without `place` there is no line
    of place and day (form 1.9). The day itself is blank until `dated_on` is given;
    `expected_on` then gives its month and year. `about` is the "V/v" of a letter without a type.
    `aside` replaces the nation's name on internal sheets, which have no nation's name.
    """

    agency: str
    superior: str = ""
    number: str = ""
    symbol: str = ""
    place: str = ""
    dated_on: date | None = None
    expected_on: date | None = None
    about: str = ""
    draft: str = ""  # "DỰ THẢO", printed under the number
    aside: str = ""

    @property
    def names(self) -> tuple[str, str]:
        """The superior and the agency in capitals, however they were typed."""
        return self.superior.upper(), self.agency.upper()

    @property
    def number_text(self) -> str:
        """What follows "Số: "; "" where there is no number and no room for one."""
        return number_line(self.number, self.symbol)

    @property
    def day_text(self) -> str:
        """The line of place and day; "" without a place."""
        day = dated_line(self.dated_on, self.expected_on)
        return f"{self.place}, {day}" if self.place else ""


@dataclass(frozen=True)
class Annex:
    """An annex on pages of its own, counted from 1, landscape unless said otherwise.

    `attached` is the line in brackets: "(Kèm theo Kế hoạch số … ngày … của …)".
    """

    title: str
    body: tuple[Block, ...]
    name: str = "Phụ lục"
    attached: str = ""
    is_landscape: bool = True
    is_on_new_sheet: bool = False  # of paper printed on both sides


@dataclass(frozen=True)
class Paper:
    """A paper in the layout of Nghị định 30/2020/NĐ-CP.

    `title` goes into the file's properties; `name` is its type (BÁO CÁO), `summary` the trích
    yếu, line breaks kept. `to` are the addressees of "Kính gửi". With neither head nor body the
    annexes stand alone. `properties` are custom file properties (hashes, codes): never printed.
    """

    title: str
    head: Head | None = None
    name: str = ""
    summary: str = ""
    to: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    annexes: tuple[Annex, ...] = ()
    size_pt: int = 13  # 13 or 14
    made_at: datetime | None = None
    properties: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def address_lines(self) -> tuple[str, ...]:
        """One line for one addressee; for several "Kính gửi:" and a line for each."""
        if len(self.to) == 1:
            return (f"Kính gửi: {self.to[0].rstrip('.')}.",)
        return ("Kính gửi:", *listed(self.to)) if self.to else ()
