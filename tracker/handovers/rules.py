"""What an ended unit still holds, in words, and what may become of each thing. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.organisation.rules import Held

ONE_DAY = timedelta(days=1)

HELD_WORDS = {
    Held.LEAD: "Nhiệm vụ đang chủ trì",
    Held.PARTNER: "Nhiệm vụ đang phối hợp",
    Held.ORDER: "Kết luận, chỉ đạo đang mở",
    Held.COORDINATION: "Đề nghị phối hợp chưa trả lời",
    Held.ASKED: "Đề nghị phối hợp đã gửi, chờ trả lời",
    Held.REQUEST: "Báo cáo theo yêu cầu chưa gửi",
    Held.DRAFT: "Báo cáo đang soạn",
    Held.QUOTA: "Cỡ mẫu của đợt khảo sát đang mở",
    Held.GROUP: "Thành viên nhóm đơn vị",
    Held.OVERSIGHT: "Lãnh đạo phụ trách",
    Held.PERSON: "Người của đơn vị",
    Held.OBSTACLE: "Vướng mắc đang mở",
    Held.EXTENSION: "Đề nghị gia hạn chờ quyết định",
    Held.HAND_IN: "Phiếu đã bàn giao của đợt đang mở",
}


class DutyKind(StrEnum):
    """What a person may hold when she leaves."""

    PLACE = "place"
    DRAFT = "draft"
    RETURNED = "returned"
    OVERSIGHT = "oversight"
    DELEGATION = "delegation"
    SERIES = "series"
    MEETING = "meeting"
    FILTERS = "filters"


DUTY_WORDS = {
    DutyKind.PLACE: "Nơi công tác",
    DutyKind.DRAFT: "Báo cáo, văn bản đang soạn",
    DutyKind.RETURNED: "Báo cáo bị trả lại, chờ gửi lại",
    DutyKind.OVERSIGHT: "Đơn vị phụ trách",
    DutyKind.DELEGATION: "Ủy quyền còn hiệu lực",
    DutyKind.SERIES: "Chủ trì, thư ký lịch họp định kỳ",
    DutyKind.MEETING: "Chủ trì, thư ký cuộc họp sắp tới",
    DutyKind.FILTERS: "Bộ lọc đã lưu",
}
# What becomes of each with a colleague, and without one.
DUTY_FATES = {
    DutyKind.PLACE: "Kết thúc vào ngày công tác cuối cùng; tên và chức danh của ngày đó vẫn giữ.",
    DutyKind.DRAFT: "Chuyển cho người tiếp nhận; không có thì ở lại với tài khoản.",
    DutyKind.RETURNED: "Đơn vị gửi lại: ai trong đơn vị cũng gửi được.",
    DutyKind.OVERSIGHT: "Kết thúc; chuyển cho người tiếp nhận nếu là lãnh đạo.",
    DutyKind.DELEGATION: "Kết thúc vào ngày công tác cuối cùng.",
    DutyKind.SERIES: "Chuyển cho người tiếp nhận; không có thì để trống, chọn lại ở lịch họp.",
    DutyKind.MEETING: "Chuyển cho người tiếp nhận; không có thì để trống, chọn lại ở cuộc họp.",
    DutyKind.FILTERS: "Chép cho người tiếp nhận nếu người đó chưa lưu bộ lọc nào.",
}


@dataclass(frozen=True)
class Duty:
    """One thing a person holds, as a row of the page. `link_id`: of the page that shows it."""

    kind: DutyKind
    id: int
    text: str
    more: str
    link_id: int | None
    on: date | None


# What follows by itself, and why no receiver is asked.
FOLLOWS = {
    Held.OBSTACLE: "Đi theo nhiệm vụ: đơn vị nhận nhiệm vụ theo dõi tiếp.",
    Held.EXTENSION: "Đi theo nhiệm vụ, kết luận: quyết định của lãnh đạo áp dụng cho đơn vị nhận.",
    Held.HAND_IN: "Số phiếu đã bàn giao giữ nguyên tên đơn vị cũ.",
}
# What may end together with the unit, with nobody to take it over.
MAY_END = frozenset({Held.PARTNER, Held.DRAFT, Held.GROUP, Held.OVERSIGHT, Held.PERSON})


@dataclass(frozen=True)
class Holding:
    """One thing a unit holds, as a row of the page. `link_id`: of the page that shows it."""

    thing: Held
    thing_id: int
    unit_id: int
    link_id: int | None
    number: int | None  # the item's number in the appendix
    text: str
    due_on: date | None

    @property
    def key(self) -> str:
        """Its name in a form."""
        return f"{self.thing.name.lower()}_{self.thing_id}"

    @property
    def needs_receiver(self) -> bool:
        """Whether somebody must be named for it."""
        return self.thing not in FOLLOWS


@dataclass(frozen=True)
class Choice:
    """What was chosen for one thing: a receiver, or that it ends with the unit."""

    to_unit_id: int | None  # None: it ends


END, LATER = "end", "later"


def choice_of(typed: str, default_id: int | None, holding: Holding) -> Choice | None:
    """What a row's field means; None leaves the thing without a receiver.

    "" is the receiver chosen for all, "later" nobody yet, "end" nobody for good.
    """
    if typed == END and holding.thing in MAY_END:
        return Choice(None)
    if typed.isdecimal():
        return Choice(int(typed))
    if typed == "" and default_id is not None:
        return Choice(default_id)
    return None


def last_day(on: date, since: date | None) -> date:
    """The last day of something dated that ends with the change on `on`, never before it began."""
    day = on - ONE_DAY
    return max(day, since) if since else day
