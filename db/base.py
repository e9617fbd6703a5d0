"""The declarative base, the naming of constraints and the column types that refuse a wrong kind of value."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    bindparam,
)
from sqlalchemy.engine import processors
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql.functions import FunctionElement

from domain.money import Money

E = TypeVar("E", bound=StrEnum)

Id = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Text, bytes: LargeBinary, int: Id, date: Date}


class Cents(TypeDecorator[Money]):
    """Money as whole cents; SQLite's own looseness is closed by a CHECK from `guards`."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Money | None, _dialect: Dialect) -> int | None:
        if value is not None and not isinstance(value, Money):
            raise TypeError("a Cents column takes Money")
        return None if value is None else value.cents

    def process_result_value(self, value: int | None, _dialect: Dialect) -> Money | None:
        # PostgreSQL's sum over bigint is a numeric.
        return None if value is None else Money(int(value))


class Quantity(TypeDecorator[Decimal]):
    """A decimal as whole millionths: 50 minutes of an hourly fee must give the line's own sum again on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> int | None:
        return None if value is None else int(value.scaleb(6).to_integral_value(ROUND_HALF_UP))

    def process_result_value(self, value: int | None, _dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-6).normalize()


class Instant(TypeDecorator[datetime]):
    """An aware instant: timestamptz on PostgreSQL, fixed-width UTC text on SQLite so that text order is time order."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(String(27) if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a naive datetime has no place in the database")
        moment = value.astimezone(UTC)
        if dialect.name != "sqlite":
            return moment
        return f"{moment.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"

    def result_processor(self, dialect: Dialect, _kind: object) -> Callable[[Any], datetime | None]:
        """In one call a cell: lists read thousands."""
        return processors.str_to_datetime if dialect.name == "sqlite" else _utc


def _utc(moment: datetime | None) -> datetime | None:
    return moment if moment is None or moment.tzinfo is UTC else moment.astimezone(UTC)


class Checked(TypeDecorator[E]):
    """An enum as text; `tables` adds the CHECK that lists its words."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__(length=32)
        self.kind = kind

    def process_bind_param(self, value: E | None, _dialect: Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def result_processor(self, _dialect: Dialect, _kind: object) -> Callable[[Any], E | None]:
        words: dict[str | None, E | None] = {None: None, **{member.value: member for member in self.kind}}
        return words.__getitem__


class Ids(TypeDecorator[Collection[int]]):
    """Any number of ids as one value, so that a statement is built, compiled and planned once."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else ARRAY(BigInteger))

    def process_bind_param(self, value: Collection[int] | None, dialect: Dialect) -> Any:
        ids = list(value or ())
        return json.dumps(ids) if dialect.name == "sqlite" else ids


class _Among(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> _Among:  # noqa: ARG002
        """A condition as it stands: SQLite searches an index for it, but not for the same with `= 1` behind."""
        return self


@compiles(_Among)
def _in_json(element: _Among, compiler: Any, **how: Any) -> str:
    column, ids = (compiler.process(clause, **how) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({ids}))"


@compiles(_Among, "postgresql")
def _in_array(element: _Among, compiler: Any, **how: Any) -> str:
    column, ids = (compiler.process(clause, **how) for clause in element.clauses)
    return f"{column} = ANY ({ids})"


def among(column: Any) -> ColumnElement[bool]:
    """SQL condition: the column is one of the `ids` that the statement is run with."""
    return _Among(column, bindparam("ids", type_=Ids()))
