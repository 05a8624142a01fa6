"""The answers to "vì sao?": each computed word with its rule and its dates, in sentences. Pure."""

from collections.abc import Sequence
from datetime import date

from tracker.organisation.calendar import WorkingCalendar
from tracker.organisation.periods import PeriodSpec
from tracker.organisation.rules import PeriodKind
from tracker.plans.obligations import Grace, Owed, Sent, is_in_time, known_on, owed_for, state_on
from tracker.plans.outcomes import Obstacle, blocked_since, days_blocked, days_late
from tracker.plans.rules import DeadlineKind, ReportState
from tracker.plans.terms import Deadline, ItemTerms, Pause, due_day
from tracker.vietnamese import short_date, two_digits

RHYTHM_WORDS = {
    PeriodKind.MONTH: "hằng tháng",
    PeriodKind.QUARTER: "hằng quý",
    PeriodKind.HALF_YEAR: "6 tháng một lần",
    PeriodKind.NINE_MONTHS: "9 tháng một lần",
    PeriodKind.YEAR: "hằng năm",
}
NO_DAY = "Nhiệm vụ không có thời hạn theo ngày, chỉ báo cáo theo kỳ."


def why_silent(missing: Sequence[Owed], day: date) -> str:
    """Why a lead unit is silent on `day`: one sentence for each of missing_periods, in order."""
    if not missing:
        return f"Đến hết ngày {short_date(day)} không thiếu báo cáo kỳ nào."
    return " ".join(_why_missing(owed, day) for owed in missing)


def why_state(
    terms: ItemTerms, period: PeriodSpec, sents: Sequence[Sent], grace: Grace, day: date
) -> str:
    """Why state_on says what it says of a period on `day`; why nothing is owed where it is None."""
    state = state_on(terms, period, sents, grace, day)
    if state is None:
        return why_not_owed(terms.as_of(day), period)
    known = known_on(sents, day)
    if state in {ReportState.SENT, ReportState.CONFIRMED}:
        return _why_sent(terms.as_of(day), period, known, grace)
    return _why_open(state, owed_for(period, known, grace, terms.since), day)


def why_not_owed(terms: ItemTerms, period: PeriodSpec) -> str:
    """Why no report is owed for `period`; "" where one is."""
    name = f"Kỳ {period.label}"
    rhythm = terms.rhythm_on(period.cutoff_on)
    if period.kind is not rhythm:
        return f"{name}: nhiệm vụ này báo cáo {RHYTHM_WORDS[rhythm]}, không báo cáo kỳ này."
    if outside := _why_outside(terms, period):
        return f"{name} {outside}"
    pauses = [p for p in terms.pauses if p.touches(period.ends_on, period.cutoff_on)]
    return f"{name}: nhiệm vụ tạm dừng {_between(pauses[0])}." if pauses else ""


def _why_outside(terms: ItemTerms, period: PeriodSpec) -> str:
    """Why the period lies before or after what the unit owes, to stand after its name."""
    days = (
        (
            period.ends_on < terms.begins_on,
            "kết thúc trước ngày bắt đầu phải báo cáo ({}): nhập bù được, không tính chậm.",
            terms.begins_on,
        ),
        (
            terms.since is not None and period.cutoff_on < terms.since,
            "chốt trước ngày đơn vị nhận chủ trì ({}): không tính với đơn vị.",
            terms.since,
        ),
        (
            terms.until is not None and period.cutoff_on > terms.until,
            "chốt sau ngày đơn vị thôi chủ trì ({}).",
            terms.until,
        ),
        (
            period.ends_on > terms.last_day,
            "kết thúc sau ngày cuối phải báo cáo ({}).",
            terms.last_day,
        ),
    )
    return next((words.format(short_date(day)) for holds, words, day in days if holds), "")


def why_late(due_on: date | None, day: date, first_due_on: date | None = None) -> str:
    """Why an open item is late on `day`, or why it is not; both dates once it was extended."""
    if due_on is None:
        return NO_DAY
    extended = first_due_on is not None and first_due_on != due_on
    sentence = f"Thời hạn là ngày {short_date(due_on)}"
    if extended:
        sentence = (
            f"Thời hạn ban đầu là ngày {short_date(first_due_on)}, "
            f"được gia hạn đến ngày {short_date(due_on)}"
        )
    if due_on >= day:
        return f"{sentence}; ngày {short_date(day)} {_time_left(due_on, day)}."
    against = f" ({days_late(first_due_on, day)} ngày so với thời hạn ban đầu)" if extended else ""
    return (
        f"{sentence}; đến hết ngày {short_date(day)} chưa báo hoàn thành, "
        f"quá hạn {days_late(due_on, day)} ngày{against}."
    )


def why_done(due_on: date | None, claimed_on: date, first_due_on: date | None = None) -> str:
    """Why a confirmed item was done in time or late: judged on the day the completion was sent.

    Extended, it is said against both days.
    """
    sent = f"Báo cáo hoàn thành gửi ngày {short_date(claimed_on)}"
    if due_on is None:
        return f"{sent}; nhiệm vụ không có thời hạn theo ngày nên tính là đúng hạn."
    days = days_late(due_on, claimed_on)
    verdict = f"quá hạn {days} ngày" if days else "đúng hạn"
    if first_due_on is not None and first_due_on != due_on:
        over = days_late(first_due_on, claimed_on)
        against = f"quá {over} ngày" if over else "đúng hạn"
        first = f" So với thời hạn ban đầu là ngày {short_date(first_due_on)}: {against}."
    else:
        first = ""
    return f"{sent}, thời hạn là ngày {short_date(due_on)}: {verdict}.{first}"


def why_waiting(claimed_on: date, day: date) -> str:
    """Since when a completion waits for confirmation on `day`: the confirmer's time."""
    return (
        f"Báo cáo hoàn thành gửi ngày {short_date(claimed_on)}, đã chờ xác nhận "
        f"{days_late(claimed_on, day)} ngày; thời gian chờ không tính vào thời gian của đơn vị."
    )


def why_blocked(obstacles: Sequence[Obstacle], day: date) -> str:
    """Why an item is blocked on `day`, since when and how long; or that it is not."""
    since = blocked_since(obstacles, day)
    if since is None:
        return "Không có vướng mắc đang chờ giải quyết."
    number = sum(obstacle.is_open_on(day) for obstacle in obstacles)
    first = "vướng mắc từ ngày" if number == 1 else "vướng mắc, sớm nhất từ ngày"
    return (
        f"Có {two_digits(number)} {first} {short_date(since)} cần cấp trên của đơn vị giải quyết; "
        f"đến hết ngày {short_date(day)} chưa giải quyết xong, đã "
        f"{days_blocked(obstacles, since, day)} ngày, tính riêng với thời gian của đơn vị."
    )


def why_due(deadline: Deadline, calendar: WorkingCalendar, event_on: date | None = None) -> str:
    """Where due_day comes from; with the calendar's caveat where working days were counted."""
    if deadline.kind is DeadlineKind.AFTER_EVENT:
        return _why_after(deadline, calendar, event_on)
    due_on = due_day(deadline, calendar)
    if due_on is None:
        return NO_DAY
    return f"Thời hạn ghi trong kế hoạch là ngày {short_date(due_on)}; đúng ngày đó còn trong hạn."


def _why_after(deadline: Deadline, calendar: WorkingCalendar, event_on: date | None) -> str:
    if event_on is None:
        return "Thời hạn tính từ ngày xảy ra sự kiện; chưa nhập ngày này nên chưa có thời hạn."
    due_on, amount = due_day(deadline, calendar, event_on), deadline.amount
    if due_on is None or amount is None:
        return "Thời hạn tính từ ngày xảy ra sự kiện nhưng không ghi số ngày: nhập ngày đến hạn."
    if deadline.unit == "working_day":
        return calendar.explain(event_on, amount)
    word, note = "giờ", ", giờ được làm tròn lên thành ngày."
    if deadline.unit != "hour":
        rolled = (due_on - event_on).days > amount
        word, note = "ngày", ", ngày làm việc tiếp theo sau ngày nghỉ." if rolled else "."
        note = f"{note} {calendar.caveat(event_on, due_on)}".rstrip()
    return (
        f"{two_digits(amount)} {word} kể từ ngày {short_date(event_on)}: "
        f"thời hạn là ngày {short_date(due_on)}{note}"
    )


def _why_missing(owed: Owed, day: date) -> str:
    late = f"chậm {owed.days_late(day)} ngày."
    if owed.returned_on is None:
        return f"{_asked(owed)}; đến hết ngày {short_date(day)} chưa có báo cáo, {late}"
    return f"{_returned(owed)}; đến hết ngày {short_date(day)} chưa gửi lại, {late}"


def _why_open(state: ReportState, owed: Owed, day: date) -> str:
    if state is ReportState.MISSING:
        return _why_missing(owed, day)
    if state is ReportState.RETURNED:
        return f"{_returned(owed)}."
    if state is ReportState.NOT_YET:
        return f"{_cutoff(owed.period)}; đến ngày {short_date(day)} kỳ chưa bắt đầu."
    return (
        f"{_asked(owed)}; ngày {short_date(day)} chưa có báo cáo, {_time_left(owed.due_on, day)}."
    )


def _why_sent(terms: ItemTerms, period: PeriodSpec, known: Sequence[Sent], grace: Grace) -> str:
    standing = [s for s in known if s.period_code == period.code and s.returned_on is None]
    sent_on = min(sent.sent_on for sent in standing)
    verdict = f"chậm {days_late(period.cutoff_on, sent_on)} ngày"
    if why_not_owed(terms, period):
        verdict = "không phải kỳ bắt buộc nên không tính chậm"
    elif is_in_time(period, known, grace):
        verdict = "đúng kỳ"
    accepted = min((sent.accepted_on for sent in standing if sent.accepted_on), default=None)
    after = f"đã xác nhận ngày {short_date(accepted)}" if accepted else "đang chờ xác nhận"
    return f"{_cutoff(period)}; báo cáo gửi ngày {short_date(sent_on)}, {verdict}; {after}."


def _cutoff(period: PeriodSpec) -> str:
    return (
        f"Kỳ {period.label} ({short_date(period.starts_on)} đến {short_date(period.ends_on)}) "
        f"chốt ngày {short_date(period.cutoff_on)}"
    )


def _asked(owed: Owed) -> str:
    """When a period was cut off, and by when a unit that took the item over sends it."""
    if owed.taken_over_on is None:
        return _cutoff(owed.period)
    return (
        f"{_cutoff(owed.period)}, đơn vị nhận chủ trì ngày {short_date(owed.taken_over_on)}, "
        f"gửi chậm nhất ngày {short_date(owed.due_on)}"
    )


def _returned(owed: Owed) -> str:
    return (
        f"Báo cáo kỳ {owed.period.label} bị trả lại ngày {short_date(owed.returned_on)}, "
        f"gửi lại chậm nhất ngày {short_date(owed.due_on)}"
    )


def _time_left(due_on: date, day: date) -> str:
    days = (due_on - day).days
    return f"còn trong hạn, còn {days} ngày" if days else "là ngày cuối, còn trong hạn"


def _between(pause: Pause) -> str:
    until = f" đến hết ngày {short_date(pause.to_on)}" if pause.to_on else ""
    return f"từ ngày {short_date(pause.from_on)}{until}"
