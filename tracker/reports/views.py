"""Pages of the CCHC report: draft beside its conditions, freezing, approval, issue, files."""

from io import BytesIO

from flask import Blueprint, abort, current_app, render_template, send_file, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from tracker import clock
from tracker.access.guard import insist, may, me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.errors import Refusal
from tracker.organisation.models import Period
from tracker.progress.queries.reports import find_waiting
from tracker.reports import commands
from tracker.reports.book import summary_lines
from tracker.reports.checks import checks
from tracker.reports.files import Made, annex_file, excel_file, paper_of, signed_name, word_file
from tracker.reports.forms import IssueForm, StepForm, TextsForm
from tracker.reports.models import CchcReport
from tracker.reports.queries import (
    figures_of,
    find_report,
    find_reports,
    find_windows,
    get_window,
)
from tracker.reports.rules import STATE_WORDS, PaperState
from tracker.reports.wording import suggested
from tracker.store.commands import keep_signed
from tracker.web import done

bp = Blueprint("reports", __name__, url_prefix="/reports")


@bp.get("")
@requires(Can.READ)
def listing() -> str:
    today, agency = clock.today(), my_agency()
    since, until = today.replace(year=today.year - 1), today.replace(year=today.year + 1)
    return render_template(
        "reports/listing.html",
        windows=find_windows(db.session(), agency.id, since, until),
        reports={r.period_id: r for r in find_reports(db.session(), agency.id)},
        words=STATE_WORDS,
        parts=_parts,
        issued=PaperState.ISSUED,
    )


@bp.get("/<code>/<int:year>")
@requires(Can.READ)
def show(code: str, year: int) -> str:
    agency, session = my_agency(), db.session()
    period = get_window(session, agency.id, code, year)
    report = _readable(period)
    figures = figures_of(session, agency, period, clock.today())
    texts = dict(suggested(figures)) | dict(report.texts if report else {})
    waiting = len(find_waiting(session, agency.id))
    return render_template(
        "reports/show.html",
        period=period,
        place={"code": code, "year": year},
        report=report,
        state=report.state if report else PaperState.DRAFT,
        states=PaperState,
        words=STATE_WORDS,
        figures=figures,
        paper=paper_of(session, agency, figures, report),
        summary=summary_lines(figures),
        checks=checks(figures, waiting, has_texts=bool(report and report.texts)),
        texts_form=TextsForm(data=texts | {"version": report.version if report else None}),
        step_form=StepForm(data={"version": report.version if report else None}),
        issue_form=IssueForm(data={"version": report.version if report else None}),
    )


@bp.post("/<code>/<int:year>/texts")
@requires(Can.REPORT_PREPARE)
def save_texts(code: str, year: int) -> Response:
    report, form = _opened(code, year), TextsForm()
    _match(report, form.version.data)
    commands.save_texts(
        report,
        {
            "shortcomings": form.shortcomings.data or "",
            "directions": form.directions.data or "",
            "proposals": form.proposals.data or "",
        },
    )
    return _back(code, year, "Đã lưu nội dung báo cáo.")


@bp.post("/<code>/<int:year>/freeze")
@requires(Can.REPORT_PREPARE)
def freeze(code: str, year: int) -> Response:
    report, form = _opened(code, year), StepForm()
    _match(report, form.version.data)
    session, agency = db.session(), my_agency()
    figures = figures_of(session, agency, _period(code, year), clock.today())
    waiting = len(find_waiting(session, agency.id))
    unmet = [c for c in checks(figures, waiting, has_texts=bool(report.texts)) if not c.is_met]
    if unmet and not form.agreed.data:
        raise Refusal(f"Còn {len(unmet)} điều kiện chưa đạt: đánh dấu “Đã đối chiếu” rồi chốt lại.")
    commands.freeze(session, report, figures, by_id=me().id, at=clock.now())
    commands.submit(report, at=clock.now())
    return _back(code, year, "Đã chốt số liệu và trình duyệt.")


@bp.post("/<code>/<int:year>/submit")
@requires(Can.REPORT_PREPARE)
def submit(code: str, year: int) -> Response:
    report, form = _opened(code, year), StepForm()
    _match(report, form.version.data)
    commands.submit(report, at=clock.now())
    return _back(code, year, "Đã trình lại báo cáo.")


@bp.post("/<code>/<int:year>/approve")
@requires(Can.REPORT_APPROVE)
def approve(code: str, year: int) -> Response:
    report, form = _opened(code, year), StepForm()
    _match(report, form.version.data)
    commands.approve(report, by_id=me().id, at=clock.now())
    return _back(code, year, "Đã duyệt báo cáo.")


@bp.post("/<code>/<int:year>/send-back")
@requires(Can.REPORT_APPROVE)
def send_back(code: str, year: int) -> Response:
    report, form = _opened(code, year), StepForm()
    _match(report, form.version.data)
    commands.send_back(report)
    return _back(code, year, "Đã chuyển lại Văn phòng hoàn thiện.")


@bp.post("/<code>/<int:year>/issue")
@requires(Can.REPORT_PREPARE)
def issue(code: str, year: int) -> str | Response:
    report, form = _opened(code, year), IssueForm()
    if not form.validate_on_submit():
        return render_template("reports/issue.html", form=form, place={"code": code, "year": year})
    _match(report, form.version.data)
    entered = commands.Issue(
        number=form.number.data or "",
        signed_on=form.signed_on.data or clock.today(),
        signer=form.signer.data or "",
        signed_file_id=_keep(form.signed_file.data),
        sent_on=form.sent_on.data,
    )
    commands.issue(report, entered, at=clock.now())
    return _back(code, year, "Đã ghi số, ngày; báo cáo đã phát hành.")


@bp.get("/<code>/<int:year>/word")
@requires(Can.READ)
def word(code: str, year: int) -> Response:
    agency, session = my_agency(), db.session()
    period = _period(code, year)
    report = _readable(period)
    figures = figures_of(session, agency, period, clock.today())
    return _send(word_file(session, agency, figures, report))


@bp.get("/<code>/<int:year>/annex")
@requires(Can.READ)
def annex(code: str, year: int) -> Response:
    period = _period(code, year)
    report = _readable(period)
    figures = figures_of(db.session(), my_agency(), period, clock.today())
    made = annex_file(db.session(), my_agency(), figures, report)
    return _send(made) if made else abort(404)


@bp.get("/<code>/<int:year>/excel")
@requires(Can.READ)
def excel(code: str, year: int) -> Response:
    period = _period(code, year)
    _readable(period)
    figures = figures_of(db.session(), my_agency(), period, clock.today())
    return _send(excel_file(my_agency(), figures))


@bp.get("/<code>/<int:year>/signed")
@requires(Can.READ)
def signed(code: str, year: int) -> Response:
    report = find_report(db.session(), my_agency().id, _period(code, year).id)
    if report is None or report.signed_file is None:
        abort(404)
    content = current_app.extensions["shelf"].get(report.signed_file.sha256)
    return _send(Made(signed_name(my_agency(), report.period), content))


def _period(code: str, year: int) -> Period:
    return get_window(db.session(), my_agency().id, code, year)


def _readable(period: Period) -> CchcReport | None:
    """The report of a window; until it is issued it is there for Office and directors only."""
    report = find_report(db.session(), my_agency().id, period.id)
    is_issued = report is not None and report.state is PaperState.ISSUED
    if not (is_issued or may(Can.REVIEW)):
        abort(404)
    return report


def _opened(code: str, year: int) -> CchcReport:
    report = commands.open_report(db.session(), my_agency(), _period(code, year))
    insist(Can.READ, report)
    return report


def _match(report: CchcReport, posted: int | None) -> None:
    """A report nobody opened before has no version to have seen."""
    if posted is not None or report.version > 1:
        match_version(report, posted)


def _keep(upload: FileStorage | None) -> int | None:
    if upload is None or not upload.filename:
        return None
    shelf, copy = current_app.extensions["shelf"], (upload.filename, upload.read())
    return keep_signed(db.session(), shelf, my_agency().id, copy, at=clock.now()).id


def _back(code: str, year: int, message: str) -> Response:
    return done(url_for(".show", code=code, year=year), message)


def _send(made: Made) -> Response:
    return send_file(BytesIO(made.content), as_attachment=True, download_name=made.name)


def _parts(period: Period) -> dict[str, str | int]:
    """2021-Q3 as the address has it."""
    year, _, code = period.code.partition("-")
    return {"code": code, "year": int(year)}
