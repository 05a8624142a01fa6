"""The survey plans of an agency: the list, one plan with its rounds, making and changing one."""

from flask import render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.surveys import commands, queries
from tracker.surveys.forms.campaigns import CampaignForm
from tracker.surveys.models import Campaign
from tracker.surveys.views.blueprint import bp
from tracker.surveys.words import ROUND_WORDS

EDIT = Can.SURVEY_EDIT


@bp.get("/campaigns")
@requires(Can.READ)
def campaigns() -> str:
    agency = my_agency()
    rounds = queries.find_rounds(db.session(), agency.id)
    found = queries.find_campaigns(db.session(), agency.id)
    of = {row.id: [r for r in rounds if r.campaign_id == row.id] for row in found}
    return render_template("surveys/campaigns.html", campaigns=found, rounds=of)


@bp.route("/campaigns/new", methods=["GET", "POST"])
@requires(EDIT)
def campaign_new() -> str | Response:
    form, year = CampaignForm(), clock.today().year
    if not form.is_submitted():
        form.year.data, form.title.data = year, f"Khảo sát mức độ hài lòng năm {year}"
    if form.validate_on_submit():
        row = commands.save_campaign(db.session(), my_agency().id, form.terms())
        return web.done(url_for(".campaign", campaign_id=row.id), f"Đã lập {row.title}.")
    return render_template("surveys/campaign_edit.html", form=form, row=None)


@bp.get("/campaigns/<int:campaign_id>")
@requires(Can.READ)
def campaign(campaign_id: int) -> str:
    row = load(Campaign, campaign_id, Can.READ)
    rounds = queries.find_rounds(db.session(), row.agency_id)
    return render_template(
        "surveys/campaign.html",
        row=row,
        rounds=[r for r in reversed(rounds) if r.campaign_id == row.id],
        wanted=queries.count_wanted(db.session(), row.agency_id),
        left_out=queries.count_left_out(db.session(), row.agency_id),
        states=ROUND_WORDS,
    )


@bp.route("/campaigns/<int:campaign_id>/edit", methods=["GET", "POST"])
@requires(EDIT)
def campaign_edit(campaign_id: int) -> str | Response:
    row = load(Campaign, campaign_id, EDIT)
    form = CampaignForm(obj=row)
    if form.validate_on_submit():
        match_version(row, form.version.data)
        commands.save_campaign(db.session(), row.agency_id, form.terms(), row)
        return web.done(url_for(".campaign", campaign_id=row.id), f"Đã lưu {row.title}.")
    return render_template("surveys/campaign_edit.html", form=form, row=row)
