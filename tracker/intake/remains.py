"""Takes the remains of HTML out of a line of text, keeping what lists meant."""

import html
import re

_LIST = re.compile(r"<(?:ul|ol)\b[^<>]*>(.*?)(?:</(?:ul|ol)>|$)", re.IGNORECASE | re.DOTALL)
_POINT = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\b[^<>]*>|</p>|</li>|</div>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:ul|ol|li|p|br|div|span|font|b|i|u|em|strong|sup|sub|a|table|tbody|thead|tr|td|th|h[1-6])"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
# A point of a list without <li>: a dash between spaces before a capital, a digit or a quotation
# mark, but not after a numeral ("Phụ lục IV - Thông tư").
_DASH = re.compile(r"(?<![IVX\d])\s+[-–]\s+(?=[^\W\d_a-z]|\d|[“\"(])")


def without_tags(text: str) -> str:
    """`text` without tags, entities resolved; each point of a list on a line of its own."""
    if "<" in text:
        text = _LIST.sub(_points, text)
        text = _TAG.sub("", _BREAK.sub("\n", _POINT.sub("\n- ", text)))
    return html.unescape(text) if "&" in text else text


def _points(found: re.Match[str]) -> str:
    inside = found[1]
    if _POINT.search(inside):
        return f"\n{inside}\n"
    lines = [line for line in _split(f" {inside.strip()}") if line.strip()]
    return "\n" + "\n".join(f"- {line.strip()}" for line in lines) + "\n"


def _split(inside: str) -> list[str]:
    """Parts at dashes; a dash before a small letter (which `[^a-z]` cannot tell) joins again."""
    parts: list[str] = []
    for piece in _DASH.split(inside):
        if parts and piece[:1].islower():
            parts[-1] = f"{parts[-1]} - {piece}"
        else:
            parts.append(piece)
    return parts
