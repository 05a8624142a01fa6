"""What one line of `flask doctor` says. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    OK = "ok"
    WEAK = "weak"  # works, with less safety or less service
    BROKEN = "broken"


STATE_WORDS = {State.OK: "đạt", State.WEAK: "lưu ý", State.BROKEN: "hỏng"}


@dataclass(frozen=True)
class Check:
    """One thing looked at: its name, how it is, what it means and what to do."""

    name: str
    state: State
    sentence: str

    def as_facts(self) -> dict[str, str]:
        return {"name": self.name, "state": self.state.value, "sentence": self.sentence}


def ok(name: str, sentence: str) -> Check:
    return Check(name, State.OK, sentence)


def weak(name: str, sentence: str) -> Check:
    return Check(name, State.WEAK, sentence)


def broken(name: str, sentence: str) -> Check:
    return Check(name, State.BROKEN, sentence)
