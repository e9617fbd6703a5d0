"""Who has which order open just now."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "presences",
        sa.Column("tab", sa.Text(), nullable=False),
        sa.Column("user_id", identity, nullable=False),
        sa.Column("order_id", identity, nullable=False),
        sa.Column("writes", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_presences_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_presences_user_id")),
        sa.PrimaryKeyConstraint("tab", name=op.f("pk_presences")),
        prefixes=["UNLOGGED"] if op.get_bind().dialect.name == "postgresql" else [],
    )
    op.create_index(op.f("ix_presences_seen_at"), "presences", ["seen_at"])
