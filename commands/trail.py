"""Verification: the trail's chain counted anew, the database's guards, the sums of money and the keys."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from sqlalchemy import func, select

from db import guards, queries, sealed, values
from db.encryption import Undecipherable
from db.queries import account_proofs
from db.sealed import SEALED, Sealed
from db.session import Reading
from db.tables import Batch, PayrollFile, TrailEvent, TrailHead, TrailValue
from domain import batches, trail
from domain.batches import BatchStatus
from domain.messages import Message
from domain.money import ZERO, total

AT_ONCE = 2000
CLOCK_TOLERANCE = timedelta(minutes=5)
FIXED = (BatchStatus.APPROVED, BatchStatus.EXPORTED, BatchStatus.ACKNOWLEDGED)


def verify(reading: Reading) -> tuple[Message, ...]:
    """What is not as it should be, the broken link of the chain first; empty when all is in order."""
    checks = (_chain, _values, _guards, _sums, _accounts, _files, _keys)
    return tuple(finding for check in checks for finding in check(reading))


def _chain(reading: Reading) -> Iterator[Message]:
    """One message: after a broken link every later one rests on sand."""
    expected, last = 0, trail.GENESIS
    statement = select(TrailEvent).order_by(TrailEvent.seq).execution_options(yield_per=AT_ONCE)
    with reading.session.execute(statement) as rows:
        for row in rows.scalars():
            expected += 1
            event = trail.Event(row.at, row.actor_id, row.act, row.noun, row.row_id, row.outcome, row.facts)
            if row.seq != expected:
                yield Message("The trail lacks event {seq}.", seq=expected)
                return
            if row.previous_hash != last or row.hash != trail.link(last, row.seq, event):
                yield Message("The trail has been tampered with: event {seq} is not as it was written.", seq=row.seq)
                return
            last = row.hash
    head = reading.session.execute(select(TrailHead.seq, TrailHead.hash)).one()
    if (head.seq, head.hash) != (expected, last):
        yield Message(
            "The trail lacks its last events: {found} of {written} are there.", found=expected, written=head.seq
        )


def _values(reading: Reading) -> Iterator[Message]:
    """What fields held is there as the events committed to it, whether or not its key still exists; the first one that
    is not."""
    named = select(TrailEvent.seq, TrailEvent.facts).where(TrailEvent.facts.like(f'%"{values.FACT}":{{%'))
    events = {
        commitment: row.seq
        for row in reading.session.execute(named)
        for commitment in json.loads(row.facts)[values.FACT].values()
    }
    kept = select(TrailValue.commitment, TrailValue.sealed).execution_options(yield_per=AT_ONCE)
    with reading.session.execute(kept) as rows:
        for row in rows:
            if values.commitment(row.sealed) == row.commitment:
                events.pop(row.commitment, None)
    if events:
        yield Message("What event {seq} kept of a field is gone or is not as it was written.", seq=min(events.values()))


def clock(reading: Reading) -> Iterator[Message]:
    """Time limits of logins, links and payment days rest on the clock."""
    newest = reading.session.execute(select(func.max(TrailEvent.at))).scalar_one()
    if newest is not None and newest - reading.now > CLOCK_TOLERANCE:
        yield Message("The clock stands before the newest event of the trail, {at}: it has been set back.", at=newest)


def _guards(reading: Reading) -> Iterator[Message]:
    for name in sorted(guards.missing(reading.session.connection())):
        yield Message("The database lacks its guard {name}.", name=name)


def _sums(reading: Reading) -> Iterator[Message]:
    """An approved batch holds what was approved: line by line, and to the cent."""
    columns = (Batch.id, Batch.total, Batch.content_sha256, Batch.pay_date)
    for row in reading.session.execute(select(*columns).where(Batch.status.in_(FIXED)).order_by(Batch.id)).all():
        lines = queries.batches.contents(reading, row.id)
        found, approved = total(line.amount for line in lines), row.total or ZERO
        if found != approved:
            yield Message(
                "Batch PE-{batch} was approved at {approved}, but its lines make {found}.",
                batch=row.id,
                approved=approved,
                found=found,
            )
        elif batches.content_hash(lines, row.pay_date) != row.content_sha256:
            yield Message("The lines of batch PE-{batch} are not those that were approved.", batch=row.id)


def _accounts(reading: Reading) -> Iterator[Message]:
    """Money went, or is about to go, to accounts that two people agreed on."""
    for expert_id in account_proofs.exchanged(reading):
        yield Message(
            "The account of expert {expert} is not the one that was proposed and confirmed.", expert=expert_id
        )
    for batch_id, expert_id in account_proofs.misdirected(reading):
        yield Message(
            "Batch PE-{batch} names an account of expert {expert} that was not in use when the batch was checked.",
            batch=batch_id,
            expert=expert_id,
        )


def _files(reading: Reading) -> Iterator[Message]:
    statement = select(
        PayrollFile.batch_id, PayrollFile.edition, PayrollFile.column_set, PayrollFile.body, PayrollFile.sha256
    )
    with reading.session.execute(statement.order_by(PayrollFile.id).execution_options(yield_per=10)) as rows:
        for batch_id, edition, column_set, body, sha256 in rows:
            try:
                plain = reading.keys.open(body, queries.payroll.place(edition, column_set), batch_id)
            except Undecipherable:
                plain = None
            if plain is None or hashlib.sha256(plain).hexdigest() != sha256:
                yield Message("The payroll file of batch PE-{batch} is not what left the house.", batch=batch_id)


def _keys(reading: Reading) -> Iterator[Message]:
    """One message for each kind of field: a lost key closes all of them. Payroll files are opened by `_files`."""
    for kind in SEALED:
        if kind.column.class_ is not PayrollFile:
            yield from islice(_closed(reading, kind), 1)


def _closed(reading: Reading, kind: Sealed) -> Iterator[Message]:
    for row in sealed.values(reading, kind):
        try:
            reading.keys.open(row.sealed, kind.place_of(row), row.owner)
        except Undecipherable:
            yield Message("{place} of row {row} does not open with the keys at hand.", place=kind.name, row=row.owner)
