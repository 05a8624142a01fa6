"""Items keep the rhythms they had

Why:  a document, or the Office, may change how often an item reports. What was cut off before
      follows the rhythm of then: a month missed stays missed, a quarter that ended before is not
      owed afterwards, and a past day is told as it was.
Data: none; items changed before go on with their rhythm of now.
Back: yes, forgets the rhythms of before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("action_item") as table:
        table.add_column(sa.Column("earlier", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("action_item") as table:
        table.drop_column("earlier")
