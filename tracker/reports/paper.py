"""The CCHC report as a Word paper with its annex, composed from its figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.organisation.rules import Profile, letter_name, running_name
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
    Signature,
)
from tracker.papers.phrases import attached_line, dated_line, number_line
from tracker.plans.rules import WORDS, printed_name
from tracker.reports import wording
from tracker.reports.figures import Figures, IndexFigure, ItemFigure
from tracker.scores.words import VERDICT_WORDS, Verdict
from tracker.vietnamese import figure, first_upper, short_date


@dataclass(frozen=True)
class Letter:
    """What stands around the figures: the agency's names, number and date once given, signer."""

    agency: str
    superior: str
    place: str
    code: str  # STP in BC-STP
    profile: Profile
    number: str = ""
    signed_on: date | None = None
    signature: Signature = field(default_factory=lambda: Signature(("GIÁM ĐỐC",)))
    texts: Mapping[str, str] | None = None  # what the Office wrote; missing ones are suggested


def compose(found: Figures, letter: Letter) -> Paper:
    """The report with its annex. Internal reporting discipline is never in it (DOMAIN A13)."""
    symbol = f"BC-{letter.code}" if letter.code else "BC"
    head = Head(
        letter_name(letter.agency, letter.superior),
        letter.superior,
        number=letter.number,
        symbol=symbol,
        place=letter.place,
        dated_on=letter.signed_on,
        expected_on=found.ends_on,
        draft="DỰ THẢO, SỐ LIỆU TẠM TÍNH" if found.is_provisional else "",
    )
    attached = attached_line(
        "Báo cáo",
        number_line(letter.number, symbol),
        dated_line(letter.signed_on, found.ends_on),
        letter.agency,
    )
    return Paper(
        title=f"Báo cáo cải cách hành chính {found.label}",
        head=head,
        name="BÁO CÁO",
        summary=(
            f"Kết quả thực hiện công tác cải cách hành chính {found.label}\n"
            f"{wording.window_line(found)}"
        ),
        to=(_addressee(letter),),
        body=tuple(_body(found, letter)),
        annexes=(annex(found, attached),) if found.items else (),
    )


def _addressee(letter: Letter) -> str:
    superior = running_name(letter.superior)
    return f"{superior} (qua {letter.profile.report_to})" if superior else letter.profile.report_to


def _body(found: Figures, letter: Letter) -> list[Block]:
    own = dict(letter.texts or {})
    said = {key: own.get(key) or text for key, text in wording.suggested(found).items()}
    basis = wording.basis_line(found)
    blocks: list[Block] = [
        Para(
            "Thực hiện chế độ báo cáo cải cách hành chính định kỳ"
            f"{f' và {basis}' if basis else ''}, {letter.agency} báo cáo như sau:"
        ),
        Heading("I. KẾT QUẢ THỰC HIỆN"),
        *_results(found),
        Heading("II. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN"),
        Para(said["shortcomings"]),
        Heading("III. PHƯƠNG HƯỚNG, NHIỆM VỤ KỲ TỚI"),
        Para(said["directions"]),
        Heading("IV. KIẾN NGHỊ, ĐỀ XUẤT"),
        Para(said["proposals"]),
        Ending(
            (letter.signature,),
            f"Trên đây là báo cáo kết quả thực hiện công tác cải cách hành chính {found.label} "
            f"của {letter.agency}",
            ("Như trên", f"{first_upper(letter.profile.leaders)}", "Lưu: VT, VP"),
        ),
    ]
    return blocks


def _results(found: Figures) -> list[Block]:
    """Section I; without a plan it has neither items nor indices of items."""
    blocks: list[Block] = [Para(f"1. {wording.counts_sentence(found)}")]
    if found.items:
        blocks.append(Para("2. Kết quả theo chỉ số thành phần", keep_next=True))
        blocks += _by_component(found)
    number = 3 if found.items else 2
    basis = f"{number}. Mức độ hài lòng: {wording.index_basis(found)}."
    blocks.append(Para(basis, keep_next=bool(found.indices)))
    if found.indices:
        blocks.append(_index_grid(found))
    blocks.append(Para(f"{number + 1}. {wording.orders_sentence(found)} {_meetings(found)}"))
    return blocks


def _by_component(found: Figures) -> list[Block]:
    """Results under each index, an item under its first one; items without an index come last."""
    blocks: list[Block] = []
    letters = iter(wording.LETTERS)
    values = {index.code: index.value for index in found.indices}
    names = dict(found.component_names) or {index.code: index.name for index in found.indices}
    for code, name in names.items():
        mine = [i for i in found.items if i.components and i.components[0] == code]
        if mine:
            value = values.get(code)
            tail = f" ({figure(value)}%)" if value is not None else ""
            blocks.append(Heading(f"{next(letters)}) {name}", 2, tail))
            blocks += _item_lines(mine)
    rest = [i for i in found.items if not i.components or i.components[0] not in names]
    if rest:
        blocks.append(Heading(f"{next(letters)}) Nhiệm vụ khác", 2))
        blocks += _item_lines(rest)
    blocks.append(Para(Run("(Chi tiết tại Phụ lục kèm theo)", italic=True)))
    note = wording.cutoff_note(found)
    if note:
        blocks.append(Para(Run(f"Ghi chú: {note}", italic=True)))
    return blocks


def _item_lines(items: Sequence[ItemFigure]) -> list[Block]:
    """A line for each item; several without any result share one, their names are in the annex."""
    gaps = [item for item in items if wording.is_gap(item)]
    told = [i for i in items if i not in gaps] if len(gaps) > 1 else items
    lines: list[Block] = [Para(_item_line(item)) for item in told]
    if len(gaps) > 1:
        numbers = ", ".join(str(item.position) for item in gaps)
        lines.append(Para(f"- Nhiệm vụ {numbers}: {wording.NO_REPORT}"))
    return lines


def _item_line(item: ItemFigure) -> str:
    name = printed_name(item.task)
    return f"- {name} (nhiệm vụ {item.position}): {wording.last_results(item)}"


def _meetings(found: Figures) -> str:
    if not found.meetings:
        return "Chưa tổ chức họp giao ban."
    held = "; ".join(
        f"ngày {short_date(m.held_on)}" + (f" (Biên bản {m.minutes})" if m.minutes else "")
        for m in found.meetings
    )
    return f"Đã tổ chức {len(found.meetings):02d} cuộc họp giao ban: {held}."


def _index_grid(found: Figures) -> Grid:
    """The indices; without an earlier round, or verdicts, there is no column for them."""
    before = found.before_title or "Kỳ trước"
    lines = [*found.indices, *([found.overall] if found.overall else [])]
    columns = [
        (GridColumn("Chỉ số", 34), [index.name for index in lines]),
        (
            GridColumn(f"{before} (%)", 15, Align.CENTRE),
            ["" if index.before is None else figure(index.before) for index in lines],
        ),
        (
            GridColumn(f"{found.round_title} (%)", 17, Align.CENTRE),
            [figure(index.value) for index in lines],
        ),
        (
            GridColumn("So với mục tiêu (điểm %)", 17, Align.CENTRE),
            ["" if index.gap is None else figure(index.gap, sign=True) for index in lines],
        ),
        (GridColumn("Nhận định", 22), [_verdict(index) for index in lines]),
    ]
    shown = [(column, cells) for column, cells in columns if any(cells)]
    rows = list(zip(*(cells for _, cells in shown), strict=True))
    whole = [GridRow(rows.pop())] if found.overall else []
    return Grid(
        tuple(column for column, _ in shown),
        [*rows, *whole],
        caption="Chỉ số hài lòng so với mục tiêu và kỳ trước",
    )


def _verdict(index: IndexFigure) -> str:
    return VERDICT_WORDS[Verdict(index.verdict)] if index.verdict else ""


def annex(found: Figures, attached: str) -> Annex:
    """Phụ lục kèm theo Báo cáo: seven columns with the results and the state of each item."""
    return Annex(
        f"KẾT QUẢ THỰC HIỆN CÁC NHIỆM VỤ CẢI THIỆN CHẤT LƯỢNG PHỤC VỤ {found.label.upper()}",
        (
            Grid(
                (
                    GridColumn("STT", 5, Align.CENTRE),
                    GridColumn("Nội dung/Nhiệm vụ", 23),
                    GridColumn("Đơn vị chủ trì", 13),
                    GridColumn("Thời gian hoàn thành", 12, Align.CENTRE),
                    GridColumn("Kết quả thực hiện", 46),
                    GridColumn("Tình hình thực hiện", 11, Align.CENTRE),
                    GridColumn("Ghi chú", 13),
                ),
                [annex_row(item) for item in found.items],
                caption=f"Kết quả thực hiện {found.label}",
            ),
        ),
        attached=attached,
    )


def annex_row(item: ItemFigure) -> tuple[str, ...]:
    """One row of the annex, the same in Word, in Excel and on the page."""
    note = "; ".join(item.obstacles)
    if item.is_late and item.due_on:
        note = "; ".join(filter(None, (f"Quá thời hạn {short_date(item.due_on)}", note)))
    return (
        str(item.position),
        item.task,
        ";\n".join(item.leads),
        item.deadline,
        wording.item_results(item),
        WORDS[item.progress],
        note,
    )
