"""Payroll files: built from an approved batch outside any transaction, stored with its export, fetched as stored."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from commands import batches
from commands.acting import advance, allowed, answered, needs
from db import queries
from db.session import Reading, Writing
from db.tables import Batch, PayrollFile
from documents import column_sets as texts
from documents import payroll as workbooks
from domain import payroll, reports
from domain.batches import FLOW, BatchAction, BatchStatus
from domain.errors import Missing, Refused, Stale
from domain.flow import Seen
from domain.payroll import Payroll
from domain.permissions import Permission
from domain.trail import Act

FIRST = 1


class Made(NamedTuple):
    """`column_set` is empty for the workbook."""

    name: str
    body: bytes
    column_set: str = ""


def prepare(reading: Reading, batch_id: int) -> tuple[Made, ...]:
    """The files of the next edition."""
    return make(reading, batch_id, queries.payroll.newest_edition(reading, batch_id) + 1)


def make(reading: Reading, batch_id: int, edition: int) -> tuple[Made, ...]:
    """The workbook first; the same bytes each time, and nothing is changed. Opens identity codes and accounts."""
    reading.viewer.need(Permission.EXPORT_PAYROLL)
    with reading.by_house() as house:
        content = queries.payroll.content(house, batch_id, edition)
    sheets = _sheets(reading, content)
    demo = queries.settings.is_demo(reading)
    name = content.batch.file_name
    marked = f"ESITTELY-{name}" if demo else name
    return (
        Made(f"{name}.xlsx", workbooks.workbook(sheets, content.approved_at, demo)),
        *(
            Made(f"{marked}-{each.key}.csv", texts.body(each, sheets.lines), each.key)
            for each in queries.column_sets.in_use(reading)
        ),
    )


def sheets(reading: Reading, batch_id: int) -> Payroll:
    """What stands in the newest edition, or will in the first, as a screen shows it: identity codes and accounts hidden."""
    reading.viewer.need(Permission.EXPORT_PAYROLL)
    edition = queries.payroll.newest_edition(reading, batch_id) or FIRST
    return _sheets(reading, queries.payroll.shown(reading, batch_id, edition))


def _sheets(reading: Reading, content: queries.payroll.Content) -> Payroll:
    return payroll.prepare(
        content.batch,
        content.people,
        queries.batches.contents(reading, content.batch.id),
        queries.fees.table(reading),
        queries.fees.travel_rates(reading),
    )


def export(writing: Writing, batch_id: int, seen: Seen, files: Sequence[Made], key: str = "") -> str:
    """Stores what `prepare` made, encrypted, in the act that changes the state. The answer is the workbook's SHA-256."""
    parameters = {"export": batch_id, "version": seen.version, "content": seen.content_sha256}
    return answered(writing, key, parameters, lambda: _export(writing, batch_id, seen, files))


def _export(writing: Writing, batch_id: int, seen: Seen, files: Sequence[Made]) -> str:
    batch = writing.locked(Batch, batch_id, seen)
    allowed(writing, batch, FLOW, BatchAction.EXPORT)
    batches.checked_content(writing, batch, seen)
    advance(writing, batch, FLOW, BatchAction.EXPORT, exported_at=writing.now, facts=_facts(files))
    _store(writing, batch_id, FIRST, files)
    return _digest(files[0])


@needs(Permission.EXPORT_PAYROLL)
def renew(writing: Writing, batch_id: int, seen: Seen, files: Sequence[Made], reason: str, key: str = "") -> str:
    """A new edition of the same lines when payroll refuses the whole file; the old one stays as it was."""
    parameters = {"renew": batch_id, "version": seen.version, "reason": reason}
    return answered(writing, key, parameters, lambda: _renew(writing, batch_id, seen, files, reason))


def _renew(writing: Writing, batch_id: int, seen: Seen, files: Sequence[Made], reason: str) -> str:
    batch = writing.locked(Batch, batch_id, seen)
    if batch.status is not BatchStatus.EXPORTED:
        raise Refused("A new version is made only while payroll has not taken the file in.")
    words = reports.check_reason(reason)
    edition = queries.payroll.newest_edition(writing, batch_id) + 1
    if not files[0].name.endswith(f"-v{edition}.xlsx"):
        raise Stale("Someone was first: this file has been made already.")
    changed = queries.payroll.accounts_changed_since(writing, batch_id)
    if changed:
        raise Refused(
            "The account of {names} is no longer the one that was approved. The same lines cannot be sent to another.",
            names=", ".join(changed),
        )
    _store(writing, batch_id, edition, files, words)
    writing.changed(batch)
    writing.record(Act.EXPORT, batch, edition=edition, reason=words, **_facts(files))
    return _digest(files[0])


def _facts(files: Sequence[Made]) -> dict[str, Any]:
    workbook, *others = files
    return {
        "sha256": _digest(workbook),
        "name": workbook.name,
        **({"csv": {made.column_set: _digest(made) for made in others}} if others else {}),
    }


def _digest(made: Made) -> str:
    return hashlib.sha256(made.body).hexdigest()


def _store(writing: Writing, batch_id: int, edition: int, files: Sequence[Made], reason: str = "") -> None:
    writing.session.add_all(
        PayrollFile(
            batch_id=batch_id,
            edition=edition,
            column_set=made.column_set,
            name=made.name,
            body=writing.keys.seal(made.body, queries.payroll.place(edition, made.column_set), batch_id),
            sha256=_digest(made),
            reason=reason,
            made_at=writing.now,
            made_by_id=writing.viewer.id,
        )
        for made in files
    )


@needs(Permission.EXPORT_PAYROLL)
def fetch(writing: Writing, batch_id: int, edition: int | None = None, column_set: str = "") -> tuple[str, bytes]:
    """Name and bytes as they left the house, and one line on the trail; the newest workbook unless another is named."""
    stored = queries.payroll.stored(writing, batch_id, edition, column_set)
    if stored is None:
        raise Missing()
    body = writing.keys.open(stored.body, queries.payroll.place(stored.edition, stored.column_set), batch_id)
    if hashlib.sha256(body).hexdigest() != stored.sha256:
        raise ValueError(f"the stored payroll file of batch {batch_id} is not the one that was made")
    writing.record(Act.FETCH, writing.session.get_one(Batch, batch_id), sha256=stored.sha256, name=stored.name)
    return stored.name, body
