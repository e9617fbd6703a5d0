"""Payment lines. A line is written once and never changed; a correction is a minus and a plus line. A hold stands beside."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Cents, Checked, Instant, Quantity
from domain.fees import LineKind, LineRole
from domain.money import Money
from domain.tariffs import IncomeType


class PaymentLine(Base):
    """`ordinal` tells two tickets of one day apart."""

    __tablename__ = "payment_lines"
    __table_args__ = (
        Index(
            "uq_payment_lines_one_original",
            "report_id",
            "work_date",
            "kind",
            "ordinal",
            unique=True,
            sqlite_where=text("corrects_id IS NULL"),
            postgresql_where=text("corrects_id IS NULL"),
        ),
        Index(
            "uq_payment_lines_one_correction",
            "corrects_id",
            "role",
            unique=True,
            sqlite_where=text("corrects_id IS NOT NULL"),
            postgresql_where=text("corrects_id IS NOT NULL"),
        ),
        CheckConstraint("(role = 'original') = (corrects_id IS NULL)", name="corrects"),
        CheckConstraint("(role <> 'minus') OR (cents <= 0)", name="minus_sign"),
        CheckConstraint("(role = 'minus') OR (cents >= 0)", name="plus_sign"),
        Index(None, "expert_id", "work_date"),
        Index(None, "report_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"))
    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"))
    role: Mapped[LineRole] = mapped_column(Checked(LineRole), default=LineRole.ORIGINAL)
    kind: Mapped[LineKind] = mapped_column(Checked(LineKind))
    ordinal: Mapped[int] = mapped_column(default=0)
    work_date: Mapped[date]
    fee_code: Mapped[str] = mapped_column(default="")
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    unit_price: Mapped[Money] = mapped_column("unit_cents", Cents)
    amount: Mapped[Money] = mapped_column("cents", Cents)
    income_type: Mapped[IncomeType] = mapped_column(Checked(IncomeType))
    fee_rate_id: Mapped[int | None] = mapped_column(ForeignKey("fee_rates.id"))
    travel_rate_id: Mapped[int | None] = mapped_column(ForeignKey("travel_rates.id"))
    cost_centre: Mapped[str] = mapped_column(default="")
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("payment_lines.id"))
    reason: Mapped[str] = mapped_column(default="")
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    entered_at: Mapped[datetime] = mapped_column(Instant)


class Hold(Base):
    """One line kept out of payment with a reason until it is released; the row stays as history."""

    __tablename__ = "holds"
    __table_args__ = (
        Index(
            "uq_holds_one_open",
            "line_id",
            unique=True,
            sqlite_where=text("released_at IS NULL"),
            postgresql_where=text("released_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("payment_lines.id"))
    reason: Mapped[str]
    held_at: Mapped[datetime] = mapped_column(Instant)
    held_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    released_at: Mapped[datetime | None] = mapped_column(Instant)
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
