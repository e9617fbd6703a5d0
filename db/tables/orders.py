"""Orders, their themes and their sessions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Checked, Instant
from domain.experts import ThemeRole
from domain.orders import OrderStatus, UnfilledReason

WISHED = "wished_expert_id IS NOT NULL"


class Order(Base):
    """`open_time` is the orderer's own wording ("vk 4–5") while no session has a time yet. `handled_at` is when its handler
    last did something about it; empty for orders taken before that was kept."""

    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint("experts_needed BETWEEN 1 AND 20", name="experts_needed"),
        Index(None, "status"),
        Index(None, "client_id", "id"),
        Index(None, "contact_id", "id"),
        Index(None, "wished_expert_id", "client_id", sqlite_where=text(WISHED), postgresql_where=text(WISHED)),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[OrderStatus] = mapped_column(Checked(OrderStatus), default=OrderStatus.NEW)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact_persons.id"))
    package_id: Mapped[int] = mapped_column(ForeignKey("packages.id"))
    task_type_id: Mapped[int] = mapped_column(ForeignKey("task_types.id"))
    theme_role: Mapped[ThemeRole | None] = mapped_column(Checked(ThemeRole))
    language: Mapped[str] = mapped_column(default="fi")
    nature: Mapped[str] = mapped_column(default="")
    responsibility: Mapped[str] = mapped_column(default="")
    working_pair: Mapped[str] = mapped_column(default="")
    target_group: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    cost_centre: Mapped[str] = mapped_column(default="")
    project: Mapped[str] = mapped_column(default="")
    wished_expert_id: Mapped[int | None] = mapped_column(ForeignKey("experts.id"))
    planning_meeting: Mapped[bool] = mapped_column(default=False)
    access: Mapped[str] = mapped_column(default="")
    superior_consents: Mapped[bool] = mapped_column(default=False)
    experts_needed: Mapped[int] = mapped_column(default=1)
    remote: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str] = mapped_column(default="")
    municipality: Mapped[str] = mapped_column(default="")
    open_time: Mapped[str] = mapped_column(default="")
    waits_for_orderer: Mapped[bool] = mapped_column(default=False)
    urgent: Mapped[bool] = mapped_column(default=False, server_default=false())
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    handled_at: Mapped[datetime | None] = mapped_column(Instant)
    unfilled_reason: Mapped[UnfilledReason | None] = mapped_column(Checked(UnfilledReason))
    received_at: Mapped[datetime] = mapped_column(Instant)
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    import_key: Mapped[str | None] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column(default=1)


class OrderTheme(Base):
    __tablename__ = "order_themes"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), primary_key=True)


class Session(Base):
    """One occasion of an order; a series has several. A cancelled one stays."""

    __tablename__ = "sessions"
    __table_args__ = (
        UniqueConstraint("order_id", "place_in_series"),
        CheckConstraint("ends_at > starts_at", name="period"),
        Index(None, "starts_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    place_in_series: Mapped[int]
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)
