"""Hồ sơ một chỉ số as a Word paper: figures, items, results with their documents, what is next."""

from collections.abc import Iterator
from datetime import date

from tracker.drawing import Point
from tracker.organisation.models import Agency
from tracker.papers.blocks import (
    Align,
    Block,
    Bullets,
    Grid,
    GridColumn,
    Head,
    Heading,
    Paper,
    Para,
)
from tracker.papers.phrases import clean
from tracker.plans.rules import WORDS
from tracker.progress.models import Obstacle, Order, Report
from tracker.progress.rules import ORDER_WORDS
from tracker.reviews.queries.dossier import Dossier, cited
from tracker.reviews.queries.indices import Aiming
from tracker.scores.statistics import FEW_PEOPLE
from tracker.vietnamese import count, figure, short_date

NAME = "Hồ sơ chỉ số"
NOTHING = "Không có."
ASSOCIATION = (
    "Thay đổi của chỉ số diễn ra cùng thời gian với các nhiệm vụ; số liệu khảo sát không chứng "
    "minh nhiệm vụ nào là nguyên nhân."
)


def compose(found: Dossier, agency: Agency, today: date) -> Paper:
    """The dossier as of `today`; an inner sheet, without number and signature."""
    return Paper(
        title=f"{NAME}: {found.page.component.name}",
        head=Head(
            agency.letter_name,
            agency.superior,
            aside=f"Tính đến ngày {short_date(today)}",
        ),
        name=NAME.upper(),
        summary=found.page.component.name,
        body=tuple(_body(found)),
    )


def _body(found: Dossier) -> Iterator[Block]:
    page = found.page
    yield Heading("I. SỐ LIỆU")
    yield Para(_now(found))
    if page.points:
        yield _course(page.points)
    for title, reason in page.breaks:
        yield Para(f"Đường bị ngắt ở {title}: {reason}.")
    yield from _published(found)
    yield Heading("II. NHẬN ĐỊNH QUA CÁC ĐỢT")
    yield _bullets(tuple(f"{row.later.title}: {row.sentence}" for row in page.verdicts))
    yield Para(ASSOCIATION)
    yield Heading("III. ĐÁNH GIÁ CHƯA ĐẠT")
    yield _bullets(tuple(row.sentence for row in page.weaknesses))
    yield Heading("IV. NHIỆM VỤ VÀ KẾT QUẢ ĐÃ XÁC NHẬN")
    yield from _items(found)
    yield Heading("V. VƯỚNG MẮC")
    yield _bullets(tuple(map(obstacle_words, found.obstacles)))
    yield Heading("VI. CHỈ ĐẠO, KẾT LUẬN")
    yield _bullets(tuple(map(order_words, found.orders)))
    yield Heading("VII. BƯỚC TIẾP THEO")
    steps = (f"Nhiệm vụ {a.item.position}: {clean(r.next_step)}" for a, r in found.next_steps)
    yield _bullets(tuple(steps))


def _now(found: Dossier) -> str:
    line, now = found.page.line, found.page.standing
    if line is None or line.value is None:
        return "Chưa có số liệu: chưa khảo sát không phải là 0."
    parts = [f"{now.round_title}: {figure(line.value)}%"]
    if line.low is not None:
        parts.append(f"khoảng tin cậy 95% từ {figure(line.low)}% đến {figure(line.high)}%")
    few = ", ít phiếu" if (line.people or 0) < FEW_PEOPLE else ""
    parts.append(f"{count(line.people or 0)} người trả lời{few}")
    if line.target is not None:
        gap = figure(line.gap, sign=True)
        parts.append(f"mục tiêu {figure(line.target)}% ({gap} điểm phần trăm)")
    if now.is_provisional:
        parts.append("số liệu tạm tính")
    return "; ".join(parts) + "."


def _course(points: tuple[Point, ...]) -> Grid:
    return Grid(
        (
            GridColumn("Đợt", 16),
            GridColumn("Giá trị (%)", 12, Align.CENTRE),
            GridColumn("Khoảng tin cậy 95%", 22, Align.CENTRE),
            GridColumn("Người trả lời", 12, Align.CENTRE),
            GridColumn("Ghi chú", 38),
        ),
        [
            (
                point.label,
                figure(point.value) if point.value is not None else "",
                f"{figure(point.low)} – {figure(point.high)}" if point.low is not None else "",
                count(point.people) if point.people is not None else "",
                point.note or ("" if point.joined or not place else "không so sánh với đợt trước"),
            )
            for place, point in enumerate(points)
        ],
        caption="Chỉ số qua các đợt",
    )


def _published(found: Dossier) -> Iterator[Block]:
    told = found.page.published
    if told:
        yield Para("Giá trị do cơ quan khác công bố, không so sánh với chỉ số tính từ phiếu:")
        yield Bullets(tuple(f"{v.label}: {figure(v.value)}% ({v.document});" for v in told))


def _items(found: Dossier) -> Iterator[Block]:
    if not found.page.aiming:
        yield Para(NOTHING)
    for aiming in found.page.aiming:
        yield Heading(f"{aiming.item.position}. {clean(aiming.item.short)}", level=2)
        yield Para(state_words(aiming))
        for report in found.latest(aiming.item.id):
            yield Para(result_words(report))


def state_words(aiming: Aiming) -> str:
    """How an item stands: what was entered, and reports sent of those owed."""
    state = WORDS[aiming.item.progress]
    if not aiming.owed:
        return f"{state}; chưa đến kỳ báo cáo."
    return f"{state}; đã báo cáo {aiming.reported}/{aiming.owed} kỳ đã chốt."


def result_words(report: Report) -> str:
    """A confirmed report in a line: period, unit, result, documents."""
    documents = f" (Văn bản: {'; '.join(cited(report))})" if cited(report) else ""
    said = clean(report.result).rstrip(" .")
    return f"Kỳ {report.period.label}, {report.unit.name}: {said}{documents}."


def obstacle_words(obstacle: Obstacle) -> str:
    """An obstacle in a line: item, what, whose to remove, since when, until when."""
    ended = f", đã tháo gỡ ngày {short_date(obstacle.cleared_on)}" if obstacle.cleared_on else ""
    remover = f"; cấp tháo gỡ: {obstacle.remover}" if obstacle.remover else ""
    return (
        f"Nhiệm vụ {obstacle.item.position}: {clean(obstacle.text).rstrip(' .')} "
        f"(từ {short_date(obstacle.since_on)}{ended}{remover});"
    )


def order_words(order: Order) -> str:
    """An order in a line: its kind, what, whose, by when, whether it was carried out."""
    due = f", hạn {short_date(order.due_on)}" if order.due_on else ""
    done = f", xong ngày {short_date(order.closed_on)}" if order.closed_on else ""
    kind = ORDER_WORDS[order.kind]
    return f"{kind}: {clean(order.text).rstrip(' .')} ({order.unit.name}{due}{done});"


def _bullets(lines: tuple[str, ...]) -> Block:
    return Bullets(lines) if lines else Para(NOTHING)
