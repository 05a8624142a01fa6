"""Reports on request

Why:  an office is also asked for reports "theo yêu cầu": a document, a day, chosen items or units
      and its own questions, tracked and exported as a period is.
Data: none; evidence learns to stand for an answer on request.
Back: yes, forgets requests and answers; their evidence stays as that of the item.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = (
    "report_request",
    "request_line",
    "request_answer",
    "request_decision",
    "request_extension",
)
SQLITE = (
    'CREATE TRIGGER seal_report_request_update BEFORE UPDATE ON "report_request" WHEN (OLD."answered_at" IS NOT NULL AND ((NEW."id" IS NOT OLD."id") OR (NEW."agency_id" IS NOT OLD."agency_id") OR (NEW."number" IS NOT OLD."number") OR (NEW."dated_on" IS NOT OLD."dated_on") OR (NEW."issuer" IS NOT OLD."issuer") OR (NEW."summary" IS NOT OLD."summary") OR (NEW."scope" IS NOT OLD."scope") OR (NEW."first_due_on" IS NOT OLD."first_due_on") OR (NEW."questions" IS NOT OLD."questions") OR (NEW."note" IS NOT OLD."note") OR (NEW."file_id" IS NOT OLD."file_id") OR (NEW."author_id" IS NOT OLD."author_id") OR (NEW."sent_at" IS NOT OLD."sent_at") OR (NEW."answered_at" IS NOT OLD."answered_at") OR (OLD."withdrawn_on" IS NOT NULL AND NEW."withdrawn_on" IS NOT OLD."withdrawn_on") OR (OLD."withdrawn_reason" <> \'\' AND NEW."withdrawn_reason" IS NOT OLD."withdrawn_reason"))) BEGIN SELECT RAISE(ABORT, \'report_request: bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ (sealed record: add a new one that names the old one)\'); END',
    'CREATE TRIGGER seal_report_request_delete BEFORE DELETE ON "report_request" WHEN (OLD."answered_at" IS NOT NULL) BEGIN SELECT RAISE(ABORT, \'report_request: bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ (sealed record: add a new one that names the old one)\'); END',
    "CREATE TRIGGER seal_request_answer_update BEFORE UPDATE ON \"request_answer\" BEGIN SELECT RAISE(ABORT, 'request_answer: bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ (sealed record: add a new one that names the old one)'); END",
    "CREATE TRIGGER seal_request_answer_delete BEFORE DELETE ON \"request_answer\" BEGIN SELECT RAISE(ABORT, 'request_answer: bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ (sealed record: add a new one that names the old one)'); END",
    "CREATE TRIGGER seal_request_decision_update BEFORE UPDATE ON \"request_decision\" BEGIN SELECT RAISE(ABORT, 'request_decision: bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ (sealed record: add a new one that names the old one)'); END",
    "CREATE TRIGGER seal_request_decision_delete BEFORE DELETE ON \"request_decision\" BEGIN SELECT RAISE(ABORT, 'request_decision: bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ (sealed record: add a new one that names the old one)'); END",
    "CREATE TRIGGER seal_request_extension_update BEFORE UPDATE ON \"request_extension\" BEGIN SELECT RAISE(ABORT, 'request_extension: bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ (sealed record: add a new one that names the old one)'); END",
    "CREATE TRIGGER seal_request_extension_delete BEFORE DELETE ON \"request_extension\" BEGIN SELECT RAISE(ABORT, 'request_extension: bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ (sealed record: add a new one that names the old one)'); END",
    'CREATE TRIGGER seal_request_line_update BEFORE UPDATE ON "request_line" WHEN ((NEW."id" IS NOT OLD."id") OR (NEW."agency_id" IS NOT OLD."agency_id") OR (NEW."request_id" IS NOT OLD."request_id") OR (NEW."unit_id" IS NOT OLD."unit_id") OR (NEW."item_id" IS NOT OLD."item_id") OR (OLD."ended_on" IS NOT NULL AND NEW."ended_on" IS NOT OLD."ended_on") OR (OLD."dropped_on" IS NOT NULL AND NEW."dropped_on" IS NOT OLD."dropped_on")) BEGIN SELECT RAISE(ABORT, \'request_line: bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ (sealed record: add a new one that names the old one)\'); END',
    "CREATE TRIGGER seal_request_line_delete BEFORE DELETE ON \"request_line\" BEGIN SELECT RAISE(ABORT, 'request_line: bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ (sealed record: add a new one that names the old one)'); END",
)
POSTGRESQL = (
    'CREATE TRIGGER seal_report_request_update BEFORE UPDATE ON "report_request" FOR EACH ROW WHEN (OLD."answered_at" IS NOT NULL AND ((NEW."id" IS DISTINCT FROM OLD."id") OR (NEW."agency_id" IS DISTINCT FROM OLD."agency_id") OR (NEW."number" IS DISTINCT FROM OLD."number") OR (NEW."dated_on" IS DISTINCT FROM OLD."dated_on") OR (NEW."issuer" IS DISTINCT FROM OLD."issuer") OR (NEW."summary" IS DISTINCT FROM OLD."summary") OR (NEW."scope" IS DISTINCT FROM OLD."scope") OR (NEW."first_due_on" IS DISTINCT FROM OLD."first_due_on") OR (NEW."questions"::text IS DISTINCT FROM OLD."questions"::text) OR (NEW."note" IS DISTINCT FROM OLD."note") OR (NEW."file_id" IS DISTINCT FROM OLD."file_id") OR (NEW."author_id" IS DISTINCT FROM OLD."author_id") OR (NEW."sent_at" IS DISTINCT FROM OLD."sent_at") OR (NEW."answered_at" IS DISTINCT FROM OLD."answered_at") OR (OLD."withdrawn_on" IS NOT NULL AND NEW."withdrawn_on" IS DISTINCT FROM OLD."withdrawn_on") OR (OLD."withdrawn_reason" <> \'\' AND NEW."withdrawn_reason" IS DISTINCT FROM OLD."withdrawn_reason"))) EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_report_request_delete BEFORE DELETE ON "report_request" FOR EACH ROW WHEN (OLD."answered_at" IS NOT NULL) EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_report_request_truncate BEFORE TRUNCATE ON "report_request" FOR EACH STATEMENT EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_request_answer_update BEFORE UPDATE ON "request_answer" FOR EACH ROW EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_request_answer_delete BEFORE DELETE ON "request_answer" FOR EACH ROW EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_request_answer_truncate BEFORE TRUNCATE ON "request_answer" FOR EACH STATEMENT EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_request_decision_update BEFORE UPDATE ON "request_decision" FOR EACH ROW EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_request_decision_delete BEFORE DELETE ON "request_decision" FOR EACH ROW EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_request_decision_truncate BEFORE TRUNCATE ON "request_decision" FOR EACH STATEMENT EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_request_extension_update BEFORE UPDATE ON "request_extension" FOR EACH ROW EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_request_extension_delete BEFORE DELETE ON "request_extension" FOR EACH ROW EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_request_extension_truncate BEFORE TRUNCATE ON "request_extension" FOR EACH STATEMENT EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_request_line_update BEFORE UPDATE ON "request_line" FOR EACH ROW WHEN ((NEW."id" IS DISTINCT FROM OLD."id") OR (NEW."agency_id" IS DISTINCT FROM OLD."agency_id") OR (NEW."request_id" IS DISTINCT FROM OLD."request_id") OR (NEW."unit_id" IS DISTINCT FROM OLD."unit_id") OR (NEW."item_id" IS DISTINCT FROM OLD."item_id") OR (OLD."ended_on" IS NOT NULL AND NEW."ended_on" IS DISTINCT FROM OLD."ended_on") OR (OLD."dropped_on" IS NOT NULL AND NEW."dropped_on" IS DISTINCT FROM OLD."dropped_on")) EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_request_line_delete BEFORE DELETE ON "request_line" FOR EACH ROW EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_request_line_truncate BEFORE TRUNCATE ON "request_line" FOR EACH STATEMENT EXECUTE FUNCTION refuse_sealed_change()',
)


def upgrade() -> None:
    _make_requests()
    _make_answers()
    connection = op.get_bind()
    on_sqlite = connection.dialect.name == "sqlite"
    for statement in SQLITE if on_sqlite else POSTGRESQL:
        connection.exec_driver_sql(statement)
    op.execute(  # added in place: a table made anew would lose its triggers
        "ALTER TABLE evidence ADD COLUMN request_answer_id INTEGER "
        "CONSTRAINT fk_evidence_request_answer_id_request_answer REFERENCES request_answer (id)"
    )
    op.create_index("ix_evidence_request_answer_id", "evidence", ["request_answer_id"])


def downgrade() -> None:
    op.drop_index("ix_evidence_request_answer_id", "evidence")
    op.execute("ALTER TABLE evidence DROP COLUMN request_answer_id")
    for name in reversed(TABLES):
        op.drop_table(name)


def _make_requests() -> None:
    op.create_table(
        "report_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(80), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("issuer", sa.String(200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column(
            "scope",
            sa.Enum("items", "units", name="scope", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_time", sa.Time(), nullable=True),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_keys("report_request", agency_id="agency", file_id="stored_file", author_id="person"),
    )
    op.create_index("ix_report_request_sent", "report_request", ["agency_id", "sent_at"])
    op.create_table(
        "request_extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("extended_at", sa.DateTime(timezone=True), nullable=False),
        *_keys(
            "request_extension", agency_id="agency", request_id="report_request", by_id="person"
        ),
    )
    op.create_index("ix_request_extension_request_id", "request_extension", ["request_id"])
    op.create_table(
        "request_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        *_keys(
            "request_line",
            agency_id="agency",
            request_id="report_request",
            unit_id="unit",
            item_id="action_item",
        ),
    )
    open_lines = ["agency_id", "ended_on", "answered_on", "due_on"]
    op.create_index("ix_request_line_open", "request_line", open_lines)
    op.create_index("ix_request_line_unit", "request_line", ["unit_id", "ended_on"])
    op.create_index("ix_request_line_request_id", "request_line", ["request_id"])
    op.create_index("ix_request_line_item_id", "request_line", ["item_id"])


def _make_answers() -> None:
    op.create_table(
        "request_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("author_title", sa.String(120), nullable=False),
        sa.Column("head_approved_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        *_keys(
            "request_answer",
            agency_id="agency",
            line_id="request_line",
            unit_id="unit",
            author_id="person",
            head_approved_by_id="person",
            replaces_id="request_answer",
        ),
        sa.UniqueConstraint("replaces_id", name="uq_request_answer_replaces_id"),
    )
    op.create_index("ix_request_answer_line", "request_answer", ["line_id"])
    op.create_index(
        "uq_request_answer_first",
        "request_answer",
        ["line_id"],
        unique=True,
        sqlite_where=sa.text("replaces_id IS NULL"),
        postgresql_where=sa.text("replaces_id IS NULL"),
    )
    op.create_table(
        "request_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum("accepted", "returned", name="decision", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by_title", sa.String(120), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        *_keys("request_decision", agency_id="agency", answer_id="request_answer", by_id="person"),
        sa.UniqueConstraint("answer_id", name="uq_request_decision_answer_id"),
    )


def _keys(table: str, **named: str) -> list[sa.Constraint]:
    """The primary key and the foreign keys, column -> the table it points at."""
    return [
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        *(
            sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}")
            for column, to in named.items()
        ),
    ]
