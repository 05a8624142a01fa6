"""Tables of surveys: methods, rounds and sealed forms; what was checked and left out afterwards."""

from tracker.surveys.models.checking import Exclusion, FormDraft, Recheck, RecheckForm
from tracker.surveys.models.rounds import (
    Campaign,
    Component,
    Field,
    FormImport,
    HandIn,
    PublishedValue,
    Question,
    Quota,
    Response,
    Round,
    SurveyMethod,
    Tally,
)

__all__ = [
    "Campaign",
    "Component",
    "Exclusion",
    "Field",
    "FormDraft",
    "FormImport",
    "HandIn",
    "PublishedValue",
    "Question",
    "Quota",
    "Recheck",
    "RecheckForm",
    "Response",
    "Round",
    "SurveyMethod",
    "Tally",
]
