"""Pictures of receipts: added and removed until the report is approved, fetched by those who see reports."""

from __future__ import annotations

import hashlib

from commands.acting import needs
from db import queries
from db.session import Writing
from db.tables import Assignment, Voucher
from domain import vouchers
from domain.errors import Missing, Refused
from domain.permissions import Permission
from domain.trail import Act
from domain.vouchers import MIMETYPES, VoucherKind


@needs(Permission.ENTER_REPORTS)
def add(writing: Writing, assignment_id: int, name: str, body: bytes) -> int:
    writing.locked(Assignment, assignment_id)
    _check_open(writing, assignment_id)
    if queries.vouchers.is_protected(writing, assignment_id):
        raise Refused("Protected contact: a ticket tells where the person lives, so its picture is not kept here.")
    vouchers.check_count(queries.vouchers.count(writing, assignment_id))
    row = Voucher(
        assignment_id=assignment_id,
        name=vouchers.shown_name(name),
        kind=vouchers.kind_of(name, body),
        body=writing.keys.seal(body, queries.vouchers.PLACE, assignment_id),
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        added_at=writing.now,
        added_by_id=writing.viewer.id,
    )
    writing.session.add(row)
    writing.record(Act.CREATE, row, assignment_id=assignment_id, sha256=row.sha256)
    return row.id


@needs(Permission.ENTER_REPORTS)
def remove(writing: Writing, voucher_id: int) -> None:
    """A wrong picture goes for good; the trail keeps its hash."""
    row = writing.locked(Voucher, voucher_id)
    _check_open(writing, row.assignment_id)
    writing.record(Act.WITHDRAW, row, assignment_id=row.assignment_id, sha256=row.sha256)
    writing.session.delete(row)


@needs(Permission.SEE_REPORTS)
def fetch(writing: Writing, voucher_id: int) -> tuple[str, str, bytes]:
    """Name, type and bytes; who fetched it is on the trail."""
    row = writing.locked(Voucher, voucher_id)
    if queries.vouchers.is_protected(writing, row.assignment_id):
        raise Missing()
    body = writing.keys.open(row.body, queries.vouchers.PLACE, row.assignment_id)
    writing.record(Act.FETCH, row, sha256=row.sha256)
    return row.name, MIMETYPES[VoucherKind(row.kind)], body


def _check_open(writing: Writing, assignment_id: int) -> None:
    if queries.vouchers.is_closed(writing, assignment_id):
        raise Refused("The report has been approved: its receipts stay as they were.")
