"""Open obstacles have their index

Why:  the list of what is blocked read every obstacle of the years: SQLite took (agency, cleared)
      for no better than the whole table. Only open ones are asked for, the oldest first.
Data: none.
Back: yes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NAME = "ix_obstacle_open"
OPEN = sa.text("cleared_on IS NULL")


def upgrade() -> None:
    op.drop_index(NAME, "obstacle")
    op.create_index(
        NAME, "obstacle", ["agency_id", "since_on"], sqlite_where=OPEN, postgresql_where=OPEN
    )


def downgrade() -> None:
    op.drop_index(NAME, "obstacle")
    op.create_index(NAME, "obstacle", ["agency_id", "cleared_on"])
