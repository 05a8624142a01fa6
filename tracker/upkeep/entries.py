"""The ledger to read: who did what to which row, the newest first; never what stood in the row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.ledger.models import LedgerAnchor, LedgerEntry, LedgerHead
from tracker.ledger.rules import stream_of

PAGE = 100

ACTION_WORDS = {"insert": "Thêm", "update": "Sửa", "delete": "Xóa", "erase": "Xóa nội dung riêng"}
ACTOR_WORDS = {
    "cli": "Lệnh trên máy chủ",
    "set-up": "Thiết lập lần đầu",
    "demo": "Dữ liệu dùng thử",
    "public": "Người dân trả lời phiếu",
    "system": "Hệ thống",
}
TABLE_WORDS = {
    "action_item": "Nhiệm vụ",
    "agency": "Cơ quan",
    "agency_change": "Thay đổi của cơ quan",
    "agenda_line": "Mục chương trình họp",
    "amendment": "Văn bản bổ sung kế hoạch",
    "attendance": "Thành phần dự họp",
    "calendar_day": "Ngày nghỉ, làm bù",
    "campaign": "Kế hoạch khảo sát",
    "cchc_report": "Báo cáo cải cách hành chính",
    "conclusion": "Kết luận",
    "confirmation": "Xác nhận, trả lại báo cáo",
    "coordination": "Đề nghị phối hợp",
    "coordination_answer": "Trả lời phối hợp",
    "delegation": "Ủy quyền",
    "evidence": "Tài liệu kiểm chứng",
    "extension": "Đề nghị gia hạn",
    "extension_decision": "Quyết định gia hạn",
    "field": "Lĩnh vực",
    "form_import": "Lần nhập phiếu",
    "hand_in": "Bàn giao phiếu",
    "item_component": "Chỉ số gắn với nhiệm vụ",
    "item_pause": "Tạm dừng nhiệm vụ",
    "item_unit": "Đơn vị của nhiệm vụ",
    "item_weakness": "Điểm yếu gắn với nhiệm vụ",
    "judgement": "Lần đối chiếu mục tiêu",
    "meeting": "Cuộc họp",
    "meeting_series": "Lịch họp định kỳ",
    "membership": "Nơi công tác",
    "minutes": "Biên bản",
    "obstacle": "Vướng mắc",
    "obstacle_decision": "Ý kiến về vướng mắc",
    "order": "Kết luận, chỉ đạo",
    "order_answer": "Trả lời kết luận, chỉ đạo",
    "oversight": "Phân công phụ trách",
    "period": "Kỳ báo cáo",
    "person": "Người dùng",
    "person_setting": "Lựa chọn cá nhân",
    "plan": "Kế hoạch",
    "plan_import": "Lần nhập kế hoạch",
    "pressing": "Đôn đốc",
    "product": "Sản phẩm",
    "product_result": "Kết quả theo sản phẩm",
    "published_value": "Giá trị công bố",
    "quota": "Cỡ mẫu",
    "report": "Báo cáo của đơn vị",
    "report_promise": "Ngày hẹn gửi",
    "round": "Đợt khảo sát",
    "score": "Chỉ số đã chốt",
    "snapshot": "Số liệu đã chốt",
    "stored_file": "Tệp",
    "target": "Mục tiêu thành phần",
    "unit": "Đơn vị",
    "unit_alias": "Cách gọi đơn vị",
    "unit_change": "Thay đổi tổ chức",
    "unit_group": "Nhóm đơn vị",
    "unit_group_member": "Thành viên nhóm",
    "unit_handover": "Bàn giao giữa đơn vị",
    "unit_name": "Tên đơn vị",
    "verdict": "Nhận định",
    "weakness": "Chỉ số chưa đạt mục tiêu",
    "yardstick": "Mục tiêu, quy tắc",
}


@dataclass(frozen=True)
class EntryLine:
    """One change, in words."""

    seq: int
    at: datetime
    actor: str
    action: str
    thing: str
    number: str  # the row's id within its table
    code: str  # the first letters of the entry's hash


@dataclass(frozen=True)
class LedgerPage:
    """A page of an agency's stream. `older`: the number to go on before, 0 at the beginning."""

    lines: tuple[EntryLine, ...]
    older: int
    last_seq: int
    anchor: LedgerAnchor | None


def ledger_page(session: Session, agency_id: int, before: int | None) -> LedgerPage:
    """The newest entries of an agency, or those before a number. Four SELECTs."""
    stream = stream_of(agency_id)
    query = select(LedgerEntry).where(LedgerEntry.stream == stream)
    if before:
        query = query.where(LedgerEntry.seq < before)
    rows = session.scalars(query.order_by(LedgerEntry.seq.desc()).limit(PAGE)).all()
    head = session.get(LedgerHead, stream)
    anchors = select(LedgerAnchor).where(LedgerAnchor.stream == stream)
    anchor = session.scalars(anchors.order_by(LedgerAnchor.id.desc()).limit(1)).first()
    people = {
        f"person:{person_id}": name
        for person_id, name in session.execute(
            select(Person.id, Person.name).where(Person.agency_id == agency_id)
        )
    }
    return LedgerPage(
        lines=tuple(_line(row, people) for row in rows),
        older=rows[-1].seq if rows and rows[-1].seq > 1 else 0,
        last_seq=head.seq if head else 0,
        anchor=anchor,
    )


def _line(row: LedgerEntry, people: Mapping[str, str]) -> EntryLine:
    table, _, number = row.subject.partition(":")
    return EntryLine(
        seq=row.seq,
        at=row.at,
        actor=people.get(row.actor) or ACTOR_WORDS.get(row.actor, row.actor),
        action=ACTION_WORDS.get(row.action, row.action),
        thing=TABLE_WORDS.get(table, table),
        number=number,
        code=row.hash[:12],
    )
