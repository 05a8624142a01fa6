"""How wide a line of Times New Roman bold is: the rules under titles are measured by it."""

from tracker.vietnamese import plain

# Adobe's published widths of Times-Bold, in thousandths of the size; Times New Roman has the same.
_WIDTHS = {
    250: " ,.",
    278: "/il",
    333: "()-:;fjt",
    389: "Is",
    444: "cerz",
    500: "0123456789Jagovxy–“”",
    556: "Sbdhknpqu",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYw",
    778: "GHKOQ",
    833: "m&",
    944: "M",
    1000: "W",
}
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_MM_PER_PT = 25.4 / 72


def bold_width_mm(text: str, size_pt: float) -> float:
    """The width of one line of `text`; diacritics add nothing, a letter not listed counts 0.6."""
    widths = (_WIDTH_OF.get(letter, 600) for letter in plain(text))
    return sum(widths) / 1000 * size_pt * _MM_PER_PT
