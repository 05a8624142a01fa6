"""The survey form on paper: one A4 sheet, both sides, numbered if wanted."""

from collections.abc import Iterable, Iterator, Sequence

from tracker.papers.blocks import (
    Align,
    Annex,
    Block,
    Bullets,
    Grid,
    GridColumn,
    GridRow,
    Paper,
    Para,
    Run,
)
from tracker.surveys.models import Round
from tracker.surveys.rules import Method
from tracker.vietnamese import first_upper, short_date

BOX = "☐"
_DOTS = "." * 40
_LINE = "." * 100
_QUESTIONS, _LEVEL = 39.0, 11.0  # shares of the width
# Asked in bands, never exactly, and never compulsory: few forms a field would name a person.
BANDS = (
    ("Giới tính", ("Nam", "Nữ")),
    ("Độ tuổi", ("Dưới 25", "25 đến 34", "35 đến 49", "50 đến 59", "Từ 60")),
    ("Trả lời với tư cách", ("Cá nhân", "Tổ chức, doanh nghiệp")),
)


def paper_forms(
    row: Round, method: Method, agency: str, fields: Sequence[str], numbers: Iterable[int]
) -> Paper:
    """The form of a round as many times as there are `numbers`; once, without one, if none."""
    chosen = [f"{number:03d}" for number in numbers] or ["................"]
    body = tuple(_body(row, method, agency, fields))
    return Paper(
        title=f"Phiếu lấy ý kiến, {row.title}",
        annexes=tuple(
            Annex(
                name=f"Phiếu số: {number}",
                title="PHIẾU LẤY Ý KIẾN\nvề việc giải quyết thủ tục hành chính",
                attached=f"({row.title})",
                body=body,
                is_landscape=False,
                is_on_new_sheet=True,
            )
            for number in chosen
        ),
    )


def _body(row: Round, method: Method, agency: str, fields: Sequence[str]) -> Iterator[Block]:
    yield Para(
        f"{first_upper(agency)} xin ý kiến Ông/Bà để cải thiện việc phục vụ. Phiếu không ghi họ "
        "tên; kết quả được tổng hợp chung, không gắn với người trả lời; trả lời hay không là tùy "
        "Ông/Bà, không ảnh hưởng đến hồ sơ. Nhận phiếu từ ngày "
        f"{short_date(row.collect_from)} đến hết ngày {short_date(row.collect_to)}."
    )
    yield Bullets(
        (
            f"Lĩnh vực: {_choices(fields) if fields else _DOTS}",
            f"Đơn vị giải quyết: {_DOTS} Ngày: ....../....../............",
            *(f"{title} (không bắt buộc): {_choices(bands)}" for title, bands in BANDS),
        )
    )
    yield Para(
        (
            Run("Cách trả lời: ", bold=True),
            Run(
                "mỗi dòng đánh dấu X vào một ô; nội dung chưa gặp thì để trống; đánh nhầm thì "
                "khoanh tròn ô sai rồi đánh lại."
            ),
        ),
        keep_next=True,
    )
    yield _grid(method)
    yield Para(f"Ý kiến khác (vui lòng không ghi số CCCD, số điện thoại):\n{_LINE}\n{_LINE}")
    yield Para("Xin cảm ơn Ông/Bà.")


def _choices(words: Sequence[str]) -> str:
    return "   ".join(f"{BOX} {word}" for word in words)


def _grid(method: Method) -> Grid:
    levels = tuple(GridColumn(level.word, _LEVEL, Align.CENTRE) for level in method.scale)
    rows: list[Sequence[str] | GridRow] = []
    for component in method.components:
        rows.append(GridRow((component.name,)))
        for question, place in zip(component.questions, method.places(component), strict=True):
            rows.append((str(place + 1), question.text, *([BOX] * method.levels)))
    return Grid(
        (GridColumn("TT", 6, Align.CENTRE), GridColumn("Nội dung", _QUESTIONS), *levels),
        rows,
        caption="Câu hỏi và các mức hài lòng để đánh dấu",
    )
