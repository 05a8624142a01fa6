"""Pages of the people to ask: a list looked over, drawn from by lot, replaced, erased after all."""

from io import BytesIO

from flask import abort, flash, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, sweep
from tracker.errors import BadInput
from tracker.intake.reading import read_document
from tracker.organisation.queries import find_units
from tracker.papers.names import file_name
from tracker.papers.word import write_word
from tracker.surveys import commands, queries
from tracker.surveys.forms.importing import SettleForm
from tracker.surveys.forms.samples import DrawForm, ListFileForm, MarksForm, ReplaceForm, SureForm
from tracker.surveys.models import SampleContact, SampleEntry, SampleList
from tracker.surveys.sample_page import sample_page
from tracker.surveys.sample_papers import LIST_TITLE, list_book, list_paper
from tracker.surveys.sample_sheets import ListRead, read_list
from tracker.surveys.views.blueprint import bp
from tracker.surveys.views.rounds import get_round
from tracker.vietnamese import count

EDIT = Can.SURVEY_EDIT
_SWEPT = "Bản sao lưu lập trước lúc xóa còn giữ họ tên: xóa khi hết hạn lưu."
_UNSWEPT = "Cơ sở dữ liệu đang được đọc nên nhật ký ghi chưa dọn hết; mở lại trang xóa sau ít phút."


@bp.get("/rounds/<int:round_id>/sample")
@requires(EDIT)
def sample(round_id: int) -> str:
    row = get_round(round_id, EDIT)
    page = sample_page(db.session(), row)
    return render_template("surveys/sample.html", page=page, draw=DrawForm(), marks=MarksForm())


@bp.get("/rounds/<int:round_id>/sample.<any(docx,xlsx):kind>")
@requires(EDIT)
def sample_paper(round_id: int, kind: str) -> Response:
    row, now = get_round(round_id, EDIT), clock.now()
    page = sample_page(db.session(), row)
    if not page.lines:
        abort(404)
    content = BytesIO(write_word(list_paper(page, now))) if kind == "docx" else list_book(page, now)
    name = file_name(LIST_TITLE, row.code, suffix=kind)
    return send_file(content, as_attachment=True, download_name=name)


@bp.route("/rounds/<int:round_id>/sample/new", methods=["GET", "POST"])
@requires(EDIT)
def sample_new(round_id: int) -> str | Response:
    row, form = get_round(round_id, EDIT), ListFileForm()
    read = _read(form) if form.validate_on_submit() else None
    row = get_round(round_id, EDIT)
    if read is None:
        return render_template("surveys/sample_new.html", form=form, row=row)
    commands.keep_list(db.session(), row, read, at=clock.now(), by=me())
    said = f"Đã đọc {count(len(read.accepted))} dòng. Kiểm tra rồi rút mẫu."
    return web.done(url_for(".sample", round_id=round_id), said)


@bp.route("/rounds/<int:round_id>/sample/names", methods=["GET", "POST"])
@requires(EDIT)
def sample_names(round_id: int) -> str | Response:
    row, session, form = get_round(round_id, EDIT), db.session(), SettleForm()
    page = sample_page(session, row)
    fields = queries.find_fields(session, row.agency_id)
    form.offer(page.left, find_units(session, row.agency_id), fields)
    if form.validate_on_submit():
        commands.settle_names(session, my_agency(), form.choices(), by=me().full_name)
        return web.done(url_for(".sample", round_id=row.id), "Đã ghi nhớ tên gọi.")
    return render_template("surveys/sample_names.html", form=form, page=page)


@bp.post("/sample-lists/<int:list_id>/draw")
@requires(EDIT)
def sample_draw(list_id: int) -> Response:
    kept, form = load(SampleList, list_id, EDIT), DrawForm()
    row = get_round(kept.round_id, EDIT)
    if not form.validate_on_submit():
        raise BadInput("Số khởi đầu dài nhất 64 ký tự.")
    found = commands.draw_list(db.session(), row, kept, form.seed.data or "", at=clock.now())
    official = sum(len(each.official) for each in found)
    reserve = sum(len(each.reserve) for each in found)
    said = f"Đã rút {count(official)} mẫu chính thức, {count(reserve)} mẫu dự bị."
    return web.done(url_for(".sample", round_id=row.id), said)


@bp.route("/sample-lists/<int:list_id>/end", methods=["GET", "POST"])
@requires(EDIT)
def sample_end(list_id: int) -> str | Response:
    kept, form = load(SampleList, list_id, EDIT), SureForm()
    row = get_round(kept.round_id, EDIT)
    if form.validate_on_submit():
        commands.end_list(db.session(), row, kept, at=clock.now())
        return web.done(url_for(".sample", round_id=row.id), "Đã bỏ danh sách.")
    return render_template("surveys/sample_end.html", form=form, row=row, kept=kept)


@bp.post("/rounds/<int:round_id>/sample/reached")
@requires(EDIT)
def sample_reached(round_id: int) -> Response:
    row, form = get_round(round_id, EDIT), MarksForm()
    if not form.validate_on_submit():
        raise BadInput("Trang đã quá lâu nên không lưu được. Mở lại trang rồi đánh dấu lại.")
    asked = set(request.form.getlist("reached", type=int))
    before = set(request.form.getlist("was", type=int))
    marks = {entry_id: entry_id in asked for entry_id in asked ^ before}
    changed = commands.mark_reached(db.session(), row, marks)
    return web.done(url_for(".sample", round_id=row.id), f"Đã lưu {count(changed)} thay đổi.")


@bp.route("/sample-entries/<int:entry_id>/replace", methods=["GET", "POST"])
@requires(EDIT)
def sample_replace(entry_id: int) -> str | Response:
    entry, form = load(SampleEntry, entry_id, EDIT), ReplaceForm()
    row = get_round(entry.round_id, EDIT)
    if form.validate_on_submit():
        other = commands.replace_entry(
            db.session(), row, entry, form.chosen, on=clock.today(), by=me()
        )
        said = f"Đã gọi mẫu dự bị số {other.position} của dòng này."
        return web.done(url_for(".sample", round_id=row.id), said)
    line = next((x for x in sample_page(db.session(), row).lines if x.entry.id == entry.id), None)
    return render_template("surveys/sample_replace.html", form=form, row=row, line=line)


@bp.route("/rounds/<int:round_id>/sample/erase", methods=["GET", "POST"])
@requires(EDIT)
def sample_erase(round_id: int) -> str | Response:
    row, form = get_round(round_id, EDIT), SureForm()
    if form.validate_on_submit():
        gone = commands.erase_names(db.session(), row, at=clock.now())
        place = url_for(".sample", round_id=round_id)
        answer = web.done(place, f"Đã xóa {count(gone)} người khỏi danh sách. {_SWEPT}")
        if not sweep(db.engine, SampleContact.__tablename__):
            flash(_UNSWEPT)
        return answer
    named = queries.count_contacts(db.session(), row.id)
    return render_template("surveys/sample_erase.html", form=form, row=row, named=named)


def _read(form: ListFileForm) -> ListRead | None:
    """The rows of what was sent; None with the reason at the field. The file itself is not kept.

    The transaction ends first: nothing else waits while a child process reads.
    """
    file = form.file.data
    if not file or not file.filename:
        form.file.errors = ["Chọn tệp danh sách giao dịch đã hoàn thành."]
        return None
    content = file.read()
    db.session.rollback()
    try:
        read = read_list(read_document(content, file.filename))
    except BadInput as refusal:
        form.file.errors = [str(refusal)]
        return None
    if not read.accepted:
        form.file.errors = ["Danh sách không có dòng nào dùng được. Xem lại tệp rồi chọn lại."]
        return None
    return read
