"""Writing mail into the outbox, and remembering posts already done."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.errors import BadInput, Conflict
from tracker.outbox.models import IdempotencyKey, Message

_ADDRESS = re.compile(r"[^\s@,;:<>()\[\]\\\"\x00-\x1f\x7f]+@[^\s@,;:<>()\[\]\\\"\x00-\x1f\x7f]+")


@dataclass(frozen=True)
class Post:
    """One POST of one person: its key, minted with the form, and the hash of its body."""

    actor: str
    key: str
    body_hash: str


def earlier_answer(session: Session, post: Post) -> str | None:
    """Where the first answer to this very post led; None if it is new. One SELECT.

    The same key with another body raises Conflict.
    """
    query = select(IdempotencyKey).where(
        IdempotencyKey.actor == post.actor, IdempotencyKey.key == post.key
    )
    found = session.scalar(query)
    if found is None:
        return None
    if found.body_hash != post.body_hash:
        raise Conflict(
            "Biểu mẫu này đã được gửi với nội dung khác. Mở lại trang để gửi nội dung mới."
        )
    return found.response


def remember(session: Session, post: Post, response: str, at: datetime) -> None:
    """Keep the key in the transaction of the post itself; a second one fails on the constraint."""
    session.add(
        IdempotencyKey(
            actor=post.actor, key=post.key, body_hash=post.body_hash, response=response, at=at
        )
    )


def write_message(
    session: Session, agency_id: int, recipient: str, text: tuple[str, str], *, at: datetime
) -> Message:
    """Put a mail (subject, body) into the outbox; it leaves only if this transaction commits.

    Raises BadInput for an address that could smuggle a header or a second reader in.
    """
    if not _ADDRESS.fullmatch(recipient):
        raise BadInput(f"Địa chỉ thư điện tử {recipient!r} không dùng được.")
    subject, body = text
    message = Message(
        agency_id=agency_id,
        recipient=recipient,
        subject=" ".join(subject.split())[:200],
        body=body,
        written_at=at,
    )
    session.add(message)
    return message
