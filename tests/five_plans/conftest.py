"""The words of the five source plans, read where they are; skipped loudly where they are not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tracker.vietnamese import nfc, tidy

Words = Callable[[str], str]


@pytest.fixture
def words(inputs: Path) -> Words:
    """The text of a plan by the number of its file: one line, form C."""

    def read(number: str) -> str:
        found = sorted((inputs / "plans").glob(f"{number}_*.txt"))
        if not found:
            pytest.skip(f"REAL INPUTS ABSENT: no plan {number} in {inputs / 'plans'}")
        return tidy(nfc(found[0].read_text(encoding="utf-8")))

    return read
