"""Accounts on their way into use: proposed by one person, confirmed by another; one open change for each expert."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Checked, Instant
from domain.accounts import Choice

OPEN = "used_at IS NULL AND withdrawn_at IS NULL"


class AccountChange(Base):
    """`iban` is sealed as it will lie in payroll_details; `verified` says how the change was found to be the expert's."""

    __tablename__ = "account_changes"
    __table_args__ = (
        CheckConstraint("confirmed_by_id IS NULL OR confirmed_by_id <> proposed_by_id", name="two_persons"),
        CheckConstraint("(confirmed_by_id IS NULL) = (usable_from IS NULL)", name="usable"),
        CheckConstraint("used_at IS NULL OR confirmed_by_id IS NOT NULL", name="confirmed"),
        Index(
            "uq_account_changes_one_open",
            "expert_id",
            unique=True,
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"))
    iban: Mapped[bytes]
    iban_index: Mapped[bytes]
    ending: Mapped[str]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    verified: Mapped[str] = mapped_column(default="")
    usable_from: Mapped[date | None]
    choice: Mapped[Choice | None] = mapped_column(Checked(Choice))
    chosen_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)
