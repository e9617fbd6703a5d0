"""Who has which order open just now, one row a browser tab; outside the change log, the trail and every backup."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant


class Presence(Base):
    """Unlogged on PostgreSQL: a crash may take it, and each tab tells again within seconds."""

    __tablename__ = "presences"
    __table_args__ = (Index(None, "seen_at"),)

    tab: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    writes: Mapped[bool]
    seen_at: Mapped[datetime] = mapped_column(Instant)
