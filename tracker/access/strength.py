"""Which passwords are too easily guessed. Pure; a short list of what people choose first.

No rules about kinds of letters and no forced change (ASVS 5.0, 6.2): length, commonness, and words
that anybody would try against this very person.
"""

import re
from collections.abc import Collection

from tracker.errors import BadInput
from tracker.vietnamese import fold

SHORTEST = 8
ADVISED = 12
SHORTEST_WORD = 4  # shorter words of a name stand in too many good passwords

# What lists of leaked passwords begin with, here and abroad; digits around them do not help.
_COMMON = frozenset(
    {
        *("password", "passwd", "passw", "matkhau", "matkhaumoi", "thaydoi", "changeme", "default"),
        *("admin", "administrator", "quantri", "root", "guest", "test", "demo", "user", "login"),
        *("nguoidung", "dangnhap", "secret", "welcome", "letmein", "dragon", "master", "monkey"),
        *("qwerty", "qwertyuiop", "asdfgh", "asdfghjkl", "zxcvbn", "zxcvbnm", "iloveyou"),
        *("anhyeuem", "emyeuanh", "yeuem", "yeuanh", "conyeu", "giadinh", "hanhphuc", "hoahong"),
        *("vietnam", "hanoi", "saigon", "football", "bongda", "sunshine", "princess", "khongbiet"),
        *("congchuc", "vanphong", "vanphongso", "uyban", "ubnd", "hanhchinh", "cchc", "motnamba"),
        *("abc", "abcd", "abcde", "abcdef", "abcxyz", "nguyen", "tranvan", "khongco"),
    }
)
_SWAPS = str.maketrans({"@": "a", "0": "o", "1": "i", "3": "e", "$": "s", "5": "s"})
_WORD = re.compile(r"[^\W\d_]+")
_ROWS = ("01234567890123456789", "98765432109876543210", "qwertyuiopasdfghjklzxcvbnm",
         "abcdefghijklmnopqrstuvwxyz")  # fmt: skip


def insist_on_strength(password: str, context: Collection[str] = ()) -> None:
    """Raise BadInput with a sentence if `password` is short, common, or made of `context`.

    `context` is what others know of the person: name, address, agency.
    """
    if len(password) < SHORTEST:
        raise BadInput(f"Mật khẩu cần ít nhất {SHORTEST} ký tự; nên dùng từ {ADVISED} ký tự.")
    plain = re.sub(r"\s", "", fold(password))
    if _is_common(plain) or _is_pattern(plain):
        raise BadInput("Mật khẩu này quá dễ đoán. Nên ghép vài từ không liên quan đến nhau.")
    if _left_over(plain, context) < SHORTEST_WORD:
        raise BadInput("Mật khẩu không nên là tên người, thư điện tử hay tên cơ quan.")


def _core(plain: str) -> str:
    """Without digits and signs at both ends: "matkhau@123" is "matkhau"."""
    return plain.strip("0123456789!@#$%^&*()-_=+.,;:?/")


def _is_common(plain: str) -> bool:
    return _core(plain) in _COMMON or _core(plain.translate(_SWAPS)) in _COMMON


def _is_pattern(plain: str) -> bool:
    """Few digits and signs only (a birthday); keys in a row; up to four letters repeated."""
    if not _core(plain) and len(plain) < ADVISED:
        return True
    repeated = any(plain == (plain[:n] * len(plain))[: len(plain)] for n in range(1, 5))
    return repeated or any(plain in row for row in _ROWS)


def _left_over(plain: str, context: Collection[str]) -> int:
    """How much stays once the words of the context are taken out; then digits count for nothing."""
    words = {word for text in context for word in _WORD.findall(fold(text))}
    words |= {re.sub(r"[\W\d_]", "", fold(text)) for text in context}
    rest = plain
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= SHORTEST_WORD - 1:
            rest = rest.replace(word, "")
    return len(re.sub(r"[\W_]" if rest == plain else r"[\W\d_]", "", rest))
