"""Everyone's work as numpy columns, stored so that a worker starts without scanning the assignments."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant


class History(Base):
    """A cache: `data` is what `seq` of the change log had seen. The newest row counts; `form` is that of its arrays."""

    __tablename__ = "histories"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
    form: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Instant)
    data: Mapped[bytes] = mapped_column(deferred=True)
