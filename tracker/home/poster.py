"""The published indices on one sheet of A4, as Word: to be hung up where people wait."""

from collections.abc import Iterator

from tracker.home.public import PublicPage
from tracker.organisation.models import Agency
from tracker.papers.blocks import Block, Head, Paper, Para, Picture, Run
from tracker.papers.pictures import IndexPoint, index_chart_svg, to_png
from tracker.scores.breakdowns import PUBLIC
from tracker.vietnamese import count, figure, short_date, two_digits
from tracker.weaknesses.standing import IndexLine

NAME = "Kết quả khảo sát mức độ hài lòng"
NOTHING = (
    f"Chưa có kết quả để công bố: kết quả có khi đợt khảo sát đã đóng và có từ "
    f"{two_digits(PUBLIC)} người trả lời trở lên."
)


def compose(page: PublicPage, agency: Agency, address: str) -> Paper:
    """The sheet; `address` is that of the public page, "" where the agency has none."""
    title = page.standing.round_title if page.standing else ""
    return Paper(
        title=NAME,
        head=Head(agency.letter_name, agency.superior),
        name=NAME.upper(),
        summary=title,
        body=tuple(_body(page, address)),
        size_pt=14,
    )


def _body(page: PublicPage, address: str) -> Iterator[Block]:
    if not page.lines:
        yield Para(NOTHING)
        return
    if page.overall is not None:
        yield Para((Run(f"Chỉ số hài lòng chung: {figure(page.overall.value)}%. ", bold=True),
                    _goal(page.overall)))  # fmt: skip
    points = [_point(line) for line in page.lines]
    target = page.lines[0].target
    words = "; ".join(f"{line.name} {figure(line.value)}%" for line in page.lines)
    yield Picture(to_png(index_chart_svg(points, target)), words)
    moved = [line for line in page.lines if line.verdict in {"improved", "worse"}]
    for line in moved:
        way = "cải thiện rõ rệt" if line.verdict == "improved" else "giảm rõ rệt"
        yield Para(f"{line.name}: {way} so với {_before(page)}.")
    yield Para(_how(page))
    if address:
        yield Para(f"Xem đầy đủ: {address}")


def _goal(line: IndexLine) -> str:
    if line.gap is None:
        return ""
    if line.gap >= 0:
        return f"Đã đạt mục tiêu {figure(line.target)}%."
    return f"Mục tiêu {figure(line.target)}%, còn thiếu {figure(-line.gap)} điểm phần trăm."


def _point(line: IndexLine) -> IndexPoint:
    return IndexPoint(line.name, line.value or 0.0, line.low, line.high, line.before)


def _before(page: PublicPage) -> str:
    return page.standing.before_title if page.standing else ""


def _how(page: PublicPage) -> str:
    row = page.standing.round if page.standing else None
    if row is None:
        return ""
    span = f"từ {short_date(row.collect_from)} đến {short_date(row.collect_to)}"
    held = "; ".join(line.name for line in page.held_back)
    kept = f" Chưa công bố {held}: dưới {two_digits(PUBLIC)} người trả lời." if held else ""
    margins = page.margins
    noise = (
        f" Mức dao động do số phiếu (95%): đến ±{figure(margins[1], 1)} điểm." if margins else ""
    )
    return f"{count(page.forms)} phiếu, thu {span}, không hỏi họ tên.{noise}{kept}"
