"""People are reminded

Why:  reminders leave from the outbox, one a person and day, each step of the ladder once; mail that
      cannot leave is tried later or given up with its reason. A pressing says by which way it went.
Data: none; earlier pressings have no way, mail written before still waits.
Back: yes, forgets what was told to whom, the agencies' own ladders and the ways of pressing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # ADD COLUMN alone: a table made anew would lose its seal on SQLite.
    op.add_column("message", sa.Column("try_after", sa.DateTime(timezone=True), nullable=True))
    op.add_column("message", sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("pressing", sa.Column("way", sa.String(30), nullable=True))
    op.add_column("pressing", sa.Column("document", sa.String(200), nullable=True))
    op.create_table(
        "reminder_ladder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("before_days", sa.Integer(), nullable=True),
        sa.Column("unit_days", sa.Integer(), nullable=True),
        sa.Column("office_days", sa.Integer(), nullable=True),
        sa.Column("deputy_days", sa.Integer(), nullable=True),
        sa.Column("director_days", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name="fk_reminder_ladder_agency_id_agency"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reminder_ladder"),
        sa.UniqueConstraint("agency_id", name="uq_reminder_ladder_agency_id"),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_reminder_agency_id_agency"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_reminder_person_id_person"),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name="fk_reminder_message_id_message"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reminder"),
        sa.UniqueConstraint("message_id", name="uq_reminder_message_id"),
        sa.UniqueConstraint("person_id", "day", name="uq_reminder_person_id_day"),
    )
    op.create_index("ix_reminder_agency_id_day", "reminder", ["agency_id", "day"])
    op.create_table(
        "reminder_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("rung", sa.String(30), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name="fk_reminder_line_agency_id_agency"
        ),
        sa.ForeignKeyConstraint(
            ["reminder_id"], ["reminder.id"], name="fk_reminder_line_reminder_id_reminder"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_reminder_line_person_id_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reminder_line"),
        sa.UniqueConstraint("person_id", "key", "rung", name="uq_reminder_line_person_id_key_rung"),
    )
    op.create_index("ix_reminder_line_reminder_id", "reminder_line", ["reminder_id"])


def downgrade() -> None:
    op.drop_table("reminder_line")
    op.drop_table("reminder")
    op.drop_table("reminder_ladder")
    op.drop_column("pressing", "document")
    op.drop_column("pressing", "way")
    op.drop_column("message", "given_up_at")
    op.drop_column("message", "try_after")
