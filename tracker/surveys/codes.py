"""A QR code as one SVG path: black squares, no colour, no style. Pure."""

from dataclasses import dataclass

import segno

QUIET = 4  # modules of white around a code, as readers ask


@dataclass(frozen=True)
class Code:
    """A code to draw: the side of its square in modules, quiet zone included, and its path."""

    side: int
    path: str


def qr_code(text: str) -> Code:
    """The code of `text`, at error level M: a printed one survives a fold."""
    rows = segno.make(text, error="m", micro=False).matrix
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h{width}v1h-{width}z"
        for y, row in enumerate(rows)
        for x, width in _runs(row)
    )
    return Code(len(rows) + 2 * QUIET, path)


def _runs(row: bytearray) -> list[tuple[int, int]]:
    """The black stretches of a row: where each begins and how wide it is."""
    runs: list[tuple[int, int]] = []
    for x, module in enumerate(row):
        if not module:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs
