"""Framework agreements with experts."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Checked
from domain.agreements import AgreementKind, Payer


class Agreement(Base):
    """`filed_at` says where the signed paper or file is; `keeps_rates` locks the fees of its first day until its end."""

    __tablename__ = "agreements"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period"),
        Index(None, "expert_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"))
    number: Mapped[str]
    kind: Mapped[AgreementKind] = mapped_column(Checked(AgreementKind))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    filed_at: Mapped[str] = mapped_column(default="")
    insurance_statement: Mapped[str] = mapped_column(default="")
    keeps_rates: Mapped[bool] = mapped_column(default=False)
    payer: Mapped[Payer] = mapped_column(Checked(Payer), default=Payer.BANK)
    version: Mapped[int] = mapped_column(default=1)
