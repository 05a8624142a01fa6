"""Which index of one method answers to which of another (chỉ số tương đương). Pure."""

from collections.abc import Mapping

from tracker.surveys.rules import Component, Method

SPLIT = "@"  # between code and version in the key of an agency's own method


def key_of(code: str, version: int) -> str:
    """How forms and addresses name one version of a method that an agency made."""
    return f"{code}{SPLIT}{version}"


def parse_key(key: str) -> tuple[str, int | None]:
    """Code and version of a key; version None for a bare code (the shipped one, or the newest)."""
    code, _, version = key.partition(SPLIT)
    return code, int(version) if version.isascii() and version.isdigit() else None


def equivalents(old: Method, new: Method) -> Mapping[str, str | None]:
    """Code of an index of `old` -> its equivalent in `new`; None: không còn tương đương.

    Either method may say so: the older names its successors, a copy names what it came from. An
    index that is missing was mapped by nobody; empty when the two were never set side by side.
    """
    found: dict[str, str | None] = {}
    for component in old.components:
        for each in component.successors:
            if _names(each.method, new):
                found[component.code] = each.component
    sources = [
        (each.component, component.code)
        for component in new.components
        for each in component.successors
        if _names(each.method, old)
    ]
    known = {component.code for component in old.components}
    for source, code in sources:
        if source in known:
            found.setdefault(source, code)
    if sources:
        found = dict.fromkeys(known) | found
    return found


def fate(old: Method, new: Method, code: str) -> str:
    """Why index `code` of `new` has no difference to a round by `old`, in words."""
    mapped = equivalents(old, new)
    if not mapped:
        return "chưa ghi chỉ số tương đương giữa hai bộ chỉ số"
    names = {component.code: component.name for component in old.components}
    sources = [names[source] for source, target in mapped.items() if target == code]
    if not sources:
        return "không có chỉ số tương đương ở bộ chỉ số trước"
    return (
        f"chỉ số tương đương ở bộ chỉ số trước là “{'”, “'.join(sources)}”, câu hỏi hoặc cách tính "
        "đã khác"
    )


def lost(old: Method, new: Method) -> tuple[Component, ...]:
    """The indices of `old` that have no equivalent in `new`, in their order."""
    mapped = equivalents(old, new)
    return tuple(c for c in old.components if c.code in mapped and mapped[c.code] is None)


def _names(word: str, method: Method) -> bool:
    return word in (method.code, key_of(method.code, method.version))
