"""What can be got from known sums by adding, subtracting and multiplying them. Pure."""

from collections.abc import Mapping

_PRIME = (1 << 61) - 1  # whole numbers modulo a prime: exact, and as good as fractions here


class Span:
    """Sums over columns, each a mapping of column to factor, and all that follows from them."""

    def __init__(self) -> None:
        self._rows: dict[int, dict[int, int]] = {}  # first column -> row that begins there with 1

    def add(self, row: Mapping[int, int]) -> None:
        """Learn one more sum."""
        left = self._without_known(row)
        if left:
            first = min(left)
            inverse = pow(left[first], -1, _PRIME)
            self._rows[first] = {column: v * inverse % _PRIME for column, v in left.items()}

    def holds(self, row: Mapping[int, int]) -> bool:
        """Whether this sum follows from those that were added."""
        return not self._without_known(row)

    def _without_known(self, row: Mapping[int, int]) -> dict[int, int]:
        left = {column: value % _PRIME for column, value in row.items() if value % _PRIME}
        while left and (first := min(left)) in self._rows:
            factor = left[first]
            for column, value in self._rows[first].items():
                rest = (left.get(column, 0) - factor * value) % _PRIME
                if rest:
                    left[column] = rest
                else:
                    left.pop(column, None)
        return left
