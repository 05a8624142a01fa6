"""Pages of plans: the living appendix, one item, the import of an appendix."""

from tracker.plans.views import amending, importing, item, listing
from tracker.plans.views.blueprint import bp

__all__ = ["amending", "bp", "importing", "item", "listing"]
