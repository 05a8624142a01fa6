"""Reports on request: the list, one with its table, making, correcting, extending, ending it."""

from io import BytesIO

from flask import abort, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.errors import Refusal
from tracker.listed import send_list
from tracker.progress import commands
from tracker.progress.forms.orders import ReasonForm
from tracker.progress.forms.requests import ExtendRequestForm, RequestForm, typed_of_request
from tracker.progress.lists import REQUESTS
from tracker.progress.models import ReportRequest
from tracker.progress.queries.request_list import RequestFilter, find_requests
from tracker.progress.queries.request_table import request_table
from tracker.progress.queries.requests import whole_request
from tracker.progress.request_files import excel_file, name_of, word_file
from tracker.progress.requests import Scope
from tracker.progress.views.blueprint import bp
from tracker.progress.views.confirming import my_judges
from tracker.progress.views.files import as_download, keep_files
from tracker.progress.views.looking_over import LookedOver, look_over

_MAKERS = {"docx": word_file, "xlsx": excel_file}


@bp.get("/requests")
@requires(Can.READ)
def requests() -> str:
    wanted = RequestFilter.of(request.args)
    found = find_requests(db.session(), my_agency().id, wanted, clock.today())
    return render_template("progress/requests.html", found=found, wanted=wanted)


@bp.get("/requests.<any(xlsx,csv):kind>")
@requires(Can.READ)
def requests_list(kind: str) -> Response:
    wanted = RequestFilter.of(request.args)
    found = find_requests(db.session(), my_agency().id, wanted, clock.today())
    return send_list(kind, "Báo cáo theo yêu cầu", REQUESTS, found)


@bp.get("/requests/<int:request_id>")
@requires(Can.READ)
def show_request(request_id: int) -> str:
    asked = load(ReportRequest, request_id, Can.READ, *whole_request())
    table = request_table(asked, clock.today(), my_judges())
    return render_template(
        "progress/request.html", table=table, chosen=request.args.get("state", "")
    )


@bp.route("/requests/new", methods=["GET", "POST"])
@requires(Can.REQUEST_MAKE)
def new_request() -> str | Response:
    items = request.args.getlist("item", type=int)
    form = RequestForm(data={"items": items, "scope": Scope.ITEMS if items else Scope.UNITS})
    over = look_over(form)
    if over.is_ready:
        asked = commands.make_request(
            db.session(), my_agency().id, _draft(form), over.places, author=me(), at=clock.now()
        )
        said = f"Đã gửi yêu cầu báo cáo: {len(over.places):02d} báo cáo phải nhận."
        return web.done(url_for(".show_request", request_id=asked.id), said)
    return _form_page(form, over, None)


@bp.route("/requests/<int:request_id>/edit", methods=["GET", "POST"])
@requires(Can.REQUEST_MAKE)
def edit_request(request_id: int) -> str | Response:
    """Only before the first answer; who no longer owes is dropped and stays in the record."""
    asked = load(ReportRequest, request_id, Can.REQUEST_MAKE, *whole_request())
    if asked.answered_at or asked.withdrawn_on:
        raise Refusal("Yêu cầu đã có trả lời hoặc đã thu hồi nên không sửa được.")
    form = RequestForm(data=typed_of_request(asked))
    over = look_over(form, asked)
    if over.is_ready:
        match_version(asked, form.version.data)
        commands.correct_request(db.session(), asked, _draft(form), over.places, at=clock.now())
        return web.done(url_for(".show_request", request_id=request_id), "Đã sửa yêu cầu báo cáo.")
    return _form_page(form, over, asked)


@bp.route("/requests/<int:request_id>/extend", methods=["GET", "POST"])
@requires(Can.REQUEST_MAKE)
def extend_request(request_id: int) -> str | Response:
    asked = load(ReportRequest, request_id, Can.REQUEST_MAKE)
    form = ExtendRequestForm(data={"due_time": asked.due_time, "version": asked.version})
    if form.validate_on_submit():
        match_version(asked, form.version.data)
        commands.extend_request(db.session(), asked, form.moved(), by=me(), at=clock.now())
        said = "Đã gia hạn; thời hạn đầu vẫn được giữ."
        return web.done(url_for(".show_request", request_id=request_id), said)
    return render_template("progress/extend_request.html", form=form, asked=asked)


@bp.route("/requests/<int:request_id>/withdraw", methods=["GET", "POST"])
@requires(Can.REQUEST_MAKE)
def withdraw_request(request_id: int) -> str | Response:
    asked = load(ReportRequest, request_id, Can.REQUEST_MAKE)
    form = ReasonForm(data={"version": asked.version})
    if form.validate_on_submit():
        match_version(asked, form.version.data)
        commands.withdraw_request(db.session(), asked, form.reason.data or "", at=clock.now())
        said = "Đã thu hồi yêu cầu; các đơn vị không còn phải báo cáo."
        return web.done(url_for(".show_request", request_id=request_id), said)
    return render_template("progress/withdraw_request.html", form=form, asked=asked)


@bp.get("/requests/<int:request_id>/table.<any(docx, xlsx):kind>")
@requires(Can.READ)
def request_sheet(request_id: int, kind: str) -> Response:
    """All answers in one table, to take away."""
    asked, agency = load(ReportRequest, request_id, Can.READ, *whole_request()), my_agency()
    content = _MAKERS[kind](request_table(asked, clock.today()), agency, clock.now())
    name = name_of(asked, agency, kind)
    return send_file(BytesIO(content), as_attachment=True, download_name=name)


@bp.get("/requests/<int:request_id>/document")
@requires(Can.READ)
def request_document(request_id: int) -> Response:
    """The scan of the document that asks."""
    asked = load(ReportRequest, request_id, Can.READ, *whole_request())
    if asked.file is None:
        abort(404)
    return as_download(asked.file)


def _draft(form: RequestForm) -> commands.RequestDraft:
    files = keep_files([form.file.data] if form.file.data else [], clock.now())
    return form.draft(next(iter(files), None))


def _form_page(form: RequestForm, over: LookedOver, asked: ReportRequest | None) -> str:
    return render_template("progress/request_form.html", form=form, over=over, asked=asked)
