"""The indices of a round as an Excel workbook: as on the page, kinds of values kept apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from tracker.papers.sheets import Column, Kind, Sheet, write_book
from tracker.reviews.queries.indices import ComponentPage, IndexPage, Points
from tracker.scores.breakdowns import Band, PartFigure
from tracker.scores.parts import Breakdown, Details
from tracker.scores.questions import QuestionFigure
from tracker.scores.statistics import FEW_PEOPLE
from tracker.scores.words import VERDICT_WORDS
from tracker.surveys.models import PublishedValue
from tracker.weaknesses.standing import IndexLine, Standing

TITLE = "Chỉ số hài lòng"
HIDDEN_NOTE = "Nhóm ít người trả lời, và nhóm khác mà từ đó suy ra được, không nêu số liệu."
APART_NOTE = "Do cơ quan khác công bố: không tính chung, không so sánh với chỉ số tính từ phiếu."


@dataclass(frozen=True)
class _Step:
    """One index in one round: value or, for a gap, why there is none."""

    name: str
    round: str
    value: float | None
    low: float | None
    high: float | None
    people: int | None
    note: str


def index_book(page: IndexPage, agency: str, made_at: datetime) -> BytesIO:
    """Indices, breakdowns of the overall one, the course over the rounds, announced values."""
    now = page.standing
    subtitle = _subtitle(agency, now)
    names = {line.component_id: line.name for line in _lines(now)}
    sheets: list[Sheet[Any]] = [
        indices_sheet(now, subtitle),
        *(split_sheet(split, f"CHỈ SỐ CHUNG THEO {split.title.upper()}", subtitle)
          for split in page.splits),
        course_sheet(page.points, names, agency),
        published_sheet(page.published, agency),
    ]  # fmt: skip
    return write_book(sheets, title=TITLE, made_at=made_at)


def component_book(page: ComponentPage, agency: str, made_at: datetime) -> BytesIO:
    """One index: its line, questions, breakdowns, course and announced values."""
    name, subtitle = page.component.name, _subtitle(agency, page.standing)
    details = page.details
    sheets: list[Sheet[Any]] = [
        indices_sheet(page.standing, subtitle, only=page.component.id),
        *((questions_sheet(details, name, subtitle),) if details else ()),
        *(split_sheet(split, f"{name.upper()} THEO {split.title.upper()}", subtitle)
          for split in (details.breakdowns if details else ())),
        course_sheet({page.component.id: page.points}, {page.component.id: name}, agency),
        published_sheet(page.published, agency),
    ]  # fmt: skip
    return write_book(sheets, title=name, made_at=made_at)


def indices_sheet(now: Standing | None, subtitle: str, only: int | None = None) -> Sheet[IndexLine]:
    """Every index of the round, or one, beside target, earlier value and verdict."""
    whole = now.overall if now and only is None else None
    return Sheet(
        "Chỉ số",
        [
            Column[IndexLine]("Chỉ số", lambda line: line.name, 40),
            Column[IndexLine]("Người trả lời", lambda line: line.people, 12, Kind.INTEGER),
            Column[IndexLine]("Giá trị (%)", lambda line: line.value, 13, Kind.PERCENT),
            Column[IndexLine]("Từ (%)", lambda line: line.low, 10, Kind.PERCENT),
            Column[IndexLine]("Đến (%)", lambda line: line.high, 10, Kind.PERCENT),
            Column[IndexLine]("Mục tiêu (%)", lambda line: line.target, 13, Kind.PERCENT),
            Column[IndexLine]("So với mục tiêu (điểm %)", lambda i: i.gap, 15, Kind.POINTS),
            Column[IndexLine]("Đợt trước (%)", lambda line: line.before, 13, Kind.PERCENT),
            Column[IndexLine]("Nhận định", _verdict, 24),
            Column[IndexLine]("Vì sao", lambda line: line.sentence, 60),
            Column[IndexLine]("Ghi chú", _few, 12),
        ],
        [i for i in (now.components if now else ()) if only in {None, i.component_id}],
        title="CHỈ SỐ HÀI LÒNG",
        subtitle=subtitle,
        totals=[whole] if whole else [],
        notes=() if now and now.round else ("Chưa có đợt khảo sát: để trống, không phải 0.",),
    )


def questions_sheet(details: Details, name: str, subtitle: str) -> Sheet[QuestionFigure]:
    """The questions of an index and their answers by level, levels of few answers together."""
    spans = [(band.first, band.last) for band in details.bands]
    return Sheet(
        "Câu hỏi",
        [
            Column[QuestionFigure]("Mã", lambda each: each.code, 8),
            Column[QuestionFigure]("Nội dung", lambda each: each.text, 60),
            Column[QuestionFigure]("Người trả lời", lambda each: each.people, 12, Kind.INTEGER),
            Column[QuestionFigure]("Giá trị (%)", lambda each: each.value, 12, Kind.PERCENT),
            Column[QuestionFigure]("Đợt trước (%)", lambda each: each.before, 12, Kind.PERCENT),
            *(_level(place, _span(span, details.levels)) for place, span in enumerate(spans)),
        ],
        details.questions,
        title=f"CÂU HỎI CỦA CHỈ SỐ: {name.upper()}",
        subtitle=subtitle,
        notes=(HIDDEN_NOTE, "Câu hỏi chỉ nêu số liệu, không có nhận định tăng, giảm."),
    )


def _level(place: int, heading: str) -> Column[QuestionFigure]:
    def read(each: QuestionFigure) -> int | None:
        found: tuple[Band, ...] = each.bands
        return found[place].answers if found else None

    return Column(heading, read, 14, Kind.INTEGER)


def _span(span: tuple[int, int], levels: Sequence[str]) -> str:
    first, last = levels[span[0] - 1], levels[span[1] - 1]
    return first if first == last else f"{first} đến {last.lower()}"


def split_sheet(split: Breakdown, title: str, subtitle: str) -> Sheet[PartFigure]:
    """An index by unit, field or channel."""
    return Sheet(
        split.title,
        [
            Column[PartFigure](split.title, lambda part: part.label, 46),
            Column[PartFigure]("Người trả lời", lambda part: part.people, 14, Kind.INTEGER),
            Column[PartFigure]("Chỉ số (%)", lambda part: part.value, 12, Kind.PERCENT),
            Column[PartFigure]("Từ (%)", lambda part: part.low, 10, Kind.PERCENT),
            Column[PartFigure]("Đến (%)", lambda part: part.high, 10, Kind.PERCENT),
            Column[PartFigure]("Ghi chú", _part_note, 18),
        ],
        split.parts,
        title=title,
        subtitle=subtitle,
        notes=(HIDDEN_NOTE,) if split.hides else (),
        is_landscape=False,
    )


def course_sheet(points: Points, names: dict[int | None, str], agency: str) -> Sheet[_Step]:
    """The indices over the rounds; what a line breaks at is said in a note."""
    steps = [
        _Step(
            names.get(component_id, "Chỉ số chung"),
            point.label,
            point.value,
            point.low,
            point.high,
            point.people,
            point.note or ("" if point.joined or not place else "Không so sánh với đợt trước"),
        )
        for component_id, course in points.items()
        for place, point in enumerate(course)
    ]
    return Sheet(
        "Qua các đợt",
        [
            Column[_Step]("Chỉ số", lambda step: step.name, 40),
            Column[_Step]("Đợt", lambda step: step.round, 14),
            Column[_Step]("Giá trị (%)", lambda step: step.value, 12, Kind.PERCENT),
            Column[_Step]("Từ (%)", lambda step: step.low, 10, Kind.PERCENT),
            Column[_Step]("Đến (%)", lambda step: step.high, 10, Kind.PERCENT),
            Column[_Step]("Người trả lời", lambda step: step.people, 12, Kind.INTEGER),
            Column[_Step]("Ghi chú", lambda step: step.note, 30),
        ],
        steps,
        title="CHỈ SỐ QUA CÁC ĐỢT",
        subtitle=agency,
    )


def published_sheet(values: Sequence[PublishedValue], agency: str) -> Sheet[PublishedValue]:
    """Values that others announced, on a sheet of their own."""
    return Sheet(
        "Giá trị công bố",
        [
            Column[PublishedValue](
                "Chỉ số", lambda v: v.component.name if v.component else "Chỉ số chung", 40
            ),
            Column[PublishedValue]("Kỳ", lambda v: v.label, 16),
            Column[PublishedValue]("Giá trị (%)", lambda v: v.value, 12, Kind.PERCENT),
            Column[PublishedValue]("Người trả lời", lambda v: v.people, 12, Kind.INTEGER),
            Column[PublishedValue]("Văn bản", lambda v: v.document, 50),
            Column[PublishedValue]("Ngày công bố", lambda v: v.announced_on, 13, Kind.DAY),
        ],
        values,
        title="GIÁ TRỊ DO CƠ QUAN KHÁC CÔNG BỐ",
        subtitle=agency,
        notes=(APART_NOTE,),
    )


def _subtitle(agency: str, now: Standing | None) -> str:
    if now is None or now.round is None:
        return agency
    return f"{agency} · {now.round_title}{' · TẠM TÍNH' if now.is_provisional else ''}"


def _lines(now: Standing | None) -> tuple[IndexLine, ...]:
    if now is None:
        return ()
    return (*now.components, *((now.overall,) if now.overall else ()))


def _verdict(line: IndexLine) -> str:
    return VERDICT_WORDS[line.verdict] if line.verdict else ""


def _few(line: IndexLine) -> str:
    return "Ít phiếu" if 0 < (line.people or 0) < FEW_PEOPLE else ""


def _part_note(part: PartFigure) -> str:
    if part.is_hidden:
        return "Không nêu"
    return "Ít phiếu" if 0 < (part.people or 0) < FEW_PEOPLE else ""
