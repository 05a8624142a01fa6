"""Tables of surveys: methods, rounds, sealed forms, what was checked, who was drawn."""

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
from tracker.surveys.models.samples import (
    SampleContact,
    SampleEntry,
    SampleList,
    SampleReplacement,
    TallySheet,
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
    "SampleContact",
    "SampleEntry",
    "SampleList",
    "SampleReplacement",
    "SurveyMethod",
    "Tally",
    "TallySheet",
]
