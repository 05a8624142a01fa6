"""Days are edited, proofs are bundled, decisions on obstacles are recorded

Why:  a day of the calendar had no counter, so two people could overwrite each other; a package of
      proofs is made for a CCHC criterion, and an item did not say which it proves; an answer of a
      partner without an account comes with its letter, and the Office records a director's word on
      an obstacle with source and photo, until he confirms.
Data: none; earlier days start at version 1, earlier decisions are the director's own.
Back: yes, forgets criteria, sources and links of proofs. Statements are literal, as in 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SAID = "bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ (sealed record: add a new one that names the old one)"
FIXED = ("id", "agency_id", "obstacle_id", "text", "is_cleared", "by_id", "recorded_by_id", "source")
LINKS = (("evidence", "coordination_id", "coordination"), ("evidence", "obstacle_id", "obstacle"))


def upgrade() -> None:
    op.add_column("calendar_day", sa.Column("version", sa.Integer(), nullable=True))
    op.execute("UPDATE calendar_day SET version = 1")
    with op.batch_alter_table("calendar_day") as table:
        table.alter_column("version", existing_type=sa.Integer(), nullable=False)
    _text_column("action_item", "criteria", 200)
    for table, column, other in LINKS:
        _link(table, column, other)
        op.create_index(f"ix_{table}_{column}", table, [column])
    _link("obstacle_decision", "recorded_by_id", "person")
    _text_column("obstacle_decision", "source", 300)
    op.add_column(
        "obstacle_decision", sa.Column("affirmed_at", sa.DateTime(timezone=True), nullable=True)
    )
    _seal_obstacle_decision(affirming=True)


def downgrade() -> None:
    _seal_obstacle_decision(affirming=None)
    for column in ("affirmed_at", "source", "recorded_by_id"):
        _drop("obstacle_decision", column)
    _seal_obstacle_decision(affirming=False)
    for table, column, _ in reversed(LINKS):
        op.drop_index(f"ix_{table}_{column}", table)
        _drop(table, column)
    _drop("action_item", "criteria")
    _drop("calendar_day", "version")


def _link(table: str, column: str, other: str) -> None:
    """A reference, added in place: a table made anew would lose its triggers."""
    name = f"fk_{table}_{column}_{other}"
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} INTEGER CONSTRAINT {name} REFERENCES {other} (id)"
    )


def _text_column(table: str, column: str, length: int) -> None:
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR({length}) DEFAULT '' NOT NULL")
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column(table, column, server_default=None)


def _drop(table: str, column: str) -> None:
    op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")


def _seal_obstacle_decision(*, affirming: bool | None) -> None:
    """Once sealed altogether, now but for the day of affirming, written once; None: no trigger."""
    postgres = op.get_bind().dialect.name == "postgresql"
    on = " ON obstacle_decision" if postgres else ""
    op.execute(f"DROP TRIGGER IF EXISTS seal_obstacle_decision_update{on}")
    if affirming is None:
        return
    head = 'CREATE TRIGGER seal_obstacle_decision_update BEFORE UPDATE ON "obstacle_decision"'
    differs = "IS DISTINCT FROM" if postgres else "IS NOT"
    parts = [f'(NEW."{name}" {differs} OLD."{name}")' for name in FIXED]
    once = f'(OLD."affirmed_at" IS NOT NULL AND NEW."affirmed_at" {differs} OLD."affirmed_at")'
    parts += [once, f'(NEW."decided_at" {differs} OLD."decided_at")']
    when = f" WHEN ({' OR '.join(parts)})" if affirming else ""
    if postgres:
        op.execute(f"{head} FOR EACH ROW{when} EXECUTE FUNCTION refuse_sealed_change()")
    else:
        op.execute(f"{head}{when} BEGIN SELECT RAISE(ABORT, 'obstacle_decision: {SAID}'); END")
