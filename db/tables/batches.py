"""Payment batches, the lines in them, and what the approver has ticked and said."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Cents, Checked, Instant
from domain.batches import Anomaly, BatchStatus
from domain.money import Money


class Batch(Base):
    """`content_sha256` and `total` are set at the check and stated again at approval; a reopened batch clears them."""

    __tablename__ = "batches"
    __table_args__ = (
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> prepared_by_id", name="four_eyes"),
        CheckConstraint("(status IN ('open', 'checked')) = (approved_by_id IS NULL)", name="approved_by"),
        CheckConstraint("status = 'open' OR content_sha256 IS NOT NULL", name="content"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[BatchStatus] = mapped_column(Checked(BatchStatus), default=BatchStatus.OPEN)
    up_to: Mapped[date]
    pay_date: Mapped[date]
    prepared_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    prepared_at: Mapped[datetime] = mapped_column(Instant)
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    checked_at: Mapped[datetime | None] = mapped_column(Instant)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    approved_at: Mapped[datetime | None] = mapped_column(Instant)
    exported_at: Mapped[datetime | None] = mapped_column(Instant)
    receipt: Mapped[str] = mapped_column(default="")
    withdrawal_reason: Mapped[str] = mapped_column(default="")
    total: Mapped[Money | None] = mapped_column(Cents)
    content_sha256: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)


class BatchLine(Base):
    """A line stands in at most one batch, and its payee's account as it was when the batch was checked."""

    __tablename__ = "batch_lines"
    __table_args__ = (UniqueConstraint("line_id"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"), primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("payment_lines.id"), primary_key=True)
    collected_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    account_index: Mapped[bytes | None]


class BatchComment(Base):
    """What the approver says of a line, or of the whole batch when `line_id` is None, before it goes back."""

    __tablename__ = "batch_comments"
    __table_args__ = (Index(None, "batch_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"))
    line_id: Mapped[int | None] = mapped_column(ForeignKey("payment_lines.id"))
    text: Mapped[str]
    said_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    said_at: Mapped[datetime] = mapped_column(Instant)


class BatchTick(Base):
    """The approver has opened and accepted one kind of anomaly."""

    __tablename__ = "batch_ticks"

    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"), primary_key=True)
    anomaly: Mapped[Anomaly] = mapped_column(Checked(Anomaly), primary_key=True)
    ticked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    ticked_at: Mapped[datetime] = mapped_column(Instant)
    content_sha256: Mapped[str]
