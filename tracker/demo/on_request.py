"""A report on request in the demo: one unit confirmed, one waiting, one past its day."""

from datetime import timedelta

from sqlalchemy import select

from tracker.demo.appendix import RECORDS, REVIEW, SUPPORT
from tracker.demo.history import Scene, at
from tracker.progress.commands import (
    AnswerDraft,
    RequestDraft,
    answer_request,
    confirm_answer,
    make_request,
)
from tracker.progress.models import RequestLine
from tracker.progress.queries.judges import find_judges
from tracker.progress.queries.requests import get_answer, whole_line
from tracker.progress.requests import Question, QuestionKind, Scope

_QUESTIONS = (
    Question("Số hồ sơ trễ hẹn trong quý", QuestionKind.NUMBER, "Không có thì ghi 0"),
    Question("Đã gửi thư xin lỗi đủ các hồ sơ trễ hẹn", QuestionKind.YES_NO),
    Question("Nguyên nhân, cách khắc phục", hint="Hai, ba câu"),
)
_SAID = {
    SUPPORT: ("3", "yes", "Thiếu người trực trong hai buổi chiều; đã bố trí thêm một người."),
    RECORDS: ("12", "no", "Phải chờ xác minh ở nơi khác; đang đề nghị rút ngắn việc trả lời."),
}


def ask_on_request(scene: Scene) -> None:
    """Asked twelve days ago, due two days ago; the clerk's unit has not answered."""
    session, house, today = scene.session, scene.house, scene.today
    places = [(house.units[name].id, None) for name in (RECORDS, REVIEW, SUPPORT)]
    asked_on = today - timedelta(days=12)
    draft = RequestDraft(
        summary="Báo cáo tình hình hồ sơ trễ hẹn và việc xin lỗi người dân, doanh nghiệp",
        due_on=today - timedelta(days=2),
        scope=Scope.UNITS,
        questions=_QUESTIONS,
        number="2316/SNV-CCHC",
        dated_on=asked_on - timedelta(days=1),
        issuer="Sở Nội vụ",
    )
    officer = house.people["office"]
    request = make_request(
        session, house.agency.id, draft, places, author=officer, at=at(asked_on, 9)
    )
    for name, ago in ((SUPPORT, 6), (RECORDS, 3)):
        _answer(scene, request.id, name, ago)


def _answer(scene: Scene, request_id: int, name: str, ago: int) -> None:
    """What a unit said some days ago; the first to answer was confirmed the day after."""
    session, unit = scene.session, scene.house.units[name]
    wanted = select(RequestLine).where(
        RequestLine.request_id == request_id, RequestLine.unit_id == unit.id
    )
    line = session.scalars(wanted.options(*whole_line())).one()
    sent_on = scene.today - timedelta(days=ago)
    author = scene.house.writer(unit)
    sent = answer_request(
        session, line, AnswerDraft(_SAID[name]), author=author, at=at(sent_on, 10)
    )
    whole = get_answer(session, sent.agency_id, sent.id)
    if name == SUPPORT and whole is not None:
        on = sent_on + timedelta(days=1)
        judges = find_judges(session, scene.house.people["office"], on)
        confirm_answer(session, whole, judges=judges, at=at(on, 15))
