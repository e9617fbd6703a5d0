"""Offers of an order to an expert and what was answered by telephone."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Checked, Instant
from domain.offers import Answer, OfferStatus


class Offer(Base):
    __tablename__ = "offers"
    __table_args__ = (
        Index(
            "uq_offers_one_open",
            "order_id",
            "expert_id",
            unique=True,
            sqlite_where=text("status IN ('open', 'accepted')"),
            postgresql_where=text("status IN ('open', 'accepted')"),
        ),
        Index(None, "expert_id"),
        Index(None, "order_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"))
    status: Mapped[OfferStatus] = mapped_column(Checked(OfferStatus), default=OfferStatus.OPEN)
    offered_at: Mapped[datetime] = mapped_column(Instant)
    offered_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    answer: Mapped[Answer | None] = mapped_column(Checked(Answer))
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    call_back_on: Mapped[date | None]
    override_reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
