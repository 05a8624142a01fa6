"""The appendix of an action plan, read by meaning: `read_appendix` and what it gives. Pure."""

from tracker.plans.appendix.indices import KnownIndex
from tracker.plans.appendix.items import Appendix, Item
from tracker.plans.appendix.reading import read_appendix
from tracker.plans.appendix.units import KnownUnit

__all__ = ["Appendix", "Item", "KnownIndex", "KnownUnit", "read_appendix"]
