"""Consents in full, life situations beside themes, and the two sealed levels of a background"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")
PURPOSES = "('matching', 'preparing')"
WAYS = "('not_told', 'in_person', 'on_paper', 'by_telephone', 'by_message')"

# Written as SQL: both databases take a column with its check so, and no table has to be copied.
COLUMNS = {
    "themes": (
        "level VARCHAR(32) NOT NULL DEFAULT 'theme' CONSTRAINT ck_themes_level_known CHECK (level IN {levels})",
    ),
    "experts": ("service_path {bytes}",),
    "expert_themes": (
        "purpose VARCHAR(32) NOT NULL DEFAULT 'matching'"
        " CONSTRAINT ck_expert_themes_purpose_known CHECK (purpose IN {purposes})",
        "given_how VARCHAR(32) NOT NULL DEFAULT 'not_told'"
        " CONSTRAINT ck_expert_themes_given_how_known CHECK (given_how IN {ways})",
        "given_on DATE",
        "given_to TEXT NOT NULL DEFAULT ''",
    ),
}


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    words = {"bytes": "BLOB" if sqlite else "BYTEA", "levels": "('theme', 'situation')", "purposes": PURPOSES}
    for table, columns in COLUMNS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column.format(**words, ways=WAYS)}")
    _backgrounds()
    reveals = sa.text("act = 'reveal'")
    op.create_index("ix_trail_reveals", "trail", ["actor_id", "at"], sqlite_where=reveals, postgresql_where=reveals)


def _backgrounds() -> None:
    op.create_table(
        "backgrounds",
        sa.Column("id", ID, nullable=False),
        sa.Column("expert_id", ID, nullable=False),
        sa.Column("level", sa.String(32), nullable=False),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("consent_from", sa.Date(), nullable=False),
        sa.Column("consent_until", sa.Date(), nullable=False),
        sa.Column("given_how", sa.String(32), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given_to", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.CheckConstraint("consent_until >= consent_from", name=op.f("ck_backgrounds_period")),
        sa.CheckConstraint("level IN ('service_path', 'own_words')", name=op.f("ck_backgrounds_level_known")),
        sa.CheckConstraint(f"purpose IN {PURPOSES}", name=op.f("ck_backgrounds_purpose_known")),
        sa.CheckConstraint(f"given_how IN {WAYS}", name=op.f("ck_backgrounds_given_how_known")),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_backgrounds_expert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backgrounds")),
        sa.UniqueConstraint("expert_id", "level", name=op.f("uq_backgrounds_expert_id_level")),
        sqlite_autoincrement=True,
    )
