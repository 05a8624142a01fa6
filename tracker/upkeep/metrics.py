"""Figures for the machine that watches: requests by page, and what waits in the database."""

import os
import time
from collections.abc import Iterator

from flask import Blueprint, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.process_collector import ProcessCollector
from sqlalchemy import Connection, func, select

from tracker.ledger.anchoring import count_unanchored
from tracker.outbox.models import Job, Message

SHARED = "PROMETHEUS_MULTIPROC_DIR"  # set by serving.py where several workers answer
_registry = CollectorRegistry()
_requests = Counter(
    "tracker_requests", "Requests answered", ("endpoint", "method", "status"), registry=_registry
)
_seconds = Histogram(
    "tracker_request_seconds", "Time to answer", ("endpoint",), registry=_registry,
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)  # fmt: skip


def install(bp: Blueprint) -> None:
    """Count every request of the application that `bp` is registered in."""
    bp.before_app_request(_start)
    bp.after_app_request(_count)


class Waiting:
    """What waits in the database at this moment, the same from whichever worker answers."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One gauge for each figure, as a registry asks for them."""
        for name, said, number in _waiting(self.connection):
            yield GaugeMetricFamily(f"tracker_{name}", said, value=number)


def page(connection: Connection) -> bytes:
    """All figures in Prometheus' text form. A few indexed SELECTs."""
    waiting = CollectorRegistry()
    waiting.register(Waiting(connection))
    ProcessCollector(registry=waiting)
    return generate_latest(_counted()) + generate_latest(waiting)


def _counted() -> CollectorRegistry:
    """The figures of one process, or of all workers where they share a folder."""
    if SHARED not in os.environ:
        return _registry
    shared = CollectorRegistry()
    MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
    return shared


def _waiting(connection: Connection) -> Iterator[tuple[str, str, int]]:
    message, job = Message.__table__, Job.__table__
    mail = select(func.count()).select_from(message).where(message.c.sent_at.is_(None))
    jobs = select(func.count()).select_from(job).where(job.c.done_at.is_(None))
    yield "messages_waiting", "Messages not yet sent", connection.scalar(mail) or 0
    yield "jobs_waiting", "Jobs not yet done", connection.scalar(jobs) or 0
    yield "ledger_unanchored", "Ledger entries after the last anchor", count_unanchored(connection)


def _start() -> None:
    g.started = time.perf_counter()


def _count(response: Response) -> Response:
    endpoint = request.endpoint or "none"
    _requests.labels(endpoint, request.method, str(response.status_code)).inc()
    if "started" in g:
        _seconds.labels(endpoint).observe(time.perf_counter() - g.started)
    return response
