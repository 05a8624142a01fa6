"""Takes a cell of units apart and names them: as typed, or by known names and aliases."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tracker.organisation.rules import KnownName
from tracker.vietnamese import fold, tidy

# Words a unit's name begins with. Others ("dịch vụ", "giáo dục") go on with the name before them.
_HEADS = (
    "ban|bảo hiểm|bệnh viện|bộ|bộ phận|bưu điện|cá nhân|các|cán bộ|chánh|chi bộ|chi cục|chi đoàn"
    "|chi nhánh|công an|công chức|công đoàn|công ty|cục|đảng bộ|đảng ủy|đảng uỷ|đài|đoàn|đội|đơn vị"
    "|giám đốc|hđnd|hội|hội đồng|hợp tác xã|kế toán|kho bạc|khoa|lãnh đạo|liên đoàn|mặt trận|mọi"
    "|ngân hàng|người|nhà|nhân viên|phó|phòng|quản trị|sở|tất cả|thanh tra|thành viên|thủ trưởng"
    "|thư viện|thuế|tổ|tòa án|toà án|toàn thể|tổng công ty|trạm|trung tâm|trưởng|tt|ubnd|ủy ban"
    "|uỷ ban|văn phòng|văn thư|viện|viên chức|viện kiểm sát|vp|vụ|cơ quan|doanh nghiệp|hạt|chủ tịch"
    "|bí thư|mttq|đoàn thể|báo"
)
_HEAD = re.compile(rf"(?:{_HEADS})\b")
_BARE_HEAD = re.compile(rf"(?:{_HEADS})")
# Words that name no one by themselves: what follows them is still their name.
_NO_NAME = frozenset(
    {"sở", "bộ", "ban", "phòng", "trung tâm", "trưởng", "phó", "cá nhân", "các", "tổ", "đội", "vụ"}
)
_STAFF = re.compile(r"(?:cán bộ|công chức|viên chức|người lao động|nhân viên)")
# A group's words: "các phòng, trung tâm thuộc Sở", "các sở, ban, ngành".
_NOUN = (
    r"(?:phong|ban|to|doi|trung tam|tt|don vi|co quan|to chuc|doan the|chi cuc|so|nganh|dia phuong"
    r"|xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|dac khu|bo phan|khoa|bo mon|hoi|cap)"
)
_TRAIT = r"(?: (?:chuyen mon|nghiep vu|su nghiep|truc thuoc|chuc nang|hanh chinh|co lien quan))*"
_FOLLOWS = r"(?:thuoc|truc thuoc|lien quan|cua|co|khac|tren|trong|o|tai)\b"
_LIST_SO_FAR = re.compile(rf"(?:.* )?cac {_NOUN}{_TRAIT}(?:(?:,| va) {_NOUN}{_TRAIT})*")
_LIST_ON = re.compile(rf"{_NOUN}{_TRAIT}(?:$|[,;(]| va | {_FOLLOWS})")
LONGEST_LIST = 2_000  # letters; a longer cell is no list of units and stays whole
_CONNECTORS = frozenset({"của", "và", "thuộc", "với"})
_PARTNERS = re.compile(
    r"[;,.\n]?\s*\(?(?:đơn vị |cơ quan |các đơn vị )?phối hợp(?: thực hiện| với)?\s*:\s*",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\s*[,;(]?\s*(?:là đơn vị |làm )?(?:chủ trì)?\s*[,;)]?\s*phối hợp (?:với|cùng(?: với)?)\s+",
    re.IGNORECASE,
)
_LEADS = re.compile(r"^(?:đơn vị |cơ quan )?chủ trì(?: thực hiện)?\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit the agency has: the name to use and other wordings that mean it."""

    name: str
    aliases: tuple[str, ...] = ()


def gathered(names: Iterable[KnownName]) -> list[KnownUnit]:
    """The units and groups behind an agency's spellings, each under its first, the name in use."""
    spellings: dict[tuple[int | None, int | None], list[str]] = {}
    for name in names:
        spellings.setdefault((name.unit_id, name.group_id), []).append(name.text)
    return [KnownUnit(first, tuple(rest)) for first, *rest in spellings.values()]


def begins_unit(text: str, before: str) -> bool:
    """Whether a line begins another unit rather than going on with the one before it.

    It does when it starts with a word that units start with, in capitals, and the line before has
    more than such a word alone and does not end in a word or comma that asks for more.
    """
    words, name = tidy(before).lower(), tidy(text).lower()
    last = re.split(r"[;,] ?", words)[-1]
    if words.endswith((",", "(", "-")) or words.split(" ")[-1] in _CONNECTORS:
        return False
    if name in _NO_NAME or (last in _NO_NAME or (last == "văn phòng" and name == "sở")):
        return False
    return text[:1].isupper() and _HEAD.match(name) is not None


def parted(text: str) -> tuple[str, str]:
    """Lead and partner words of a cell that holds both.

    "Chủ trì: A; Phối hợp: B", "A chủ trì, phối hợp với B".
    """
    found = _PARTNERS.search(text) or _WITH.search(text)
    if found is None:
        return _LEADS.sub("", text), ""
    return _LEADS.sub("", text[: found.start()]), text[found.end() :].rstrip(")")


def unit_names(text: str, known: Sequence[KnownUnit] = ()) -> list[str]:
    """The units of a cell as typed, in order, spaces collapsed, none twice.

    `,` `;`, line breaks and "và" before another unit part them, but not inside brackets, inside a
    group's words or inside a known name. Brackets after a group list its members, which count
    instead of the group.
    """
    if len(text) > LONGEST_LIST:
        return [tidy(text)]
    names: list[str] = []
    for piece in _pieces(_one_line(text), _spoken_with_commas(known)):
        for name in _members(piece):
            plain = re.sub(r"^[-–+•*]\s*", "", name).strip(" .;,:")
            if plain and plain not in names:
                names.append(plain)
    return names


def _one_line(text: str) -> str:
    """Lines as one: a new unit after `;`, the rest of a name after a space."""
    joined = ""
    for line in (tidy(line) for line in text.split("\n")):
        mark = re.match(r"[-–+•*]\s*", line)
        plain = line[mark.end() :] if mark else line
        if joined and plain:
            joined += "; " if mark or begins_unit(plain, joined) else " "
        joined += plain
    return joined


def _spoken_with_commas(known: Sequence[KnownUnit]) -> list[str]:
    """Folded known names that hold a separator, the longest first."""
    names = (fold(tidy(name)) for unit in known for name in (unit.name, *unit.aliases))
    return sorted((n for n in names if "," in n or " va " in n), key=len, reverse=True)


def _pieces(text: str, whole: Iterable[str]) -> Iterator[str]:
    folded = fold(text)
    kept = [m.span() for name in whole for m in re.finditer(re.escape(name), folded)]
    start = depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")" and depth > 0)
        if depth or any(a < place < b for a, b in kept):
            continue
        size = _separator(text, folded, start, place)
        if size:
            yield text[start:place].strip()
            start = place + size
    yield text[start:].strip()


def _separator(text: str, folded: str, start: int, place: int) -> int:
    """How many characters part two units at this place; 0 where nothing does."""
    if text[place] == ";":
        return 1
    size = 4 if folded.startswith(" va ", place) else int(text[place] in ",/")
    left, right = text[start:place].strip(), text[place + max(size, 1) :].strip()
    if not size or (_LIST_SO_FAR.fullmatch(fold(left)) and _LIST_ON.match(fold(right))):
        return 0
    if left.lower() in _NO_NAME or (_ends_in_staff(left) and _STAFF.match(right.lower())):
        return 0
    if size == 4:
        begins = right[:1].isupper() and not left.upper().endswith(("HĐND", "ĐBQH"))
    else:
        begins = True
    headed = _HEAD.match(right.lower()) is not None
    return size if (begins and headed) or (size == 1 and _is_short(left, right)) else 0


def _ends_in_staff(left: str) -> bool:
    return re.search(rf"{_STAFF.pattern}$", left.lower()) is not None


def _is_short(left: str, right: str) -> bool:
    """Whether what follows a comma is a name in capitals ("HCTP, BTTP") or of a person.

    Where everything is in capitals they tell nothing: only a single word is such a name then.
    """
    following = re.split(r"[,;]", right)[0].strip()
    words = following.split(" ")
    if following.isupper():
        return len(words) == 1 or not left.isupper()
    return 2 <= len(words) <= 4 and all(word[:1].isupper() for word in words)


def _members(piece: str) -> list[str]:
    """The units in the brackets after a group's words; otherwise the piece itself."""
    found = re.fullmatch(r"((?:tất cả )?các\b[^()]*)\(([^()]+)\)\.?", piece, re.IGNORECASE)
    inside = re.sub(r"^(gồm|bao gồm|như)\s*:?\s*", "", found[2]) if found else ""
    names = list(_pieces(inside, ()))
    return names if names and all(_HEAD.match(name.lower()) for name in names) else [piece]


@dataclass
class UnitNamer:
    """Gives each typed name the form to use, over a whole appendix.

    With known units: their name for any of their wordings. Else the first spelling of names that
    differ only in case. `unknown` keeps, in order, the names in use that are no known unit.
    """

    known: Sequence[KnownUnit] = ()
    first: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for unit in self.known:
            for name in (unit.name, *unit.aliases):
                self.first.setdefault(tidy(name).casefold(), tidy(unit.name))
        self._names = frozenset(tidy(unit.name) for unit in self.known)

    def named(self, text: str) -> tuple[str, ...]:
        """The units of a cell in the form to use, in the order of the cell, none twice."""
        names: list[str] = []
        for typed in unit_names(text, self.known):
            bare = re.sub(r"\s*\([^()]*\)$", "", typed).casefold()
            key = typed.casefold()
            name = self.first.get(key) or (self.first.get(bare) if self.known else None)
            if name is None:
                name = self.first[key] = typed
                self.unknown.append(typed)
            if name not in names:
                names.append(name)
        return tuple(names)
