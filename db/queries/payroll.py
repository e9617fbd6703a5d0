"""What the payroll files are made of, and the files as they were stored."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from db import tables
from db.session import Reading
from domain.batches import BatchStatus
from domain.errors import Missing, Refused
from domain.identifiers import Hetu, Iban
from domain.payees import BaseChange, Person
from domain.payroll import Batch
from domain.payroll_details import TaxCard
from domain.receipts import File

SENT = (BatchStatus.EXPORTED, BatchStatus.ACKNOWLEDGED)


class Content(NamedTuple):
    """`approved_at` is the file's stated time, so that it can be built again byte for byte."""

    batch: Batch
    approved_at: datetime
    people: tuple[Person, ...]


class Stored(NamedTuple):
    id: int
    edition: int
    column_set: str
    name: str
    body: bytes
    sha256: str


def place(edition: int, column_set: str = "") -> str:
    """Where a stored file's ciphertext belongs, beside its batch: the row's own id is not known before it is written."""
    return f"payroll_files.body.{edition}" + (f".{column_set}" if column_set else "")


def content(reading: Reading, batch_id: int, edition: int) -> Content:
    """Opens the identity codes and accounts of everyone in an approved batch."""
    batch = tables.Batch
    row = reading.session.execute(
        select(batch.id, batch.pay_date, batch.content_sha256, batch.up_to, batch.approved_at).where(
            batch.id == batch_id
        )
    ).one_or_none()
    if row is None:
        raise Missing()
    if row.approved_at is None:
        raise Refused("The batch has not been approved: there is no payroll file of it.")
    own = Batch(row.id, row.pay_date, row.content_sha256, row.up_to, edition)
    return Content(own, row.approved_at, _people(reading, batch_id))


def _people(reading: Reading, batch_id: int) -> tuple[Person, ...]:
    expert, details = tables.Expert, tables.PayrollDetails
    known = _last_accounts(reading, batch_id)
    rows = reading.session.execute(
        select(
            expert.id,
            expert.number,
            expert.last_name,
            expert.first_name,
            expert.contact_protected,
            details.identity_code,
            details.iban,
            details.iban_index,
            details.tax_card,
        )
        .outerjoin(details, details.expert_id == expert.id)
        .where(expert.id.in_(_paid(batch_id)))
    )
    return tuple(_person(reading, row, known) for row in rows)


def _paid(batch_id: int) -> Select[int]:
    line, placed = tables.PaymentLine, tables.BatchLine
    return select(line.expert_id).join(placed, placed.line_id == line.id).where(placed.batch_id == batch_id)


def _last_accounts(reading: Reading, batch_id: int) -> dict[int, bytes | None]:
    """Expert → the account of the last batch that payroll got before this one."""
    line, placed, batch = tables.PaymentLine, tables.BatchLine, tables.Batch
    rows = reading.session.execute(
        select(line.expert_id, placed.account_index)
        .join(placed, placed.line_id == line.id)
        .join(batch, batch.id == placed.batch_id)
        .where(batch.id < batch_id, batch.status.in_(SENT), line.expert_id.in_(_paid(batch_id)))
        .order_by(batch.id)
    )
    return {row.expert_id: row.account_index for row in rows}


def _person(reading: Reading, row: Any, known: dict[int, bytes | None]) -> Person:
    code, account = (
        None if sealed is None else reading.keys.open(sealed, f"payroll_details.{column}", row.id).decode()
        for column, sealed in (("identity_code", row.identity_code), ("iban", row.iban))
    )
    return Person(
        expert_id=row.id,
        number=row.number,
        last_name=row.last_name,
        first_name=row.first_name,
        identity_code=None if code is None else Hetu(code),
        account=None if account is None else Iban(account),
        tax_card=row.tax_card or TaxCard.MISSING,
        change=_change(row, known),
        contact_protected=row.contact_protected,
    )


def _change(row: Any, known: dict[int, bytes | None]) -> BaseChange | None:
    if row.id not in known:
        return BaseChange.NEW_PAYEE
    return None if known[row.id] == row.iban_index else BaseChange.NEW_ACCOUNT


def accounts_changed_since(reading: Reading, batch_id: int) -> tuple[str, ...]:
    """Names of those whose account is no longer the one that the batch was approved with."""
    line, placed, details, expert = tables.PaymentLine, tables.BatchLine, tables.PayrollDetails, tables.Expert
    rows = reading.session.execute(
        select(expert.first_name, expert.last_name)
        .join(line, line.expert_id == expert.id)
        .join(placed, placed.line_id == line.id)
        .join(details, details.expert_id == expert.id)
        .where(placed.batch_id == batch_id, details.iban_index.is_distinct_from(placed.account_index))
        .distinct()
        .order_by(expert.last_name, expert.first_name)
    )
    return tuple(" ".join(row) for row in rows)


def newest_edition(reading: Reading, batch_id: int) -> int:
    """0 before the first."""
    edition = select(func.max(tables.PayrollFile.edition)).where(tables.PayrollFile.batch_id == batch_id)
    return reading.session.execute(edition).scalar_one() or 0


def stored(reading: Reading, batch_id: int, edition: int | None = None, column_set: str = "") -> Stored | None:
    """Of the newest edition unless one is named; the workbook unless a column set is."""
    file = tables.PayrollFile
    wanted = [file.batch_id == batch_id, file.column_set == column_set]
    row = reading.session.execute(
        select(file.id, file.edition, file.column_set, file.name, file.body, file.sha256)
        .where(*wanted, *([] if edition is None else [file.edition == edition]))
        .order_by(file.edition.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else Stored(*row)


def files(reading: Reading, batch_id: int) -> tuple[File, ...]:
    """What has been made of the batch, the newest edition first; workbook before CSV."""
    file = tables.PayrollFile
    rows = reading.session.execute(
        select(
            file.edition,
            file.column_set,
            file.name,
            file.sha256,
            file.made_at,
            tables.User.name.label("made_by"),
            file.reason,
        )
        .join(tables.User, tables.User.id == file.made_by_id)
        .where(file.batch_id == batch_id)
        .order_by(file.edition.desc(), file.column_set)
    )
    return tuple(File(*row) for row in rows)
