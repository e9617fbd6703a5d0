"""The consents behind the sealed levels of experts' backgrounds; the words themselves lie sealed in the expert's row."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Checked, Instant
from domain.backgrounds import Level
from domain.consents import GivenHow, Purpose


class Background(Base):
    """A withdrawn row stays as proof of the withdrawal; the words are gone with it."""

    __tablename__ = "backgrounds"
    __table_args__ = (
        UniqueConstraint("expert_id", "level"),
        CheckConstraint("consent_until >= consent_from", name="period"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"))
    level: Mapped[Level] = mapped_column(Checked(Level))
    purpose: Mapped[Purpose] = mapped_column(Checked(Purpose))
    consent_from: Mapped[date]
    consent_until: Mapped[date]
    given_how: Mapped[GivenHow] = mapped_column(Checked(GivenHow))
    given_on: Mapped[date]
    given_to: Mapped[str]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
