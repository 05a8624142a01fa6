"""The sentences a CCHC report says about its figures, and what the Office may write. Pure."""

from tracker.plans.rules import OWING, WORDS, Progress
from tracker.reports.figures import DelayFigure, Figures, IndexFigure, ItemFigure, Result
from tracker.vietnamese import figure, first_upper, short_date, two_digits

LETTERS = "abcdđeghiklmnopqrstuvxy"
NO_REPORT = "[chưa có báo cáo được xác nhận trong kỳ]"
_PLAN = "Kế hoạch "
NO_PLAN = "Trong kỳ chưa có kế hoạch cải thiện chất lượng phục vụ đang thực hiện."
NO_ROUND = "trong kỳ không có kết quả khảo sát"

# Sections the Office writes; what stands here until it does is suggested from the figures.
TEXTS = {
    "shortcomings": "Tồn tại, hạn chế và nguyên nhân",
    "directions": "Phương hướng, nhiệm vụ kỳ tới",
    "proposals": "Kiến nghị, đề xuất",
}


def window_line(found: Figures) -> str:
    """(từ 15/6/2021 đến 14/9/2021), as it stands under the title."""
    return f"(từ {short_date(found.starts_on)} đến {short_date(found.ends_on)})"


def plan_line(found: Figures) -> str:
    """Kế hoạch số 844/STP-VP ngày 06/7/2021; "" without a plan."""
    if not found.plan_number:
        return ""
    day = f" ngày {short_date(found.plan_signed_on)}" if found.plan_signed_on else ""
    return f"Kế hoạch số {found.plan_number}{day}"


def basis_line(found: Figures) -> str:
    """Kế hoạch số 844/STP-VP ngày 06/7/2021 về nâng cao mức độ hài lòng; "" without a plan."""
    plan, title = plan_line(found), found.plan_title.strip().rstrip(".")
    if not plan or not title:
        return plan
    if not title.startswith(_PLAN):
        return f"{plan} ({title})"
    about = title.removeprefix(_PLAN).strip()
    about = f"{about[:1].lower()}{about[1:]}"
    return f"{plan} {about}" if about.startswith("về ") else f"{plan} về {about}"


def counts_sentence(found: Figures) -> str:
    """The counts of items: done in time and late, under way in time and late, the rest."""
    if not found.items:
        return NO_PLAN
    in_time, late = found.count(Progress.DONE_IN_TIME), found.count(Progress.DONE_LATE)
    running_late = found.under_way - found.under_way_in_time
    parts = [
        _of("hoàn thành", found.done, ("đúng hạn", in_time), ("quá hạn", late)),
        _of(
            "đang thực hiện",
            found.under_way,
            ("trong hạn", found.under_way_in_time),
            ("quá hạn", running_late),
        ),
    ]
    others = (Progress.NOT_STARTED, Progress.PAUSED, Progress.DROPPED)
    counted = ((state, found.count(state)) for state in others)
    parts += [_of(WORDS[state].lower(), number) for state, number in counted if number]
    return (
        f"Kế hoạch gồm {two_digits(len(found.items))} nhiệm vụ. Tính đến hết ngày "
        f"{short_date(found.as_of)}: {'; '.join(parts)}."
    )


def _of(words: str, number: int, *parts: tuple[str, int]) -> str:
    inside = ", ".join(f"{name} {two_digits(part)}" for name, part in parts if number)
    return f"{words} {two_digits(number)} nhiệm vụ" + (f" ({inside})" if inside else "")


def orders_sentence(found: Figures) -> str:
    """How many conclusions and directives of the window were carried out."""
    if not found.orders_given:
        return "Trong kỳ không có kết luận, chỉ đạo có thời hạn."
    return (
        f"Kết luận, chỉ đạo trong kỳ: {two_digits(found.orders_given)}; "
        f"đã thực hiện {two_digits(found.orders_done)}; "
        f"quá hạn {two_digits(len(found.orders))}."
    )


def result_sentence(result: Result, *who: str) -> str:
    """What a report says, with its products and documents; `who` and when stand before it."""
    parts = (
        result.text,
        *(f"{name.strip().rstrip('.')}: {said}" for name, said in result.products),
    )
    said = "; ".join(filter(None, (part.strip().rstrip(".;") for part in parts)))
    papers = f" ({'; '.join(result.documents)})" if result.documents else ""
    named = ", ".join(filter(None, who))
    return f"{f'{named}: ' if named else ''}{said}{papers}."


def is_gap(item: ItemFigure) -> bool:
    """Whether an item still owes reports and none of the window was confirmed."""
    return not item.results and item.progress in OWING


def _no_results(item: ItemFigure) -> str:
    """A marked gap where a report is missing; the state of an item that owes none any more."""
    if is_gap(item):
        return NO_REPORT
    return f"{WORDS[item.progress]}; trong kỳ không có báo cáo."


def last_results(item: ItemFigure) -> str:
    """The last result of each unit in one paragraph; a marked gap where none was confirmed."""
    if not item.results:
        return _no_results(item)
    last = {result.unit: result for result in item.results}
    return " ".join(
        result_sentence(result, result.unit if len(last) > 1 else "") for result in last.values()
    )


def item_results(item: ItemFigure) -> str:
    """All results of an item, a line for each unit and period; a marked gap where none is."""
    if not item.results:
        return _no_results(item)
    with_unit = len({r.unit for r in item.results}) > 1
    several = len(item.results) > 1
    return "\n".join(
        result_sentence(
            result,
            first_upper(result.period) if several else "",
            result.unit if with_unit else "",
        )
        for result in item.results
    )


def cutoff_note(found: Figures) -> str:
    """Whose results came after the window's last day, within the units' cut-off; "" for none."""
    numbers = [
        str(item.position)
        for item in found.items
        if any(result.sent_on > found.ends_on for result in item.results)
    ]
    if not numbers:
        return ""
    day = short_date(found.ends_on)
    return (
        f"Kết quả của nhiệm vụ {', '.join(numbers)} gồm cả báo cáo gửi sau ngày {day}, trong hạn "
        f"chốt của kỳ; tình hình thực hiện tính đến hết ngày {day}."
    )


def index_basis(found: Figures) -> str:
    """Which round the indices come from, with its forms; says so when it is not signed."""
    if found.overall is None:
        return NO_ROUND
    people = f", {found.overall.people} phiếu có câu trả lời" if found.overall.people else ""
    signed = "" if found.is_round_signed else ", chưa ký ban hành"
    return f"{found.round_title}{people}{signed}"


def suggested(found: Figures) -> dict[str, str]:
    """What the three sections say until the Office writes them, from the figures alone."""
    below = [i for i in found.indices if i.gap is not None and i.gap < 0]
    shortcomings = []
    if found.overall and found.overall.gap is not None and found.overall.gap < 0:
        shortcomings.append(
            f"Chỉ số chung thấp hơn mục tiêu {figure(abs(found.overall.gap))} điểm phần trăm."
        )
    if below:
        names = "; ".join(f"{i.name} ({figure(i.value)}%)" for i in below)
        shortcomings.append(f"Chỉ số chưa đạt mục tiêu: {names}.")
    shortcomings += [
        f"Nhiệm vụ {d.position} ({d.unit}) quá thời hạn {short_date(d.due_on)}." for d in found.late
    ]
    shortcomings += _causes(found)
    proposals = [
        f"Đề nghị {b.note} xem xét, tháo gỡ: {b.text.rstrip('.')}." for b in found.blocked if b.note
    ]
    proposals += [f"{text.rstrip('.')}." for text in found.sent_up]
    return {
        "shortcomings": "\n".join(shortcomings) or "Không có.",
        "directions": "\n".join(_directions(found, below)) or _go_on(found),
        "proposals": "\n".join(proposals) or "Không có.",
    }


def _causes(found: Figures) -> list[str]:
    """What the units named as being in their way, each with the item it holds up."""
    named = "; ".join(f"{b.text.strip().rstrip('.')}{_of_item(b)}" for b in found.blocked)
    return [f"Nguyên nhân, vướng mắc: {named}."] if named else []


def _of_item(delay: DelayFigure) -> str:
    return f" (nhiệm vụ {delay.position})" if delay.position else ""


def _directions(found: Figures, below: list[IndexFigure]) -> list[str]:
    late = list(dict.fromkeys(str(d.position) for d in found.late))
    said = [f"Hoàn thành nhiệm vụ đã quá hạn (nhiệm vụ {', '.join(late)})."] if late else []
    names = " và chỉ số ".join(i.name for i in _lowest(below))
    return said + ([f"Tập trung các nhiệm vụ cải thiện chỉ số {names}."] if names else [])


def _go_on(found: Figures) -> str:
    of = "các nhiệm vụ của Kế hoạch" if found.items else "công tác cải cách hành chính"
    return f"Tiếp tục thực hiện {of}."


def _lowest(below: list[IndexFigure]) -> list[IndexFigure]:
    return sorted(below, key=lambda i: i.value or 0)[:2]
