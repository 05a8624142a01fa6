"""Pages of surveys: rounds, their forms, methods, announced values and the public form."""

from tracker.surveys.views import (
    handing,
    importing,
    kiosk,
    methods,
    planner,
    public,
    published,
    quality,
    remarks,
    rounds,
    signing,
    slips,
)
from tracker.surveys.views.blueprint import bp

__all__ = [
    "bp",
    "handing",
    "importing",
    "kiosk",
    "methods",
    "planner",
    "public",
    "published",
    "quality",
    "remarks",
    "rounds",
    "signing",
    "slips",
]
