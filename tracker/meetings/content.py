"""All that the minutes print, as plain values that can be kept as JSON and hashed. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tracker.canonical import digest, encode


@dataclass(frozen=True)
class Said:
    """What was said, or said and concluded, under a heading of its own."""

    title: str
    discussion: str = ""
    conclusion: str = ""
    anchor: str = ""  # its conclusion's place on the page while it is being written


@dataclass(frozen=True)
class Concluded:
    """One row of the table of conclusions."""

    task: str
    text: str
    unit: str = ""
    due: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class MinutesContent:
    """The minutes (Mẫu 1.9), every part as it is printed; sentences without their full stop."""

    agency: str  # as in a letterhead
    superior: str
    code: str  # STP in BB-STP
    about: str  # the meeting's title
    started: str
    ended: str
    place: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    chair: str
    secretary: str
    chair_name: str
    secretary_name: str
    plan: str  # "844/STP-VP"; "" without a plan
    situation: str
    standing: tuple[Said, ...]
    discussed: tuple[Said, ...]
    concluded: tuple[Concluded, ...]
    numbers_not_discussed: tuple[str, ...]  # of items of the plan
    others_not_discussed: tuple[str, ...]  # titles
    receivers: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """What a locked row keeps."""
        return asdict(self)

    @property
    def hash(self) -> str:
        """SHA-256 over all of it."""
        return digest("minutes", encode(self.as_json()))


def content_of(kept: Mapping[str, Any]) -> MinutesContent:
    """The content of a locked row."""
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
    }
    values["standing"] = tuple(Said(**said) for said in kept["standing"])
    values["discussed"] = tuple(Said(**said) for said in kept["discussed"])
    values["concluded"] = tuple(Concluded(**row) for row in kept["concluded"])
    return MinutesContent(**values)
