"""The payroll file: built from an approved batch outside any transaction, fetched as it was stored."""

from __future__ import annotations

import hashlib

from commands.acting import needs
from db import queries
from db.session import Reading, Writing
from db.tables import Batch
from documents import payroll as workbooks
from domain import payroll
from domain.errors import Missing
from domain.permissions import Permission
from domain.trail import Act


def prepare(reading: Reading, batch_id: int) -> tuple[str, bytes]:
    """Name and bytes of the file; the same each time, and nothing is changed. Opens identity codes."""
    reading.viewer.need(Permission.EXPORT_PAYROLL)
    content = queries.payroll.content(reading, batch_id)
    sheets = payroll.prepare(
        content.batch,
        content.people,
        queries.batches.contents(reading, batch_id),
        queries.fees.table(reading),
        queries.fees.travel_rates(reading),
    )
    name = f"{content.batch.reference}-{content.batch.pay_date.isoformat()}.xlsx"
    return name, workbooks.workbook(sheets, content.approved_at, queries.settings.is_demo(reading))


@needs(Permission.EXPORT_PAYROLL)
def fetch(writing: Writing, batch_id: int) -> tuple[str, bytes]:
    """Name and bytes as they left the house, and one line on the trail."""
    stored = queries.payroll.stored(writing, batch_id)
    if stored is None:
        raise Missing()
    body = writing.keys.open(stored.body, queries.payroll.place(stored.edition), batch_id)
    if hashlib.sha256(body).hexdigest() != stored.sha256:
        raise ValueError(f"the stored payroll file of batch {batch_id} is not the one that was made")
    writing.record(Act.FETCH, writing.session.get_one(Batch, batch_id), sha256=stored.sha256)
    return stored.name, body
