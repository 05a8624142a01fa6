"""The pages of this room, on one blueprint."""

from tracker.reviews.views import indices, overdue, ranking
from tracker.reviews.views.blueprint import bp

__all__ = ["bp", "indices", "overdue", "ranking"]
