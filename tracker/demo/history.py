"""A year of the demo: reports every period, confirmations, and what is late, silent and blocked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy.orm import Session

from tracker.clock import HOUSE_ZONE
from tracker.demo.appendix import EDITORS, OFFICE, RECORDS, REVIEW, SUPPORT
from tracker.demo.people import House
from tracker.organisation.models import Period
from tracker.organisation.queries import find_periods
from tracker.plans.models import ActionItem, Plan
from tracker.plans.obligations import periods_owed
from tracker.plans.queries import ItemFilter, find_items
from tracker.plans.rules import DeadlineKind, Progress
from tracker.progress.commands import (
    EvidenceDraft,
    Place,
    ReportDraft,
    confirm_report,
    return_report,
    send_report,
)
from tracker.progress.models import Report
from tracker.progress.queries.judges import find_judges
from tracker.progress.queries.reports import get_report
from tracker.progress.queries.states import Owing, find_owing
from tracker.progress.rules import EvidenceKind

Line = tuple[int, str]  # item number, unit name

# Past periods left unreported, counted back from the last one whose cut-off has passed.
SILENT: dict[Line, int] = {(9, RECORDS): 2, (5, REVIEW): 1, (13, OFFICE): 1}
RETURNED: Line = (9, REVIEW)  # its last past report was sent back
DONE_AGO = {14: 95}  # item number -> days since its completion was sent
SENT_NOW: tuple[Line, ...] = ((1, OFFICE), (3, OFFICE), (6, SUPPORT), (5, RECORDS), (11, REVIEW))

MEETING_ITEM = 12

_SAID = {
    1: "Bố trí thêm {n} ghế ngồi, {m} bàn viết; giờ cao điểm không còn khách phải đứng chờ",
    2: "Đã đặt in {n}/24 biển chỉ dẫn, treo {m} biển tại tầng 1",
    3: "Tự đánh giá {n} quầy, {m} lượt nhắc nhở về cách hẹn giờ; không có phản ánh về thái độ",
    4: "Phát {n} nội dung hướng dẫn, {m} phóng sự ngắn trên màn hình khu vực chờ",
    5: "Cập nhật {n} quy trình, {m} biểu mẫu điền sẵn; đối chiếu xong với Cơ sở dữ liệu quốc gia",
    6: "Hỗ trợ {n} lượt nộp hồ sơ tại chỗ, {m} lượt qua điện thoại; 96% nộp thành công",
    7: "Ghi nhận {n} lỗi thanh toán, khắc phục {m} lỗi trong ngày; còn lỗi đối soát cuối tuần",
    8: "Đăng {n} tin, {m} bảng so sánh quy định mới về xác nhận thông tin",
    9: "Rà soát {n} thủ tục, đề xuất bỏ {m} loại giấy tờ trùng với dữ liệu đã có",
    10: "Kiểm tra chéo {n} hồ sơ, {m} hồ sơ phải yêu cầu bổ sung lần hai, đã rút kinh nghiệm",
    11: "Gửi {n} thông báo xin lỗi bằng tin nhắn, {m} hồ sơ được hẹn lại đúng ngày",
    12: "Tổ chức họp giao ban trong tháng, {n} kết luận, {m} kết luận đã thực hiện",
    13: "Tổ chức lớp bồi dưỡng cho {n} công chức, {m} tình huống được đưa vào tài liệu",
    14: "Niêm yết địa chỉ tại {n} vị trí; chuyên mục trên Cổng có {m} trả lời công khai",
    15: "Trả lời {n} phản ánh, {m} phản ánh trả lời trước hạn",
}


@dataclass(frozen=True)
class Scene:
    """What the year is played with."""

    session: Session
    house: House
    plan: Plan
    today: date
    random: Random


def play_year(scene: Scene, before: Callable[[date], None], met_from: str) -> None:
    """Send, confirm and return the reports of every period up to today.

    `before` is called with each cut-off before its reports are sent: meetings held until then.
    From the month `met_from` on their minutes report on the item of the meetings, not a person.
    """
    items = find_items(scene.session, ItemFilter(scene.house.agency.id, plan_id=scene.plan.id))
    rows = {p.code: p for p in _periods(scene)}
    owing = find_owing(scene.session, scene.house.agency, items)
    owed = sorted(_owed(owing, rows), key=lambda pair: (pair[1].cutoff_on, pair[0].item.id))
    for o, period in owed:
        before(period.cutoff_on)
        if o.item.position == MEETING_ITEM and period.code >= met_from:
            continue
        _play(scene, o, period, _past(o, rows, scene.today))


def _periods(scene: Scene) -> list[Period]:
    return list(find_periods(scene.session, scene.house.agency.id, scene.plan.regime))


def _owed(owing: list[Owing], rows: dict[str, Period]) -> Iterator[tuple[Owing, Period]]:
    for o in owing:
        for period in periods_owed(o.terms, o.periods):
            yield o, rows[period.code]


def _past(o: Owing, rows: dict[str, Period], today: date) -> list[str]:
    """Codes of the owed periods whose cut-off has passed, the last one first."""
    owed = [p for p in periods_owed(o.terms, o.periods) if p.cutoff_on < today]
    return [p.code for p in reversed(owed) if p.code in rows]


def _play(scene: Scene, o: Owing, period: Period, past: list[str]) -> None:
    line = (o.item.position, o.line.name)
    done_on = _done_on(scene, o.item)
    if done_on and period.ends_on > done_on:
        return
    if period.cutoff_on >= scene.today:
        if line in SENT_NOW and period.starts_on <= scene.today:
            _send(scene, o, period, scene.today - timedelta(days=1))
        return
    if period.code in past[: SILENT.get(line, 0)]:
        return
    sent_on = period.cutoff_on - timedelta(days=scene.random.randrange(4))
    report = _send(scene, o, period, sent_on, is_claim=_is_last(done_on, period, o))
    if line == RETURNED and period.code == past[0]:
        _return(scene, report)
    else:
        _confirm(scene, report, sent_on + timedelta(days=1))


def _done_on(scene: Scene, item: ActionItem) -> date | None:
    ago = DONE_AGO.get(item.position)
    return scene.today - timedelta(days=ago) if ago else None


def _is_last(done_on: date | None, period: Period, o: Owing) -> bool:
    """Whether this is the last period before the item is reported done."""
    if done_on is None:
        return False
    later = [p for p in periods_owed(o.terms, o.periods) if p.ends_on <= done_on]
    return bool(later) and later[-1].code == period.code


def _send(scene: Scene, o: Owing, period: Period, on: date, *, is_claim: bool = False) -> Report:
    item, random = o.item, scene.random
    text = _SAID[item.position].format(n=random.randrange(8, 40), m=random.randrange(2, 8))
    no_event = item.deadline_kind is DeadlineKind.ON_EVENT and random.random() < 0.3
    draft = ReportDraft(
        claimed=Progress.CLAIMED if is_claim else Progress.UNDER_WAY,
        result="Không phát sinh trong kỳ." if no_event else f"{text}.",
        next_step="Tiếp tục theo dõi, báo cáo số liệu kỳ sau.",
        is_no_event=no_event,
        evidence=_evidence(scene, o, on) if is_claim or random.random() < 0.6 else (),
    )
    place = Place(item, o.line.unit_id or 0, period)
    unit = scene.house.units[o.line.name]
    return send_report(scene.session, place, draft, author=scene.house.writer(unit), at=at(on, 9))


def _evidence(scene: Scene, o: Owing, on: date) -> tuple[EvidenceDraft, ...]:
    code = {OFFICE: "VP", RECORDS: "HTXN", REVIEW: "TĐHS", SUPPORT: "HTCD", EDITORS: "BBT"}
    number = f"{scene.random.randrange(20, 900)}/BC-{code.get(o.line.name, 'SDVC')}"
    return (
        EvidenceDraft(
            EvidenceKind.DOCUMENT,
            number=number,
            dated_on=on,
            summary="Về kết quả thực hiện nhiệm vụ trong kỳ",
            kept_at="Văn thư",
        ),
    )


def _confirm(scene: Scene, report: Report, on: date) -> None:
    whole = get_report(scene.session, report.agency_id, report.id)
    if whole is not None and on <= scene.today:
        key = "tho" if whole.unit.is_office else "office"
        judges = find_judges(scene.session, scene.house.people[key], on)
        confirm_report(scene.session, whole, judges=judges, at=at(on, 15))


def _return(scene: Scene, report: Report) -> None:
    whole = get_report(scene.session, report.agency_id, report.id)
    judges = find_judges(scene.session, scene.house.people["office"], scene.today)
    if whole is not None:
        reason = "Chưa nêu số giấy tờ đã cắt giảm của từng thủ tục; đề nghị bổ sung số liệu."
        return_report(scene.session, whole, reason, judges=judges, at=at(_yesterday(scene), 16))


def _yesterday(scene: Scene) -> date:
    return scene.today - timedelta(days=1)


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), HOUSE_ZONE)
