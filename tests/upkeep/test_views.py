from flask import Flask
from sqlalchemy import text

from tests.conftest import counting
from tracker.config import Config
from tracker.database import db


def test_alive_asks_nothing_of_the_database(house: Flask) -> None:
    with counting() as seen:
        response = house.test_client().get("/healthz")

    assert (response.status_code, response.text, seen) == (200, "ok\n", [])


def test_ready_means_at_the_newest_migration(house: Flask) -> None:
    assert house.test_client().get("/readyz").status_code == 200
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))

    response = house.test_client().get("/readyz")
    assert response.status_code == 503
    assert "0001" in response.text


def test_not_ready_without_a_database(house: Flask) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))

    assert house.test_client().get("/readyz").status_code == 503


def test_figures_are_shown_to_this_machine(house: Flask) -> None:
    house.test_client().get("/healthz")
    page = house.test_client().get("/metrics")

    assert page.mimetype == "text/plain"
    assert 'tracker_requests_total{endpoint="upkeep.healthz"' in page.text
    assert "tracker_ledger_unanchored " in page.text


def test_figures_are_not_shown_to_others(house: Flask) -> None:
    client = house.test_client()
    abroad = {"REMOTE_ADDR": "10.0.0.9"}

    assert client.get("/metrics", environ_overrides=abroad).status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "10.0.0.9"}).status_code == 404


def test_figures_are_shown_to_who_has_the_token(house: Flask) -> None:
    config: Config = house.config["TRACKER"]
    object.__setattr__(config, "metrics_token", "chìa-khóa".encode("ascii", "ignore").decode())
    given = {"Authorization": f"Bearer {config.metrics_token}"}
    abroad = {"REMOTE_ADDR": "10.0.0.9"}
    client = house.test_client()

    assert client.get("/metrics", headers=given, environ_overrides=abroad).status_code == 200
    given["Authorization"] += "x"
    assert client.get("/metrics", headers=given, environ_overrides=abroad).status_code == 404
