"""Passwords: Argon2id at 19 MiB, at most two hashed at once, the same work for unknown people."""

import secrets
import unicodedata
from dataclasses import dataclass
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from tracker.errors import BadInput

MINIMUM = 8
MAXIMUM = 128
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_two_at_once = BoundedSemaphore(2)
# Letters that are not mistaken for one another on a printed slip.
_SLIP_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def hash_password(password: str) -> str:
    """The Argon2id hash of `password`, normalised NFKC; BadInput under 8 or over 128 characters."""
    normal = _normal(password)
    if not MINIMUM <= len(normal) <= MAXIMUM:
        raise BadInput(f"Mật khẩu cần từ {MINIMUM} đến {MAXIMUM} ký tự.")
    with _two_at_once:
        return _hasher.hash(normal)


def is_password(stored: str, password: str) -> bool:
    """Whether `password` is the one behind `stored`. Takes as long when `stored` is empty."""
    with _two_at_once:
        try:
            _hasher.verify(stored or _nobody(), _normal(password))
            return bool(stored)
        except (VerifyMismatchError, InvalidHashError):
            return False


def one_time_password() -> str:
    """A password for a printed slip: three groups of four letters that read unmistakably."""
    groups = ("".join(secrets.choice(_SLIP_LETTERS) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


@dataclass(frozen=True)
class OneTime:
    """A one-time password for a slip and its hash; the text is kept nowhere."""

    text: str
    hash: str


def new_one_time() -> OneTime:
    """A fresh one-time password, hashed: 20 ms, so many are made before a transaction begins."""
    text = one_time_password()
    return OneTime(text, hash_password(text))


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def _nobody() -> str:
    """A hash nobody has, made once, so that an unknown person costs as much as a known one."""
    global _dummy  # noqa: PLW0603 one value per process, made when first needed
    if not _dummy:
        _dummy = _hasher.hash(secrets.token_hex(16))
    return _dummy


_dummy = ""
