"""The agency's own page: how its papers call things, and what it chose."""

from dataclasses import asdict

from flask import render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.organisation import commands
from tracker.organisation.forms import HeadChangeForm, SettingsForm, WordsForm
from tracker.organisation.models import Agency
from tracker.organisation.naming import find_agency_changes
from tracker.organisation.rules import profile
from tracker.organisation.views.blueprint import bp
from tracker.surveys.methods import load_shipped, shipped_codes
from tracker.surveys.queries import find_own_method_codes


@bp.get("/agency")
@requires(Can.READ)
def agency() -> str:
    own = my_agency()
    return _agency_page(_words_form(own), _settings_form(own))


@bp.post("/agency/words")
@requires(Can.ORGANISATION_EDIT)
def save_words() -> str | Response:
    own, form = my_agency(), WordsForm()
    if not form.validate_on_submit():
        return _agency_page(form, _settings_form(own, fresh=True))
    match_version(own, form.version.data)
    commands.describe_agency(
        own,
        name=form.name.data or "",
        superior=form.superior.data or "",
        place=form.place.data or "",
        document_code=form.document_code.data or "",
    )
    commands.set_words(own, form.data)
    return web.done(url_for(".agency"), "Đã lưu tên và cách gọi.")


@bp.route("/agency/changes/new", methods=["GET", "POST"])
@requires(Can.ORGANISATION_EDIT)
def change_head() -> str | Response:
    own, form = my_agency(), HeadChangeForm(today=clock.today())
    if form.validate_on_submit() and form.changed_on.data:
        commands.change_head(
            db.session(),
            own,
            form.kind.data,
            form.after.data or "",
            on=form.changed_on.data,
            document=form.document.data or "",
        )
        return web.done(url_for(".agency"), "Đã ghi thay đổi; văn bản cũ giữ nội dung cũ.")
    return render_template("organisation/agency_change.html", form=form)


@bp.post("/agency/settings")
@requires(Can.ACCESS_SETTINGS)
def save_settings() -> str | Response:
    own = my_agency()
    form = _settings_form(own)
    if not form.validate_on_submit():
        return _agency_page(_words_form(own, fresh=True), form)
    match_version(own, form.version.data)
    commands.set_choices(
        own,
        form.choices(),
        is_public=bool(form.is_public.data),
        method_code=form.method_code.data or own.method_code,
    )
    return web.done(url_for(".agency"), "Đã lưu thiết lập.")


def _words_form(own: Agency, *, fresh: bool = False) -> WordsForm:
    """The form as stored; `fresh` leaves out what was posted to the other form of the page."""
    known = {**own.words, "version": own.version}
    return WordsForm(**({"formdata": None} if fresh else {}), obj=own, data=known)


def _settings_form(own: Agency, *, fresh: bool = False) -> SettingsForm:
    posted = {"formdata": None} if fresh else {}
    form = SettingsForm(**posted, obj=own, data=asdict(own.settings))
    own_codes = find_own_method_codes(db.session(), own.id)
    shipped = {code: load_shipped(code).name for code in shipped_codes()}
    form.method_code.choices = shipped | {code: f"{code} (của cơ quan)" for code in own_codes}
    return form


def _agency_page(words: WordsForm, settings: SettingsForm) -> str:
    usual = profile(my_agency().kind, {})
    changes = find_agency_changes(db.session(), my_agency().id)
    return render_template(
        "organisation/agency.html",
        words=words,
        settings=settings,
        usual=asdict(usual),
        changes=changes,
        received=any(change.receiver_id == my_agency().id for change in changes),
    )
