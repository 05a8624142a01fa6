"""Names of the files people download: readable everywhere, safe in every file system."""

import re

from tracker.vietnamese import plain

_LONGEST = 120
# Windows keeps these names for devices, whatever the extension.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def _slug(part: str) -> str:
    words = re.sub(r"[^A-Za-z0-9.]+", "-", plain(part))
    return re.sub(r"\.{2,}", ".", words).strip("-.")


def file_name(*parts: str, suffix: str) -> str:
    """BC-STP_CCHC_quy-III-2021.docx of "BC-STP", "CCHC", "quý III/2021" and "docx".

    ASCII letters, digits, hyphens within a part and underscores between parts; capitals are kept,
    empty parts left out; at most 120 characters before the dot; never a name Windows refuses.
    """
    stem = "_".join(slug for slug in map(_slug, parts) if slug)[:_LONGEST].strip("-_.")
    if not stem or _DEVICES.match(stem):
        stem = f"tep_{stem}".rstrip("_")
    return f"{stem}.{suffix.lstrip('.')}"
