"""The mail server: what TRACKER_MAIL_URL says of it, and handing it one mail after another."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum
from urllib.parse import parse_qs, unquote, urlsplit

from tracker.errors import BadInput
from tracker.outbox.models import Message

PATIENCE = 20  # seconds a server may keep a sender waiting
EXAMPLE = "smtp://ten:mat-khau@mail.coquan.gov.vn:587?tls=starttls&from=theodoi@coquan.gov.vn"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_PORTS = {"smtp": 587, "smtps": 465}


class Tls(StrEnum):
    STARTTLS = "starttls"
    SMTPS = "smtps"
    NONE = "none"


class Unreachable(Exception):
    """The server is away or lets nobody in; every mail waits."""


class Refused(Exception):
    """The server did not take this mail."""

    def __init__(self, reason: str, *, is_final: bool) -> None:
        super().__init__(reason)
        self.is_final = is_final


@dataclass(frozen=True)
class MailServer:
    host: str
    port: int
    tls: Tls
    sender: str
    user: str = ""
    secret: str = field(default="", repr=False)

    @property
    def is_open_to_listeners(self) -> bool:
        """Whether mail crosses a network unencrypted."""
        return self.tls is Tls.NONE and self.host not in _LOOPBACK

    @property
    def text(self) -> str:
        """Host, port and protection, without the password."""
        return f"{self.host}:{self.port} ({self.tls.value})"


def mail_server(url: str) -> MailServer | None:
    """The server that TRACKER_MAIL_URL names; None while it is empty. BadInput for no address.

    Without `tls=` a server that is not on this machine must offer STARTTLS. The url may hold a
    password, so no message repeats it.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url)
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        known = parts.scheme in _PORTS and parts.hostname and set(asked) <= {"tls", "from"}
        if not known or parts.hostname is None:
            raise ValueError(parts.scheme)
        user = unquote(parts.username or "")
        usual = user if "@" in user else f"theo-doi@{parts.hostname}"
        return MailServer(
            host=parts.hostname,
            port=parts.port or _PORTS[parts.scheme],
            tls=Tls(asked.get("tls") or _usual_tls(parts.scheme, parts.hostname)),
            sender=_checked(asked.get("from") or usual),
            user=user,
            secret=unquote(parts.password or ""),
        )
    except ValueError:
        raise BadInput(f"TRACKER_MAIL_URL không đúng dạng. Ví dụ: {EXAMPLE}") from None


def _usual_tls(scheme: str, host: str) -> str:
    if scheme == "smtps":
        return Tls.SMTPS
    return Tls.NONE if host in _LOOPBACK else Tls.STARTTLS


def _checked(address: str) -> str:
    Address(addr_spec=address)
    return address


def mail_of(message: Message, sender: str, at: datetime) -> EmailMessage:
    """The mail as it goes over the wire. The same message keeps its id, however often it is tried.

    Raises ValueError for a header with a line break in it.
    """
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = message.subject
    mail["From"] = sender
    mail["To"] = message.recipient
    mail["Date"] = format_datetime(at)
    written = f"{message.written_at:%Y%m%d%H%M%S%f}"
    mail["Message-ID"] = f"<{message.id}.{written}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body, cte="base64")
    return mail


@dataclass(frozen=True)
class Line:
    """An open conversation with the server."""

    server: MailServer
    smtp: smtplib.SMTP

    def send(self, message: Message, at: datetime) -> None:
        """Hand over one mail. Raises Refused for this mail alone, Unreachable for all of them."""
        try:
            self.smtp.send_message(mail_of(message, self.server.sender, at))
        except smtplib.SMTPServerDisconnected as error:
            raise Unreachable(str(error)) from error
        except (smtplib.SMTPException, ValueError, OSError) as error:
            if isinstance(error, TimeoutError | ConnectionError):
                raise Unreachable(str(error)) from error
            raise Refused(_reason(error), is_final=_is_final(error)) from error


@contextmanager
def connected(server: MailServer) -> Iterator[Line]:
    """A conversation with the server, signed in. Raises Unreachable when there can be none."""
    try:
        smtp = _opened(server)
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(f"{server.text}: {_reason(error)}") from error
    try:
        yield Line(server, smtp)
    finally:
        try:
            smtp.quit()
        except (OSError, smtplib.SMTPException):
            smtp.close()


def _opened(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.tls is Tls.SMTPS:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=PATIENCE, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    try:
        if server.tls is Tls.STARTTLS:
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.secret)
    except (OSError, smtplib.SMTPException):
        smtp.close()
        raise
    return smtp


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        return f"{code} {_said(text)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_said(error.smtp_error)}"
    return " ".join(str(error).split()) or type(error).__name__


def _said(text: bytes | str) -> str:
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join(plain.split())


def _is_final(error: Exception) -> bool:
    """Whether trying again is of no use: the server said 5xx, or the mail cannot be written."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code >= 500
    return isinstance(error, ValueError | smtplib.SMTPNotSupportedError)
