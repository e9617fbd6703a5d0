"""Active seconds spent on orders, once the office has turned the measuring on. No row tells whose they were."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class Effort(Base):
    __tablename__ = "efforts"
    __table_args__ = (CheckConstraint("seconds > 0", name="seconds"),)

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    seconds: Mapped[int]
