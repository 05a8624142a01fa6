"""Pages of signing in, accounts and people, and the first set-up."""

from tracker.access.views import account, entering, imports, people, places, set_up
from tracker.access.views.blueprint import bp

__all__ = ["account", "bp", "entering", "imports", "people", "places", "set_up"]
