"""A real SMTP server on this machine that keeps what it was given."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class PostOffice:
    """What arrived; addresses in `refused` get 550, in `busy` 450."""

    port: int
    letters: list[EmailMessage] = field(default_factory=list)
    readers: list[list[str]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    busy: set[str] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?from=theodoi@mau.example"

    async def handle_RCPT(  # noqa: N802  the library's own name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        if address in self.refused:
            return "550 Khong co hop thu nay"
        if address in self.busy:
            return "450 Hop thu dang ban"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        self.letters.append(message_from_bytes(content, policy=default))
        self.readers.append(list(envelope.rcpt_tos))
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def post_office(port: int = 0) -> Iterator[PostOffice]:
    """An open post office; afterwards nobody answers at its port."""
    office = PostOffice(port or free_port())
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
