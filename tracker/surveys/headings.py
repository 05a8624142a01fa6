"""What the heading of one column says: a question, a level to tick, or a fact about the form. Pure.

Headings are understood by meaning, in the words and codes that offices use.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from tracker.surveys.answers import AnswerReader, Value, shown
from tracker.surveys.rules import Method
from tracker.vietnamese import fold, tidy

_CODED = re.compile(r"(?:cau hoi so|cau hoi|cau so|cau|ch|c|q) ?[.:]? ?0*([0-9]{1,3})(?![0-9])(.*)")
_NUMBERING = re.compile(r"^[0-9]{1,3} ?[.):/-] ?")
_BRACKETED = re.compile(r"\[([^\[\]]+)\]$")  # a grid of an online form: "Group [Question]"
_SEPARATORS = " .,:;-–_/()[]"
_LONGEST = 60  # letters of a heading that names a fact; a longer one is a title


class Role(StrEnum):
    """What a column beside the answers holds."""

    NUMBER = "number"
    DAY = "day"
    CHANNEL = "channel"
    FIELD = "field"
    UNIT = "unit"
    REMARK = "remark"


# The better heading stands first: "STT" numbers a form only where there is no "Số phiếu".
_ROLES = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (Role.NUMBER, r"(so|ma|ma so|so hieu) phieu.*|phieu( so)?|ma so"),
        (Role.NUMBER, r"stt|tt|so tt|so thu tu"),
        (Role.DAY, r"ngay(?! (sinh|nhap|cap)).*"),
        (Role.DAY, r"thoi (gian|diem)( khao sat| tra loi| thu phieu| danh gia)?|dau thoi gian"),
        (Role.CHANNEL, r"kenh.*"),
        (Role.CHANNEL, r"(hinh|phuong|cach) thuc( khao sat| thu( phieu)?| phat phieu| tra loi)?"),
        (Role.FIELD, r"(ten )?linh vuc.*"),
        (Role.FIELD, r"(ten |nhom |loai )?(thu tuc|tthc|ho so|dich vu)( hanh chinh)?"),
        (Role.UNIT, r"(ten )?don vi.*"),
        (Role.UNIT, r"(phong|co quan|bo phan|noi (giai quyet|khao sat|tiep nhan))( .*)?"),
        (Role.REMARK, r"(cac )?y kien.*|gop y.*|kien nghi.*|de xuat.*|nhan xet.*"),
    )
)
_STATED = re.compile(r"(kenh|linh vuc|don vi)[^:]{0,30}:(.+)")
_STATED_ROLES = {"kenh": Role.CHANNEL, "linh vuc": Role.FIELD, "don vi": Role.UNIT}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of an answer column. `place` None: a code that the method does not have."""

    place: int | None
    level: int | None
    code: str


class HeadingReader:
    """Reads the headings of one method; remembers what it has read, as tables repeat words."""

    def __init__(self, method: Method) -> None:
        self._levels = AnswerReader(method.scale)
        self._texts = {
            _key(text): Heading(place, None, question.code)
            for place, question in enumerate(method.questions)
            for text in (question.code, question.text, *question.wordings)
        }
        self._numbers = {
            int(digits): self._texts[_key(question.code)]
            for question in method.questions
            if (digits := re.sub(r"\D", "", question.code))
        }
        self._known: dict[str, Heading | None] = {}

    def heading(self, value: Value) -> Heading | None:
        """The question a heading names by code or text, with its level if it says one; else None.

        Understands "C1", "Câu 01", "C1. <words>", "C1.5", "C1 - Hài lòng" and the question's text.
        """
        if not isinstance(value, str) or not value:
            return None
        if value not in self._known:
            self._known[value] = self._read(fold(tidy(value)))
        return self._known[value]

    def level(self, value: Value) -> int | None:
        """The level that a heading such as "5" or "Rất hài lòng" stands for; else None."""
        return self._levels.label(value)

    def _by_text(self, typed: str) -> Heading | None:
        """The question of these words, whether numbered or not."""
        return self._texts.get(_key(typed)) or self._texts.get(_key(_NUMBERING.sub("", typed)))

    def _read(self, typed: str) -> Heading | None:
        by_text = self._by_text(typed)
        if by_text is None and (row := _BRACKETED.search(typed)):
            by_text = self._by_text(row[1])
        match = None if by_text else _CODED.fullmatch(typed)
        if match is None or (match[2] and match[2][0] not in _SEPARATORS):
            return by_text
        rest = match[2].strip(_SEPARATORS)
        known = self._numbers.get(int(match[1]))
        level = self.level(rest) if rest else None
        return Heading(known.place if known else None, level, f"C{match[1]}")


def role_of(value: Value) -> tuple[int, Role] | None:
    """What a heading beside the answers names, with its rank (lower is the better heading)."""
    typed = _key(fold(shown(value)))
    if not typed or len(typed) > _LONGEST or ":" in typed:
        return None
    return next(
        ((rank, role) for rank, (role, words) in enumerate(_ROLES) if words.fullmatch(typed)), None
    )


def stated(value: Value) -> tuple[Role, str] | None:
    """What a line above the table says of all its forms, like "Đơn vị: Phòng A"; else None."""
    if not isinstance(value, str):
        return None
    text = tidy(value)
    match = _STATED.fullmatch(fold(text))
    if match is None:
        return None
    said = text.partition(":")[2].strip(" .;")
    return (_STATED_ROLES[match[1]], said) if said else None


def _key(text: str) -> str:
    return fold(tidy(text)).strip(_SEPARATORS)
