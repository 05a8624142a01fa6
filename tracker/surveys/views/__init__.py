"""Pages of surveys: rounds, their forms, methods, announced values and the public form."""

from tracker.surveys.views import (
    excluding,
    handing,
    importing,
    kiosk,
    methods,
    paper,
    planner,
    public,
    published,
    quality,
    rechecking,
    remarks,
    rounds,
    signing,
    slips,
    typing,
)
from tracker.surveys.views.blueprint import bp

__all__ = [
    "bp",
    "excluding",
    "handing",
    "importing",
    "kiosk",
    "methods",
    "paper",
    "planner",
    "public",
    "published",
    "quality",
    "rechecking",
    "remarks",
    "rounds",
    "signing",
    "slips",
    "typing",
]
