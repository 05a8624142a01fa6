"""Whether two rounds measure the same thing, and if not, what differs (DOMAIN A4). Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tracker.surveys.words import Group
from tracker.vietnamese import figure

SHARE_POINTS = 20  # DOMAIN A4: how far the share of a channel may move; an agency sets its own


@dataclass(frozen=True)
class Part:
    """A field, unit or channel that gave forms in a round."""

    key: str
    name: str
    forms: int


@dataclass(frozen=True)
class Scope:
    """What a round asked, of whom and how."""

    method: str
    version: int
    instrument: str
    fields: tuple[Part, ...]
    units: tuple[Part, ...]
    channels: tuple[Part, ...]
    agency: str = ""  # whose round it is


@dataclass(frozen=True)
class Common:
    """The part of two rounds that both have: compare only these keys of this group."""

    group: Group
    keys: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Comparability:
    """`differences` in words; with `common` the common part can be compared all the same."""

    differences: tuple[str, ...] = ()
    common: Common | None = None

    @property
    def is_possible(self) -> bool:
        """Whether anything can be compared."""
        return not self.differences or self.common is not None


def comparability(before: Scope, after: Scope, share_points: int = SHARE_POINTS) -> Comparability:
    """Whether two rounds measure the same thing (DOMAIN A4).

    Another method version or instrument cannot be helped. Where fields, units or channels differ,
    the common part is offered, but only if one of the three differs: tallies are kept by one group
    at a time, so a part that is common in two ways cannot be cut out of them.
    """
    stated = _instrument_differences(before, after)
    groups = (
        (Group.FIELD, "lĩnh vực", before.fields, after.fields),
        (Group.UNIT, "đơn vị", before.units, after.units),
        (Group.CHANNEL, "kênh thu phiếu", before.channels, after.channels),
    )
    differing: list[tuple[Group, tuple[Part, ...], tuple[Part, ...]]] = []
    for group, name, old, new in groups:
        if words := _set_differences(name, old, new):
            stated.extend(words)
            differing.append((group, old, new))
    stuck = bool(_instrument_differences(before, after)) or len(differing) > 1
    moved = _moved_shares(_shared(before.channels, after), _shared(after.channels, before))
    far = [words for words, points in moved if points > share_points]
    common = None if stuck or far or not differing else _common(*differing[0])
    return Comparability((*stated, *far), common)


def _shared(channels: Iterable[Part], other: Scope) -> tuple[Part, ...]:
    """The channels that the other round has too: only their shares can be set side by side."""
    keys = {part.key for part in other.channels}
    return tuple(part for part in channels if part.key in keys)


def _instrument_differences(before: Scope, after: Scope) -> list[str]:
    stated: list[str] = []
    if before.agency != after.agency:
        stated.append(f"khác cơ quan: {before.agency} và {after.agency}")
    if (before.method, before.version) != (after.method, after.version):
        stated.append(
            f"khác bộ chỉ số: {before.method} bản {before.version} "
            f"và {after.method} bản {after.version}"
        )
    if before.instrument != after.instrument:
        old, new = before.instrument or "không ghi", after.instrument or "không ghi"
        stated.append(f"khác công cụ khảo sát: “{old}” và “{new}”")
    return stated


def _set_differences(name: str, old: Iterable[Part], new: Iterable[Part]) -> list[str]:
    """In words, the names that only one of the rounds has."""
    before, after = _named(old), _named(new)
    gone = [name for key, name in before.items() if key not in after]
    come = [name for key, name in after.items() if key not in before]
    return [
        f"{name} chỉ có ở {when}: {', '.join(only)}"
        for when, only in (("đợt trước", gone), ("đợt sau", come))
        if only
    ]


def _moved_shares(old: tuple[Part, ...], new: tuple[Part, ...]) -> list[tuple[str, Fraction]]:
    """How far the share of each channel moved, in words and in points."""
    before, after = _shares(old), _shares(new)
    return [
        (
            f"tỷ trọng kênh {name}: {figure(before[key], 0)}% và {figure(after[key], 0)}%",
            abs(after[key] - before[key]),
        )
        for key, name in _named(old).items()
        if key in before and key in after
    ]


def _shares(parts: tuple[Part, ...]) -> dict[str, Fraction]:
    total = sum(part.forms for part in parts)
    return {part.key: Fraction(100 * part.forms, total) for part in parts if total}


def _named(parts: Iterable[Part]) -> Mapping[str, str]:
    return {part.key: part.name for part in parts if part.forms}


def _common(group: Group, old: Iterable[Part], new: Iterable[Part]) -> Common | None:
    names, kept = _named(old), _named(new)
    keys = tuple(key for key in names if key in kept)
    return Common(group, keys, tuple(names[key] for key in keys)) if keys else None
