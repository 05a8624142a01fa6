"""Reading every room side by side: delays, indices, coverage, the units' two ratios."""

from tracker.reviews.queries.delays import Review, of_unit, review, review_on

__all__ = ["Review", "of_unit", "review", "review_on"]
