"""Long work that one process does for the person who asked; swept when it is old."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Checked, Instant
from domain.jobs import JobKind, Outcome


class Job(Base):
    """Without a living lease it is free to be taken; `tries` counts takings since the last step that got through."""

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint("(outcome IS NULL) = (finished_at IS NULL)", name="finished"),
        CheckConstraint("(holder IS NULL) = (lease_until IS NULL)", name="lease"),
        Index(None, "asked_by_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[JobKind] = mapped_column(Checked(JobKind))
    title: Mapped[str] = mapped_column(default="")
    request: Mapped[str]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    tally: Mapped[str] = mapped_column(default="{}")
    holder: Mapped[str | None]
    lease_until: Mapped[datetime | None] = mapped_column(Instant)
    tries: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[Outcome | None] = mapped_column(Checked(Outcome))
    said: Mapped[str] = mapped_column(default="")
    finished_at: Mapped[datetime | None] = mapped_column(Instant)


class JobPaper(Base):
    """A file that the job was given or its own notes, encrypted; beside the job, so that progress does not rewrite it.

    Gone as soon as the job has ended.
    """

    __tablename__ = "job_papers"

    job_id: Mapped[int] = mapped_column(ForeignKey("jobs.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[bytes]
