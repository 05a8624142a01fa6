"""What still stands between a draft and its submission (Điều kiện trình ký). Pure."""

from dataclasses import dataclass

from tracker.reports import wording
from tracker.reports.figures import Figures
from tracker.vietnamese import first_upper, short_date, two_digits


@dataclass(frozen=True)
class Check:
    """One condition: whether it is met, in words, what backs it, and where to mend it."""

    is_met: bool
    text: str
    detail: str = ""
    endpoint: str = ""  # of the page that mends it
    action: str = ""


def checks(found: Figures, waiting: int, *, has_texts: bool) -> tuple[Check, ...]:
    """The conditions in the order of work; `waiting`: reports nobody confirmed yet."""
    issued = [m for m in found.meetings if m.minutes]
    held = "; ".join(m.minutes or f"họp ngày {short_date(m.held_on)}" for m in found.meetings)
    unreported = ", ".join(str(i.position) for i in found.unreported)
    return (
        Check(
            not found.is_provisional,
            "Kỳ số liệu đã kết thúc",
            f"Số liệu đến hết ngày {short_date(found.ends_on)}",
        ),
        Check(
            bool(found.items),
            "Có kế hoạch đang thực hiện",
            wording.plan_line(found),
            "plans.listing",
            "Mở kế hoạch",
        ),
        Check(
            bool(found.meetings) and len(issued) == len(found.meetings),
            "Biên bản giao ban trong kỳ đã phát hành",
            held or "Chưa có cuộc họp trong kỳ",
            "meetings.listing",
            "Mở giao ban",
        ),
        Check(
            found.is_round_signed,
            "Kết quả khảo sát đã ký",
            first_upper(wording.index_basis(found)),
            "surveys.listing",
            "Mở khảo sát",
        ),
        Check(
            not unreported,
            "Mọi nhiệm vụ có báo cáo được xác nhận trong kỳ",
            f"Nhiệm vụ chưa có: {unreported}" if unreported else "",
            "progress.confirm_list",
            "Xem",
        ),
        Check(
            waiting == 0,
            "Không còn báo cáo chờ xác nhận",
            f"{two_digits(waiting)} báo cáo" if waiting else "",
            "progress.confirm_list",
            "Xem",
        ),
        Check(has_texts, "Văn phòng đã xem lại các mục tồn tại, phương hướng, kiến nghị"),
    )
