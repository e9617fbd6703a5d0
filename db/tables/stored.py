"""What rows of stored columns have in common: columns that a fresh worker starts from, so that it need not scan."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Instant


class Stored:
    """A cache: `data` is what `seq` of the change log had seen. The newest row counts; `form` is that of its arrays."""

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
    form: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Instant)
    data: Mapped[bytes] = mapped_column(deferred=True)
