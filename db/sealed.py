"""Every encrypted column of the bank, and what its ciphertext is bound to: what `verify` opens and rotation seals anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, inspect, select, update
from sqlalchemy.orm import InstrumentedAttribute

from db import queries
from db.session import Reading, Writing
from db.tables import AccountChange, Expert, JobPaper, PayrollDetails, PayrollFile, PersonKey, Voucher


@dataclass(frozen=True)
class Sealed:
    """`owner` is the row id to which a value is bound; `place` its place, from the row, where it is not the column's."""

    column: InstrumentedAttribute[Any]
    owner: InstrumentedAttribute[Any]
    place: str | Callable[[Row[Any]], str] = ""
    named_by: tuple[InstrumentedAttribute[Any], ...] = ()
    at_once: int = 200

    @property
    def name(self) -> str:
        return f"{self.column.class_.__tablename__}.{self.column.key}"

    def place_of(self, row: Row[Any]) -> str:
        return self.place(row) if callable(self.place) else self.place or self.name


SEALED = (
    Sealed(Expert.address, Expert.id),
    Sealed(Expert.service_path, Expert.id),
    Sealed(Expert.own_words, Expert.id),
    Sealed(PayrollDetails.identity_code, PayrollDetails.expert_id),
    Sealed(PayrollDetails.iban, PayrollDetails.expert_id),
    Sealed(AccountChange.iban, AccountChange.expert_id, "payroll_details.iban"),
    Sealed(
        PayrollFile.body,
        PayrollFile.batch_id,
        lambda row: queries.payroll.place(row.edition, row.column_set),
        (PayrollFile.edition, PayrollFile.column_set),
        at_once=5,
    ),
    Sealed(JobPaper.body, JobPaper.job_id, lambda row: queries.jobs.place(row.name), (JobPaper.name,), at_once=5),
    Sealed(PersonKey.sealed, PersonKey.expert_id),
    Sealed(Voucher.body, Voucher.assignment_id, queries.vouchers.PLACE, at_once=5),
)


def values(reading: Reading, sealed: Sealed) -> Iterator[Row[Any]]:
    """Each row's `owner` and `sealed`, and what its place is named by; some at a time."""
    columns = (sealed.owner.label("owner"), sealed.column.label("sealed"), *sealed.named_by)
    statement = select(*columns).where(func.length(sealed.column) > 0).order_by(sealed.owner)
    with reading.session.execute(statement.execution_options(yield_per=sealed.at_once)) as rows:
        yield from rows


def by_key(reading: Reading, sealed: Sealed) -> dict[int, int]:
    """How many values each field key has sealed."""
    number = func.substr(sealed.column, 1, 1)
    rows = reading.session.execute(select(number, func.count()).where(sealed.column.is_not(None)).group_by(number))
    return {bytes(key)[0]: count for key, count in rows if key}


def reseal(writing: Writing, sealed: Sealed) -> int:
    """Some of the values that the newest key has not sealed; how many were found. One that somebody changes meanwhile
    is left as they wrote it."""
    rows = writing.session.execute(_behind(writing, sealed)).all()
    for row in rows:
        plain = writing.keys.open(row.sealed, sealed.place_of(row), row.owner)
        writing.session.execute(
            update(sealed.column.class_)
            .where(*_is(sealed, row), sealed.column == row.sealed)
            .values({sealed.column.key: writing.keys.seal(plain, sealed.place_of(row), row.owner)})
            .execution_options(synchronize_session=False)
        )
    return len(rows)


def _behind(writing: Writing, sealed: Sealed) -> Select[Any]:
    newest = bytes([writing.keys.sealing])
    identity = [column.label(f"key_{column.name}") for column in _identity(sealed)]
    return (
        select(*identity, sealed.owner.label("owner"), sealed.column.label("sealed"), *sealed.named_by)
        .where(func.length(sealed.column) > 0, func.substr(sealed.column, 1, 1) != newest)
        .limit(sealed.at_once)
    )


def _identity(sealed: Sealed) -> Any:
    return inspect(sealed.column.class_).primary_key


def _is(sealed: Sealed, row: Row[Any]) -> Iterator[Any]:
    for column in _identity(sealed):
        yield column == row._mapping[f"key_{column.name}"]
