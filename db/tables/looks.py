"""Who opened whose page: reads are many, so they stand beside the chain, append-only by guards of their own."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Checked, Instant
from domain.looks import Place


class Look(Base):
    __tablename__ = "looks"
    __table_args__ = (Index(None, "expert_id", "at"), Index(None, "user_id", "at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"))
    place: Mapped[Place] = mapped_column(Checked(Place))
