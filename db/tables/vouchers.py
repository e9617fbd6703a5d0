"""Pictures of receipts, encrypted; they belong to the assignment, so a report that comes back keeps them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Checked, Instant
from domain.vouchers import VoucherKind


class Voucher(Base):
    """`body` is sealed for its assignment; `sha256` and `size` are of the plain file."""

    __tablename__ = "vouchers"
    __table_args__ = (Index(None, "assignment_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    name: Mapped[str]
    kind: Mapped[VoucherKind] = mapped_column(Checked(VoucherKind))
    body: Mapped[bytes]
    size: Mapped[int]
    sha256: Mapped[str]
    added_at: Mapped[datetime] = mapped_column(Instant)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
