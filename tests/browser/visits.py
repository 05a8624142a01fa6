"""Which pages there are: every GET rule of the application, filled with ids of the demo."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from playwright.sync_api import APIRequestContext
from werkzeug.routing import Rule

ENOUGH = 40  # rows tried before a page counts as out of reach

# What fills the arguments of a rule: a SELECT by endpoint, else by the names in their order.
# A rule with neither is named by test_every_rule_is_a_page_for_somebody.
ROWS = {
    "home.public": 'SELECT code FROM "agency"',
    "home.poster": 'SELECT code FROM "agency"',
    "surveys.method": 'SELECT code FROM "method" WHERE agency_id IS NULL',
    "surveys.method_copy": 'SELECT code FROM "method" WHERE agency_id IS NULL',
    "surveys.method_edit": """SELECT code || '@' || method_version FROM "method"
        WHERE agency_id IS NOT NULL""",
    "surveys.method_equivalents": """SELECT code || '@' || method_version, 'sipas-2023'
        FROM "method" WHERE agency_id IS NOT NULL""",
    "campaign_id": 'SELECT id FROM "campaign"',
    "public_code": "SELECT public_code FROM \"round\" WHERE state = 'open'",
    "kind,round_id": "SELECT 'docx', id FROM \"round\" UNION SELECT 'xlsx', id FROM \"round\"",
    "item_id": 'SELECT id FROM "action_item" ORDER BY position',
    "person_id": 'SELECT id FROM "person"',
    "place_id": 'SELECT id FROM "membership"',
    "unit_id": 'SELECT id FROM "unit"',
    "group_id": 'SELECT id FROM "unit_group"',
    "member_id": 'SELECT id FROM "unit_group_member"',
    "day_id": 'SELECT id FROM "calendar_day"',
    "period_id": 'SELECT id FROM "period"',
    "delegation_id": 'SELECT id FROM "delegation"',
    "round_id": 'SELECT id FROM "round" ORDER BY id DESC',
    "round_id,seq": """SELECT round_id, seq FROM "response"
        WHERE round_id IN (SELECT id FROM "round" WHERE state = 'open') AND form_no != ''""",
    "recheck_id": 'SELECT id FROM "recheck"',
    "method_id": 'SELECT id FROM "method" ORDER BY id DESC',
    "field_id": 'SELECT id FROM "field"',
    "component_id": 'SELECT id FROM "component" WHERE method_id IN (SELECT method_id FROM "round")',
    "quota_id": 'SELECT id FROM "quota"',
    "hand_in_id": 'SELECT id FROM "hand_in"',
    "list_id": 'SELECT id FROM "sample_list" ORDER BY id',
    "entry_id": 'SELECT id FROM "sample_entry"',
    "sheet_id": 'SELECT id FROM "tally_sheet"',
    "value_id": 'SELECT id FROM "published_value"',
    "yardstick_id": 'SELECT id FROM "yardstick"',
    "weakness_id": 'SELECT id FROM "weakness"',
    "plan_id": 'SELECT id FROM "plan"',
    "amendment_id": 'SELECT id FROM "amendment"',
    "import_id": 'SELECT id FROM "plan_import"',
    "report_id": 'SELECT id FROM "report" ORDER BY id DESC',
    "evidence_id": 'SELECT id FROM "evidence" WHERE file_id IS NOT NULL',
    "obstacle_id": 'SELECT id FROM "obstacle" ORDER BY id DESC',
    "extension_id": 'SELECT id FROM "extension" ORDER BY id DESC',
    "coordination_id": 'SELECT id FROM "coordination" ORDER BY id DESC',
    "order_id": 'SELECT id FROM "order" ORDER BY id DESC',
    "draft_id": 'SELECT id FROM "draft"',
    "request_id": 'SELECT id FROM "report_request" ORDER BY id DESC',
    "kind,request_id": "SELECT 'xlsx', id FROM \"report_request\"",
    "request_line_id": 'SELECT id FROM "request_line" ORDER BY id',
    "answer_id": 'SELECT id FROM "request_answer" ORDER BY id DESC',
    "series_id": 'SELECT id FROM "meeting_series"',
    "meeting_id": 'SELECT id FROM "meeting" ORDER BY id DESC',
    "line_id": 'SELECT id FROM "agenda_line" ORDER BY id DESC',
    "code,year": """SELECT substr(p.code, 6), substr(p.code, 1, 4)
        FROM "cchc_report" r JOIN "period" p ON p.id = r.period_id""",
    "component_id,kind": """SELECT id, 'docx' FROM "component"
        WHERE method_id IN (SELECT method_id FROM "round")""",
    "import_id,number": 'SELECT id, 1 FROM "plan_import"',
    "figure": "SELECT 'updating' UNION SELECT 'completion'",
    "year": "SELECT 2021 UNION SELECT 2022",
    "decision_id": 'SELECT id FROM "obstacle_decision"',
    "kind": "SELECT 'xlsx' UNION SELECT 'csv'",
    "kind,plan_id": "SELECT 'xlsx', id FROM \"plan\" UNION SELECT 'csv', id FROM \"plan\"",
}

# Pages that no role of the demo has, and why.
SKIPPED = {
    "reminders.message": "only after a mail was written; held by tests of reminders",
    "static": "files, not pages; every page that links one would say so",
    "upkeep.show_metrics": "text for machines, held by tests of upkeep",
    "upkeep.healthz": "text for machines",
    "upkeep.readyz": "text for machines",
    "progress.bulk": "only with items chosen on the plan page; held by tests of progress",
    "progress.bulk_edit": "only after a bulk edit was made; held by tests of progress",
    "progress.amended_file": "only after a file was chosen; held by tests of progress",
    "plans.amendment_file": "a file that the demo does not hold; held by tests of plans",
    "reports.signed": "a file that the demo does not hold; held by tests of reports",
    "surveys.signed": "a file that the demo does not hold; held by tests of surveys",
    "progress.request_document": "a file that the demo does not hold; held by tests of progress",
    "surveys.import_show": "only after a file was chosen: walked in test_chain",
    "access.set_up": "only on an empty database: walked in test_chain",
    "progress.month_check": "only after a file was chosen: held by tests of progress",
    "access.sign_in": "looked at signed out, in a test of its own",
}


@dataclass(frozen=True)
class Answer:
    """What one person got from one rule: an address, its status, and whether it is a page."""

    endpoint: str
    path: str
    status: int
    is_page: bool


def rules_of(app: Flask) -> list[Rule]:
    """Every GET rule that is not skipped, by endpoint."""
    rules = (r for r in app.url_map.iter_rules() if "GET" in (r.methods or ()))
    return sorted((r for r in rules if r.endpoint not in SKIPPED), key=lambda r: r.endpoint)


def tour(app: Flask, database: Path, request: APIRequestContext) -> list[Answer]:
    """The best answer each rule gives this person: a page where any row of the demo has one."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return [_best(rule, list(_paths(rule, connection)), request) for rule in rules_of(app)]


def _paths(rule: Rule, connection: sqlite3.Connection) -> Iterator[str]:
    names = sorted(rule.arguments)
    if not names:
        yield rule.rule
        return
    select = ROWS.get(rule.endpoint) or ROWS.get(",".join(names))
    for row in connection.execute(f"{select} LIMIT {ENOUGH}") if select else ():
        built = rule.build(dict(zip(names, row, strict=True)), append_unknown=False)
        assert built is not None, rule
        yield built[1]


def _best(rule: Rule, paths: list[str], request: APIRequestContext) -> Answer:
    best = Answer(rule.endpoint, rule.rule, 0, is_page=False)
    for path in paths:
        answer = request.get(path, max_redirects=0)
        is_page = answer.headers.get("content-type", "").startswith("text/html")
        best = Answer(rule.endpoint, path, answer.status, is_page and answer.status == 200)
        if answer.status not in {302, 404, 409}:  # 403: the role never may, whichever row
            break
    return best
