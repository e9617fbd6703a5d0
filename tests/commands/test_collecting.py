"""Whatever has happened to the lines, what a batch takes and what it leaves out is everything approved and unpaid."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from sqlalchemy import exists, select

from commands import accounts, batches, fees, payroll_details
from db import queries, tables
from db.session import Database
from domain.accounts import Choice
from domain.errors import Refused
from domain.identifiers import Iban
from domain.money import Money, total
from domain.payroll_details import TaxCard
from tests import people, work

ACTS = ("hold", "correct", "propose_account", "pay_old", "wait", "lose_code", "collect")
NEW = {1: Iban("FI9757800750155448"), 2: Iban("FI2112345600000785"), 3: Iban("FI5542345670000081")}


@pytest.mark.parametrize("seed", range(12))
def test_in_and_left_out_make_everything_unpaid_to_the_cent(database: Database, seed: int):
    work.settle(database)
    work.details(database)
    chance = Random(seed)
    for expert_id in work.NAMES:
        cents = Money(chance.randrange(1, 99_99))
        work.approved(database, 1, 2, expert_id=expert_id, frozen_fee=cents)
    for _step in range(8):
        happen(database, chance.choice(ACTS), chance)
        assert taken_and_left(database) == unpaid(database)


def happen(database: Database, act: str, chance: Random) -> None:
    """What is refused does not happen, and must change nothing either."""
    expert_id = chance.choice(sorted(work.NAMES))
    try:
        with database.writing(people.CLERK) as writing:
            line_ids = writing.session.execute(select(tables.PaymentLine.id).order_by(tables.PaymentLine.id)).scalars()
            line_id = chance.choice(line_ids.all())
            changes = queries.accounts.changing(writing, [expert_id])
            if act == "hold":
                fees.hold(writing, line_id, "Selvitetään.")
            elif act == "correct":
                fees.correct(writing, line_id, Decimal(1), Money(chance.randrange(99_99)), "Korjaus.")
            elif act == "propose_account":
                payroll_details.set_details(writing, expert_id, None, NEW[expert_id], TaxCard.RECEIVED)
            elif act == "lose_code":
                writing.session.get_one(tables.PayrollDetails, expert_id).identity_code_index = None
            elif act == "collect":
                batches.collect(writing, work.UP_TO, work.PAY_DATE)
            elif changes:
                accounts.choose(writing, changes[0].id, Choice(act))
    except Refused:
        pass


def taken_and_left(database: Database) -> Money:
    with database.reading(people.CLERK) as reading:
        payable = queries.batches.payable(reading, work.UP_TO)
        return payable.amount + total(left.amount for left in payable.left_out if left.amount is not None)


def unpaid(database: Database) -> Money:
    line = tables.PaymentLine
    with database.reading(people.CLERK) as reading:
        rows = select(line.amount).where(~exists().where(tables.BatchLine.line_id == line.id))
        return total(reading.session.execute(rows).scalars())
