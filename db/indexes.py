"""Blind indexes when their key changes: those of one expert, and every batch's note of the account, in one transaction.

A batch compares the account it was checked with to the one in use, so the two never stand under different keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select, update

from db.session import Reading, Writing
from db.tables import AccountChange, BatchLine, PaymentLine, PayrollDetails

AT_ONCE = 100
CODE, ACCOUNT = ("payroll_details.identity_code", "identity_code"), ("payroll_details.iban", "iban")
"""Where the ciphertext lies, and the label of its index."""


def renew(writing: Writing, after: int) -> tuple[int, int]:
    """The last expert looked at and how many indexes were made anew; (0, 0) when there is nobody after `after`."""
    experts = writing.session.execute(_experts(after)).scalars().all()
    renewed = sum(_renew(writing, expert_id) for expert_id in experts)
    return (experts[-1], renewed) if experts else (0, 0)


def behind(reading: Reading) -> int:
    """How many indexes the newest key has not made; opens every identity code and account."""
    found, after = 0, 0
    while experts := reading.session.execute(_experts(after)).scalars().all():
        after = experts[-1]
        for expert_id in experts:
            known = _known(reading, expert_id)
            found += sum(old in known for old in _held(reading, expert_id))
    return found


def _experts(after: int) -> Any:
    return (
        select(PayrollDetails.expert_id)
        .where(PayrollDetails.expert_id > after)
        .order_by(PayrollDetails.expert_id)
        .limit(AT_ONCE)
    )


def _renew(writing: Writing, expert_id: int) -> int:
    details = writing.session.get_one(PayrollDetails, expert_id, with_for_update=True, populate_existing=True)
    known = _known(writing, expert_id)
    if not known:
        return 0
    details.identity_code_index = known.get(details.identity_code_index or b"", details.identity_code_index)
    details.iban_index = known.get(details.iban_index or b"", details.iban_index)
    writing.session.flush()
    own = select(PaymentLine.id).where(PaymentLine.expert_id == expert_id)
    for old, new in known.items():
        for column, mine in (
            (AccountChange.iban_index, AccountChange.expert_id == expert_id),
            (BatchLine.account_index, BatchLine.line_id.in_(own)),
        ):
            writing.session.execute(
                update(column.class_)
                .where(mine, column == old)
                .values({column.key: new})
                .execution_options(synchronize_session=False)
            )
    return len(known)


def _known(reading: Reading, expert_id: int) -> Mapping[bytes, bytes]:
    """What an earlier key made of the expert's code and accounts → what the newest key makes of it, where it stands."""
    held = set(_held(reading, expert_id))
    return {
        old: newest
        for plain, label in _plain(reading, expert_id)
        for newest, *earlier in [reading.keys.blinds(plain, label)]
        for old in earlier
        if old in held
    }


def _held(reading: Reading, expert_id: int) -> Iterator[bytes]:
    own = PaymentLine.expert_id == expert_id
    for statement in (
        select(PayrollDetails.identity_code_index).where(PayrollDetails.expert_id == expert_id),
        select(PayrollDetails.iban_index).where(PayrollDetails.expert_id == expert_id),
        select(AccountChange.iban_index).where(AccountChange.expert_id == expert_id),
        select(BatchLine.account_index).join(PaymentLine, PaymentLine.id == BatchLine.line_id).where(own).distinct(),
    ):
        yield from (index for index in reading.session.execute(statement).scalars() if index)


def _plain(reading: Reading, expert_id: int) -> Iterator[tuple[str, str]]:
    for column, (place, label) in (
        (PayrollDetails.identity_code, CODE),
        (PayrollDetails.iban, ACCOUNT),
        (AccountChange.iban, ACCOUNT),
    ):
        for sealed in reading.session.execute(select(column).where(column.class_.expert_id == expert_id)).scalars():
            if sealed:
                yield reading.keys.open(sealed, place, expert_id).decode(), label
