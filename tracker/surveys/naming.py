"""Units, fields and channels as typed on forms: which of them the agency knows. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from tracker.surveys.acceptance import Form, FormsRead
from tracker.surveys.rules import channel_of
from tracker.surveys.words import Channel
from tracker.vietnamese import fold, tidy

_ALIKE = 0.8  # how like a known name an unknown one must be to be suggested


@dataclass(frozen=True)
class Names:
    """What an agency calls its units and fields: folded spelling to id."""

    units: Mapping[str, int]
    fields: Mapping[str, int]
    labels: Mapping[str, str]  # folded spelling to the name shown when it is suggested


@dataclass(frozen=True)
class Unknown:
    """A name that nobody settled yet, on how many forms; `suggestion` is "" without a like one."""

    text: str
    forms: int
    suggestion: str = ""


@dataclass(frozen=True)
class Unsettled:
    """What stands between a file and its sealing, each list in the order of the file."""

    units: tuple[Unknown, ...] = ()
    fields: tuple[Unknown, ...] = ()
    channels: tuple[Unknown, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.units or self.fields or self.channels)


def name_key(text: str) -> str:
    """`text` as names are compared: folded, spaces collapsed."""
    return fold(tidy(text))


def unsettled(forms: Iterable[Form], names: Names) -> Unsettled:
    """The typed names that `names` and the known channels do not hold; a blank is none."""
    units: Counter[str] = Counter()
    fields: Counter[str] = Counter()
    channels: Counter[str] = Counter()
    for form in forms:
        units[form.unit] += 1
        fields[form.field] += 1
        channels[form.channel] += 1
    return Unsettled(
        _unknown(units, names.units, names.labels),
        _unknown(fields, names.fields, names.labels),
        tuple(Unknown(t, n) for t, n in channels.items() if t and channel_of(t) is None),
    )


def unsettled_names(units: Counter[str], fields: Counter[str], names: Names) -> Unsettled:
    """The same for names counted elsewhere than on forms."""
    return Unsettled(
        _unknown(units, names.units, names.labels), _unknown(fields, names.fields, names.labels)
    )


@dataclass(frozen=True)
class Renamed:
    """Typed names to what is read in their place; "" takes the name off the form."""

    units: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)


def renamed(read: FormsRead, names: Renamed) -> FormsRead:
    """The same forms with the names of `names` in place of those typed."""
    forms = tuple(
        replace(
            form,
            unit=names.units.get(form.unit, form.unit),
            field=names.fields.get(form.field, form.field),
            channel=names.channels.get(form.channel, form.channel),
        )
        for form in read.accepted
    )
    return replace(read, accepted=forms)


def channel_meant(text: str) -> Channel:
    """The channel of a form; a typed-in form without one is a paper form."""
    if text in set(Channel):
        return Channel(text)
    return channel_of(text) or Channel.PAPER


def _unknown(
    typed: Counter[str], known: Mapping[str, int], labels: Mapping[str, str]
) -> tuple[Unknown, ...]:
    return tuple(
        Unknown(text, forms, _suggestion(name_key(text), known, labels))
        for text, forms in typed.items()
        if text and name_key(text) not in known
    )


def _suggestion(key: str, known: Mapping[str, int], labels: Mapping[str, str]) -> str:
    like = get_close_matches(key, known, n=1, cutoff=_ALIKE)
    return labels.get(like[0], "") if like else ""
