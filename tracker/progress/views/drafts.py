"""Keeping what is being typed; the unit's head approving what a colleague finished."""

from flask import abort, render_template, request, url_for
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, me, requires
from tracker.access.rules import Can
from tracker.database import commit, db
from tracker.plans.models import ActionItem
from tracker.plans.queries import whole_item
from tracker.progress import commands
from tracker.progress.commands import Place
from tracker.progress.forms.reporting import NoteForm, for_desk, typed_in
from tracker.progress.models import Draft
from tracker.progress.queries.desk import Desk, draft_key
from tracker.progress.views.blueprint import bp
from tracker.progress.views.files import keep_files
from tracker.progress.views.reporting import finish, my_unit, open_desk
from tracker.progress.views.returning import way_back


@bp.post("/items/<int:item_id>/drafts")
@requires(Can.PROGRESS_REPORT)
def keep_draft(item_id: int) -> Response:
    """Answers 204 to the page that types; the address names unit and period."""
    item = load(ActionItem, item_id, Can.PROGRESS_REPORT, *whole_item())
    key = draft_key(item.id, my_unit(item), request.args.get("period", "")[:20])
    typed = typed_in(item, request.form)
    commands.save_draft(db.session(), me(), key, typed, at=clock.now())
    commit(db.session())
    return Response(status=204)


@bp.post("/items/<int:item_id>/drafts/drop")
@requires(Can.PROGRESS_REPORT)
def drop_draft(item_id: int) -> Response:
    item = load(ActionItem, item_id, Can.PROGRESS_REPORT, *whole_item())
    unit_id, code = my_unit(item), request.args.get("period", "")[:20]
    commands.drop_draft(db.session(), me().id, draft_key(item.id, unit_id, code))
    form_page = url_for(".report", item_id=item.id, unit=unit_id, period=code)
    return web.done(form_page, "Đã bỏ bản nháp.")


@bp.route("/approvals/<int:draft_id>", methods=["GET", "POST"])
@requires(Can.PROGRESS_REPORT)
def approve(draft_id: int) -> str | Response:
    draft = _load_waiting(draft_id)
    if not draft.key.startswith("report:"):
        abort(404)  # an answer on request has a page of its own
    desk = _desk_of(draft)
    form = for_desk(desk, posted=request.method == "POST", typed=_fields(draft))
    if form.validate_on_submit() and form.may_go(desk):
        at = clock.now()
        file_ids = [*draft.typed.get("file_ids", ()), *keep_files(form.files.data, at)]
        sent = commands.send_report(
            db.session(),
            Place(desk.item, desk.unit.id, desk.period, desk.owing),
            form.draft(desk, file_ids),
            author=draft.person,
            at=at,
            approved_by=me(),
        )
        return finish(desk, form, sent, at)
    return render_template("progress/approve.html", desk=desk, form=form, waiting=draft)


@bp.route("/approvals/<int:draft_id>/return", methods=["GET", "POST"])
@requires(Can.PROGRESS_REPORT)
def hand_back(draft_id: int) -> str | Response:
    draft = _load_waiting(draft_id)
    form = NoteForm()
    if form.validate_on_submit():
        commands.hand_back(draft, form.note.data or "", by=me())
        said = f"Đã trả lại {draft.person.full_name} để sửa. Báo cáo chưa được gửi."
        return web.done(way_back(url_for(".unit")), said)
    return render_template("progress/hand_back.html", form=form, waiting=draft)


def _load_waiting(draft_id: int) -> Draft:
    """A report that waits for the signed-in head of its unit; 404 for everybody else."""
    draft = load(Draft, draft_id, Can.PROGRESS_REPORT, joinedload(Draft.person))
    if draft.for_unit_id is None or draft.for_unit_id not in me().headed_unit_ids:
        abort(404)
    return draft


def _desk_of(draft: Draft) -> Desk:
    _, item_id, unit_id, code = draft.key.split(":", 3)
    item = load(ActionItem, int(item_id), Can.PROGRESS_REPORT, *whole_item())
    return open_desk(item, me(), int(unit_id), code)


def _fields(draft: Draft) -> dict[str, str]:
    return {name: value for name, value in draft.typed.items() if isinstance(value, str)}
