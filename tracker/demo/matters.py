"""What the demo's directors have on their table: an order overdue, an obstacle, an extension."""

from datetime import timedelta

from tracker.demo.appendix import NETWORK, OFFICE, RECORDS, REVIEW
from tracker.demo.history import Scene, at
from tracker.plans.models import ActionItem
from tracker.plans.queries import ItemFilter, find_items
from tracker.progress.commands import (
    ExtensionDraft,
    ObstacleDraft,
    OrderTerms,
    PressNote,
    Wish,
    answer_order,
    ask_coordination,
    ask_extension,
    close_order,
    give_order,
    press_unit,
    raise_obstacle,
)
from tracker.progress.rules import OrderKind
from tracker.progress.wording import PressWay

_OPEN_ACCESS = "Làm việc với Trung tâm Hạ tầng số để mở quyền cập nhật, báo cáo kết quả."
_FEWER_PAPERS = "Trình phương án cắt giảm giấy tờ của nhóm thủ tục xác nhận."
_SHOW_MARKS = "Công khai bảng tự đánh giá của các quầy tại khu vực chờ."
_SHOWN = "Đã treo bảng tại 06 quầy, cập nhật vào ngày 05 hằng tháng."


def set_matters(scene: Scene) -> None:
    """Orders open, overdue and done; an obstacle; a partner asked; an extension asked."""
    items = find_items(scene.session, ItemFilter(scene.house.agency.id, plan_id=scene.plan.id))
    by_number = {item.position: item for item in items}
    _orders(scene, by_number)
    _obstacle(scene, by_number[7])
    _coordination(scene, by_number[5])
    _extension(scene, by_number[11])
    _pressing(scene)


def _orders(scene: Scene, items: dict[int, ActionItem]) -> None:
    session, house, today = scene.session, scene.house, scene.today
    director, deputy = house.people["director"], house.people["ngan"]
    terms = (
        (5, REVIEW, 38, 9, _OPEN_ACCESS, deputy),
        (9, RECORDS, 30, -6, _FEWER_PAPERS, director),
        (3, OFFICE, 60, 40, _SHOW_MARKS, director),
    )
    for number, unit, given_ago, due_ago, text, by in terms:
        order = give_order(
            session,
            house.agency.id,
            OrderTerms(
                unit_id=house.units[unit].id,
                text=text,
                kind=OrderKind.DIRECTIVE,
                item_id=items[number].id,
                due_on=today - timedelta(days=due_ago),
                source=f"Ý kiến của {by.title}",
            ),
            by_id=by.id,
            at=at(today - timedelta(days=given_ago), 10),
        )
        if number == 3:
            done_at = at(today - timedelta(days=due_ago + 4), 9)
            author = house.people["office"]
            answer_order(session, order, _SHOWN, is_done=True, author=author, at=done_at)
            close_order(order, by=director, at=done_at + timedelta(days=1))


def _obstacle(scene: Scene, item: ActionItem) -> None:
    draft = ObstacleDraft(
        text="Cổng thanh toán không trả kết quả đối soát cuối tuần, phải tra từng giao dịch.",
        proposal="Đề nghị đơn vị vận hành mở kết quả đối soát hằng giờ.",
        remover="UBND tỉnh (Trung tâm Hạ tầng số)",
        since_on=scene.today - timedelta(days=41),
    )
    raise_obstacle(
        scene.session,
        item,
        scene.house.units[OFFICE].id,
        draft,
        author=scene.house.people["office"],
        at=at(scene.today - timedelta(days=40), 14),
    )


def _coordination(scene: Scene, item: ActionItem) -> None:
    wish = Wish(
        unit_id=scene.house.units[NETWORK].id,
        text="Mở quyền cập nhật quy trình của 05 thủ tục thẩm định.",
        due_on=scene.today - timedelta(days=6),
        letter="Công văn số 318/SDVC-TĐHS",
    )
    ask_coordination(
        scene.session,
        item,
        scene.house.units[REVIEW].id,
        wish,
        author=scene.house.people["clerk"],
        at=at(scene.today - timedelta(days=24), 11),
    )


def _extension(scene: Scene, item: ActionItem) -> None:
    if item.due_on is None:
        return
    draft = ExtensionDraft(
        asked_to=item.due_on + timedelta(days=14),
        reason="Chờ đấu nối hệ thống tin nhắn, đơn vị cung cấp hẹn hoàn thành trong tuần tới.",
    )
    ask_extension(
        scene.session,
        item,
        scene.house.units[REVIEW].id,
        draft,
        author=scene.house.people["suong"],
        at=at(scene.today - timedelta(days=1), 8),
    )


def _pressing(scene: Scene) -> None:
    for unit, ago in ((RECORDS, 20), (RECORDS, 6), (REVIEW, 6)):
        press_unit(
            scene.session,
            scene.house.agency.id,
            scene.house.units[unit].id,
            PressNote("Đề nghị gửi báo cáo các kỳ còn thiếu.", PressWay.CHAT),
            by=scene.house.people["office"],
            at=at(scene.today - timedelta(days=ago), 8),
        )
