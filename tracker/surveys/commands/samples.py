"""A list of people to ask: kept, drawn from, replaced from the reserve, and erased in the end."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.errors import BadInput, Refusal
from tracker.ledger.recording import record
from tracker.surveys.lots import Drawn, Listed, draw, new_seed
from tracker.surveys.models import (
    Quota,
    Round,
    SampleContact,
    SampleEntry,
    SampleList,
    SampleReplacement,
)
from tracker.surveys.naming import Names, name_key
from tracker.surveys.progressing import Wanted
from tracker.surveys.queries.rounds import find_quotas
from tracker.surveys.queries.samples import (
    find_contacts,
    find_replacements,
    find_sample_entries,
    find_sample_lists,
)
from tracker.surveys.sample_sheets import Contact, ListRead
from tracker.surveys.stored import names_of
from tracker.surveys.words import COLLECTING, Part, Unreached

LONGEST_SEED = 64


def keep_list(
    session: Session, row: Round, read: ListRead, *, at: datetime, by: Person | None
) -> SampleList:
    """Keep a list to look over before drawing; one that was not drawn from makes room for it.

    Raises Refusal once the round is closed, BadInput for a list without a row that counts.
    """
    _insist_collecting(row)
    if not read.accepted:
        raise BadInput("Danh sách không có dòng nào dùng được. Xem lại tệp rồi chọn lại.")
    for old in find_sample_lists(session, row.id):
        if not old.drawn_at and not old.ended_at:
            end_list(session, row, old, at=at)
    kept = SampleList(
        agency_id=row.agency_id,
        round_id=row.id,
        digest=read.digest,
        rows=len(read.accepted),
        rejected=[
            {"sheet": each.sheet, "row": each.row, "cell": each.cell, "reason": each.reason}
            for each in read.rejected
        ],
        by_id=by.id if by else None,
        listed_at=at,
    )
    session.add(kept)
    session.flush()
    session.add_all(
        SampleContact(
            agency_id=row.agency_id,
            list_id=kept.id,
            **{name: getattr(each, name) for name in each.__dataclass_fields__},
        )
        for each in read.accepted
    )
    session.flush()
    return kept


def open_lines(session: Session, row: Round) -> list[Quota]:
    """The lines of the sample that nothing was drawn for yet. Two SELECTs."""
    drawn = {(each.field_id, each.unit_id) for each in find_sample_entries(session, row.id)}
    quotas = find_quotas(session, row.id)
    return [quota for quota in quotas if (quota.field_id, quota.unit_id) not in drawn]


def listed(contacts: Iterable[SampleContact | Contact], names: Names) -> list[Listed]:
    """The rows as the draw sees them: by number, field and unit."""
    return [
        Listed(c.place, names.fields.get(name_key(c.field)), names.units.get(name_key(c.unit)))
        for c in contacts
    ]


def draw_list(
    session: Session, row: Round, kept: SampleList, seed: str, *, at: datetime
) -> tuple[Drawn, ...]:
    """Draw official and reserve entries for every open line; whoever was not drawn is forgotten.

    `seed` "" takes one that nobody chose. Raises Refusal for a list drawn or put aside before,
    or a closed round; BadInput where no line can draw from the list.
    """
    _insist_collecting(row)
    if kept.drawn_at or kept.ended_at:
        raise Refusal("Danh sách này đã rút mẫu hoặc đã bỏ. Tải danh sách khác lên để rút.")
    lines = open_lines(session, row)
    wanted = [Wanted(q.field_id, q.unit_id, q.official, q.reserve) for q in lines]
    seed = seed.strip() or new_seed()
    if len(seed) > LONGEST_SEED:
        raise BadInput(f"Số khởi đầu dài nhất {LONGEST_SEED} ký tự.")
    people = find_contacts(session, (kept.id,))
    found = draw(listed(people, names_of(session, row.agency_id)), wanted, seed)
    if not any(each.official for each in found):
        raise BadInput(
            "Không có dòng nào của danh sách thuộc cỡ mẫu chưa rút. Ghi cỡ mẫu theo lĩnh vực, đơn "
            "vị của danh sách, hoặc khai tên gọi trong danh sách rồi rút lại."
        )
    kept.seed, kept.drawn_at = seed, at
    kept.strata = [_stratum(each) for each in found]
    session.add_all(entry for each in found for entry in _entries(kept, each))
    session.flush()
    chosen = {place for each in found for place in (*each.official, *each.reserve)}
    _forget(session, [each for each in people if each.place not in chosen])
    return found


def end_list(session: Session, row: Round, kept: SampleList, *, at: datetime) -> None:
    """Put a list aside with all that was drawn from it; its names go at once, its seed stays.

    Raises Refusal once the round is closed, or for a list put aside before.
    """
    _insist_collecting(row)
    if kept.ended_at:
        raise Refusal("Danh sách này đã bỏ từ trước, không cần bỏ lần nữa.")
    kept.ended_at = at
    _forget(session, find_contacts(session, (kept.id,)))
    session.flush()


def mark_reached(session: Session, row: Round, marks: Mapping[int, bool]) -> int:
    """Note which entries were asked, by entry id; returns how many marks changed.

    A mark has no day and no author: nothing about it may meet a response.
    """
    _insist_collecting(row)
    entries = {e.id: e for e in find_sample_entries(session, row.id) if e.id in marks}
    lists = {entry.list_id for entry in entries.values()}
    people = {(c.list_id, c.place): c for c in find_contacts(session, lists)}
    changed = 0
    for entry_id, entry in entries.items():
        contact = people.get((entry.list_id, entry.place))
        if contact is not None and contact.is_reached is not marks[entry_id]:
            contact.is_reached = marks[entry_id]
            changed += 1
    session.flush()
    return changed


def replace_entry(
    session: Session,
    row: Round,
    entry: SampleEntry,
    reason: Unreached,
    *,
    on: date,
    by: Person | None,
) -> SampleEntry:
    """Call the next of the reserve of the same line in the place of `entry`.

    Raises Refusal once the round is closed, for an entry that is not to be asked, or where the
    reserve is used up.
    """
    _insist_collecting(row)
    before = find_replacements(session, row.id)
    called = {each.substitute_id for each in before}
    is_waiting = entry.part is Part.RESERVE and entry.id not in called
    if is_waiting or entry.id in {each.entry_id for each in before}:
        raise Refusal("Người này không còn trong danh sách cần hỏi nên không thay được.")
    line = (entry.list_id, entry.field_id, entry.unit_id)
    waiting = (
        each
        for each in find_sample_entries(session, row.id)
        if each.part is Part.RESERVE
        and each.id not in called
        and (each.list_id, each.field_id, each.unit_id) == line
    )
    substitute = next(waiting, None)
    if substitute is None:
        raise Refusal("Đã dùng hết mẫu dự bị của dòng này. Ghi rõ trong báo cáo số phiếu thiếu.")
    session.add(
        SampleReplacement(
            agency_id=row.agency_id,
            entry_id=entry.id,
            substitute_id=substitute.id,
            reason=reason,
            replaced_on=on,
            by_id=by.id if by else None,
        )
    )
    session.flush()
    return substitute


def erase_names(session: Session, row: Round, *, at: datetime) -> int:
    """Delete every name of a round's lists for good; how many were asked stays as a number.

    Returns how many rows went. What deleting leaves in files is swept by `database.sweep`, after
    the commit. Raises Refusal while the round still collects.
    """
    if row.state in COLLECTING:
        raise Refusal("Đợt còn thu phiếu nên danh sách mẫu còn cần dùng. Đóng đợt rồi xóa họ tên.")
    lists = [each for each in find_sample_lists(session, row.id) if not each.erased_at]
    people = find_contacts(session, [each.id for each in lists])
    reached = {(c.list_id, c.place) for c in people if c.is_reached}
    entries = find_sample_entries(session, row.id)
    for kept in lists:
        own = [e.part for e in entries if (e.list_id, e.place) in reached and e.list_id == kept.id]
        kept.erased_at = at
        kept.official_reached = own.count(Part.OFFICIAL)
        kept.reserve_reached = own.count(Part.RESERVE)
    _forget(session, people)
    facts = {"lists": [each.id for each in lists], "names": len(people)}
    if lists:
        record(session, f"round:{row.id}", "erase-names", f"round:{row.id}", facts)
    return len(people)


def _insist_collecting(row: Round) -> None:
    if row.state not in COLLECTING:
        raise Refusal("Đợt khảo sát đã đóng nên không sửa danh sách mẫu nữa.")


def _stratum(drawn: Drawn) -> dict[str, int | None]:
    return {
        "field_id": drawn.wanted.field_id,
        "unit_id": drawn.wanted.unit_id,
        "official": drawn.wanted.official,
        "reserve": drawn.wanted.reserve,
        "listed": drawn.listed,
    }


def _entries(kept: SampleList, drawn: Drawn) -> Iterable[SampleEntry]:
    for part, places in ((Part.OFFICIAL, drawn.official), (Part.RESERVE, drawn.reserve)):
        for position, place in enumerate(places, start=1):
            yield SampleEntry(
                agency_id=kept.agency_id,
                round_id=kept.round_id,
                list_id=kept.id,
                field_id=drawn.wanted.field_id,
                unit_id=drawn.wanted.unit_id,
                part=part,
                position=position,
                place=place,
            )


def _forget(session: Session, people: Sequence[SampleContact]) -> None:
    """Delete contacts; they stand outside the ledger, so a bulk statement hides nothing."""
    session.flush()
    ids = [each.id for each in people]
    for each in people:
        session.expunge(each)
    for start in range(0, len(ids), 500):
        gone = delete(SampleContact).where(SampleContact.id.in_(ids[start : start + 500]))
        session.execute(gone, execution_options={"synchronize_session": False})
