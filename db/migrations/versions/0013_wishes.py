"""An index of the orders that wish for an expert: few of all."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    wished = sa.text("wished_expert_id IS NOT NULL")
    op.create_index(
        op.f("ix_orders_wished_expert_id_orders_client_id"),
        "orders",
        ["wished_expert_id", "client_id"],
        sqlite_where=wished,
        postgresql_where=wished,
    )
