"""Holds back who asks too often, by a hash of the address that changes every day and is not kept.

Counted in the memory of one process (DEPENDENCIES): with n workers up to n times as often.
"""

import hashlib

from flask import abort, current_app, request
from flask_limiter import Limiter
from limits import parse_many

from tracker import clock

TOO_OFTEN = "Đã gửi quá nhiều lần trong thời gian ngắn. Đợi vài phút rồi thử lại."
# A whole office may sign in from behind one address at eight in the morning.
PER_ADDRESS = "30 per minute; 300 per hour"
IN_ALL = "300 per minute"


def hold_back(what: str, per_address: str = PER_ADDRESS, in_all: str = IN_ALL) -> None:
    """Stop with 429 when this address, or all together, do `what` too often."""
    limiter: Limiter = current_app.extensions["limiter"]
    if not limiter.enabled:
        return
    for limits, key in ((per_address, address_key()), (in_all, "all")):
        for limit in parse_many(limits):
            # not limiter.limit(): used inside a view it keeps one slot per line of code, which
            # two threads overwrite for each other
            if not limiter.limiter.hit(limit, what, key):
                abort(429, TOO_OFTEN)


def address_key() -> str:
    """The caller's address, hashed with a secret and the day: of no use tomorrow or elsewhere."""
    salt = f"{current_app.secret_key!r}/{clock.today().isoformat()}"
    return hashlib.sha256(f"{salt}/{request.remote_addr}".encode()).hexdigest()[:32]
