"""Papers of this room: the record of forms handed over, the Phiếu xác thực of a round's chain."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from tracker.clock import HOUSE_ZONE
from tracker.organisation.models import Agency
from tracker.organisation.naming import AgencyHead
from tracker.organisation.rules import letter_name
from tracker.papers.blocks import (
    Align,
    Ending,
    Grid,
    GridColumn,
    Head,
    Paper,
    Para,
)
from tracker.papers.signing import signature
from tracker.surveys.models import FormImport, HandIn, Round
from tracker.surveys.queries.checking import LeftOut
from tracker.vietnamese import count, long_date, short_date

CODE_GROUP = 8  # letters of a hash read together
_TWO_COLUMNS = (GridColumn("Nội dung", 55), GridColumn("Số phiếu", 45, Align.CENTRE))


def hand_over_record(
    kept: HandIn, row: Round, unit_name: str, agency: Agency, head: AgencyHead
) -> Paper:
    """Biên bản bàn giao phiếu: who gave how many forms to whom, by the names of its day."""
    giver = unit_name or "Đơn vị thu phiếu"
    rows = [
        ("Phiếu phát ra", count(kept.issued)),
        ("Phiếu thu về", count(kept.returned)),
        ("Phiếu hợp lệ", count(kept.valid)),
        *((f"Không hợp lệ: {reason}", count(forms)) for reason, forms in kept.rejected.items()),
    ]
    return Paper(
        title=f"Biên bản bàn giao phiếu khảo sát, {row.title}",
        head=Head(head.letter_name, head.superior),
        name="BIÊN BẢN",
        summary=f"Bàn giao phiếu khảo sát\n{row.title}",
        body=(
            Para(
                f"Hôm nay, {long_date(kept.handed_on)}, {giver}{_acting(kept.giver)} bàn giao "
                f"phiếu khảo sát cho {agency.profile.office}{_acting(kept.taker)}, gồm:"
            ),
            Grid(_TWO_COLUMNS, rows, caption="Số phiếu bàn giao"),
            *_aside(kept, row),
            Ending(
                (
                    signature(kept.giver, "Người giao"),
                    signature(kept.taker, "Người nhận"),
                ),
                "Biên bản được lập thành 02 bản, mỗi bên giữ 01 bản",
            ),
        ),
    )


def _aside(kept: HandIn, row: Round) -> Iterator[Para]:
    """The day by which it was due, and that it takes the place of an earlier record."""
    if row.hand_in_on:
        late = (kept.handed_on - row.hand_in_on).days
        said = f"; bàn giao sau hạn {late} ngày" if late > 0 else ""
        yield Para(f"Hạn bàn giao theo kế hoạch: {short_date(row.hand_in_on)}{said}.")
    if kept.replaces_id:
        yield Para("Số liệu tại biên bản này thay cho số liệu bàn giao đã ghi trước đó.")


def _acting(person: str) -> str:
    return f" (đại diện: {person})" if person else ""


def proof_sheet(
    row: Round,
    imports: Sequence[FormImport],
    left_out: Sequence[LeftOut],
    agency: Agency,
    printed_at: datetime,
) -> Paper:
    """Phiếu xác thực: the end of the chain as it stands, kept on paper outside the system."""
    closed = (
        f"Đã đóng lúc {_hour(row.closed_at)}"
        if row.closed_at
        else "Đang thu phiếu, mã này còn thay đổi"
    )
    files = "\n".join(
        f"{count(each.accepted)} phiếu, lúc {_hour(each.imported_at)}" for each in imports[::-1]
    )
    rows = [
        ("Mã đợt khảo sát", row.code),
        ("Số phiếu đã niêm phong", count(row.responses)),
        ("Mã niêm phong cuối", grouped(row.chain_hash) or "Chưa có phiếu"),
        ("Trạng thái của đợt", closed),
        ("Các lần nhập tệp", files or "Không có"),
        ("Phiếu bị loại", _left_out(left_out) or "Không có"),
        ("Thời điểm in", _hour(printed_at)),
    ]
    return Paper(
        title=f"Phiếu xác thực, {row.title}",
        head=_head(agency),
        name="PHIẾU XÁC THỰC",
        summary=f"Phiếu khảo sát đã niêm phong, {row.title}",
        body=(
            Grid(
                (GridColumn("Nội dung", 30), GridColumn("Giá trị", 70)),
                rows,
                caption="Nội dung xác thực",
            ),
            Para(
                "Mỗi phiếu được nối với phiếu trước bằng mã băm SHA-256. Sửa, thêm, bớt hoặc đổi "
                "thứ tự một phiếu bất kỳ làm mã cuối khác mã in trên phiếu này. Giữ phiếu này "
                "ngoài hệ thống để đối chiếu khi cần."
            ),
        ),
    )


def _left_out(left_out: Sequence[LeftOut]) -> str:
    """Each form that no longer counts, in the order they were left out."""
    lines = []
    for each in left_out[::-1]:
        new = each.replacement_seq
        instead = f" (thay bằng thứ tự {count(new)})" if new else ""
        lines.append(f"Thứ tự {count(each.form.seq)}{instead}: {each.exclusion.reason}")
    return "\n".join(lines)


def grouped(code: str) -> str:
    """A hash in groups of eight letters, so that two people can read it to each other."""
    return " ".join(code[start : start + CODE_GROUP] for start in range(0, len(code), CODE_GROUP))


def _head(agency: Agency) -> Head:
    return Head(letter_name(agency.name, agency.superior), agency.superior)


def _hour(instant: datetime) -> str:
    local = instant.astimezone(HOUSE_ZONE)
    return f"{local.hour} giờ {local.minute:02d}, ngày {short_date(local.date())}"
