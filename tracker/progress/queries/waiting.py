"""Reports that wait, grouped by who confirms them, with what the person looking may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.clock import day_of
from tracker.organisation.rules import Profile
from tracker.plans.outcomes import days_late
from tracker.progress.models import Report
from tracker.progress.queries.judges import Judges, judged
from tracker.progress.rules import Confirmer, confirmer_words


@dataclass(frozen=True)
class WaitingReport:
    """A report that waits; its days count against whoever confirms."""

    report: Report
    days: int
    sent_late: int  # days past the cut-off when it was sent; 0 in time
    why_not: str  # why the person looking may not decide; "" when he may


@dataclass(frozen=True)
class WaitingGroup:
    """The reports that one kind of person confirms."""

    title: str  # "Văn phòng Sở xác nhận"
    lines: tuple[WaitingReport, ...]

    @property
    def may_any(self) -> bool:
        """Whether the person looking may decide about one of them."""
        return any(not line.why_not for line in self.lines)


def waiting_list(
    reports: Sequence[Report], judges: Judges, words: Profile, today: date
) -> tuple[WaitingGroup, ...]:
    """`reports` (whole) by who confirms them, each group oldest first, one's own groups first."""
    groups: dict[Confirmer, list[WaitingReport]] = {}
    for report in reports:
        sent_on = day_of(report.sent_at)
        groups.setdefault(judged(report).confirmer, []).append(
            WaitingReport(
                report=report,
                days=days_late(sent_on, today),
                sent_late=days_late(report.period.cutoff_on, sent_on),
                why_not=judges.why_not(report),
            )
        )
    found = [
        WaitingGroup(
            confirmer_words(who, words),
            tuple(groups[who]),
        )
        for who in Confirmer
        if who in groups
    ]
    return tuple(sorted(found, key=lambda group: not group.may_any))
