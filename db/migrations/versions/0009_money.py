"""Account changes, comments on batches, travel as computed and as corrected, who pays, and what a longer session pays"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")
OVERRUNS = "('one_occasion', 'two_occasions', 'hours_over')"
PAYERS = "('bank', 'association', 'own_invoice')"
OF_USERS = {"reports": "overrun_decided_by_id", "fee_rates": "payroll_word_by_id"}

ANOMALIES = "'new_payee', 'changed_account', 'unusual_sum', 'possible_duplicate', 'no_tax_card'"
WIDER = {
    ("reports", "ck_reports_overrun_known"): (
        "overrun IN ('one_occasion', 'two_occasions')",
        f"overrun IN {OVERRUNS}",
    ),
    ("batch_ticks", "ck_batch_ticks_anomaly_known"): (
        f"anomaly IN ({ANOMALIES})",
        f"anomaly IN ({ANOMALIES}, 'far_kilometres', 'overpaid')",
    ),
}

# Written as SQL: both databases take a column with its constraint so, and no table of money has to be copied.
COLUMNS = {
    "reports": (
        "overrun_decided_by_id {id}",
        "left_at {instant}",
        "back_at {instant}",
        "free_meals {id} NOT NULL DEFAULT 0 CONSTRAINT ck_reports_free_meals CHECK (free_meals >= 0)",
    ),
    "travel_rows": (
        "computed {id}",
        "correction TEXT NOT NULL DEFAULT ''",
        "halved BOOLEAN NOT NULL DEFAULT {false}",
        "receipt TEXT NOT NULL DEFAULT ''",
    ),
    "agreements": (
        f"payer VARCHAR(32) NOT NULL DEFAULT 'bank' CONSTRAINT ck_agreements_payer_known CHECK (payer IN {PAYERS})",
    ),
    "assignments": (
        f"payer VARCHAR(32) NOT NULL DEFAULT 'bank' CONSTRAINT ck_assignments_payer_known CHECK (payer IN {PAYERS})",
    ),
    "fee_rates": (
        f"overrun VARCHAR(32) CONSTRAINT ck_fee_rates_overrun_known CHECK (overrun IN {OVERRUNS})",
        "overrun_code TEXT NOT NULL DEFAULT ''",
        "payroll_word TEXT NOT NULL DEFAULT ''",
        "payroll_word_by_id {id}",
        "payroll_word_on DATE",
    ),
}


def upgrade() -> None:
    words = (
        {"id": "INTEGER", "instant": "VARCHAR(27)", "false": "0"}
        if op.get_bind().dialect.name == "sqlite"
        else {"id": "BIGINT", "instant": "TIMESTAMP WITH TIME ZONE", "false": "false"}
    )
    for table, columns in COLUMNS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column.format(**words)}")
    _constraints()
    _account_changes()
    _batch_comments()


def _constraints() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for (table, name), (old, new) in WIDER.items():
        if sqlite:
            _rewritten(table, old, new)
        else:
            op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({new})")
    for table, column in OF_USERS.items():
        rule = f"CONSTRAINT fk_{table}_{column} FOREIGN KEY({column}) REFERENCES users (id)"
        if sqlite:
            _rewritten(table, "\n)", f", \n\t{rule}\n)")
        else:
            op.execute(f"ALTER TABLE {table} ADD {rule}")


def _rewritten(table: str, old: str, new: str) -> None:
    """The way sqlite.org gives for constraints that leave the rows as they are (lang_altertable, 7): batch mode copies the
    whole table and loses its other checks."""
    bind = op.get_bind()
    sql = bind.execute(sa.text("SELECT sql FROM sqlite_master WHERE name = :table"), {"table": table}).scalar_one()
    if sql.count(old) != 1:
        raise RuntimeError(f"the table {table} does not say {old}")
    version = bind.exec_driver_sql("PRAGMA schema_version").scalar_one()
    bind.exec_driver_sql("PRAGMA writable_schema = ON")
    bind.execute(
        sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :table"),
        {"sql": sql.replace(old, new), "table": table},
    )
    bind.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema = RESET")


def _account_changes() -> None:
    op.create_table(
        "account_changes",
        sa.Column("id", ID, nullable=False),
        sa.Column("expert_id", ID, nullable=False),
        sa.Column("iban", sa.LargeBinary(), nullable=False),
        sa.Column("iban_index", sa.LargeBinary(), nullable=False),
        sa.Column("ending", sa.Text(), nullable=False),
        sa.Column("proposed_by_id", ID, nullable=False),
        sa.Column("proposed_at", INSTANT, nullable=False),
        sa.Column("confirmed_by_id", ID, nullable=True),
        sa.Column("verified", sa.Text(), nullable=False),
        sa.Column("usable_from", sa.Date(), nullable=True),
        sa.Column("choice", sa.String(32), nullable=True),
        sa.Column("chosen_by_id", ID, nullable=True),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.Column("version", ID, nullable=False),
        sa.CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_by_id <> proposed_by_id", name=op.f("ck_account_changes_two_persons")
        ),
        sa.CheckConstraint("(confirmed_by_id IS NULL) = (usable_from IS NULL)", name=op.f("ck_account_changes_usable")),
        sa.CheckConstraint("used_at IS NULL OR confirmed_by_id IS NOT NULL", name=op.f("ck_account_changes_confirmed")),
        sa.CheckConstraint("choice IN ('pay_old', 'wait')", name=op.f("ck_account_changes_choice_known")),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_account_changes_expert_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["users.id"], name=op.f("fk_account_changes_proposed_by_id")),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["users.id"], name=op.f("fk_account_changes_confirmed_by_id")),
        sa.ForeignKeyConstraint(["chosen_by_id"], ["users.id"], name=op.f("fk_account_changes_chosen_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_changes")),
        sqlite_autoincrement=True,
    )
    open_ones = sa.text("used_at IS NULL AND withdrawn_at IS NULL")
    op.create_index(
        "uq_account_changes_one_open",
        "account_changes",
        ["expert_id"],
        unique=True,
        sqlite_where=open_ones,
        postgresql_where=open_ones,
    )


def _batch_comments() -> None:
    op.create_table(
        "batch_comments",
        sa.Column("id", ID, nullable=False),
        sa.Column("batch_id", ID, nullable=False),
        sa.Column("line_id", ID, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_by_id", ID, nullable=False),
        sa.Column("said_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_batch_comments_batch_id")),
        sa.ForeignKeyConstraint(["line_id"], ["payment_lines.id"], name=op.f("fk_batch_comments_line_id")),
        sa.ForeignKeyConstraint(["said_by_id"], ["users.id"], name=op.f("fk_batch_comments_said_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_comments")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_batch_comments_batch_id", "batch_comments", ["batch_id"])
