"""Methods: what each asks and how it reckons; an agency's own, copied and changed."""

from flask import abort, render_template, url_for
from werkzeug.wrappers import Response

from tracker import web
from tracker.access.guard import my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.surveys import commands, queries
from tracker.surveys.equivalents import equivalents, key_of, parse_key
from tracker.surveys.forms.methods import CopyForm, MappingForm, MethodForm
from tracker.surveys.methods import shipped_codes
from tracker.surveys.models import SurveyMethod
from tracker.surveys.rules import Method
from tracker.surveys.views.blueprint import bp
from tracker.surveys.words import FORMULA_WORDS

EDIT = Can.SURVEY_EDIT


@bp.get("/methods")
@requires(Can.READ)
def methods() -> str:
    return render_template(
        "surveys/methods.html",
        methods=queries.find_known_methods(db.session(), my_agency().id),
        usual=my_agency().method_code,
        formulas=FORMULA_WORDS,
    )


@bp.get("/methods/<code>")
@requires(Can.READ)
def method(code: str) -> str:
    agency, session = my_agency(), db.session()
    found, own = _find(code), queries.find_own_method(session, agency.id, *parse_key(code))
    known = queries.find_known_methods(session, agency.id)
    others = {key: other for key, other in known.items() if other != found}
    return render_template(
        "surveys/method.html",
        method=found,
        key=code,
        own=own,
        is_used=own is not None and queries.is_used(session, own),
        others=others,
        mapped={key: equivalents(found, other) for key, other in others.items()},
        formulas=FORMULA_WORDS,
    )


@bp.route("/methods/<code>/copy", methods=["GET", "POST"])
@requires(EDIT)
def method_copy(code: str) -> str | Response:
    agency, base, form = my_agency(), _find(code), CopyForm()
    if not form.is_submitted():
        form.code.data = base.code if code not in shipped_codes() else f"{base.code}-{agency.code}"
        form.name.data = base.name
    if form.validate_on_submit():
        made = commands.copy_method(
            db.session(), agency.id, base, form.code.data or "", form.name.data or ""
        )
        place = url_for(".method_edit", code=key_of(made.code, made.method_version))
        return web.done(place, f"Đã lập {made.name}, bản {made.method_version}.")
    return render_template("surveys/method_copy.html", form=form, method=base, key=code)


@bp.route("/methods/<code>/edit", methods=["GET", "POST"])
@requires(EDIT)
def method_edit(code: str) -> str | Response:
    row, stored = _own(code), _find(code)
    form = MethodForm(version=row.version)
    form.offer(stored)
    if form.validate_on_submit():
        match_version(row, form.version.data)
        commands.change_method(db.session(), row, form.method(stored))
        return web.done(url_for(".method", code=code), f"Đã lưu {row.name}.")
    return render_template("surveys/method_edit.html", form=form, method=stored, key=code)


@bp.route("/methods/<code>/equivalents/<other>", methods=["GET", "POST"])
@requires(EDIT)
def method_equivalents(code: str, other: str) -> str | Response:
    row, mine, theirs = _own(code), _find(code), _find(other)
    form = MappingForm(version=row.version)
    form.offer(mine.components, theirs.components, equivalents(mine, theirs))
    if form.validate_on_submit():
        match_version(row, form.version.data)
        commands.set_equivalents(db.session(), row, other, form.mapping())
        return web.done(url_for(".method", code=code), "Đã lưu chỉ số tương đương.")
    return render_template(
        "surveys/method_equivalents.html", form=form, method=mine, other=theirs, key=code
    )


def _find(key: str) -> Method:
    """The method that the address names; else 404."""
    found = queries.find_method(db.session(), my_agency().id, key)
    if found is None:
        abort(404)
    return found


def _own(key: str) -> SurveyMethod:
    """The rows of the method of one's own agency that the address names; else 404."""
    row = queries.find_own_method(db.session(), my_agency().id, *parse_key(key))
    if row is None:
        abort(404)
    return row
