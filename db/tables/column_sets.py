"""Column sets that the bank has edited or taken into use; the others are those that are shipped."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant


class ColumnSet(Base):
    """`body` is the JSON of `domain.column_sets.as_text`. A file is made by every set that is in use."""

    __tablename__ = "column_sets"
    __table_args__ = (UniqueConstraint("key"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    body: Mapped[str]
    in_use: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)
