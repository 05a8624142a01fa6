"""The CCHC reports of the demo whose window has ended."""

from datetime import timedelta

from tracker.demo.history import Scene, at
from tracker.reports import commands
from tracker.reports.gathering import gather, window_on
from tracker.reports.queries import find_windows


def issue_report(scene: Scene) -> None:
    """Freeze, approve and issue the report of the last window that has ended and fallen due."""
    session, agency, today = scene.session, scene.house.agency, scene.today
    since = today - timedelta(days=200)
    ended = [w for w in find_windows(session, agency.id, since, today) if w.due_on]
    if not ended:
        return
    period = ended[-1]
    due_on = period.due_on or today
    report = commands.open_report(session, agency, period)
    figures = gather(session, agency, window_on(period, due_on))
    by_id = scene.house.people["office"].id
    commands.save_texts(report, {"directions": "Tiếp tục các nhiệm vụ còn chậm của Kế hoạch."})
    commands.freeze(session, report, figures, by_id=by_id, at=at(due_on, 8))
    commands.submit(report, at=at(due_on, 9))
    commands.approve(report, by_id=scene.house.people["director"].id, at=at(due_on, 10))
    entered = commands.Issue(
        number=f"{period.ends_on.month * 37}/BC-SDVC",
        signed_on=due_on,
        signer=scene.house.people["director"].name,
        sent_on=due_on,
    )
    commands.issue(report, entered, at=at(due_on, 15))
