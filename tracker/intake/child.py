"""The process that reads one foreign file: limits itself, reads, answers in JSON, ends."""

import sys
from collections.abc import Callable

from lxml import etree

from tracker.errors import BadFile
from tracker.intake.documents import Part
from tracker.intake.kinds import HEAD, MAX_ANSWER, MAX_BYTES, MIB, Kind, kind_of
from tracker.intake.packages import BROKEN, TOO_HEAVY
from tracker.intake.plain import read_csv, read_text
from tracker.intake.wire import encode, encode_error

if sys.platform != "win32":
    import resource

MEMORY = 448 * MIB  # with the waiting parent beside it under 600 (CONTRACT)
CPU_SECONDS = 15


def limit_self() -> None:
    """Cap memory, processor time, what may be written, new processes. Nothing to cap on Windows."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_ANSWER, MAX_ANSWER))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))


def _word(content: bytes, _suffix: str) -> list[Part]:
    from tracker.intake.word import read_word  # noqa: PLC0415  only what this file needs is loaded

    return read_word(content)


def _sheet(content: bytes, suffix: str) -> list[Part]:
    from tracker.intake.sheets import read_sheets  # noqa: PLC0415

    return read_sheets(content, suffix)


def _web(content: bytes, _suffix: str) -> list[Part]:
    from tracker.intake.web import read_web  # noqa: PLC0415

    return read_web(content)


READERS: dict[Kind, Callable[[bytes, str], list[Part]]] = {
    Kind.WORD: _word,
    Kind.SHEET: _sheet,
    Kind.WEB: _web,
    Kind.CSV: lambda content, _suffix: read_csv(content),
    Kind.TEXT: lambda content, _suffix: read_text(content),
}


def answer(content: bytes, suffix: str) -> str:
    """The JSON answer for these bytes: the parts, or a sentence (without its subject) why not."""
    try:
        if len(content) > MAX_BYTES:
            raise BadFile("lớn hơn 20 MB. Bỏ ảnh và phần thừa rồi lưu lại.")
        text = encode(READERS[kind_of(suffix, content[:HEAD])](content, suffix))
        if len(text.encode()) > MAX_ANSWER:
            raise BadFile(TOO_HEAVY)
    except BadFile as refusal:
        return encode_error(str(refusal))
    except MemoryError:
        return encode_error(TOO_HEAVY)
    except (RecursionError, etree.LxmlError, UnicodeError):
        return encode_error(BROKEN)
    return text


def main() -> None:
    """Read standard input, whose extension is the one argument; answer on standard output."""
    limit_self()
    content = sys.stdin.buffer.read(MAX_BYTES + 1)
    sys.stdout.buffer.write(answer(content, sys.argv[1]).encode())
    sys.stdout.buffer.flush()
