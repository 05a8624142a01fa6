"""Facts of progress, appended: reports and evidence, and what is asked and decided around them."""

from tracker.progress.models.asks import (
    Coordination,
    CoordinationAnswer,
    Extension,
    ExtensionDecision,
    Obstacle,
    ObstacleDecision,
    Order,
    OrderAnswer,
)
from tracker.progress.models.bulk import BulkEdit
from tracker.progress.models.reports import (
    Confirmation,
    Draft,
    Evidence,
    Pressing,
    ProductResult,
    Report,
    ReportPromise,
)
from tracker.progress.models.requests import (
    ReportRequest,
    RequestAnswer,
    RequestDecision,
    RequestExtension,
    RequestLine,
)

__all__ = [
    "BulkEdit",
    "Confirmation",
    "Coordination",
    "CoordinationAnswer",
    "Draft",
    "Evidence",
    "Extension",
    "ExtensionDecision",
    "Obstacle",
    "ObstacleDecision",
    "Order",
    "OrderAnswer",
    "Pressing",
    "ProductResult",
    "Report",
    "ReportPromise",
    "ReportRequest",
    "RequestAnswer",
    "RequestDecision",
    "RequestExtension",
    "RequestLine",
]
