"""The newest orders of a unit or a contact person, found without reading its other orders"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("client_id", "contact_id"):
        op.create_index(op.f(f"ix_orders_{column}_orders_id"), "orders", [column, "id"], unique=False)
        op.drop_index(op.f(f"ix_orders_{column}"), table_name="orders")
