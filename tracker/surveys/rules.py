"""What a method (bộ chỉ số) is: components, questions, scale and formula as plain values. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.surveys.words import Channel, Formula
from tracker.vietnamese import fold, tidy

_INDEX_PREFIX = re.compile(r"^(cai thien |nang cao )?(chi so )?(thanh phan )?")
_ENDS = " .;,:"

# First match wins, so the words for a counter machine and an open form stand before "online".
_CHANNEL_SIGNS = (
    (Channel.KIOSK, ("kiosk", "may tai quay", "may tinh bang", "may danh gia")),
    (Channel.OPEN, ("khong ma",)),
    (Channel.ONLINE, ("truc tuyen", "online", "qr", "internet", "trang thong tin", "cong dich vu")),
    (Channel.PAPER, ("giay", "truc tiep", "ban giay", "tai quay")),
)


@dataclass(frozen=True)
class Level:
    """One step of a scale: its word and how else people write it."""

    word: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A thing to rate, as a noun phrase; `wordings` are headings offices use for it."""

    code: str
    text: str
    wordings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Successor:
    """What a component became in a later method; `component` None: không còn tương đương."""

    method: str
    component: str | None


@dataclass(frozen=True)
class Component:
    """One component index (chỉ số thành phần): its answers are pooled over its questions."""

    code: str
    name: str
    short: str
    aliases: tuple[str, ...]
    successors: tuple[Successor, ...]
    questions: tuple[Question, ...]

    def successor_in(self, method: str) -> Successor | None:
        """The mapping into `method`; None when nobody has mapped this component there."""
        return next((s for s in self.successors if s.method == method), None)


@dataclass(frozen=True)
class Method:
    """A versioned set of components. Components, questions and levels are in their order."""

    code: str
    version: int
    name: str
    formula: Formula
    decimals: int  # shown, never used in reckoning
    scale: tuple[Level, ...]  # worst first; an answer is its place from 1
    components: tuple[Component, ...]
    source: str

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order of the packed answers."""
        return tuple(q for component in self.components for q in component.questions)

    @property
    def levels(self) -> int:
        """How many levels the scale has; the best answer."""
        return len(self.scale)

    @property
    def satisfied_from(self) -> int:
        """The lower of the two top levels: from it on an answer counts as satisfied."""
        return self.levels - 1

    @property
    def full_marks(self) -> int:
        """What one answer can give at most: 1 under formula A, the number of levels under B."""
        return 1 if self.formula is Formula.SATISFIED_SHARE else self.levels

    def points(self, level: int) -> int:
        """What an answer of `level` (1 is worst) gives: 0 or 1 under formula A, itself under B."""
        if self.formula is Formula.SATISFIED_SHARE:
            return int(level >= self.satisfied_from)
        return level

    def places(self, component: Component) -> range:
        """The places, from 0, of the component's questions in the packed answers."""
        start = 0
        for known in self.components:
            if known.code == component.code:
                break
            start += len(known.questions)
        return range(start, start + len(component.questions))


def index_key(text: str) -> str:
    """`text` as index names are compared: folded, without "Cải thiện", "Chỉ số" and a last stop."""
    return _INDEX_PREFIX.sub("", fold(tidy(text))).strip(_ENDS)


def find_component(text: str, components: Iterable[Component]) -> Component | None:
    """The component that `text` as a whole names, by code, name, short name or alias; else None."""
    wanted = index_key(text)
    return next((c for c in components if wanted in _names(c)), None)


def channel_of(text: str) -> Channel | None:
    """The channel that typed words such as "Phiếu giấy" mean; None when they are not known."""
    folded = fold(tidy(text))
    return next(
        (channel for channel, signs in _CHANNEL_SIGNS if any(sign in folded for sign in signs)),
        None,
    )


def _names(component: Component) -> set[str]:
    typed = (component.code, component.name, component.short, *component.aliases)
    return {index_key(name) for name in typed if name}
