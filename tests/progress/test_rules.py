from dataclasses import replace
from datetime import date, timedelta

import pytest

from tracker.errors import Refusal
from tracker.organisation.rules import PeriodKind
from tracker.plans.obligations import Sent
from tracker.plans.rules import Progress, Proof
from tracker.plans.terms import ItemTerms
from tracker.progress.rules import (
    Confirmer,
    ExtensionAsked,
    Judge,
    Judged,
    Reached,
    check_confirmer,
    check_director,
    check_extension,
    confirmer_of,
    is_finished,
    missing_proofs,
    own_progress,
    own_terms,
    reached,
    standing,
)

D = date(2021, 9, 16)
DUE = date(2021, 9, 20)


def sent(
    day: int = 16, code: str = "2021-09", *, claim: bool = False, yes: int = 0, no: int = 0
) -> Sent:
    """A report sent on a day of September, accepted (`yes`) or returned (`no`) on another."""
    return Sent(
        period_code=code,
        sent_on=date(2021, 9, day),
        accepted_on=date(2021, 9, yes) if yes else None,
        returned_on=date(2021, 9, no) if no else None,
        is_claim=claim,
    )


def judge(**facts: bool) -> Judge:
    known = {"is_office": False, "is_office_head": False, "is_director": False}
    facts = {**known, "is_overseer": False, **facts}
    return Judge(**facts, person_id=1, unit_ids={10}, officers={5: {10}})


@pytest.mark.parametrize(
    ("is_office_unit", "is_author_head", "who"),
    [
        (False, False, Confirmer.OFFICE),
        (False, True, Confirmer.OFFICE),
        (True, False, Confirmer.OFFICE_HEAD),
        (True, True, Confirmer.DEPUTY),
    ],
)
def test_who_confirms_follows_from_unit_and_author(
    is_office_unit: bool, is_author_head: bool, who: Confirmer
) -> None:
    assert confirmer_of(is_office_unit=is_office_unit, is_author_head=is_author_head) is who


@pytest.mark.parametrize(
    ("facts", "confirmer", "unit_id"),
    [
        ({"is_office": True}, Confirmer.OFFICE, 11),
        ({"is_office": True, "is_office_head": True}, Confirmer.OFFICE_HEAD, 10),
        ({"is_director": True}, Confirmer.OFFICE_HEAD, 10),
        ({"is_director": True, "is_overseer": True}, Confirmer.DEPUTY, 10),
    ],
)
def test_whoever_the_rule_names_may_confirm(
    facts: dict[str, bool], confirmer: Confirmer, unit_id: int
) -> None:
    check_confirmer(judge(**facts), Judged(author_id=2, unit_id=unit_id, confirmer=confirmer))


@pytest.mark.parametrize(
    ("facts", "confirmer", "unit_id", "author_id"),
    [
        ({"is_office": True}, Confirmer.OFFICE, 10, 2),  # of one's own unit
        ({"is_office": True}, Confirmer.OFFICE, 11, 1),  # one's own
        ({}, Confirmer.OFFICE, 11, 2),
        ({"is_director": True, "is_overseer": True}, Confirmer.OFFICE, 11, 2),
        ({"is_office": True}, Confirmer.OFFICE_HEAD, 10, 2),
        ({"is_office": True, "is_office_head": True}, Confirmer.OFFICE_HEAD, 10, 1),
        ({"is_office": True, "is_office_head": True}, Confirmer.DEPUTY, 10, 2),
        ({"is_director": True}, Confirmer.DEPUTY, 10, 2),  # of another deputy's unit
        ({"is_overseer": True}, Confirmer.DEPUTY, 10, 2),
    ],
)
def test_nobody_else_confirms(
    facts: dict[str, bool], confirmer: Confirmer, unit_id: int, author_id: int
) -> None:
    with pytest.raises(Refusal):
        check_confirmer(judge(**facts), Judged(author_id, unit_id, confirmer))


@pytest.mark.parametrize(("author_id", "unit_id"), [(2, 12), (5, 13)])
def test_the_director_in_charge_confirms_where_no_officer_may(author_id: int, unit_id: int) -> None:
    few = {5: {12}}  # the one officer stands in the unit, or wrote the report
    director = replace(judge(is_director=True, is_overseer=True), officers=few)
    check_confirmer(director, Judged(author_id, unit_id, Confirmer.OFFICE))
    with pytest.raises(Refusal):
        check_confirmer(director, Judged(1, unit_id, Confirmer.OFFICE))
    with pytest.raises(Refusal):
        check_confirmer(replace(director, is_overseer=False), Judged(2, 12, Confirmer.OFFICE))


@pytest.mark.parametrize("facts", [{"is_agency_head": True}, {"is_overseer": True}])
def test_the_head_decides_for_all_and_a_deputy_for_his_units(facts: dict[str, bool]) -> None:
    check_director(judge(is_director=True, **facts))
    with pytest.raises(Refusal):
        check_director(judge(**facts))


def test_a_deputy_does_not_decide_for_another_deputys_unit() -> None:
    with pytest.raises(Refusal, match="lãnh đạo khác phụ trách"):
        check_director(judge(is_director=True))


def test_the_last_report_not_returned_speaks() -> None:
    first, second, third = sent(14), sent(15, claim=True), sent(16, no=17)
    assert standing([first, second, third]) == second
    assert standing([third]) is None


def test_a_claim_is_not_undone_by_a_later_report_for_an_earlier_period() -> None:
    claim, backfill = sent(15, claim=True), sent(16, "2021-08")
    assert standing([claim, backfill]) == claim
    assert standing([claim, sent(16)]) == sent(16)
    assert standing([backfill, sent(17, "2021-07", claim=True)]) == sent(17, "2021-07", claim=True)


TERMS = ItemTerms(PeriodKind.MONTH, owed_from=date(2021, 7, 15), ends_on=date(2021, 12, 31))


def test_a_unit_owes_nothing_after_its_own_completion_was_confirmed() -> None:
    done = own_terms(TERMS, [sent(10, claim=True, yes=12)])
    assert (done.claimed_on, done.ended_on) == (date(2021, 9, 10), date(2021, 9, 12))
    assert own_terms(TERMS, [sent(10, claim=True)]) == TERMS


def test_a_unit_done_early_does_not_owe_until_the_last_unit_is_done() -> None:
    ended = ItemTerms(
        PeriodKind.MONTH,
        owed_from=date(2021, 7, 15),
        ends_on=date(2021, 12, 31),
        claimed_on=date(2021, 11, 3),
        ended_on=date(2021, 11, 5),
    )
    assert own_terms(ended, [sent(10, claim=True, yes=12)]).last_day == date(2021, 9, 10)


@pytest.mark.parametrize(
    ("leads", "wanted"),
    [
        ([[sent(16)]], Reached(Progress.UNDER_WAY)),
        ([[sent(16, claim=True)]], Reached(Progress.CLAIMED, D)),
        ([[sent(16, claim=True)], []], Reached(Progress.UNDER_WAY)),
        ([[sent(16, claim=True)], [sent(15)]], Reached(Progress.UNDER_WAY)),
        (
            [[sent(16, claim=True)], [sent(15, claim=True, yes=16)]],
            Reached(Progress.CLAIMED, D),
        ),
        (
            [[sent(20, claim=True, yes=25)]],
            Reached(Progress.DONE_IN_TIME, DUE, date(2021, 9, 25)),
        ),
        (
            [[sent(21, claim=True, yes=25)], [sent(10, claim=True, yes=11)]],
            Reached(Progress.DONE_LATE, date(2021, 9, 21), date(2021, 9, 25)),
        ),
        ([[sent(16, claim=True, no=17)]], Reached(Progress.UNDER_WAY)),
    ],
)
def test_an_item_is_what_its_leads_reports_add_up_to(
    leads: list[list[Sent]], wanted: Reached
) -> None:
    assert reached(Progress.UNDER_WAY, leads, DUE) == wanted


@pytest.mark.parametrize(
    "decided", [Progress.PAUSED, Progress.DROPPED, Progress.DONE_IN_TIME, Progress.DONE_LATE]
)
def test_what_was_decided_is_left_alone(decided: Progress) -> None:
    assert reached(decided, [[sent(16)]], None) is None


def test_reports_that_nothing_began_leave_the_item_not_started() -> None:
    assert reached(Progress.NOT_STARTED, [[sent()]], None, has_started=False) == Reached(
        Progress.NOT_STARTED
    )


@pytest.mark.parametrize(
    ("current", "sents", "started", "own"),
    [
        (Progress.UNDER_WAY, [], False, Progress.NOT_STARTED),
        (Progress.UNDER_WAY, [sent()], True, Progress.UNDER_WAY),
        (Progress.UNDER_WAY, [sent(claim=True)], True, Progress.CLAIMED),
        (Progress.PAUSED, [sent(claim=True)], True, Progress.PAUSED),
    ],
)
def test_a_lead_stands_where_its_own_reports_say(
    current: Progress, sents: list[Sent], started: bool, own: Progress
) -> None:
    assert own_progress(current, sents, has_started=started) is own


@pytest.mark.parametrize(
    ("sents", "finished"),
    [
        ([], False),
        ([sent(yes=17)], False),
        ([sent(claim=True)], False),
        ([sent(claim=True, yes=17)], True),
        ([sent(claim=True, no=17)], False),
    ],
)
def test_a_lead_is_finished_once_its_completion_was_confirmed(
    sents: list[Sent], finished: bool
) -> None:
    assert is_finished(sents) is finished


@pytest.mark.parametrize(
    ("proven", "lacking"),
    [(set(), (1, 2)), ({1}, (2,)), ({1, 2}, ()), ({None}, ()), ({3}, (1, 2))],
)
def test_each_product_wants_its_proof(proven: set[int | None], lacking: tuple[int, ...]) -> None:
    wanted = [(1, Proof.ANY), (2, Proof.DOCUMENT), (3, Proof.NONE)]
    assert missing_proofs(wanted, proven) == lacking


def asked(
    due_on: date | None = DUE, to: date = date(2021, 9, 24), before: int = 0, why: bool = False
) -> ExtensionAsked:
    return ExtensionAsked(due_on, to, granted_before=before, limit=1, has_excess_reason=why)


@pytest.mark.parametrize("today", [D, DUE - timedelta(days=1)])
def test_more_time_may_be_asked_until_the_day_before(today: date) -> None:
    check_extension(asked(), today)


@pytest.mark.parametrize(
    ("ask", "today", "says"),
    [
        (asked(None), D, "không có thời hạn"),
        (asked(), DUE, "phải gửi trước ngày này"),
        (asked(before=1, why=True), DUE, "vẫn đúng hạn"),
        (asked(), DUE + timedelta(days=1), "Đã quá hạn"),
        (asked(to=DUE - timedelta(days=1)), D, "phải sau thời hạn"),
        (asked(to=DUE), D, "phải sau thời hạn"),
        (asked(before=1), D, "vượt số lần"),
    ],
)
def test_more_time_is_refused(ask: ExtensionAsked, today: date, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        check_extension(ask, today)


def test_beyond_the_limit_an_explanation_is_needed() -> None:
    check_extension(asked(before=1, why=True), D)
