"""The chain from an order to a payroll file"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "associations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_sv", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("contact_route_only", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_associations")),
        sa.UniqueConstraint("name", name=op.f("uq_associations_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "change_head",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_change_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_head")),
    )
    op.create_table(
        "changes",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_changes")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "clients",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_sv", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("group_name", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("cost_centre", sa.Text(), nullable=False),
        sa.Column("business_id", sa.Text(), nullable=False),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.Column("municipality", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["clients.id"], name=op.f("fk_clients_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clients")),
        sa.UniqueConstraint("name", name=op.f("uq_clients_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "login_tries",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_login_tries")),
    )
    op.create_table(
        "municipalities",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("county_code", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_municipalities")),
    )
    op.create_table(
        "packages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("use", sa.String(32), nullable=False),
        sa.Column("fee_code", sa.Text(), nullable=False),
        sa.Column("minutes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name_fi", sa.Text(), nullable=False),
        sa.Column("name_sv", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("text_fi", sa.Text(), nullable=False),
        sa.Column("text_sv", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("agree_fi", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("use IN ('teaching', 'developing', 'peer')", name=op.f("ck_packages_use_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packages")),
        sa.UniqueConstraint("code", name=op.f("uq_packages_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "task_types",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("use", sa.String(32), nullable=False),
        sa.Column("fee_code", sa.Text(), nullable=False),
        sa.Column("name_fi", sa.Text(), nullable=False),
        sa.Column("name_sv", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.CheckConstraint("use IN ('teaching', 'developing', 'peer')", name=op.f("ck_task_types_use_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_types")),
        sa.UniqueConstraint("key", name=op.f("uq_task_types_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "themes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("bit", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name_fi", sa.Text(), nullable=False),
        sa.Column("name_sv", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_themes")),
        sa.UniqueConstraint("bit", name=op.f("uq_themes_bit")),
        sa.UniqueConstraint("key", name=op.f("uq_themes_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "trail",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "act IN ('attempt', 'create', 'change', 'move', 'log_in', 'log_in_failed', 'log_out', 'disable', 'grant', 'confirm', 'propose', 'claim', 'close_unfilled', 'reopen', 'cancel', 'offer', 'answer', 'accept', 'decline', 'expire', 'withdraw', 'assign', 'complete', 'mark_no_show', 'void', 'report', 'approve', 'return', 'dispute', 'settle', 'correct', 'hold', 'release', 'collect', 'check', 'tick', 'export', 'fetch', 'acknowledge', 'import', 'reveal')",
            name=op.f("ck_trail_act_known"),
        ),
        sa.CheckConstraint("outcome IN ('done', 'refused')", name=op.f("ck_trail_outcome_known")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_trail")),
    )
    with op.batch_alter_table("trail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trail_noun_trail_row_id"), ["noun", "row_id"], unique=False)

    op.create_table(
        "trail_head",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_trail_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail_head")),
    )
    op.create_table(
        "trainings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("hours", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('basic', 'induction', 'refresher', 'mentoring', 'extra')", name=op.f("ck_trainings_kind_known")
        ),
        sa.CheckConstraint("hours >= 0", name=op.f("ck_trainings_hours")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainings")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("trainings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trainings_held_on"), ["held_on"], unique=False)

    op.create_table(
        "association_themes",
        sa.Column("association_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("theme_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["association_id"],
            ["associations.id"],
            name=op.f("fk_association_themes_association_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_association_themes_theme_id")),
        sa.PrimaryKeyConstraint("association_id", "theme_id", name=op.f("pk_association_themes")),
    )
    op.create_table(
        "contact_persons",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("client_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_contact_persons_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_persons")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("contact_persons", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_persons_client_id"), ["client_id"], unique=False)

    op.create_table(
        "experts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("preferred_name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("contact_way", sa.Text(), nullable=False),
        sa.Column("contact_hours", sa.Text(), nullable=False),
        sa.Column("contact_route", sa.String(32), nullable=False),
        sa.Column("association_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("municipality", sa.Text(), nullable=False),
        sa.Column("on_site", sa.Boolean(), nullable=False),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("work_wish", sa.String(32), nullable=False),
        sa.Column("paused_from", sa.Date(), nullable=True),
        sa.Column("paused_to", sa.Date(), nullable=True),
        sa.Column("practical_wishes", sa.Text(), nullable=False),
        sa.Column("monthly_cap", sa.BigInteger(), nullable=True),
        sa.Column("monthly_cap_minutes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("contact_protected", sa.Boolean(), nullable=False),
        sa.Column("availability_known", sa.Boolean(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("own_words", sa.LargeBinary(), nullable=True),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("contact_route IN ('self', 'association')", name=op.f("ck_experts_contact_route_known")),
        sa.CheckConstraint("number <> ''", name=op.f("ck_experts_has_number")),
        sa.CheckConstraint(
            "work_wish IN ('often', 'now_and_then', 'seldom', 'paused')", name=op.f("ck_experts_work_wish_known")
        ),
        sa.ForeignKeyConstraint(["association_id"], ["associations.id"], name=op.f("fk_experts_association_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_experts")),
        sa.UniqueConstraint("number", name=op.f("uq_experts_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("experts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_experts_last_name_experts_first_name"), ["last_name", "first_name"], unique=False
        )

    op.create_table(
        "package_prices",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("package_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["package_id"], ["packages.id"], name=op.f("fk_package_prices_package_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package_prices")),
        sa.UniqueConstraint("package_id", "valid_from", name=op.f("uq_package_prices_package_id_valid_from")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "agreements",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("filed_at", sa.Text(), nullable=False),
        sa.Column("insurance_statement", sa.Text(), nullable=False),
        sa.Column("keeps_rates", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("kind IN ('assignment', 'employment', 'voluntary')", name=op.f("ck_agreements_kind_known")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_agreements_period")),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_agreements_expert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
        sa.UniqueConstraint("number", name=op.f("uq_agreements_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreements_expert_id"), ["expert_id"], unique=False)

    op.create_table(
        "attendances",
        sa.Column("training_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("attended_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_attendances_expert_id")),
        sa.ForeignKeyConstraint(["training_id"], ["trainings.id"], name=op.f("fk_attendances_training_id")),
        sa.PrimaryKeyConstraint("training_id", "expert_id", name=op.f("pk_attendances")),
    )
    with op.batch_alter_table("attendances", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendances_expert_id"), ["expert_id"], unique=False)

    op.create_table(
        "availability_exceptions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("available", sa.Boolean(), nullable=False),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_availability_exceptions_period")),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_availability_exceptions_expert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability_exceptions")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("availability_exceptions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_availability_exceptions_expert_id"), ["expert_id"], unique=False)

    op.create_table(
        "availability_slots",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("weekday", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("from_minute", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("to_minute", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "0 <= from_minute AND from_minute < to_minute AND to_minute <= 1440",
            name=op.f("ck_availability_slots_minutes"),
        ),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_availability_slots_weekday")),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_availability_slots_expert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability_slots")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("availability_slots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_availability_slots_expert_id"), ["expert_id"], unique=False)

    op.create_table(
        "expert_areas",
        sa.Column("expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("municipality", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_expert_areas_expert_id")),
        sa.PrimaryKeyConstraint("expert_id", "municipality", name=op.f("pk_expert_areas")),
    )
    op.create_table(
        "expert_languages",
        sa.Column("expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_expert_languages_expert_id")),
        sa.PrimaryKeyConstraint("expert_id", "language", name=op.f("pk_expert_languages")),
    )
    op.create_table(
        "expert_task_types",
        sa.Column("expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("task_type_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_expert_task_types_expert_id")),
        sa.ForeignKeyConstraint(["task_type_id"], ["task_types.id"], name=op.f("fk_expert_task_types_task_type_id")),
        sa.PrimaryKeyConstraint("expert_id", "task_type_id", name=op.f("pk_expert_task_types")),
    )
    op.create_table(
        "expert_themes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("theme_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("consent_from", sa.Date(), nullable=False),
        sa.Column("consent_until", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=True),
        sa.CheckConstraint("role IN ('own', 'close_one')", name=op.f("ck_expert_themes_role_known")),
        sa.CheckConstraint(
            "consent_until IS NULL OR consent_until >= consent_from", name=op.f("ck_expert_themes_period")
        ),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_expert_themes_expert_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_expert_themes_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_themes")),
        sa.UniqueConstraint("expert_id", "theme_id", "role", name=op.f("uq_expert_themes_expert_id_theme_id_role")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "unwanted",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("client_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("other_expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("(client_id IS NULL) <> (other_expert_id IS NULL)", name=op.f("ck_unwanted_one_target")),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_unwanted_client_id")),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_unwanted_expert_id")),
        sa.ForeignKeyConstraint(["other_expert_id"], ["experts.id"], name=op.f("fk_unwanted_other_expert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unwanted")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("unwanted", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unwanted_expert_id"), ["expert_id"], unique=False)

    op.create_table(
        "users",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("session_epoch", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_users_expert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("username", name=op.f("uq_users_username")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "answered",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("parameters_sha256", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_answered_user_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_answered")),
    )
    op.create_table(
        "batches",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("up_to", sa.Date(), nullable=False),
        sa.Column("pay_date", sa.Date(), nullable=False),
        sa.Column("prepared_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.Column("checked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=True),
        sa.Column("approved_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=True),
        sa.Column("exported_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=True),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("withdrawal_reason", sa.Text(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=True),
        sa.Column("content_sha256", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(status IN ('open', 'checked')) = (approved_by_id IS NULL)", name=op.f("ck_batches_approved_by")
        ),
        sa.CheckConstraint("status = 'open' OR content_sha256 IS NOT NULL", name=op.f("ck_batches_content")),
        sa.CheckConstraint(
            "status IN ('open', 'checked', 'approved', 'exported', 'acknowledged')",
            name=op.f("ck_batches_status_known"),
        ),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> prepared_by_id", name=op.f("ck_batches_four_eyes")
        ),
        sa.ForeignKeyConstraint(["approved_by_id"], ["users.id"], name=op.f("fk_batches_approved_by_id")),
        sa.ForeignKeyConstraint(["checked_by_id"], ["users.id"], name=op.f("fk_batches_checked_by_id")),
        sa.ForeignKeyConstraint(["prepared_by_id"], ["users.id"], name=op.f("fk_batches_prepared_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "fee_rates",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_fi", sa.Text(), nullable=False),
        sa.Column("name_sv", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(32), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("min_minutes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("max_minutes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("includes_preparation", sa.Boolean(), nullable=False),
        sa.Column("includes_after_work", sa.Boolean(), nullable=False),
        sa.Column("income_type", sa.String(32), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("proposed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("confirmed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "income_type IN ('201', '210', '214', '303', '311', '331', '336', '353', '000')",
            name=op.f("ck_fee_rates_income_type_known"),
        ),
        sa.CheckConstraint("unit IN ('occasion', 'hour', 'add_on')", name=op.f("ck_fee_rates_unit_known")),
        sa.CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_by_id <> proposed_by_id", name=op.f("ck_fee_rates_two_persons")
        ),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["users.id"], name=op.f("fk_fee_rates_confirmed_by_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["users.id"], name=op.f("fk_fee_rates_proposed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_rates")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("uq_fee_rates_code_valid_from")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("client_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("package_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("task_type_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("theme_role", sa.String(32), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("responsibility", sa.Text(), nullable=False),
        sa.Column("working_pair", sa.Text(), nullable=False),
        sa.Column("target_group", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("cost_centre", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("wished_expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("planning_meeting", sa.Boolean(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("superior_consents", sa.Boolean(), nullable=False),
        sa.Column("experts_needed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("municipality", sa.Text(), nullable=False),
        sa.Column("open_time", sa.Text(), nullable=False),
        sa.Column("waits_for_orderer", sa.Boolean(), nullable=False),
        sa.Column("handler_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unfilled_reason", sa.String(32), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=True),
        sa.Column("import_key", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "status IN ('new', 'handling', 'unfilled', 'cancelled')", name=op.f("ck_orders_status_known")
        ),
        sa.CheckConstraint("theme_role IN ('own', 'close_one')", name=op.f("ck_orders_theme_role_known")),
        sa.CheckConstraint(
            "unfilled_reason IN ('theme', 'area', 'time', 'language', 'other')",
            name=op.f("ck_orders_unfilled_reason_known"),
        ),
        sa.CheckConstraint("experts_needed BETWEEN 1 AND 20", name=op.f("ck_orders_experts_needed")),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_orders_client_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact_persons.id"], name=op.f("fk_orders_contact_id")),
        sa.ForeignKeyConstraint(["handler_id"], ["users.id"], name=op.f("fk_orders_handler_id")),
        sa.ForeignKeyConstraint(["package_id"], ["packages.id"], name=op.f("fk_orders_package_id")),
        sa.ForeignKeyConstraint(["task_type_id"], ["task_types.id"], name=op.f("fk_orders_task_type_id")),
        sa.ForeignKeyConstraint(["wished_expert_id"], ["experts.id"], name=op.f("fk_orders_wished_expert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("import_key", name=op.f("uq_orders_import_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_orders_client_id"), ["client_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_orders_status"), ["status"], unique=False)

    op.create_table(
        "payroll_details",
        sa.Column("expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("identity_code", sa.LargeBinary(), nullable=True),
        sa.Column("identity_code_index", sa.LargeBinary(), nullable=True),
        sa.Column("iban", sa.LargeBinary(), nullable=True),
        sa.Column("iban_index", sa.LargeBinary(), nullable=True),
        sa.Column("account_ending", sa.Text(), nullable=False),
        sa.Column(
            "account_changed_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=True
        ),
        sa.Column("tax_card", sa.String(32), nullable=False),
        sa.Column("tax_card_until", sa.Date(), nullable=True),
        sa.Column("updated_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "tax_card IN ('missing', 'received', 'prepayment_register')", name=op.f("ck_payroll_details_tax_card_known")
        ),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_payroll_details_expert_id")),
        sa.ForeignKeyConstraint(["updated_by_id"], ["users.id"], name=op.f("fk_payroll_details_updated_by_id")),
        sa.PrimaryKeyConstraint("expert_id", name=op.f("pk_payroll_details")),
        sa.UniqueConstraint("identity_code_index", name=op.f("uq_payroll_details_identity_code_index")),
    )
    op.create_table(
        "role_grants",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("granted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("granted_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.Column("confirmed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "role IN ('coordinator', 'clerk', 'manager', 'admin', 'data_protection')",
            name=op.f("ck_role_grants_role_known"),
        ),
        sa.CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_by_id <> granted_by_id", name=op.f("ck_role_grants_two_persons")
        ),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_role_grants_period")),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["users.id"], name=op.f("fk_role_grants_confirmed_by_id")),
        sa.ForeignKeyConstraint(["granted_by_id"], ["users.id"], name=op.f("fk_role_grants_granted_by_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_role_grants_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grants")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("role_grants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grants_user_id"), ["user_id"], unique=False)

    op.create_table(
        "settings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("set_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["set_by_id"], ["users.id"], name=op.f("fk_settings_set_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings")),
        sa.UniqueConstraint("key", "valid_from", name=op.f("uq_settings_key_valid_from")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "travel_rates",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("proposed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("confirmed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('own_car', 'passenger', 'ticket', 'per_diem_full', 'per_diem_partial', 'meal')",
            name=op.f("ck_travel_rates_kind_known"),
        ),
        sa.CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_by_id <> proposed_by_id", name=op.f("ck_travel_rates_two_persons")
        ),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["users.id"], name=op.f("fk_travel_rates_confirmed_by_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["users.id"], name=op.f("fk_travel_rates_proposed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_travel_rates")),
        sa.UniqueConstraint("kind", "valid_from", name=op.f("uq_travel_rates_kind_valid_from")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "batch_ticks",
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("anomaly", sa.String(32), nullable=False),
        sa.Column("ticked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ticked_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.Column("content_sha256", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "anomaly IN ('new_payee', 'changed_account', 'unusual_sum', 'possible_duplicate', 'no_tax_card')",
            name=op.f("ck_batch_ticks_anomaly_known"),
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_batch_ticks_batch_id")),
        sa.ForeignKeyConstraint(["ticked_by_id"], ["users.id"], name=op.f("fk_batch_ticks_ticked_by_id")),
        sa.PrimaryKeyConstraint("batch_id", "anomaly", name=op.f("pk_batch_ticks")),
    )
    op.create_table(
        "offers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.Column("offered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answer", sa.String(32), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=True),
        sa.Column("call_back_on", sa.Date(), nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("answer IN ('yes', 'no', 'no_answer', 'asks_time')", name=op.f("ck_offers_answer_known")),
        sa.CheckConstraint(
            "status IN ('open', 'accepted', 'declined', 'expired', 'withdrawn')", name=op.f("ck_offers_status_known")
        ),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_offers_expert_id")),
        sa.ForeignKeyConstraint(["offered_by_id"], ["users.id"], name=op.f("fk_offers_offered_by_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_offers_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("offers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offers_expert_id"), ["expert_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_offers_order_id"), ["order_id"], unique=False)
        batch_op.create_index(
            "uq_offers_one_open",
            ["order_id", "expert_id"],
            unique=True,
            sqlite_where=sa.text("status IN ('open', 'accepted')"),
            postgresql_where=sa.text("status IN ('open', 'accepted')"),
        )

    op.create_table(
        "order_themes",
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("theme_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_themes_order_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_order_themes_theme_id")),
        sa.PrimaryKeyConstraint("order_id", "theme_id", name=op.f("pk_order_themes")),
    )
    op.create_table(
        "payroll_files",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("edition", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_payroll_files_batch_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_payroll_files_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payroll_files")),
        sa.UniqueConstraint("batch_id", "edition", name=op.f("uq_payroll_files_batch_id_edition")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place_in_series", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_sessions_period")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_sessions_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("order_id", "place_in_series", name=op.f("uq_sessions_order_id_place_in_series")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sessions_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "assignments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("offer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.Column("fee_code", sa.Text(), nullable=False),
        sa.Column("frozen_fee", sa.BigInteger(), nullable=True),
        sa.Column("voluntary", sa.Boolean(), nullable=False),
        sa.Column("free_cancellation_hours", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("client_price", sa.BigInteger(), nullable=True),
        sa.Column("cost_centre", sa.Text(), nullable=False),
        sa.Column("cancelled_by", sa.String(32), nullable=True),
        sa.Column("no_show_by", sa.String(32), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=True),
        sa.Column("moved_from", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=True),
        sa.Column("choice_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(status = 'cancelled') = (cancelled_by IS NOT NULL)", name=op.f("ck_assignments_cancelled_by")
        ),
        sa.CheckConstraint("(status = 'no_show') = (no_show_by IS NOT NULL)", name=op.f("ck_assignments_no_show_by")),
        sa.CheckConstraint(
            "cancelled_by IN ('client', 'expert', 'customer')", name=op.f("ck_assignments_cancelled_by_known")
        ),
        sa.CheckConstraint(
            "no_show_by IN ('client', 'expert', 'customer')", name=op.f("ck_assignments_no_show_by_known")
        ),
        sa.CheckConstraint(
            "status IN ('agreed', 'done', 'cancelled', 'no_show', 'void')", name=op.f("ck_assignments_status_known")
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_assignments_period")),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_assignments_expert_id")),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_assignments_offer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_assignments_order_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_assignments_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assignments_expert_id_assignments_starts_at"), ["expert_id", "starts_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_assignments_order_id"), ["order_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignments_starts_at"), ["starts_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_assignments_status_assignments_ends_at"), ["status", "ends_at"], unique=False
        )
        batch_op.create_index(
            "uq_assignments_one_live",
            ["session_id", "expert_id"],
            unique=True,
            sqlite_where=sa.text("status NOT IN ('cancelled', 'void')"),
            postgresql_where=sa.text("status NOT IN ('cancelled', 'void')"),
        )

    op.create_table(
        "feedback",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("assignment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("side", sa.String(32), nullable=False),
        sa.Column("first", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("second", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("third", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.CheckConstraint("side <> 'customer'", name=op.f("ck_feedback_two_sides")),
        sa.CheckConstraint("side IN ('client', 'expert', 'customer')", name=op.f("ck_feedback_side_known")),
        sa.CheckConstraint(
            "first BETWEEN 1 AND 5 AND second BETWEEN 1 AND 5 AND third BETWEEN 1 AND 5", name=op.f("ck_feedback_scale")
        ),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignments.id"], name=op.f("fk_feedback_assignment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("assignment_id", "side", name=op.f("uq_feedback_assignment_id_side")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("assignment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("basis", sa.String(32), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.Column("minutes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("departure_reason", sa.Text(), nullable=False),
        sa.Column("overrun", sa.String(32), nullable=True),
        sa.Column("overrun_reason", sa.Text(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.Column("reported_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("return_reason", sa.Text(), nullable=False),
        sa.Column("dispute_reason", sa.Text(), nullable=False),
        sa.Column("settlement", sa.Text(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=True),
        sa.Column("approved_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("corrects_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("basis IN ('done', 'late_cancellation', 'no_show')", name=op.f("ck_reports_basis_known")),
        sa.CheckConstraint("overrun IN ('one_occasion', 'two_occasions')", name=op.f("ck_reports_overrun_known")),
        sa.CheckConstraint(
            "status IN ('submitted', 'returned', 'disputed', 'approved')", name=op.f("ck_reports_status_known")
        ),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> reported_by_id", name=op.f("ck_reports_two_persons")
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_reports_period")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_reports_minutes")),
        sa.ForeignKeyConstraint(["approved_by_id"], ["users.id"], name=op.f("fk_reports_approved_by_id")),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignments.id"], name=op.f("fk_reports_assignment_id")),
        sa.ForeignKeyConstraint(["corrects_id"], ["reports.id"], name=op.f("fk_reports_corrects_id")),
        sa.ForeignKeyConstraint(["reported_by_id"], ["users.id"], name=op.f("fk_reports_reported_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reports_assignment_id"), ["assignment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reports_status"), ["status"], unique=False)
        batch_op.create_index(
            "uq_reports_one_live",
            ["assignment_id"],
            unique=True,
            sqlite_where=sa.text("status <> 'returned'"),
            postgresql_where=sa.text("status <> 'returned'"),
        )

    op.create_table(
        "payment_lines",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("ordinal", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("work_date", sa.Date(), nullable=False),
        sa.Column("fee_code", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("unit_cents", sa.BigInteger(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("income_type", sa.String(32), nullable=False),
        sa.Column("fee_rate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("travel_rate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("cost_centre", sa.Text(), nullable=False),
        sa.Column("corrects_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.CheckConstraint("(role <> 'minus') OR (cents <= 0)", name=op.f("ck_payment_lines_minus_sign")),
        sa.CheckConstraint("(role = 'minus') OR (cents >= 0)", name=op.f("ck_payment_lines_plus_sign")),
        sa.CheckConstraint("(role = 'original') = (corrects_id IS NULL)", name=op.f("ck_payment_lines_corrects")),
        sa.CheckConstraint(
            "income_type IN ('201', '210', '214', '303', '311', '331', '336', '353', '000')",
            name=op.f("ck_payment_lines_income_type_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('fee', 'add_on', 'kilometres', 'passenger', 'ticket', 'per_diem', 'meal')",
            name=op.f("ck_payment_lines_kind_known"),
        ),
        sa.CheckConstraint("role IN ('original', 'minus', 'plus')", name=op.f("ck_payment_lines_role_known")),
        sa.ForeignKeyConstraint(["corrects_id"], ["payment_lines.id"], name=op.f("fk_payment_lines_corrects_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["users.id"], name=op.f("fk_payment_lines_entered_by_id")),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_payment_lines_expert_id")),
        sa.ForeignKeyConstraint(["fee_rate_id"], ["fee_rates.id"], name=op.f("fk_payment_lines_fee_rate_id")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_payment_lines_report_id")),
        sa.ForeignKeyConstraint(["travel_rate_id"], ["travel_rates.id"], name=op.f("fk_payment_lines_travel_rate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_lines")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("payment_lines", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_payment_lines_expert_id_payment_lines_work_date"), ["expert_id", "work_date"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_payment_lines_report_id"), ["report_id"], unique=False)
        batch_op.create_index(
            "uq_payment_lines_one_correction",
            ["corrects_id", "role"],
            unique=True,
            sqlite_where=sa.text("corrects_id IS NOT NULL"),
            postgresql_where=sa.text("corrects_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_payment_lines_one_original",
            ["report_id", "work_date", "kind", "ordinal"],
            unique=True,
            sqlite_where=sa.text("corrects_id IS NULL"),
            postgresql_where=sa.text("corrects_id IS NULL"),
        )

    op.create_table(
        "travel_rows",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ticket_price", sa.BigInteger(), nullable=True),
        sa.Column("route", sa.Text(), nullable=False),
        sa.CheckConstraint("(kind = 'ticket') = (ticket_price IS NOT NULL)", name=op.f("ck_travel_rows_ticket_price")),
        sa.CheckConstraint(
            "kind IN ('own_car', 'passenger', 'ticket', 'per_diem_full', 'per_diem_partial', 'meal')",
            name=op.f("ck_travel_rows_kind_known"),
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_travel_rows_quantity")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_travel_rows_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_travel_rows")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("travel_rows", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_travel_rows_report_id"), ["report_id"], unique=False)

    op.create_table(
        "batch_lines",
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("line_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("collected_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_index", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_batch_lines_batch_id")),
        sa.ForeignKeyConstraint(["collected_by_id"], ["users.id"], name=op.f("fk_batch_lines_collected_by_id")),
        sa.ForeignKeyConstraint(["line_id"], ["payment_lines.id"], name=op.f("fk_batch_lines_line_id")),
        sa.PrimaryKeyConstraint("batch_id", "line_id", name=op.f("pk_batch_lines")),
        sa.UniqueConstraint("line_id", name=op.f("uq_batch_lines_line_id")),
    )
    op.create_table(
        "holds",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("line_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=False),
        sa.Column("held_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite"), nullable=True),
        sa.Column("released_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["held_by_id"], ["users.id"], name=op.f("fk_holds_held_by_id")),
        sa.ForeignKeyConstraint(["line_id"], ["payment_lines.id"], name=op.f("fk_holds_line_id")),
        sa.ForeignKeyConstraint(["released_by_id"], ["users.id"], name=op.f("fk_holds_released_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("holds", schema=None) as batch_op:
        batch_op.create_index(
            "uq_holds_one_open",
            ["line_id"],
            unique=True,
            sqlite_where=sa.text("released_at IS NULL"),
            postgresql_where=sa.text("released_at IS NULL"),
        )
