"""Monthly meetings of the demo."""

from tracker.demo.history import Scene
from tracker.store.files import Shelf


def hold_meetings(scene: Scene, shelf: Shelf) -> None:
    """The meetings of the last months, closed and issued, and the next one planned."""
