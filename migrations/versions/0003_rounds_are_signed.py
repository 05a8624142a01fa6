"""Rounds are signed

Why:  the director signs the survey report (Tây Ninh: three dates a round); a CCHC report cites
      only rounds signed by then. Number, day, signer and signed file had no place.
Data: none; rounds that were closed stay closed until somebody enters their signing.
Back: yes, forgets what was entered.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FILE = "fk_round_signed_file_id_stored_file"


def upgrade() -> None:
    with op.batch_alter_table("round") as table:
        table.add_column(
            sa.Column("report_number", sa.String(60), nullable=False, server_default="")
        )
        table.add_column(sa.Column("signed_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("signer", sa.String(200), nullable=False, server_default=""))
        table.add_column(sa.Column("signed_file_id", sa.Integer(), nullable=True))
        table.create_foreign_key(FILE, "stored_file", ["signed_file_id"], ["id"])
    with op.batch_alter_table("round") as table:
        table.alter_column("report_number", server_default=None)
        table.alter_column("signer", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("round") as table:
        table.drop_constraint(FILE, type_="foreignkey")
        table.drop_column("signed_file_id")
        table.drop_column("signer")
        table.drop_column("signed_on")
        table.drop_column("report_number")
