"""Words and decisions about reports, confirmation, obstacles, extensions and orders. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from tracker.errors import Refusal
from tracker.organisation.rules import Profile
from tracker.plans.obligations import Sent
from tracker.plans.rules import OWING, Progress, Proof, confirm
from tracker.plans.terms import ItemTerms
from tracker.vietnamese import short_date


class Decision(StrEnum):
    """What the confirmer made of a report."""

    ACCEPTED = "accepted"
    RETURNED = "returned"


class OrderKind(StrEnum):
    """Where an order comes from."""

    DIRECTIVE = "directive"  # ý kiến chỉ đạo of a director
    CONCLUSION = "conclusion"  # kết luận of a meeting
    EXPLANATION = "explanation"  # yêu cầu giải trình


class EvidenceKind(StrEnum):
    FILE = "file"
    DOCUMENT = "document"
    EXPLANATION = "explanation"  # instead of the proof a product wants; marked as such


class Confirmer(StrEnum):
    """Who confirms a report (DOMAIN A9)."""

    OFFICE = "office"
    OFFICE_HEAD = "office-head"
    DEPUTY = "deputy"


ORDER_WORDS = {
    OrderKind.DIRECTIVE: "Ý kiến chỉ đạo",
    OrderKind.CONCLUSION: "Kết luận giao ban",
    OrderKind.EXPLANATION: "Yêu cầu giải trình",
}

EVIDENCE_WORDS = {
    EvidenceKind.FILE: "Tệp",
    EvidenceKind.DOCUMENT: "Văn bản",
    EvidenceKind.EXPLANATION: "Giải trình thay tài liệu",
}

CONFIRMER_WORDS = {
    Confirmer.OFFICE: "{office} xác nhận",
    Confirmer.OFFICE_HEAD: "{office_head} xác nhận",
    Confirmer.DEPUTY: "{deputy} phụ trách xác nhận",
}


def confirmer_words(confirmer: Confirmer, words: Profile) -> str:
    """Who confirms, in the agency's words: "Văn phòng Sở xác nhận"."""
    known = {"office": words.office, "office_head": words.office_head, "deputy": words.deputy}
    return CONFIRMER_WORDS[confirmer].format(**known)


def confirmer_of(*, is_office_unit: bool, is_author_head: bool) -> Confirmer:
    """Who confirms a report: the Office; for the Office's own its head, or the deputy in charge."""
    if not is_office_unit:
        return Confirmer.OFFICE
    return Confirmer.DEPUTY if is_author_head else Confirmer.OFFICE_HEAD


@dataclass(frozen=True)
class Judge:
    """Somebody about to confirm: what the rule needs to know of the person."""

    person_id: int
    is_office: bool
    is_office_head: bool
    is_director: bool
    is_overseer: bool  # of the unit in question; also when nobody is named for it
    is_agency_head: bool = False  # also by delegation
    unit_ids: Collection[int] = frozenset()
    officers: Mapping[int, Collection[int]] = field(default_factory=dict)  # person -> own units

    def replaces_office(self, report: "Judged") -> bool:
        """Whether this director confirms because no officer may (a commune of few people)."""
        return (
            self.is_director
            and self.is_overseer
            and all(
                person_id == report.author_id or report.unit_id in unit_ids
                for person_id, unit_ids in self.officers.items()
            )
        )


@dataclass(frozen=True)
class Judged:
    """The report to be confirmed."""

    author_id: int | None
    unit_id: int
    confirmer: Confirmer


def check_confirmer(judge: Judge, report: Judged) -> None:
    """Raise Refusal unless `judge` may confirm or return `report` (DOMAIN A9).

    Author = confirmer is refused everywhere; so is a report of one's own unit, but for the
    Office's, which its head confirms when a specialist wrote it. Where every officer stands in the
    unit or wrote the report, the director in charge confirms it.
    """
    if report.author_id == judge.person_id:
        raise Refusal("Người lập báo cáo không tự xác nhận báo cáo của mình.")
    if report.confirmer is Confirmer.DEPUTY:
        if not (judge.is_director and judge.is_overseer):
            raise Refusal("Báo cáo này do lãnh đạo phụ trách đơn vị xác nhận.")
        return
    if report.confirmer is Confirmer.OFFICE_HEAD:
        if not (judge.is_office_head or judge.is_director):
            raise Refusal("Báo cáo của Văn phòng do người đứng đầu Văn phòng xác nhận.")
        return
    _check_colleague(judge, report)


def _check_colleague(judge: Judge, report: Judged) -> None:
    """The same for a unit's report, which an officer of another unit confirms."""
    if report.unit_id in judge.unit_ids:
        raise Refusal("Không xác nhận báo cáo của đơn vị mình. Chuyển người khác xác nhận.")
    if not (judge.is_office or judge.replaces_office(report)):
        raise Refusal("Báo cáo của đơn vị do Văn phòng xác nhận.")


def check_director(judge: Judge) -> None:
    """Raise Refusal unless `judge` may decide for the unit in question (DOMAIN A12).

    The head decides for every unit, a deputy for those in his charge and those nobody is named for.
    """
    if not judge.is_director:
        raise Refusal("Việc này do lãnh đạo cơ quan quyết định.")
    if not (judge.is_agency_head or judge.is_overseer):
        raise Refusal(
            "Đơn vị này do lãnh đạo khác phụ trách. Chuyển việc cho người phụ trách hoặc người "
            "được ủy quyền."
        )


def standing(sents: Iterable[Sent]) -> Sent | None:
    """The report that speaks for a unit now, of those not returned; None without one.

    The last one sent (`sents` in order of sending), but that a claim of completion is not undone by
    a report sent later for an earlier period.
    """
    last: Sent | None = None
    for sent in sents:
        if sent.returned_on is not None:
            continue
        is_older = last is not None and last.is_claim and sent.period_code < last.period_code
        if not is_older:
            last = sent
    return last


def own_terms(terms: ItemTerms, sents: Iterable[Sent]) -> ItemTerms:
    """The terms of one lead unit: it owes nothing after its own completion was confirmed."""
    last = standing(sents)
    if last is None or not last.is_claim or last.accepted_on is None:
        return terms
    ended_on = min(day for day in (terms.ended_on, last.accepted_on) if day)
    return replace(terms, claimed_on=last.sent_on, ended_on=ended_on)


def is_finished(sents: Iterable[Sent]) -> bool:
    """Whether one lead unit's own completion was confirmed: it reports no more."""
    last = standing(sents)
    return last is not None and last.is_claim and last.accepted_on is not None


def own_progress(current: Progress, sents: Iterable[Sent], *, has_started: bool) -> Progress:
    """Where one lead unit, not finished, stands by its own reports on an item in state `current`.

    A decided state (paused, dropped, done) is everybody's. `has_started`: some report of the unit
    said so.
    """
    if current not in OWING:
        return current
    last = standing(sents)
    if last is not None and last.is_claim:
        return Progress.CLAIMED
    return Progress.UNDER_WAY if has_started else Progress.NOT_STARTED


@dataclass(frozen=True)
class Reached:
    """The state of an item that its leads' reports add up to."""

    progress: Progress
    claimed_on: date | None = None
    ended_on: date | None = None


def reached(
    current: Progress,
    leads: Sequence[Sequence[Sent]],
    due_on: date | None,
    *,
    has_started: bool = True,
) -> Reached | None:
    """What an item comes to after a report was sent, accepted or returned; None: leave it as it is.

    It waits for confirmation once every lead's last standing report claims completion, and is
    done once all of these are accepted, judged on the day the last of them was sent. States that
    a decision set (paused, dropped, done) are left alone. `has_started`: some report said so.
    """
    if current not in OWING:
        return None
    lasts = [standing(sents) for sents in leads]
    claims = [last for last in lasts if last is not None and last.is_claim]
    if not claims or len(claims) < len(lasts):
        return Reached(Progress.UNDER_WAY if has_started else Progress.NOT_STARTED)
    claimed_on = max(claim.sent_on for claim in claims)
    accepted = [claim.accepted_on for claim in claims if claim.accepted_on]
    if len(accepted) < len(claims):
        return Reached(Progress.CLAIMED, claimed_on)
    return Reached(confirm(Progress.CLAIMED, due_on, claimed_on), claimed_on, max(accepted))


def missing_proofs(
    wanted: Sequence[tuple[int, Proof]], proven: Collection[int | None]
) -> tuple[int, ...]:
    """The products (id, proof) that want a proof and have none.

    `proven` holds the product ids of all evidence; None, evidence of the whole item, serves each.
    """
    if None in proven:
        return ()
    return tuple(pid for pid, proof in wanted if proof is not Proof.NONE and pid not in proven)


@dataclass(frozen=True)
class ExtensionAsked:
    """An extension as it is asked for."""

    due_on: date | None
    asked_to: date
    granted_before: int
    limit: int
    has_excess_reason: bool


def check_extension(asked: ExtensionAsked, today: date) -> None:
    """Raise Refusal unless the extension may be asked (DOMAIN A10).

    Only of something dated, before its day (the day itself is for delivering), to a later day;
    beyond the plan's limit only with a written explanation. A report is never extended: a unit
    gives "ngày hẹn gửi", still late.
    """
    if asked.due_on is None:
        raise Refusal("Việc này không có thời hạn nên không cần đề nghị gia hạn.")
    if today > asked.due_on:
        raise Refusal(
            f"Đã quá hạn từ {short_date(asked.due_on)} nên không đề nghị gia hạn được. "
            "Gửi giải trình cho người giao việc."
        )
    if today == asked.due_on:
        raise Refusal(
            f"Hôm nay, {short_date(asked.due_on)}, là ngày đến hạn; đề nghị gia hạn phải gửi trước "
            "ngày này. Gửi kết quả trong hôm nay vẫn đúng hạn, hoặc gửi giải trình cho người giao "
            "việc."
        )
    if asked.asked_to <= asked.due_on:
        raise Refusal(f"Ngày đề nghị phải sau thời hạn hiện nay ({short_date(asked.due_on)}).")
    if asked.granted_before >= asked.limit and not asked.has_excess_reason:
        raise Refusal(
            f"Đã gia hạn {asked.granted_before} lần, vượt số lần cho phép ({asked.limit}). "
            "Cần giải trình bằng văn bản lý do tiếp tục gia hạn."
        )
