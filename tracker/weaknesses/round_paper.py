"""The paper on a round: BÁO CÁO kết quả đo lường mức độ hài lòng, as Word."""

from collections.abc import Iterator, Sequence

from tracker.organisation.rules import letter_name, running_name
from tracker.papers.blocks import (
    Align,
    Annex,
    Block,
    Ending,
    Grid,
    GridColumn,
    GridRow,
    Head,
    Heading,
    Paper,
    Para,
    Run,
)
from tracker.papers.phrases import attached_line, dated_line, number_line
from tracker.scores.statistics import FEW_PEOPLE
from tracker.scores.words import VERDICT_WORDS
from tracker.surveys.words import FORMULA_WORDS
from tracker.vietnamese import count, figure, first_upper, short_date, two_digits
from tracker.weaknesses.round_report import Part, RoundReport
from tracker.weaknesses.standing import IndexLine
from tracker.weaknesses.totals_paper import totals_blocks

QUESTIONS_NOTE = "Ghi chú: câu hỏi chỉ nêu số liệu, không có nhận định tăng, giảm."
HIDDEN_NOTE = "Ghi chú: không nêu chỉ số của nhóm ít người trả lời và nhóm từ đó suy ra được."
UNWRITTEN = "…"
NAME = "Báo cáo kết quả đo lường mức độ hài lòng"


def compose(found: RoundReport) -> Paper:
    """The report and its annex of questions. The end of the chain stands in the properties only."""
    head = Head(
        letter_name(found.agency, found.superior),
        found.superior,
        number=found.number,
        symbol=found.symbol,
        place=found.place,
        dated_on=found.signed_on,
        expected_on=found.sign_on or found.collect_to,
        draft="DỰ THẢO, SỐ LIỆU TẠM TÍNH" if found.is_provisional else "",
    )
    attached = attached_line(
        "Báo cáo",
        number_line(found.number, found.symbol),
        dated_line(found.signed_on, found.sign_on or found.collect_to),
        found.agency,
    )
    return Paper(
        title=f"{NAME}, {found.title}",
        head=head,
        name="BÁO CÁO",
        summary=f"Kết quả đo lường mức độ hài lòng của người dân, tổ chức\n{found.title}",
        to=(_addressee(found),),
        body=tuple(_body(found)),
        annexes=(_annex(found, attached),) if found.questions else (),
        properties={"Đợt khảo sát": found.code, "Mã niêm phong": found.head},
    )


def _addressee(found: RoundReport) -> str:
    superior = running_name(found.superior)
    return f"{superior} (qua {found.profile.report_to})" if superior else found.profile.report_to


def _body(found: RoundReport) -> Iterator[Block]:
    basis = f"Thực hiện {found.document}, " if found.document else ""
    yield Para(
        f"{basis}{found.agency} báo cáo kết quả đo lường mức độ hài lòng, {_name(found)}, như sau:"
    )
    yield Heading("I. VIỆC THU PHIẾU")
    yield Para(_collecting(found))
    for heading, parts in (
        ("lĩnh vực", found.fields),
        ("đơn vị", found.units),
        ("kênh thu phiếu", found.channels),
    ):
        if parts:
            yield Para(f"Theo {heading}:", keep_next=True)
            yield _parts_grid(first_upper(heading), parts)
    if any(part.figure.is_hidden for part in (*found.fields, *found.units, *found.channels)):
        yield Para(Run(HIDDEN_NOTE, italic=True))
    yield Heading("II. KẾT QUẢ")
    yield Para(_method_line(found))
    yield _index_grid(found)
    yield Para(_sentence(found))
    yield from _verdicts(found)
    yield from totals_blocks(found.totals)
    yield Heading("III. NHẬN XÉT, TỒN TẠI, NGUYÊN NHÂN")
    yield Para(remark(found))
    yield from _written("1. Tồn tại", found.shortcomings)
    yield from _written("2. Nguyên nhân", found.causes)
    yield Heading("IV. KIẾN NGHỊ")
    yield from _written("", found.proposals)
    yield Ending(
        (found.signature,),
        f"Trên đây là báo cáo kết quả đo lường mức độ hài lòng, {_name(found)}, của {found.agency}",
        ("Như trên", first_upper(found.profile.leaders), "Lưu: VT, VP"),
    )


def _verdicts(found: RoundReport) -> Iterator[Para]:
    """A line for each sentence, said once of every index that it holds for."""
    named: dict[str, list[str]] = {}
    for line in found.standing.components:
        if line.sentence:
            named.setdefault(line.sentence, []).append(line.name)
    for sentence, names in named.items():
        yield Para(f"- {'; '.join(names)}: {sentence}")


def _written(heading: str, text: str) -> Iterator[Block]:
    """A part that the Office wrote, a paragraph a line; dots to fill in while it did not."""
    if heading:
        yield Para(Run(heading, bold=True), keep_next=True)
    for line in text.splitlines() or [UNWRITTEN]:
        if line.strip():
            yield Para(line.strip())


def _name(found: RoundReport) -> str:
    """The round inside a sentence: khảo sát quý I năm 2021."""
    return f"{found.title[:1].lower()}{found.title[1:]}"


def _collecting(found: RoundReport) -> str:
    span = f"từ {short_date(found.collect_from)} đến {short_date(found.collect_to)}"
    parts = [f"Thu phiếu {span}"]
    if found.instrument:
        parts.append(f"công cụ: {found.instrument}")
    if found.issued:
        parts.append(f"phát ra {count(found.issued)} phiếu, thu về {count(found.returned)} phiếu")
    parts.append(f"số phiếu hợp lệ {count(found.forms)}")
    if found.refused:
        reasons = ", ".join(f"{k.lower()} {count(n)}" for k, n in found.refused.items())
        parts.append(f"đơn vị loại khi bàn giao: {reasons}")
    if found.left_out:
        parts.append(f"không tính {count(found.left_out)} phiếu")
    if found.excluded:
        parts.append(f"loại {count(found.excluded)} phiếu đã niêm phong, có lý do từng phiếu")
    return "; ".join(parts) + "." + _rechecked(found)


def _rechecked(found: RoundReport) -> str:
    """What phúc tra found; "" where no form was typed a second time."""
    again = found.rechecked
    if again.rate is None:
        return ""
    return (
        f" Phúc tra ngẫu nhiên {count(again.forms)} phiếu giấy: sai khác {count(again.differing)} "
        f"trên {count(again.answers)} câu trả lời, tỷ lệ {figure(again.rate)}%."
    )


def _method_line(found: RoundReport) -> str:
    few = ""
    if any((line.people or 0) < FEW_PEOPLE for line in found.standing.components):
        few = f" Chỉ số dưới {FEW_PEOPLE} người trả lời được ghi là ít phiếu."
    return (
        f"{found.method.name}, bản {found.method.version}: chỉ số thành phần là "
        f"{FORMULA_WORDS[found.method.formula]}; chỉ số chung là trung bình các chỉ số thành phần; "
        f"khoảng tin cậy 95%.{few}"
    )


def _index_grid(found: RoundReport) -> Grid:
    """The indices; what no line has a value for gets no column."""
    before = found.standing.before_title or "Đợt trước"
    whole = found.standing.overall
    lines = [*found.standing.components, *([whole] if whole else [])]
    columns = [
        (GridColumn("Chỉ số", 29), [line.name for line in lines]),
        (GridColumn("Người trả lời", 11, Align.CENTRE), [_people(line) for line in lines]),
        (GridColumn("Giá trị (%)", 10, Align.CENTRE), [figure(line.value) for line in lines]),
        (GridColumn("Khoảng tin cậy 95%", 21, Align.CENTRE), [interval(line) for line in lines]),
        (GridColumn("Mục tiêu (%)", 10, Align.CENTRE), [_or_blank(i.target) for i in lines]),
        (GridColumn(f"{before} (%)", 13, Align.CENTRE), [_or_blank(i.before) for i in lines]),
        (GridColumn("Nhận định", 17), [_verdict(line) for line in lines]),
    ]
    shown = [(column, cells) for column, cells in columns if any(cells)]
    rows = list(zip(*(cells for _, cells in shown), strict=True))
    overall = [GridRow(rows.pop())] if whole else []
    return Grid(
        tuple(column for column, _ in shown),
        [*rows, *overall],
        caption="Chỉ số, khoảng tin cậy, mục tiêu và đợt trước",
    )


def _people(line: IndexLine) -> str:
    few = " (ít phiếu)" if (line.people or 0) < FEW_PEOPLE else ""
    return f"{count(line.people or 0)}{few}"


def _or_blank(value: float | None) -> str:
    return "" if value is None else figure(value)


def _verdict(line: IndexLine) -> str:
    return VERDICT_WORDS[line.verdict] if line.verdict else ""


def interval(line: IndexLine) -> str:
    """Both ends of the interval; "" without one."""
    if line.low is None or line.high is None:
        return ""
    return f"{figure(line.low)} – {figure(line.high)}"


def _sentence(found: RoundReport) -> str:
    reached = [line for line in found.standing.components if line.gap is not None and line.gap >= 0]
    judged = [line for line in found.standing.components if line.gap is not None]
    if not judged:
        return "Chưa có mục tiêu cho bộ chỉ số này."
    if not reached:
        return f"Chưa có chỉ số nào trong {two_digits(len(judged))} chỉ số thành phần đạt mục tiêu."
    reaching = f"{two_digits(len(reached))}/{two_digits(len(judged))}"
    return f"Đạt mục tiêu: {reaching} chỉ số thành phần."


def remark(found: RoundReport) -> str:
    """What the figures say, lowest first; to be completed by the Office in Word."""
    below = found.standing.below
    if not below:
        return "Các chỉ số thành phần có mục tiêu đều đạt mục tiêu."
    named = "; ".join(
        f"{line.name} {figure(line.value)}% ({figure(line.gap, sign=True)})" for line in below
    )
    return (
        f"Có {two_digits(len(below))} chỉ số chưa đạt mục tiêu, xếp từ thấp (trong ngoặc là khoảng "
        f"cách đến mục tiêu, tính bằng điểm phần trăm): {named}."
    )


def _parts_grid(heading: str, parts: Sequence[Part]) -> Grid:
    """What nobody wrote down for any part gets no column."""
    numbers = [
        (name, cells)
        for name, cells in (
            ("Cỡ mẫu", [part.wanted for part in parts]),
            ("Phát ra", [part.issued for part in parts]),
            ("Thu về", [part.returned for part in parts]),
        )
        if any(cell is not None for cell in cells)
    ]
    columns = [GridColumn(name, 12, Align.CENTRE) for name, _ in numbers]
    counts = [["–" if c is None else count(c) for c in cells] for _, cells in numbers]
    return Grid(
        (
            GridColumn(heading, 70 - 12 * len(columns)),
            *columns,
            GridColumn("Hợp lệ", 12, Align.CENTRE),
            GridColumn("Chỉ số chung (%)", 18, Align.CENTRE),
        ),
        [
            (part.name, *(each[place] for each in counts), count(part.forms), part_value(part))
            for place, part in enumerate(parts)
        ],
        caption=f"Số phiếu và chỉ số chung theo {heading.lower()}",
    )


def part_value(part: Part) -> str:
    """The index of a field, unit or channel; held back where few people answered."""
    return "không nêu" if part.figure.is_hidden else figure(part.figure.value)


def _annex(found: RoundReport, attached: str) -> Annex:
    return Annex(
        f"KẾT QUẢ TỪNG CÂU HỎI, {found.title.upper()}",
        (
            Grid(
                (
                    GridColumn("Mã", 8, Align.CENTRE),
                    GridColumn("Nội dung", 60),
                    GridColumn("Người trả lời", 14, Align.CENTRE),
                    GridColumn("Giá trị (%)", 14, Align.CENTRE),
                ),
                [
                    (
                        each.code,
                        each.text,
                        count(each.people),
                        "không nêu" if each.is_hidden else figure(each.value),
                    )
                    for each in found.questions
                ],
                caption="Kết quả từng câu hỏi",
            ),
            Para(Run(QUESTIONS_NOTE, italic=True)),
        ),
        attached=attached,
        is_landscape=False,
    )
