"""Task-specific inductions, Hyvä tietää cards and the stored history of work"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Instant = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    op.create_table(
        "inductions",
        sa.Column("id", Id, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name_fi", sa.Text(), nullable=False),
        sa.Column("name_sv", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("valid_days", Id, nullable=True),
        sa.CheckConstraint("valid_days > 0", name=op.f("ck_inductions_valid_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inductions")),
        sa.UniqueConstraint("key", name=op.f("uq_inductions_key")),
        sqlite_autoincrement=True,
    )
    for noun in ("package", "order"):
        _required_by(noun)
    op.create_table(
        "training_inductions",
        sa.Column("training_id", Id, nullable=False),
        sa.Column("induction_id", Id, nullable=False),
        sa.ForeignKeyConstraint(["training_id"], ["trainings.id"], name=op.f("fk_training_inductions_training_id")),
        sa.ForeignKeyConstraint(["induction_id"], ["inductions.id"], name=op.f("fk_training_inductions_induction_id")),
        sa.PrimaryKeyConstraint("training_id", name=op.f("pk_training_inductions")),
    )
    op.create_index(op.f("ix_training_inductions_induction_id"), "training_inductions", ["induction_id"])
    _hints()
    op.create_table(
        "histories",
        sa.Column("id", Id, nullable=False),
        sa.Column("seq", Id, nullable=False),
        sa.Column("form", Id, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_histories")),
        sqlite_autoincrement=True,
    )


def _required_by(noun: str) -> None:
    table = f"{noun}_inductions"
    op.create_table(
        table,
        sa.Column(f"{noun}_id", Id, nullable=False),
        sa.Column("induction_id", Id, nullable=False),
        sa.ForeignKeyConstraint([f"{noun}_id"], [f"{noun}s.id"], name=op.f(f"fk_{table}_{noun}_id")),
        sa.ForeignKeyConstraint(["induction_id"], ["inductions.id"], name=op.f(f"fk_{table}_induction_id")),
        sa.PrimaryKeyConstraint(f"{noun}_id", "induction_id", name=op.f(f"pk_{table}")),
    )


def _hints() -> None:
    op.create_table(
        "hints",
        sa.Column("id", Id, nullable=False),
        sa.Column("expert_id", Id, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("leaning", sa.String(32), nullable=False),
        sa.Column("task_type_id", Id, nullable=True),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("written_by_id", Id, nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("gone_through_on", sa.Date(), nullable=True),
        sa.Column("gone_through_by_id", Id, nullable=True),
        sa.Column("ended_at", Instant, nullable=True),
        sa.Column("version", Id, nullable=False),
        sa.CheckConstraint("valid_until >= written_on", name=op.f("ck_hints_period")),
        sa.CheckConstraint("leaning <> 'against' OR source = 'expert'", name=op.f("ck_hints_own_wish")),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 140", name=op.f("ck_hints_short")),
        sa.CheckConstraint("source IN ('expert', 'orderer', 'coordinator')", name=op.f("ck_hints_source_known")),
        sa.CheckConstraint("leaning IN ('for', 'neither', 'against')", name=op.f("ck_hints_leaning_known")),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_hints_expert_id")),
        sa.ForeignKeyConstraint(["task_type_id"], ["task_types.id"], name=op.f("fk_hints_task_type_id")),
        sa.ForeignKeyConstraint(["written_by_id"], ["users.id"], name=op.f("fk_hints_written_by_id")),
        sa.ForeignKeyConstraint(["gone_through_by_id"], ["users.id"], name=op.f("fk_hints_gone_through_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hints")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_hints_expert_id"), "hints", ["expert_id"])
