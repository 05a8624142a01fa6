"""The figures of the paper on a round as an Excel workbook: the same as in Word."""

from io import BytesIO
from typing import Any

from tracker.papers.charts import IndexChart
from tracker.papers.sheets import Column, Kind, Sheet, write_book
from tracker.scores.questions import QuestionFigure
from tracker.scores.words import VERDICT_WORDS
from tracker.vietnamese import short_date
from tracker.weaknesses.round_paper import HIDDEN_NOTE, NAME, QUESTIONS_NOTE
from tracker.weaknesses.round_report import Part, RoundReport
from tracker.weaknesses.standing import IndexLine
from tracker.weaknesses.totals_paper import totals_sheets


def write_workbook(found: RoundReport) -> BytesIO:
    """Indices with a chart, forms by field, unit and channel, questions."""
    span = f"thu phiếu từ {short_date(found.collect_from)} đến {short_date(found.collect_to)}"
    stamp = " · SỐ LIỆU TẠM TÍNH" if found.is_provisional else ""
    subtitle = f"{found.agency} · {found.title}, {span}{stamp}"
    sheets: list[Sheet[Any]] = [
        _indices(found, subtitle),
        *(
            _parts(name, heading, parts, subtitle)
            for name, heading, parts in (
                ("Lĩnh vực", "Lĩnh vực", found.fields),
                ("Đơn vị", "Đơn vị", found.units),
                ("Kênh", "Kênh thu phiếu", found.channels),
            )
            if parts
        ),
        *((_questions(found, subtitle),) if found.questions else ()),
        *totals_sheets(found.totals, subtitle),
        *((_words(found, subtitle),) if found.shortcomings else ()),
    ]
    properties = {"Đợt khảo sát": found.code, "Mã niêm phong": found.head}
    return write_book(sheets, title=f"{NAME}, {found.title}", properties=properties)


def _indices(found: RoundReport, subtitle: str) -> Sheet[IndexLine]:
    value, low, high = "Giá trị (%)", "Từ (%)", "Đến (%)"
    target, before = "Mục tiêu (%)", "Đợt trước (%)"
    chart = IndexChart(
        "Chỉ số so với mục tiêu",
        f"Chỉ số của {found.title} so với mục tiêu và đợt trước",
        "Chỉ số",
        value,
        low=low,
        high=high,
        previous=before,
        target=target,
    )
    whole = found.standing.overall
    return Sheet(
        "Chỉ số",
        [
            Column[IndexLine]("Chỉ số", lambda line: line.name, 40),
            Column[IndexLine]("Người trả lời", lambda line: line.people, 12, Kind.INTEGER),
            Column[IndexLine](value, lambda line: line.value, 13, Kind.PERCENT),
            Column[IndexLine](low, lambda line: line.low, 10, Kind.PERCENT),
            Column[IndexLine](high, lambda line: line.high, 10, Kind.PERCENT),
            Column[IndexLine](target, lambda line: line.target, 13, Kind.PERCENT),
            Column[IndexLine]("So với mục tiêu (điểm %)", lambda i: i.gap, 15, Kind.POINTS),
            Column[IndexLine](before, lambda line: line.before, 13, Kind.PERCENT),
            Column[IndexLine]("Nhận định", _verdict, 26),
        ],
        found.standing.components,
        title="KẾT QUẢ ĐO LƯỜNG MỨC ĐỘ HÀI LÒNG",
        subtitle=subtitle,
        totals=[whole] if whole else [],
        charts=(chart,),
    )


def _verdict(line: IndexLine) -> str:
    return VERDICT_WORDS[line.verdict] if line.verdict else ""


def _parts(name: str, heading: str, parts: tuple[Part, ...], subtitle: str) -> Sheet[Part]:
    hides = any(part.figure.is_hidden for part in parts)
    return Sheet(
        name,
        [
            Column[Part](heading, lambda part: part.name, 46),
            *_numbers(parts),
            Column[Part]("Hợp lệ", lambda part: part.forms, 12, Kind.INTEGER),
            Column[Part]("Chỉ số chung (%)", lambda part: part.figure.value, 16, Kind.PERCENT),
        ],
        parts,
        title=f"SỐ PHIẾU THEO {heading.upper()}",
        subtitle=subtitle,
        notes=(HIDDEN_NOTE,) if hides else (),
        is_landscape=False,
    )


def _numbers(parts: tuple[Part, ...]) -> list[Column[Part]]:
    """Sample, issued and returned; what nobody wrote down for any part gets no column."""
    wanted = Column[Part]("Cỡ mẫu", lambda part: part.wanted, 10, Kind.INTEGER)
    issued = Column[Part]("Phát ra", lambda part: part.issued, 10, Kind.INTEGER)
    returned = Column[Part]("Thu về", lambda part: part.returned, 10, Kind.INTEGER)
    known = (
        (wanted, any(part.wanted is not None for part in parts)),
        (issued, any(part.issued is not None for part in parts)),
        (returned, any(part.returned is not None for part in parts)),
    )
    return [column for column, is_known in known if is_known]


def _words(found: RoundReport, subtitle: str) -> Sheet[tuple[str, str]]:
    return Sheet(
        "Nhận xét",
        [
            Column[tuple[str, str]]("Mục", lambda pair: pair[0], 20),
            Column[tuple[str, str]]("Nội dung", lambda pair: pair[1], 100),
        ],
        [
            ("Tồn tại", found.shortcomings),
            ("Nguyên nhân", found.causes),
            ("Kiến nghị", found.proposals),
        ],
        title="TỒN TẠI, NGUYÊN NHÂN, KIẾN NGHỊ",
        subtitle=subtitle,
    )


def _questions(found: RoundReport, subtitle: str) -> Sheet[QuestionFigure]:
    return Sheet(
        "Câu hỏi",
        [
            Column[QuestionFigure]("Mã", lambda each: each.code, 8),
            Column[QuestionFigure]("Nội dung", lambda each: each.text, 70),
            Column[QuestionFigure]("Người trả lời", lambda each: each.people, 14, Kind.INTEGER),
            Column[QuestionFigure]("Giá trị (%)", lambda each: each.value, 13, Kind.PERCENT),
        ],
        found.questions,
        title="KẾT QUẢ TỪNG CÂU HỎI",
        subtitle=subtitle,
        notes=(QUESTIONS_NOTE,),
    )
