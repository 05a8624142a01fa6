"""The list of contents of a package of evidence, as a workbook and as a Word paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from tracker.papers.blocks import Align, Annex, Grid, GridColumn, GridRow, Paper
from tracker.papers.sheets import Column, Kind, Sheet, write_book
from tracker.papers.word import write_word
from tracker.plans.rules import shortened
from tracker.progress.bundles import Bundle, BundleLine
from tracker.progress.queries.proofs import STANDING_WORDS
from tracker.progress.rules import EVIDENCE_WORDS
from tracker.vietnamese import short_date, two_digits

TITLE = "Danh mục tài liệu kiểm chứng"
NAME = "00_Danh-muc-tai-lieu-kiem-chung"


def _summary(line: BundleLine) -> str:
    file = line.proof.file
    return line.proof.evidence.summary or (file.name if file else "")


_EXCEL = (
    Column[BundleLine]("TT", lambda line: line.number, 6, Kind.INTEGER),
    Column[BundleLine]("Nhiệm vụ số", lambda line: line.proof.position, 9, Kind.INTEGER),
    Column[BundleLine]("Nội dung nhiệm vụ", lambda line: shortened(line.proof.task), 36),
    Column[BundleLine]("Sản phẩm", lambda line: line.proof.product or "Cả nhiệm vụ", 28),
    Column[BundleLine]("Đơn vị", lambda line: line.proof.unit, 22),
    Column[BundleLine]("Kỳ báo cáo", lambda line: line.proof.period, 16),
    Column[BundleLine]("Loại", lambda line: EVIDENCE_WORDS[line.proof.evidence.kind], 14),
    Column[BundleLine]("Số, ký hiệu", lambda line: line.proof.evidence.number, 16),
    Column[BundleLine]("Ngày", lambda line: line.proof.evidence.dated_on, 12, Kind.DAY),
    Column[BundleLine]("Trích yếu, nội dung", _summary, 36),
    Column[BundleLine]("Nơi lưu", lambda line: line.proof.evidence.kept_at, 16),
    Column[BundleLine]("Tên tệp hoặc nơi lưu bản giấy", lambda line: line.place, 40),
    Column[BundleLine]("Xác nhận", lambda line: STANDING_WORDS[line.proof.standing], 15),
)
_WORD = (
    GridColumn("TT", 4, Align.CENTRE),
    GridColumn("Đơn vị, kỳ", 22),
    GridColumn("Tài liệu", 40),
    GridColumn("Tên tệp hoặc nơi lưu", 24),
    GridColumn("Xác nhận", 10),
)


@dataclass(frozen=True)
class Cover:
    """Of what the package is: the plan, what it was narrowed to, the agency, the moment."""

    plan: str
    of: str  # "kỳ quý III năm 2021, tiêu chí 3.2.1"
    agency: str
    made_at: datetime

    @property
    def subtitle(self) -> str:
        """One line under the title."""
        narrowed = f", {self.of}" if self.of else ""
        return f"Kế hoạch số {self.plan}{narrowed}; {self.agency}"


def contents_book(bundle: Bundle, cover: Cover) -> bytes:
    """The list as .xlsx, a line for each piece of evidence."""
    sheet = Sheet(
        "Danh mục", _EXCEL, bundle.lines, TITLE.upper(), cover.subtitle, notes=_notes(bundle)
    )
    return write_book([sheet], title=TITLE, made_at=cover.made_at).getvalue()


def contents_word(bundle: Bundle, cover: Cover) -> bytes:
    """The same list as .docx, in landscape: what proves a task stands under its name."""
    rows = tuple(_rows(bundle.lines))
    annex = Annex(TITLE.upper(), (Grid(_WORD, rows, TITLE),), "", f"({cover.subtitle})")
    return write_word(Paper(title=TITLE, annexes=(annex,), made_at=cover.made_at))


def _rows(lines: Sequence[BundleLine]) -> Iterator[Sequence[str] | GridRow]:
    for task, of_task in groupby(lines, key=_task):
        yield GridRow((task,))
        yield from map(_row, of_task)


def _task(line: BundleLine) -> str:
    return f"{line.proof.position}. {shortened(line.proof.task)}"


def _row(line: BundleLine) -> Sequence[str]:
    proof = line.proof
    product = f"\nSản phẩm: {proof.product}" if proof.product else ""
    return (
        str(line.number),
        f"{proof.unit}\nKỳ {proof.period}",
        f"{_document(line)}{product}",
        line.place,
        STANDING_WORDS[proof.standing],
    )


def _document(line: BundleLine) -> str:
    evidence = line.proof.evidence
    number = f"Số {evidence.number}" if evidence.number else ""
    day = f"ngày {short_date(evidence.dated_on)}" if evidence.dated_on else ""
    named = " ".join(filter(None, (number, day)))
    kept = f"lưu {evidence.kept_at}" if evidence.kept_at else ""
    said = "; ".join(filter(None, (named, _summary(line), kept)))
    return f"{EVIDENCE_WORDS[evidence.kind]}: {said}" if said else EVIDENCE_WORDS[evidence.kind]


def _notes(bundle: Bundle) -> tuple[str, ...]:
    notes = []
    if bundle.explanations:
        notes.append(f"{two_digits(bundle.explanations)} giải trình thay tài liệu, không có tệp.")
    if bundle.waiting:
        notes.append(f"{two_digits(bundle.waiting)} tài liệu của báo cáo chờ xác nhận.")
    return tuple(notes)
