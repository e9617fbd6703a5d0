"""Experts and orders from someone else's workbook: what its rows would do, and doing that once a person has seen it.

A small file is written whole or not at all. A large one is a job of many transactions, so that others can write between
them: each row is whole, with its trail; bringing the file again goes on where it stopped, for what is there is unchanged.
"""

from __future__ import annotations

import json
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
from domain.imports import Noun, Report, Row, Table, Verdict
from domain.jobs import JobKind, Step, Task
from domain.messages import Message
from domain.permissions import Permission
from domain.trail import Act
from texts import N_

SMALL = 12_000
"""Bytes of a workbook of about a hundred rows, which are written in a fifth of a second."""
CHUNK = 25
"""Rows of one transaction of a job."""
CHANGED_SINCE = N_("The bank has changed after the file was looked at. Nothing was written; choose the file again.")


@dataclass(frozen=True)
class Kind:
    fields: Sequence[Field]
    plans: Callable[[Reading, Table], Iterator[Plan]]
    needs: Permission


KINDS: Mapping[Noun, Kind] = {
    Noun.EXPERTS: Kind(expert_rows.FIELDS, expert_rows.plans, Permission.IMPORT_EXPERTS),
    Noun.ORDERS: Kind(order_rows.FIELDS, order_rows.plans, Permission.IMPORT_ORDERS),
}


JOBS = {Noun.EXPERTS: JobKind.IMPORT_EXPERTS, Noun.ORDERS: JobKind.IMPORT_ORDERS}


def read(noun: Noun, body: bytes) -> Table:
    """Slow for a large file: done before a transaction is begun. Refused when the file as a whole cannot be used."""
    return imports.read(body, KINDS[noun].fields)


def takes_a_job(body: bytes) -> bool:
    """Refused when it is too large even for that."""
    imports.check_size(body)
    return len(body) > SMALL


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
        raise Stale(CHANGED_SINCE)
    for plan in sorted(plans, key=lambda plan: plan.late):
        _write(writing, plan)
    facts: dict[str, Any] = {verdict.value: len(report.of(verdict)) for verdict in Verdict}
    writing.note(Act.IMPORT, noun.value, None, **facts, sha256=table.sha256)
    return report


@dataclass(frozen=True)
class Prepared:
    """A job's rows that are to be written, in their order, each with the verdict that the person confirmed."""

    noun: Noun
    sha256: str
    rows: Sequence[tuple[Row, str]]
    others: Mapping[str, int]


def prepare(noun: Noun, reading: Reading, task: Task) -> Prepared:
    """At the first time what was on screen is asked to be still so; a job taken up again goes by what it wrote down."""
    table = read(noun, task.papers["file"])
    if "decided" in task.papers:
        return _prepared(noun, table, json.loads(task.papers["decided"]), task.tally)
    plans = list(KINDS[noun].plans(reading, table))
    report = _report(table, plans)
    if report.writes and report.seen != task.request["seen"]:
        raise Stale(CHANGED_SINCE)
    ordered = sorted(plans, key=lambda plan: plan.late)
    decided = [(plan.entry.sheet, plan.entry.row, plan.entry.decided) for plan in ordered if plan.write]
    others = {verdict.value: len(report.of(verdict)) for verdict in (Verdict.UNCHANGED, Verdict.FAULTY)}
    return _prepared(noun, table, decided, others)


def step(writing: Writing, task: Task, prepared: Prepared) -> Step:
    """The next rows, decided anew from the bank's rows; one on which somebody has changed the verdict is passed over."""
    _held = queries.reference.hold(writing)
    chunk = prepared.rows[task.done : task.done + CHUNK]
    table = Table(tuple(row for row, _decided in chunk), (), prepared.sha256)
    tally = {"new": 0, "changed": 0, "passed": 0, **prepared.others, **task.tally}
    for (_row, decided), plan in zip(chunk, KINDS[prepared.noun].plans(writing, table), strict=True):
        if plan.entry.decided == decided:
            _write(writing, plan)
        stays = plan.entry.verdict is Verdict.UNCHANGED or plan.entry.decided == decided
        tally[plan.entry.verdict.value if stays else "passed"] += 1
    done = Step(task.done + len(chunk), len(prepared.rows), tally, _notes(prepared) if task.done == 0 else None)
    if done.is_last:
        writing.note(Act.IMPORT, prepared.noun.value, None, **tally, sha256=prepared.sha256)
    return done


def _prepared(noun: Noun, table: Table, decided: Sequence[tuple[str, int, str]], others: Mapping[str, int]) -> Prepared:
    rows = {(row.sheet, row.number): row for row in table.rows}
    return Prepared(noun, table.sha256, [(rows[sheet, number], said) for sheet, number, said in decided], others)


def _notes(prepared: Prepared) -> Mapping[str, bytes]:
    decided = [(row.sheet, row.number, said) for row, said in prepared.rows]
    return {"decided": json.dumps(decided).encode()}


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
