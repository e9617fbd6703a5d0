"""A key for each expert, under which the trail's old and new values about them lie; it can be destroyed, they cannot."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant


class PersonKey(Base):
    """`sealed` is the key under the field keys, and gone once it has been destroyed; the row then says since when."""

    __tablename__ = "person_keys"
    __table_args__ = (CheckConstraint("(sealed IS NULL) = (destroyed_at IS NOT NULL)", name="destroyed"),)

    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"), primary_key=True)
    sealed: Mapped[bytes | None]
    destroyed_at: Mapped[datetime | None] = mapped_column(Instant)
