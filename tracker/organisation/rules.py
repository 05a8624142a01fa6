"""Words of an agency: its kind, its titles, the kinds of units and days. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum


class AgencyKind(StrEnum):
    DEPARTMENT = "so"  # sở, ban, ngành cấp tỉnh
    COMMUNE = "xa"  # xã, phường, đặc khu


class UnitKind(StrEnum):
    INTERNAL = "internal"  # phòng, trung tâm thuộc cơ quan
    BODY = "body"  # ban biên tập, tổ công tác
    UNION = "union"  # công đoàn, chi đoàn
    OUTSIDE = "outside"  # cơ quan, tổ chức ngoài


class ChangeKind(StrEnum):
    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    DISSOLVED = "dissolved"


class AgencyChangeKind(StrEnum):
    """What a decision from above changed of a whole agency."""

    SUPERIOR = "superior"
    RENAMED = "renamed"
    MERGED = "merged"


class Held(StrEnum):
    """What a unit may still hold when it ends: each asks for a receiver, or goes with another."""

    LEAD = "lead"
    PARTNER = "partner"
    ORDER = "order"
    COORDINATION = "coordination"  # asked of it
    ASKED = "asked"  # coordination it asked for
    REQUEST = "request"  # a report on request, not answered
    DRAFT = "draft"
    QUOTA = "quota"
    GROUP = "group"
    OVERSIGHT = "oversight"
    PERSON = "person"
    OBSTACLE = "obstacle"  # goes with its item
    EXTENSION = "extension"  # goes with its item or order
    HAND_IN = "hand-in"  # a fact: stays


class Source(StrEnum):
    """Where a spelling of a unit comes from."""

    NAME = "name"
    SHORT = "short"
    FORMER = "former"
    ALIAS = "alias"


@dataclass(frozen=True)
class KnownName:
    """A spelling that means a unit or a group of one agency; exactly one id is set."""

    text: str
    unit_id: int | None
    group_id: int | None
    source: Source


class DayKind(StrEnum):
    OFF = "off"
    WORKING = "working"


class PeriodKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    NINE_MONTHS = "nine-months"
    YEAR = "year"


class Regime(StrEnum):
    """How periods are cut: the state's reporting regime, or plain months (DOMAIN A7)."""

    ND09 = "nd09"
    CALENDAR = "calendar"


UNIT_WORDS = {
    UnitKind.INTERNAL: "Phòng, đơn vị thuộc cơ quan",
    UnitKind.BODY: "Ban, tổ (ban biên tập, tổ công tác)",
    UnitKind.UNION: "Tổ chức đoàn thể",
    UnitKind.OUTSIDE: "Cơ quan, tổ chức ngoài",
}


@dataclass(frozen=True)
class Profile:
    """The words of one agency, as they stand on pages and papers (DOMAIN A12 to A14)."""

    office: str = "Văn phòng Sở"
    office_head: str = "Chánh Văn phòng Sở"
    office_head_sign: str = "CHÁNH VĂN PHÒNG"
    head: str = "Giám đốc Sở"
    head_sign: str = "GIÁM ĐỐC"
    deputy: str = "Phó Giám đốc Sở"
    deputy_sign: str = "PHÓ GIÁM ĐỐC"
    leaders: str = "lãnh đạo Sở"
    on_behalf: str = ""  # "TM. ỦY BAN NHÂN DÂN" in a commune
    report_to: str = "Sở Nội vụ"  # who gets the CCHC report
    short: str = "Sở"
    self_name: str = "Sở"  # "của Sở", in running text


COMMUNE = Profile(
    office="Văn phòng HĐND và UBND",
    office_head="Chánh Văn phòng HĐND và UBND",
    office_head_sign="CHÁNH VĂN PHÒNG",
    head="Chủ tịch UBND",
    head_sign="CHỦ TỊCH",
    deputy="Phó Chủ tịch UBND",
    deputy_sign="PHÓ CHỦ TỊCH",
    leaders="lãnh đạo UBND",
    on_behalf="TM. ỦY BAN NHÂN DÂN",
    report_to="Sở Nội vụ",
    short="UBND",
    self_name="UBND",
)


def profile(kind: AgencyKind, words: Mapping[str, str]) -> Profile:
    """The profile of a kind of agency with the agency's own `words` laid over it.

    Words the profile does not know are left aside.
    """
    base = Profile() if kind is AgencyKind.DEPARTMENT else COMMUNE
    known = {f.name: words.get(f.name) or getattr(base, f.name) for f in fields(Profile)}
    return Profile(**known)


@dataclass(frozen=True)
class Renaming:
    """A dated change of an agency's name or superior, with what stood there before."""

    kind: AgencyChangeKind
    on: date
    before: str


def agency_head_on(
    name: str, superior: str, changes: Iterable[Renaming], day: date
) -> tuple[str, str]:
    """Name and superior of an agency on `day`: today's, with later changes undone."""
    later = [change for change in changes if change.on > day]
    for change in sorted(later, key=lambda change: change.on, reverse=True):
        if change.kind is AgencyChangeKind.RENAMED:
            name = change.before
        elif change.kind is AgencyChangeKind.SUPERIOR:
            superior = change.before
    return name, superior


_SMALL_WORDS = frozenset({"tỉnh", "thành", "phố", "huyện", "quận", "thị", "xã", "phường", "và"})
_PEOPLES_COMMITTEE = "ỦY BAN NHÂN DÂN"


def letter_name(name: str, superior: str) -> str:
    """The agency's name in a letterhead: capitals, without the place that its superior names.

    Sở Tư pháp tỉnh Khánh Hòa under UBND TỈNH KHÁNH HÒA is SỞ TƯ PHÁP.
    """
    capitals, above = name.upper(), superior.upper()
    for word in (" TỈNH ", " THÀNH PHỐ "):
        start = capitals.rfind(word)
        if start > 0 and above.endswith(capitals[start:]):
            return capitals[:start]
    return capitals


def running_name(capitals: str) -> str:
    """A superior printed in capitals as running text: UBND TỈNH AN HẢI is UBND tỉnh An Hải."""
    text = capitals.upper()
    head = ""
    for known, said in (("UBND", "UBND"), (_PEOPLES_COMMITTEE, "Ủy ban nhân dân")):
        if text.startswith(known):
            head, text = said, text.removeprefix(known)
    words = [w.lower() if w.lower() in _SMALL_WORDS else w.capitalize() for w in text.split()]
    return " ".join(filter(None, (head, *words)))


@dataclass(frozen=True)
class Settings:
    """What an agency may set; defaults are those of DOMAIN."""

    soon_days: int = 7  # A8: sắp đến hạn
    return_days: int = 2  # a returned report gets so many working days
    cutoff_working_days: int = 2  # A7, regime nd09
    report_due_day: int = 20  # A7: the agency's own report, day of the window's last month
    before_means_before: bool = False  # A5: "trước ngày X" is due on X unless set
    head_approves: bool = False  # A9: the unit's head approves before a report is sent
    channel_share_points: int = 20  # A4: how far the share of a channel may move between rounds
    rank_people: int = 30  # fewest people of a unit that is ranked (đủ điều kiện đánh giá)


def settings(stored: Mapping[str, object]) -> Settings:
    """The settings with what the agency `stored` laid over the defaults; unknown names are left."""
    known = {f.name: stored.get(f.name, getattr(Settings(), f.name)) for f in fields(Settings)}
    return Settings(**known)  # type: ignore[arg-type]
