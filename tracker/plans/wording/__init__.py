"""The words of a deadline and what they mean: `read_deadline` and the value it gives. Pure."""

from tracker.plans.wording.reading import read_deadline
from tracker.plans.wording.values import Confidence, Deadline, Every, TimeUnit, as_json, meaning

__all__ = ["Confidence", "Deadline", "Every", "TimeUnit", "as_json", "meaning", "read_deadline"]
