"""The charts' columns, stored for fresh workers."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    instant = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")
    op.create_table(
        "facts",
        sa.Column("id", identity, nullable=False),
        sa.Column("seq", identity, nullable=False),
        sa.Column("form", identity, nullable=False),
        sa.Column("made_at", instant, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facts")),
        sqlite_autoincrement=True,
    )
