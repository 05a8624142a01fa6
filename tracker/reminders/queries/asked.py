"""What a list of matters is asked for."""

from dataclasses import dataclass
from datetime import date

from tracker.organisation.models import Agency


@dataclass(frozen=True)
class Asked:
    """Whose matters, and up to which day they count."""

    agency: Agency
    today: date
    horizon: date
