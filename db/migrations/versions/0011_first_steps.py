"""Who has put the first steps away."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("knows_the_house", sa.Boolean(), nullable=False, server_default=sa.false()))
