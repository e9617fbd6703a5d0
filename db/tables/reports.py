"""Work reports with their travel rows. A returned report stays; its correction is a new report that points to it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Cents, Checked, Instant
from domain.money import Money
from domain.reports import OverrunDecision, ReportBasis, ReportStatus, TravelKind


class Report(Base):
    """`left_at` and `back_at` are those of the journey, when allowances were computed from it."""

    __tablename__ = "reports"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="period"),
        CheckConstraint("minutes > 0", name="minutes"),
        CheckConstraint("free_meals >= 0", name="free_meals"),
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> reported_by_id", name="two_persons"),
        Index(
            "uq_reports_one_live",
            "assignment_id",
            unique=True,
            sqlite_where=text("status <> 'returned'"),
            postgresql_where=text("status <> 'returned'"),
        ),
        Index(None, "assignment_id"),
        Index(None, "status"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    basis: Mapped[ReportBasis] = mapped_column(Checked(ReportBasis), default=ReportBasis.DONE)
    status: Mapped[ReportStatus] = mapped_column(Checked(ReportStatus), default=ReportStatus.SUBMITTED)
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    minutes: Mapped[int]
    departure_reason: Mapped[str] = mapped_column(default="")
    overrun: Mapped[OverrunDecision | None] = mapped_column(Checked(OverrunDecision))
    overrun_reason: Mapped[str] = mapped_column(default="")
    overrun_decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    left_at: Mapped[datetime | None] = mapped_column(Instant)
    back_at: Mapped[datetime | None] = mapped_column(Instant)
    free_meals: Mapped[int] = mapped_column(default=0)
    reported_at: Mapped[datetime] = mapped_column(Instant)
    reported_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    return_reason: Mapped[str] = mapped_column(default="")
    dispute_reason: Mapped[str] = mapped_column(default="")
    settlement: Mapped[str] = mapped_column(default="")
    approved_at: Mapped[datetime | None] = mapped_column(Instant)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id"))
    version: Mapped[int] = mapped_column(default=1)


class TravelRow(Base):
    """`quantity` is kilometres, passenger kilometres, days or meals; a ticket is 1 with its price in `ticket_price`.

    `computed` is what the rules gave, None where there was nothing to compute from; `correction` says why another
    quantity is paid.
    """

    __tablename__ = "travel_rows"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("(kind = 'ticket') = (ticket_price IS NOT NULL)", name="ticket_price"),
        Index(None, "report_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"))
    kind: Mapped[TravelKind] = mapped_column(Checked(TravelKind))
    quantity: Mapped[int]
    ticket_price: Mapped[Money | None] = mapped_column(Cents)
    route: Mapped[str] = mapped_column(default="")
    computed: Mapped[int | None]
    correction: Mapped[str] = mapped_column(default="")
    halved: Mapped[bool] = mapped_column(default=False)
    receipt: Mapped[str] = mapped_column(default="")
