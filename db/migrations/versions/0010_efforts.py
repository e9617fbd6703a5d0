"""Active seconds spent on orders."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "efforts",
        sa.Column("order_id", identity, nullable=False),
        sa.Column("seconds", identity, nullable=False),
        sa.CheckConstraint("seconds > 0", name=op.f("ck_efforts_seconds")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_efforts_order_id")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_efforts")),
    )
