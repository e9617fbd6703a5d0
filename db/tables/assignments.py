"""Assignments: one expert at one session with the terms frozen at acceptance."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Cents, Checked, Instant
from domain.agreements import Payer
from domain.assignments import AssignmentStatus, Party
from domain.money import Money


class Assignment(Base):
    """`starts_at` and `ends_at` repeat the session's so that the database itself can refuse an overlap.

    `frozen_fee` is set when the agreement keeps its rates; else the fee table of the work day decides.
    `client_price` is what the ordering client is charged, as agreed at acceptance. `yes_awaited_since` is when the time
    was moved, until the expert has said yes to the new one.
    """

    __tablename__ = "assignments"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="period"),
        CheckConstraint("(status = 'cancelled') = (cancelled_by IS NOT NULL)", name="cancelled_by"),
        CheckConstraint("(status = 'no_show') = (no_show_by IS NOT NULL)", name="no_show_by"),
        Index(
            "uq_assignments_one_live",
            "session_id",
            "expert_id",
            unique=True,
            sqlite_where=text("status NOT IN ('cancelled', 'void')"),
            postgresql_where=text("status NOT IN ('cancelled', 'void')"),
        ),
        Index(None, "status", "ends_at"),
        Index(None, "expert_id", "starts_at"),
        Index(None, "order_id"),
        Index(None, "session_id"),
        Index(None, "starts_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offers.id"))
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"))
    status: Mapped[AssignmentStatus] = mapped_column(Checked(AssignmentStatus), default=AssignmentStatus.AGREED)
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    agreed_at: Mapped[datetime] = mapped_column(Instant)
    fee_code: Mapped[str]
    frozen_fee: Mapped[Money | None] = mapped_column(Cents)
    voluntary: Mapped[bool] = mapped_column(default=False)
    payer: Mapped[Payer] = mapped_column(Checked(Payer), default=Payer.BANK)
    free_cancellation_hours: Mapped[int]
    client_price: Mapped[Money | None] = mapped_column(Cents)
    cost_centre: Mapped[str] = mapped_column(default="")
    cancelled_by: Mapped[Party | None] = mapped_column(Checked(Party))
    no_show_by: Mapped[Party | None] = mapped_column(Checked(Party))
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    moved_from: Mapped[datetime | None] = mapped_column(Instant)
    yes_awaited_since: Mapped[datetime | None] = mapped_column(Instant)
    choice_reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
