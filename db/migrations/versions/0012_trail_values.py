"""What fields held, under a key for each expert, and who opened whose page."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    op.create_table(
        "person_keys",
        sa.Column("expert_id", ID, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("destroyed_at", INSTANT, nullable=True),
        sa.CheckConstraint("(sealed IS NULL) = (destroyed_at IS NOT NULL)", name=op.f("ck_person_keys_destroyed")),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_person_keys_expert_id")),
        sa.PrimaryKeyConstraint("expert_id", name=op.f("pk_person_keys")),
    )
    op.create_table(
        "trail_values",
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("expert_id", ID, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_trail_values_expert_id")),
        sa.PrimaryKeyConstraint("commitment", name=op.f("pk_trail_values")),
    )
    op.create_table(
        "looks",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("expert_id", ID, nullable=False),
        sa.Column("place", sa.String(32), nullable=False),
        sa.CheckConstraint("place IN ('card', 'told', 'payments')", name=op.f("ck_looks_place_known")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_looks_user_id")),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_looks_expert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_looks")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_looks_expert_id_looks_at"), "looks", ["expert_id", "at"])
    op.create_index(op.f("ix_looks_user_id_looks_at"), "looks", ["user_id", "at"])
