"""The ids behind the keys and codes that files and forms name reference rows by."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from db.base import Base
from db.session import Reading
from db.tables import Client, ContactPerson, FeeRate, MunicipalityPlace, Package, TaskType, Theme


@dataclass(frozen=True)
class ReferenceIds:
    themes: dict[str, int]
    packages: dict[str, int]
    task_types: dict[str, int]


def ids(reading: Reading) -> ReferenceIds:
    """Themes and task types by key, packages by code."""
    return ReferenceIds(
        themes=dict(reading.session.execute(select(Theme.key, Theme.id)).all()),
        packages=dict(reading.session.execute(select(Package.code, Package.id)).all()),
        task_types=dict(reading.session.execute(select(TaskType.key, TaskType.id)).all()),
    )


def hold(reading: Reading) -> list[Base]:
    """Reference rows, prices and orderers. While they are held `session.get` finds them without asking the database: a
    transaction that does a month of work asks for them thousands of times."""
    kinds = (Package, TaskType, Theme, MunicipalityPlace, Client, ContactPerson, FeeRate)
    return [row for kind in kinds for row in reading.session.execute(select(kind)).scalars()]
