"""The words of one reminder: everything one person has to know today, in one letter. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.reminders.rules import Kind, Step
from tracker.vietnamese import first_upper, roman, short_date, tidy, two_digits

HEADINGS = {
    Kind.REPORT: "Báo cáo của đơn vị",
    Kind.REQUEST: "Báo cáo theo yêu cầu",
    Kind.ITEM: "Nhiệm vụ có thời hạn",
    Kind.ORDER: "Kết luận, chỉ đạo",
    Kind.COORDINATION: "Đề nghị phối hợp",
    Kind.HAND_IN: "Bàn giao phiếu khảo sát",
    Kind.ROUND: "Đợt khảo sát",
    Kind.MEETING: "Họp giao ban",
    Kind.AGENCY_REPORT: "Báo cáo của cơ quan",
}
NOUNS = {
    Kind.REPORT: "báo cáo",
    Kind.REQUEST: "báo cáo theo yêu cầu",
    Kind.ITEM: "nhiệm vụ",
    Kind.ORDER: "kết luận, chỉ đạo",
    Kind.COORDINATION: "đề nghị phối hợp",
    Kind.HAND_IN: "lần bàn giao phiếu",
    Kind.ROUND: "việc của đợt khảo sát",
    Kind.MEETING: "cuộc họp",
    Kind.AGENCY_REPORT: "báo cáo của cơ quan",
}
LATE = {Kind.REPORT: "chậm báo cáo", Kind.AGENCY_REPORT: "chậm báo cáo"}


@dataclass(frozen=True)
class Reader:
    """Who reads: the name as on a paper, and the units that need no naming to him."""

    name: str
    unit_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Sender:
    """In whose name the letter is written, and the address its links begin with."""

    agency: str
    office: str
    base_url: str = ""


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str


def compose(sender: Sender, reader: Reader, steps: Sequence[Step], today: date) -> Letter:
    """One letter that holds all of `steps`, each kind under its heading, the oldest day first."""
    groups = [
        (kind, sorted((s for s in steps if s.matter.kind is kind), key=_order))
        for kind in Kind
        if any(s.matter.kind is kind for s in steps)
    ]
    counts = ", ".join(f"{two_digits(len(group))} {NOUNS[kind]}" for kind, group in groups)
    lines = [
        f"Kính gửi: {reader.name}.",
        "",
        f"{sender.agency}: việc đến hạn, quá hạn tính đến ngày {short_date(today)}.",
    ]
    for number, (kind, group) in enumerate(groups, start=1):
        lines += ["", f"{roman(number)}. {HEADINGS[kind]} ({two_digits(len(group))})"]
        for step in group:
            lines += _lines(step, sender, reader, today)
    lines += ["", *_ending(sender)]
    return Letter(f"Đôn đốc ngày {short_date(today)}: {counts}", "\n".join(lines) + "\n")


def _order(step: Step) -> tuple[date, str, str]:
    return (step.matter.due_on, step.matter.unit, step.matter.key)


def _lines(step: Step, sender: Sender, reader: Reader, today: date) -> Iterable[str]:
    matter, is_own = step.matter, step.matter.unit_id in reader.unit_ids
    whose = f" ({tidy(matter.unit)})" if matter.unit and not is_own else ""
    about = f": {tidy(matter.about).rstrip(' .;')}" if matter.about else ""
    yield f"- {tidy(matter.what)}{whose}{about}. {when(step, today)}"
    if sender.base_url:
        yield f"  {sender.base_url}{(is_own and matter.done_at) or matter.path}"


def when(step: Step, today: date) -> str:
    """The day of a matter and how far off it is, as a sentence."""
    due_on, days = step.matter.due_on, (today - step.matter.due_on).days
    if step.matter.kind is Kind.MEETING:
        return f"Họp ngày {short_date(due_on)}{', chưa ghi kết quả' if days > 0 else ''}."
    if days < 0:
        return f"Hạn {short_date(due_on)}, còn {-days} ngày."
    if days == 0:
        return f"Hạn {short_date(due_on)}, đến hạn hôm nay."
    return f"Hạn {short_date(due_on)}, {LATE.get(step.matter.kind, 'quá hạn')} {days} ngày."


def _ending(sender: Sender) -> list[str]:
    where = f" {sender.base_url}/account" if sender.base_url else ""
    return [
        "--",
        f"{first_upper(sender.office)}. Thư gửi tự động; trả lời thư này không có người nhận.",
        f"Việc đã làm xong mà vẫn có trong thư: ghi vào hệ thống, hoặc báo {sender.office}.",
        f"Tắt thư tại trang Tài khoản.{where}",
    ]
