"""Experts and orders from someone else's workbook: what its rows would do, and doing that once a person has seen it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import texts
from commands import expert_rows, order_rows
from commands.rows import Plan
from db import queries
from db.session import Reading, Writing
from documents import imports
from documents.imports import Field
from domain.errors import Refused, Stale
from domain.imports import Noun, Report, Table, Verdict
from domain.messages import Message
from domain.permissions import Permission
from domain.trail import Act


@dataclass(frozen=True)
class Kind:
    fields: Sequence[Field]
    plans: Callable[[Reading, Table], Iterator[Plan]]
    needs: Permission


KINDS: Mapping[Noun, Kind] = {
    Noun.EXPERTS: Kind(expert_rows.FIELDS, expert_rows.plans, Permission.IMPORT_EXPERTS),
    Noun.ORDERS: Kind(order_rows.FIELDS, order_rows.plans, Permission.IMPORT_ORDERS),
}


def read(noun: Noun, body: bytes) -> Table:
    """Slow for a large file: done before a transaction is begun. Refused when the file as a whole cannot be used."""
    return imports.read(body, KINDS[noun].fields)


def preview(reading: Reading, noun: Noun, table: Table) -> Report:
    reading.viewer.need(KINDS[noun].needs)
    return _report(table, list(KINDS[noun].plans(reading, table)))


def confirm(writing: Writing, noun: Noun, table: Table, seen: str) -> Report:
    """Decides again from rows, and writes every new and changed row or nothing. `seen` is that of the previewed report.

    Faulty rows are left out. A file of which everything is in the bank already changes nothing, whatever was seen.
    """
    writing.viewer.need(KINDS[noun].needs)
    _held = queries.reference.hold(writing)  # thousands of rows ask for the same few
    plans = list(KINDS[noun].plans(writing, table))
    report = _report(table, plans)
    if not report.writes:
        return report
    if report.seen != seen:
        raise Stale("The bank has changed after the file was looked at. Nothing was written; choose the file again.")
    for plan in sorted(plans, key=lambda plan: plan.late):
        _write(writing, plan)
    facts: dict[str, Any] = {verdict.value: len(report.of(verdict)) for verdict in Verdict}
    writing.note(Act.IMPORT, noun.value, None, **facts, sha256=table.sha256)
    return report


def template(noun: Noun, made_at: datetime) -> bytes:
    return imports.template(texts.words(noun), KINDS[noun].fields, made_at)


def _report(table: Table, plans: Sequence[Plan]) -> Report:
    return Report(tuple(plan.entry for plan in plans), table.ignored, table.sha256)


def _write(writing: Writing, plan: Plan) -> None:
    if plan.write is None:
        return
    try:
        plan.write(writing)
    except Refused as refused:
        why = Message(refused.message, **refused.values)
        raise Refused(
            "Sheet {sheet}, row {row}: {reason}", sheet=plan.entry.sheet, row=plan.entry.row, reason=why
        ) from None
