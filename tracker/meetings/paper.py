"""The minutes as a paper in the layout of Nghị định 30/2020/NĐ-CP, Mẫu 1.9 (FACTS B4.2)."""

from collections.abc import Iterator
from datetime import datetime

from tracker.meetings.content import Concluded, MinutesContent, Said
from tracker.papers.blocks import (
    Align,
    Anchored,
    Block,
    Bullets,
    Ending,
    Grid,
    GridColumn,
    Head,
    Heading,
    Paper,
    Para,
    Run,
    Text,
)
from tracker.papers.signing import signature

NO_ATTENDANCE = "[chưa ghi người dự ngoài chủ trì, thư ký]"
COLUMNS = (
    GridColumn("STT", 0.95, Align.CENTRE),
    GridColumn("Nhiệm vụ (số trong Phụ lục)", 3),
    GridColumn("Kết luận", 4.3),
    GridColumn("Đơn vị thực hiện", 2.1),
    GridColumn("Thời hạn", 1.65, Align.CENTRE),
)


def symbol(code: str) -> str:
    """What follows the number of minutes: BB-STP."""
    return f"BB-{code}" if code else "BB"


def minutes_paper(
    content: MinutesContent,
    *,
    number: str = "",
    is_draft: bool = False,
    made_at: datetime | None = None,
) -> Paper:
    """The minutes for page, print and Word alike; `is_draft` before they are closed.

    The line of place and day is left out and the file is kept as "Lưu: VT, Hồ sơ", as form 1.9
    has it.
    """
    return Paper(
        title=f"Biên bản {content.about[:1].lower()}{content.about[1:]}",
        head=Head(
            content.agency,
            content.superior,
            number=number,
            symbol=symbol(content.code),
            draft="DỰ THẢO" if is_draft else "",
        ),
        name="BIÊN BẢN",
        summary=content.about,
        body=tuple(_body(content)),
        made_at=made_at,
    )


def _body(content: MinutesContent) -> Iterator[Block]:
    yield Para(f"Thời gian bắt đầu: {content.started}.")
    yield Para(f"Địa điểm: {content.place}.")
    yield from _attendance(content)
    yield Para(f"Chủ trì: {content.chair}.")
    yield Para(f"Thư ký: {content.secretary}.")
    yield Para("Nội dung:", keep_next=True)
    yield Heading("I. NỘI DUNG THƯỜNG KỲ")
    for number, said in enumerate(content.standing, start=1):
        yield Para(_standing(number, said))
    yield from _by_item(content)
    yield Ending(
        (
            signature(content.secretary_name, "Thư ký"),
            signature(content.chair_name, "Chủ tọa"),
        ),
        f"Cuộc họp kết thúc vào {content.ended}",
        content.receivers,
    )


def _attendance(content: MinutesContent) -> Iterator[Block]:
    there = [f"Có mặt: {'; '.join(content.present)}."] if content.present else []
    missing = [f"Vắng mặt: {'; '.join(content.absent)}."] if content.absent else []
    if not (there or missing):
        yield Para(f"Thành phần tham dự: {NO_ATTENDANCE}.")
        return
    yield Para("Thành phần tham dự:", keep_next=True)
    yield Bullets((*there, *missing))


def _standing(number: int, said: Said) -> Text:
    parts: list[str | Run] = [f"{number}. {said.title}"]
    if said.discussion:
        parts.append(f": {_stopped(said.discussion)}")
    if said.conclusion or said.anchor:
        joint = " " if said.discussion else ". "
        parts += [joint, Run("Kết luận:", italic=True), " "]
        parts.append(_anchored(_stopped(said.conclusion) or "…", said.anchor))
    elif not said.discussion:
        parts.append(": không đưa ra thảo luận tại cuộc họp.")
    return tuple(parts)


def _by_item(content: MinutesContent) -> Iterator[Block]:
    of = f" THEO KẾ HOẠCH SỐ {content.plan}" if content.plan else ""
    yield Heading(f"II. NHIỆM VỤ{of}")
    if content.situation:
        yield Para(f"1. Tình hình: {content.situation[:1].lower()}{content.situation[1:]}")
    if content.discussed:
        yield Para("2. Ý kiến thảo luận", keep_next=True)
        lines = tuple(f"{said.title}: {_stopped(said.discussion)}" for said in content.discussed)
        yield Bullets(lines)
    else:
        yield Para("2. Ý kiến thảo luận: không có.")
    if content.concluded:
        yield Para("3. Kết luận", keep_next=True)
        rows = [_row(n, row) for n, row in enumerate(content.concluded, start=1)]
        yield Grid(COLUMNS, rows, "Kết luận từng nhiệm vụ")
    else:
        yield Para("3. Kết luận: không có.")
    yield Para(f"4. Nhiệm vụ không đưa ra thảo luận tại cuộc họp: {_not_discussed(content)}.")


def _row(number: int, row: Concluded) -> tuple[str, ...]:
    return (str(number), row.task, _anchored(_stopped(row.text), row.anchor), row.unit, row.due)


def _not_discussed(content: MinutesContent) -> str:
    numbers = ", ".join(content.numbers_not_discussed)
    parts = [f"{numbers} (số trong Phụ lục)"] if numbers else []
    return "; ".join([*parts, *content.others_not_discussed]) or "không có"


def _stopped(text: str) -> str:
    """`text` with a full stop at its end, unless it ends with a mark of its own."""
    text = text.rstrip()
    return text if not text or text[-1] in ".!?…" else f"{text}."


def _anchored(text: str, anchor: str) -> str:
    return Anchored(text, anchor) if anchor else text
