"""Payroll files as they left the house."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant


class PayrollFile(Base):
    """`body` is ciphertext, `sha256` that of the plain bytes.

    `column_set` is empty for the workbook; `reason` is payroll's for refusing the edition before.
    """

    __tablename__ = "payroll_files"
    __table_args__ = (UniqueConstraint("batch_id", "edition", "column_set"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"))
    edition: Mapped[int] = mapped_column(default=1)
    column_set: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    body: Mapped[bytes]
    sha256: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(default="")
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
