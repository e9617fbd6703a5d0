"""What payroll needs of an expert; apart from the register so that a coordinator's query cannot reach it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Checked, Instant
from domain.payroll_details import TaxCard


class PayrollDetails(Base):
    """`identity_code` and `iban` are ciphertext bound to the expert; the index columns are keyed hashes for equality.

    `account_ending` holds the last four characters, which a clerk may see; a changed account remembers when.
    """

    __tablename__ = "payroll_details"
    __table_args__ = (UniqueConstraint("identity_code_index"),)

    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"), primary_key=True)
    identity_code: Mapped[bytes | None]
    identity_code_index: Mapped[bytes | None]
    iban: Mapped[bytes | None]
    iban_index: Mapped[bytes | None]
    account_ending: Mapped[str] = mapped_column(default="")
    account_changed_at: Mapped[datetime | None] = mapped_column(Instant)
    tax_card: Mapped[TaxCard] = mapped_column(Checked(TaxCard), default=TaxCard.MISSING)
    tax_card_until: Mapped[date | None]
    updated_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)
