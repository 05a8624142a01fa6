"""Rounds are prepared, closed by two persons and reported

Why:  a plan names channels and a hand-in day counted in working days; a year may have no survey;
      who asks for the closing of a round is not who closes it; the survey report of a closed round
      is written and frozen before it is signed; an agency edits methods of its own.
Data: none; rounds that were signed stay signed without a frozen report.
Back: yes, forgets these words, the texts and the frozen reports; rounds reported become closed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ASKED = "fk_round_close_asked_by_id_person"
_SAID = (
    "round_report: bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ "
    "(sealed record: add a new one that names the old one)"
)
SQLITE = tuple(
    f'CREATE TRIGGER seal_round_report_{verb} BEFORE {verb.upper()} ON "round_report" '
    f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
    for verb in ("update", "delete")
)
POSTGRESQL = tuple(
    f'CREATE TRIGGER seal_round_report_{verb} BEFORE {verb.upper()} ON "round_report" '
    f"FOR EACH {scope} EXECUTE FUNCTION refuse_sealed_change()"
    for verb, scope in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT"))
)


def upgrade() -> None:
    with op.batch_alter_table("method") as table:
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("method") as table:
        table.alter_column("version", server_default=None)
    with op.batch_alter_table("campaign") as table:
        table.add_column(
            sa.Column("no_survey_reason", sa.String(400), nullable=False, server_default="")
        )
    with op.batch_alter_table("campaign") as table:
        table.alter_column("no_survey_reason", server_default=None)
    with op.batch_alter_table("round") as table:
        table.add_column(sa.Column("channels", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("hand_in_days", sa.Integer(), nullable=True))
        table.add_column(sa.Column("close_asked_by_id", sa.Integer(), nullable=True))
        table.create_foreign_key(ASKED, "person", ["close_asked_by_id"], ["id"])
    with op.batch_alter_table("round") as table:
        table.alter_column("channels", server_default=None)
    _create_texts()
    _create_reports()
    connection = op.get_bind()
    on_sqlite = connection.dialect.name == "sqlite"
    for statement in SQLITE if on_sqlite else POSTGRESQL:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    op.drop_table("round_report")
    op.drop_table("round_text")
    op.execute("UPDATE round SET state = 'closed' WHERE state = 'reported'")
    with op.batch_alter_table("round") as table:
        table.drop_constraint(ASKED, type_="foreignkey")
        table.drop_column("close_asked_by_id")
        table.drop_column("hand_in_days")
        table.drop_column("channels")
    with op.batch_alter_table("campaign") as table:
        table.drop_column("no_survey_reason")
    with op.batch_alter_table("method") as table:
        table.drop_column("version")


def _create_texts() -> None:
    op.create_table(
        "round_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("shortcomings", sa.Text(), nullable=False),
        sa.Column("causes", sa.Text(), nullable=False),
        sa.Column("proposals", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name="fk_round_text_agency_id_agency"
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_round_text_round_id_round"),
        sa.PrimaryKeyConstraint("id", name="pk_round_text"),
        sa.UniqueConstraint("round_id", name="uq_round_text_round_id"),
    )


def _create_reports() -> None:
    op.create_table(
        "round_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name="fk_round_report_agency_id_agency"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name="fk_round_report_round_id_round"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_round_report_by_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_round_report"),
    )
    op.create_index("ix_round_report_round_id", "round_report", ["round_id"])
