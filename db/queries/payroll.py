"""What the payroll file is made of, and the file as it was stored."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import select

from db import tables
from db.session import Reading
from domain.errors import Missing, Refused
from domain.identifiers import Hetu, Iban
from domain.payroll import Batch, Person
from domain.payroll_details import TaxCard


class Content(NamedTuple):
    """`approved_at` is the file's stated time, so that it can be built again byte for byte."""

    batch: Batch
    approved_at: Any
    people: tuple[Person, ...]


class Stored(NamedTuple):
    id: int
    edition: int
    name: str
    body: bytes
    sha256: str


def place(edition: int) -> str:
    """Where a stored file's ciphertext belongs, beside its batch: the row's own id is not known before it is written."""
    return f"payroll_files.body.{edition}"


def content(reading: Reading, batch_id: int) -> Content:
    """Opens the identity codes and accounts of everyone in an approved batch."""
    batch = tables.Batch
    row = reading.session.execute(
        select(batch.id, batch.pay_date, batch.content_sha256, batch.approved_at).where(batch.id == batch_id)
    ).one_or_none()
    if row is None:
        raise Missing()
    if row.approved_at is None:
        raise Refused("The batch has not been approved: there is no payroll file of it.")
    return Content(Batch(row.id, row.pay_date, row.content_sha256), row.approved_at, _people(reading, batch_id))


def _people(reading: Reading, batch_id: int) -> tuple[Person, ...]:
    expert, details, line, placed = tables.Expert, tables.PayrollDetails, tables.PaymentLine, tables.BatchLine
    paid = select(line.expert_id).join(placed, placed.line_id == line.id).where(placed.batch_id == batch_id)
    rows = reading.session.execute(
        select(expert.id, expert.last_name, expert.first_name, details.identity_code, details.iban, details.tax_card)
        .outerjoin(details, details.expert_id == expert.id)
        .where(expert.id.in_(paid))
    )
    return tuple(_person(reading, row) for row in rows)


def _person(reading: Reading, row: Any) -> Person:
    code, account = (
        None if sealed is None else reading.keys.open(sealed, f"payroll_details.{column}", row.id).decode()
        for column, sealed in (("identity_code", row.identity_code), ("iban", row.iban))
    )
    return Person(
        expert_id=row.id,
        name=f"{row.last_name} {row.first_name}",
        identity_code=None if code is None else Hetu(code),
        account=None if account is None else Iban(account),
        tax_card=row.tax_card or TaxCard.MISSING,
    )


def stored(reading: Reading, batch_id: int) -> Stored | None:
    """The newest edition."""
    file = tables.PayrollFile
    row = reading.session.execute(
        select(file.id, file.edition, file.name, file.body, file.sha256)
        .where(file.batch_id == batch_id)
        .order_by(file.edition.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else Stored(*row)
