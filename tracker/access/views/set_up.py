"""The set-up on an empty database: five steps that keep nothing until the last one is right."""

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access import setting_up
from tracker.access.commands.opening import open_house
from tracker.access.forms.set_up import (
    AgencyStep,
    CodeStep,
    MethodStep,
    PeopleStep,
    Step,
    Steps,
    UnitsStep,
)
from tracker.access.guard import open_to_all
from tracker.access.throttling import hold_back
from tracker.access.views.blueprint import bp
from tracker.database import db
from tracker.ledger.recording import ACTOR
from tracker.organisation.rules import AgencyKind
from tracker.surveys.methods import load_shipped, shipped_codes

USUAL_METHOD = "kh-2021"
_OWN_FIELDS = frozenset({"csrf_token", "idempotency_key", "version", "step", "go"})


@bp.route("/set-up", methods=["GET", "POST"])
@open_to_all("nobody has an account yet; a code from the server's terminal is asked")
def set_up() -> str | Response:
    if not setting_up.is_needed(current_app):
        return redirect(url_for(".sign_in"))
    if request.method == "POST":
        hold_back("set-up")
    else:
        setting_up.announce(current_app)
    steps = _steps()
    number = _next_step(steps)
    return _finish(steps) if number == len(steps.in_order) else _page(steps.in_order, number)


def _steps() -> Steps:
    agency, units, method = AgencyStep(), UnitsStep(), MethodStep()
    units.suggest(agency.kind.data or AgencyKind.DEPARTMENT)
    method.method_code.choices = {code: load_shipped(code).name for code in shipped_codes()}
    method.method_code.data = method.method_code.data or USUAL_METHOD
    return Steps(CodeStep(), agency, units, method, PeopleStep())


def _next_step(steps: Steps) -> int:
    """Which step comes now: the first that is wrong up to the one that was sent, else the next."""
    if request.method == "GET":
        return 0
    here = min(max(request.form.get("step", 0, type=int), 0), len(steps.in_order) - 1)
    if request.form.get("go") == "back":
        return max(here - 1, 0)
    so_far = enumerate(steps.in_order[: here + 1])
    return next((number for number, step in so_far if not _is_right(step)), here + 1)


def _is_right(step: Step) -> bool:
    right: bool = step.validate()
    if right and isinstance(step, CodeStep):
        right = setting_up.is_code(current_app, step.set_up_code.data or "")
        if not right:
            step.set_up_code.errors = ["Mã chưa đúng. Xem lại trên màn hình đang chạy phần mềm."]
    return right


def _page(steps: tuple[Step, ...], number: int) -> str:
    carried = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in steps[number] and name not in _OWN_FIELDS and "password" not in name
    ]
    return render_template(
        "access/set_up.html",
        step=steps[number],
        number=number,
        titles=[step.title for step in steps],
        carried=carried,
    )


def _finish(steps: Steps) -> Response:
    db.session().info[ACTOR] = "set-up"
    open_house(db.session(), steps.opening(), clock.today().year)
    answer = web.done(url_for(".sign_in"), "Đã thiết lập xong. Đăng nhập để bắt đầu.")
    setting_up.finish(current_app)
    return answer
