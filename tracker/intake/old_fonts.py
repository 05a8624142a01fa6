"""Text typed in the old .VnTime fonts (TCVN3, "ABC"), whose letters mean others than they are."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tracker.intake.numbering import W, value_of

# TCVN 5712:1993, third table: what stands at each place from A1 up; a space is no letter.
_PLACES = (
    "ĂÂÊÔƠƯĐăâêôơưđ"  # A1…AE
    "      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ"  # AF…FE
)
_LETTERS = {0xA1 + place: letter for place, letter in enumerate(_PLACES) if letter != " "}


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """`text` in Unicode letters; unchanged where it holds letters that TCVN3 cannot hold."""
    if any(ord(letter) > 0xFF for letter in text):
        return text
    plain = text.translate(_LETTERS)
    return plain.upper() if capitals else plain


@dataclass
class Fonts:
    """Tells the font of each run of a document: its own, its paragraph style's, the default."""

    styles: dict[str, tuple[str, str]] = field(default_factory=dict)  # font, parent
    default: str = ""
    normal: str = ""

    def read_styles(self, root: Any) -> None:
        """Take the fonts of word/styles.xml."""
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault")
        self.default = _font(defaults) if defaults is not None else ""
        for style in root.iter(W + "style"):
            name = style.get(W + "styleId", "")
            self.styles[name] = (_font(style), value_of(style, "basedOn") or "")
            if style.get(W + "type") == "paragraph" and style.get(W + "default") == "1":
                self.normal = name

    def reader_of(self, paragraph: Any) -> Callable[[Any, str], str]:
        """What turns (run, text) of this paragraph into Unicode."""
        name = value_of(paragraph, "pPr", "pStyle") or self.normal
        inherited = ""
        for _ in range(10):  # styles of a damaged file may run in a circle
            inherited, parent = self.styles.get(name, ("", ""))
            if inherited or not parent:
                break
            name = parent

        def read(run: Any, text: str) -> str:
            font = (_font(run) or inherited or self.default).lower()
            if not font.startswith(".vn"):
                return text
            return from_tcvn3(text, capitals=font.endswith("h"))

        return read


def _font(element: Any) -> str:
    fonts = element.find(f"{W}rPr/{W}rFonts")
    return "" if fonts is None else fonts.get(W + "ascii", "") or fonts.get(W + "hAnsi", "")
