"""The machine at the counter: its address, given anew when asked for."""

from flask import render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.forms import HouseForm
from tracker.surveys import commands
from tracker.surveys.codes import qr_code
from tracker.surveys.views.addresses import page_address
from tracker.surveys.views.blueprint import bp
from tracker.surveys.views.rounds import get_round
from tracker.surveys.words import Channel

EDIT = Can.SURVEY_EDIT


@bp.route("/rounds/<int:round_id>/kiosk", methods=["GET", "POST"])
@requires(EDIT)
def kiosk(round_id: int) -> str | Response:
    row = get_round(round_id, EDIT)
    form = HouseForm(version=row.version)
    if form.validate_on_submit():
        match_version(row, form.version.data)
        commands.start_kiosk(db.session(), row)
        return web.done(
            url_for(".kiosk", round_id=row.id), "Đã tạo đường dẫn mới cho máy tại quầy."
        )
    address = page_address(row.kiosk_code) if row.kiosk_code else ""
    return render_template(
        "surveys/kiosk.html",
        form=form,
        row=row,
        address=address,
        code=qr_code(address) if address else None,
        opening=commands.opening_of(row, Channel.KIOSK, clock.today()),
    )
