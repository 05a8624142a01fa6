"""Fixed words of surveys: formulas, channels, states of a round, groups of tallies. Pure."""

from enum import StrEnum


class Formula(StrEnum):
    """How an index is made of answers (DOMAIN A1)."""

    SATISFIED_SHARE = "satisfied_share"  # A
    MEAN_OF_MAX = "mean_of_max"  # B


class Channel(StrEnum):
    PAPER = "paper"
    ONLINE = "online"
    OPEN = "open"  # the public form, without codes: reported apart from coded forms
    KIOSK = "kiosk"


class RoundState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    REPORTED = "reported"
    SIGNED = "signed"


COLLECTING = frozenset({RoundState.DRAFT, RoundState.OPEN})  # nothing of the round is frozen yet


class Group(StrEnum):
    """Which part of the responses a tally adds up."""

    ALL = "all"
    UNIT = "unit"
    FIELD = "field"
    CHANNEL = "channel"


class Part(StrEnum):
    """The two parts of a drawn sample."""

    OFFICIAL = "official"
    RESERVE = "reserve"


class Unreached(StrEnum):
    """Why somebody of the sample could not be asked; fixed words, so that no name is typed."""

    NO_CONTACT = "no-contact"
    REFUSED = "refused"
    MOVED = "moved"
    NOT_CONCERNED = "not-concerned"
    OTHER = "other"


PART_WORDS = {Part.OFFICIAL: "Chính thức", Part.RESERVE: "Dự bị"}

UNREACHED_WORDS = {
    Unreached.NO_CONTACT: "Không liên hệ được",
    Unreached.REFUSED: "Từ chối trả lời",
    Unreached.MOVED: "Chuyển đi nơi khác",
    Unreached.NOT_CONCERNED: "Không đúng đối tượng",
    Unreached.OTHER: "Lý do khác",
}

CHANNEL_WORDS = {
    Channel.PAPER: "Phiếu giấy",
    Channel.ONLINE: "Trực tuyến",
    Channel.OPEN: "Trực tuyến, không mã",
    Channel.KIOSK: "Máy tại quầy",
}

ROUND_WORDS = {
    RoundState.DRAFT: "Đang chuẩn bị",
    RoundState.OPEN: "Đang thu phiếu",
    RoundState.CLOSED: "Đã đóng",
    RoundState.REPORTED: "Đã có báo cáo",
    RoundState.SIGNED: "Đã ký",
}

FORMULA_WORDS = {
    Formula.SATISFIED_SHARE: "tỷ lệ câu trả lời hài lòng và rất hài lòng",
    Formula.MEAN_OF_MAX: "điểm trung bình so với điểm tối đa",
}
