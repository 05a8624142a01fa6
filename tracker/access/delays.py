"""How long an account stays closed after wrong passwords. Pure.

Growing delay tied to the account, not a lock (PROMISES, R26): at most some twenty tries an hour,
and a colleague is never kept out for more than fifteen minutes.
"""

from datetime import datetime, timedelta

FREE_TRIES = 4  # typing errors of an honest person cost nothing
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)


def delay_after(failures: int) -> timedelta:
    """How long the account is closed after so many wrong passwords in a row; doubles each time."""
    if failures <= FREE_TRIES:
        return timedelta(0)
    doublings = min(failures - FREE_TRIES - 1, 10)
    return min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY)


def closed_until(failures: int, at: datetime) -> datetime:
    """When the account opens again after a wrong password; `at` itself while tries are free.

    Never None: the instant also tells when the last failure was, so that it can be forgotten.
    """
    return at + delay_after(failures)


def failures_so_far(count: int, closed: datetime | None, at: datetime) -> int:
    """The failures that still count at `at`: none once the account has been open for an hour."""
    if closed is None or at - closed > FORGOTTEN_AFTER:
        return 0
    return count
