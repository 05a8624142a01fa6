"""Answering on request: a unit's page, its head's approval, the Office's decision."""

from datetime import datetime

from flask import abort, flash, render_template, request, url_for
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import insist, load, me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import commit, db
from tracker.errors import Refusal
from tracker.progress import commands
from tracker.progress.commands import Finished
from tracker.progress.forms.answering import RequestAnswerForm, for_answer, typed_answer
from tracker.progress.forms.orders import ReasonForm
from tracker.progress.models import Draft, RequestAnswer, RequestLine
from tracker.progress.queries.request_table import AnswerDesk, answer_key, find_answer_desk
from tracker.progress.queries.requests import get_answer, whole_line
from tracker.progress.views.blueprint import bp
from tracker.progress.views.confirming import my_judges
from tracker.progress.views.files import keep_files
from tracker.progress.views.returning import way_back


@bp.route("/request-lines/<int:request_line_id>/answer", methods=["GET", "POST"])
@requires(Can.PROGRESS_REPORT)
def answer_request(request_line_id: int) -> str | Response:
    line = _load_line(request_line_id)
    desk = find_answer_desk(db.session(), line, me(), clock.today())
    form = for_answer(desk, posted=request.method == "POST")
    if form.validate_on_submit():
        return _hand_to_head(desk, form) if desk.needs_head else _send(desk, form)
    return render_template("progress/answer_request.html", desk=desk, form=form)


@bp.post("/request-lines/<int:request_line_id>/drafts")
@requires(Can.PROGRESS_REPORT)
def keep_answer_draft(request_line_id: int) -> Response:
    """Answers 204 to the page that types."""
    line = _load_line(request_line_id)
    typed = typed_answer(line.request.asked, request.form)
    commands.save_draft(db.session(), me(), answer_key(line.id), typed, at=clock.now())
    commit(db.session())
    return Response(status=204)


@bp.route("/request-approvals/<int:draft_id>", methods=["GET", "POST"])
@requires(Can.PROGRESS_REPORT)
def approve_answer(draft_id: int) -> str | Response:
    draft = _load_waiting(draft_id)
    line = _load_line(int(draft.key.partition(":")[2]))
    desk = find_answer_desk(db.session(), line, me(), clock.today())
    form = for_answer(desk, posted=request.method == "POST", typed=_texts(draft))
    if form.validate_on_submit():
        return _send(desk, form, draft)
    return render_template("progress/answer_request.html", desk=desk, form=form, waiting=draft)


@bp.post("/request-answers/<int:answer_id>/confirm")
@requires(Can.PROGRESS_CONFIRM)
def confirm_answer(answer_id: int) -> Response:
    answer = _load_answer(answer_id)
    commands.confirm_answer(db.session(), answer, judges=my_judges(), at=clock.now())
    page = url_for(".show_request", request_id=answer.line.request_id)
    return web.done(way_back(page), f"Đã xác nhận báo cáo theo yêu cầu của {answer.unit.name}.")


@bp.route("/request-answers/<int:answer_id>/return", methods=["GET", "POST"])
@requires(Can.PROGRESS_CONFIRM)
def return_answer(answer_id: int) -> str | Response:
    answer, form, judges = _load_answer(answer_id), ReasonForm(), my_judges()
    if form.validate_on_submit():
        reason = form.reason.data or ""
        commands.return_answer(db.session(), answer, reason, judges=judges, at=clock.now())
        page = url_for(".show_request", request_id=answer.line.request_id)
        return web.done(way_back(page), f"Đã trả lại báo cáo của {answer.unit.name}.")
    why = judges.why_not(answer)
    return render_template("progress/return_answer.html", answer=answer, form=form, why=why)


def _load_line(line_id: int) -> RequestLine:
    """The line of one's own unit; Refusal once nothing can be answered there any more."""
    line = load(RequestLine, line_id, Can.PROGRESS_REPORT, *whole_line())
    if line.ended_on is not None:
        raise Refusal("Yêu cầu này đã được xác nhận hoặc thu hồi nên không cần trả lời nữa.")
    return line


def _load_waiting(draft_id: int) -> Draft:
    """An answer that waits for the signed-in head of its unit; 404 for everybody else."""
    draft = load(Draft, draft_id, Can.PROGRESS_REPORT, joinedload(Draft.person))
    is_answer = draft.key.startswith(answer_key(0)[:-1])
    if not is_answer or draft.for_unit_id not in me().headed_unit_ids:
        abort(404)
    return draft


def _load_answer(answer_id: int) -> RequestAnswer:
    answer = get_answer(db.session(), my_agency().id, answer_id)
    if answer is None:
        abort(404)
    insist(Can.PROGRESS_CONFIRM, answer)
    return answer


def _texts(draft: Draft) -> dict[str, str]:
    return {name: value for name, value in draft.typed.items() if isinstance(value, str)}


def _send(desk: AnswerDesk, form: RequestAnswerForm, waiting: Draft | None = None) -> Response:
    """Send as one's own, or as the head what a colleague handed over."""
    at, session = clock.now(), db.session()
    kept = waiting.typed.get("file_ids", ()) if waiting else ()
    author = waiting.person if waiting else me()
    commands.answer_request(
        session,
        desk.line,
        form.draft([*kept, *keep_files(form.files.data, at)]),
        author=author,
        at=at,
        approved_by=me() if waiting else None,
    )
    key = answer_key(desk.line.id)
    commands.drop_draft(session, author.id, key)
    return _done(key, "Đã gửi báo cáo theo yêu cầu, chờ xác nhận.")


def _hand_to_head(desk: AnswerDesk, form: RequestAnswerForm) -> Response:
    at: datetime = clock.now()
    key, unit = answer_key(desk.line.id), desk.line.unit
    files = keep_files(form.files.data, at)
    typed = {**typed_answer(form.asked, request.form), "file_ids": files}
    commands.await_head(db.session(), Finished(unit.id, key, typed), author=me(), at=at)
    return _done(key, f"Đã chuyển người đứng đầu {unit.name} duyệt. Báo cáo chưa được gửi.")


def _done(key: str, said: str) -> Response:
    response = web.done(way_back(url_for(".unit")), said)
    flash(key, "draft-done")
    return response
