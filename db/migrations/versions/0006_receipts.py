"""Payroll files by column set and edition, and the lines that payroll rejects"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Instant = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("payroll_files", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("column_set", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("reason", sa.Text(), nullable=False, server_default=""))
        batch.drop_constraint("uq_payroll_files_batch_id_edition", type_="unique")
        batch.create_unique_constraint(
            op.f("uq_payroll_files_batch_id_edition_column_set"), ["batch_id", "edition", "column_set"]
        )
    op.create_table(
        "rejections",
        sa.Column("line_id", Id, nullable=False),
        sa.Column("batch_id", Id, nullable=False),
        sa.Column("settled_by_id", Id, nullable=False),
        sa.Column("again_id", Id, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", Instant, nullable=False),
        sa.Column("recorded_by_id", Id, nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["payment_lines.id"], name=op.f("fk_rejections_line_id")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_rejections_batch_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["payment_lines.id"], name=op.f("fk_rejections_settled_by_id")),
        sa.ForeignKeyConstraint(["again_id"], ["payment_lines.id"], name=op.f("fk_rejections_again_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_rejections_recorded_by_id")),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_rejections")),
        sa.UniqueConstraint("settled_by_id", name=op.f("uq_rejections_settled_by_id")),
        sa.UniqueConstraint("again_id", name=op.f("uq_rejections_again_id")),
    )
    op.create_table(
        "column_sets",
        sa.Column("id", Id, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.Column("changed_by_id", Id, nullable=False),
        sa.Column("version", Id, nullable=False),
        sa.ForeignKeyConstraint(["changed_by_id"], ["users.id"], name=op.f("fk_column_sets_changed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_sets")),
        sa.UniqueConstraint("key", name=op.f("uq_column_sets_key")),
        sqlite_autoincrement=True,
    )
