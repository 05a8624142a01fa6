"""Methods to read: components, questions, scale, formula and source."""

from flask import abort, render_template

from tracker.access.guard import my_agency, requires
from tracker.access.rules import Can
from tracker.surveys.methods import load_shipped, shipped_codes
from tracker.surveys.views.blueprint import bp
from tracker.surveys.words import FORMULA_WORDS


@bp.get("/methods")
@requires(Can.READ)
def methods() -> str:
    return render_template(
        "surveys/methods.html",
        methods=[load_shipped(code) for code in shipped_codes()],
        usual=my_agency().method_code,
        formulas=FORMULA_WORDS,
    )


@bp.get("/methods/<code>")
@requires(Can.READ)
def method(code: str) -> str:
    if code not in shipped_codes():
        abort(404)
    return render_template(
        "surveys/method.html",
        method=load_shipped(code),
        names={other: load_shipped(other) for other in shipped_codes()},
        formulas=FORMULA_WORDS,
    )
