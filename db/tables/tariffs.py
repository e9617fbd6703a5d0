"""Dated fee rates and travel rates: proposed by one person, confirmed by another, never for a past date."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Cents, Checked
from domain.money import Money
from domain.tariffs import FeeUnit, IncomeType, OverrunDecision, TravelKind

TWO_PERSONS = "confirmed_by_id IS NULL OR confirmed_by_id <> proposed_by_id"


class FeeRate(Base):
    """`overrun` is what a longer session pays without asking, None when a person decides; `overrun_code` is the hourly fee
    of the time over. `payroll_word` is how payroll has confirmed the income type.
    """

    __tablename__ = "fee_rates"
    __table_args__ = (
        UniqueConstraint("code", "valid_from"),
        CheckConstraint(TWO_PERSONS, name="two_persons"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    name_fi: Mapped[str]
    name_sv: Mapped[str]
    name_en: Mapped[str]
    unit: Mapped[FeeUnit] = mapped_column(Checked(FeeUnit))
    price: Mapped[Money] = mapped_column(Cents)
    valid_from: Mapped[date]
    min_minutes: Mapped[int | None]
    max_minutes: Mapped[int | None]
    includes_preparation: Mapped[bool]
    includes_after_work: Mapped[bool]
    income_type: Mapped[IncomeType] = mapped_column(Checked(IncomeType))
    overrun: Mapped[OverrunDecision | None] = mapped_column(Checked(OverrunDecision))
    overrun_code: Mapped[str] = mapped_column(default="")
    payroll_word: Mapped[str] = mapped_column(default="")
    payroll_word_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    payroll_word_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="")
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)


class TravelRate(Base):
    __tablename__ = "travel_rates"
    __table_args__ = (
        UniqueConstraint("kind", "valid_from"),
        CheckConstraint(TWO_PERSONS, name="two_persons"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TravelKind] = mapped_column(Checked(TravelKind))
    price: Mapped[Money] = mapped_column(Cents)
    valid_from: Mapped[date]
    confidence: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)
