"""What the payroll files are made of, and the files as they were stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from db import tables
from db.session import Reading
from domain.batches import BatchStatus
from domain.errors import Missing, Refused
from domain.identifiers import Hetu, Iban
from domain.payees import BaseChange, Masked, Person
from domain.payroll import Batch
from domain.payroll_details import TaxCard
from domain.permissions import HOUSE
from domain.receipts import File

HIDDEN_CODE = "••••••-••••"
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
    """Opens the identity codes and accounts of everyone in an approved batch: for the file, so only by the program."""
    if reading.viewer is not HOUSE:
        raise ValueError("what stands in a payroll file is read by the program itself")
    own, approved_at = _approved(reading, batch_id, edition)
    details = tables.PayrollDetails
    rows = _people(reading, batch_id, details.identity_code, details.iban)
    return Content(own, approved_at, tuple(_person(row, *_opened(reading, row)) for row in rows))


def shown(reading: Reading, batch_id: int, edition: int) -> Content:
    """The same as a screen shows it; nothing sealed is fetched."""
    own, approved_at = _approved(reading, batch_id, edition)
    details = tables.PayrollDetails
    has_code, has_account = (each.is_not(None) for each in (details.identity_code_index, details.iban_index))
    told = (has_code.label("has_code"), has_account.label("has_account"), details.account_ending)
    rows = _people(reading, batch_id, *told)
    return Content(own, approved_at, tuple(_person(row, *_masked(row)) for row in rows))


def _approved(reading: Reading, batch_id: int, edition: int) -> tuple[Batch, datetime]:
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
    return Batch(row.id, row.pay_date, row.content_sha256, row.up_to, edition), row.approved_at


def _people(
    reading: Reading, batch_id: int, *identity: ColumnElement[Any] | InstrumentedAttribute[Any]
) -> Sequence[Any]:
    """`identity` is what is fetched of code and account."""
    expert, details = tables.Expert, tables.PayrollDetails
    before = _given_before(batch_id)
    return reading.session.execute(
        select(
            expert.id,
            expert.number,
            expert.last_name,
            expert.first_name,
            expert.contact_protected,
            details.tax_card,
            before.scalar_subquery().is_not_distinct_from(details.iban_index).label("account_known"),
            before.exists().label("paid_before"),
            *identity,
        )
        .outerjoin(details, details.expert_id == expert.id)
        .where(expert.id.in_(_paid(batch_id)))
    ).all()


def _paid(batch_id: int) -> Select[int]:
    line, placed = tables.PaymentLine, tables.BatchLine
    return select(line.expert_id).join(placed, placed.line_id == line.id).where(placed.batch_id == batch_id)


def _given_before(batch_id: int) -> Select[bytes | None]:
    """The accounts of this expert's lines in the batches that payroll got before this one, the newest batch first."""
    line, placed, batch = tables.PaymentLine, tables.BatchLine, tables.Batch
    return (
        select(placed.account_index)
        .join(line, line.id == placed.line_id)
        .join(batch, batch.id == placed.batch_id)
        .where(batch.id < batch_id, batch.status.in_(SENT), line.expert_id == tables.Expert.id)
        .correlate(tables.Expert)
        .order_by(batch.id.desc(), line.id.desc())
        .limit(1)
    )


def _opened(reading: Reading, row: Any) -> tuple[Hetu | None, Iban | None]:
    code, account = (
        None if sealed is None else reading.keys.open(sealed, f"payroll_details.{column}", row.id).decode()
        for column, sealed in (("identity_code", row.identity_code), ("iban", row.iban))
    )
    return None if code is None else Hetu(code), None if account is None else Iban(account)


def _masked(row: Any) -> tuple[Masked | None, Masked | None]:
    code = Masked(HIDDEN_CODE) if row.has_code else None
    return code, Masked(f"•••• {row.account_ending}") if row.has_account else None


def _person(row: Any, code: Hetu | Masked | None, account: Iban | Masked | None) -> Person:
    return Person(
        expert_id=row.id,
        number=row.number,
        last_name=row.last_name,
        first_name=row.first_name,
        identity_code=code,
        account=account,
        tax_card=row.tax_card or TaxCard.MISSING,
        change=_change(row),
        contact_protected=row.contact_protected,
    )


def _change(row: Any) -> BaseChange | None:
    if not row.paid_before:
        return BaseChange.NEW_PAYEE
    return None if row.account_known else BaseChange.NEW_ACCOUNT


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
