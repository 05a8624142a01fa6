"""Pages of progress: reporting, confirming, orders, asking, deciding, pressing, evidence."""

from tracker.progress.views import (
    asking,
    bundles,
    confirming,
    days,
    deciding,
    drafts,
    extensions,
    files,
    month,
    month_file,
    month_grid,
    obstacles,
    orders,
    pressing,
    reporting,
    year,
)
from tracker.progress.views.blueprint import bp

__all__ = [
    "asking",
    "bp",
    "bundles",
    "confirming",
    "days",
    "deciding",
    "drafts",
    "extensions",
    "files",
    "month",
    "month_file",
    "month_grid",
    "obstacles",
    "orders",
    "pressing",
    "reporting",
    "year",
]
