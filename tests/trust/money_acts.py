"""The acts of a walk from an approved report on: lines, accounts, batches, files and what payroll answers."""

from __future__ import annotations

from decimal import Decimal

import commands.accounts
import commands.batches
import commands.fees
import commands.payroll
import commands.payroll_details
import commands.receipts
from db import queries
from db.session import Reading, Writing
from domain.accounts import Choice
from domain.identifiers import Iban
from domain.money import Money
from domain.payment_rules import USUAL_RULES
from domain.payroll_details import TaxCard
from tests import work
from tests.people import BOTH, CLERK, CLERK_2, MANAGER
from tests.trust.walk import EXPERTS, Act, Walk

PAYERS, APPROVERS = (CLERK, CLERK_2, BOTH), (CLERK, CLERK_2, MANAGER, BOTH)
SECOND_ACCOUNTS = {1: Iban("FI4950009420028730"), 2: Iban("FI5810171000000122"), 3: Iban("FI1410093000123458")}
LINE = "SELECT id FROM payment_lines"
CHANGE = "SELECT id, version FROM account_changes WHERE used_at IS NULL AND withdrawn_at IS NULL"
BATCH = "SELECT id, version, content_sha256 FROM batches WHERE status = "


def hold(walk: Walk, writing: Writing) -> None:
    commands.fees.hold(writing, walk.one(writing, LINE).id, "Selvitetään.")


def release(walk: Walk, writing: Writing) -> None:
    held = walk.one(writing, "SELECT line_id FROM holds WHERE released_at IS NULL").line_id
    commands.fees.release(writing, held)


def correct(walk: Walk, writing: Writing) -> None:
    price = Money(walk.random.randrange(1, 60_00))
    commands.fees.correct(writing, walk.one(writing, LINE).id, Decimal(1), price, "Väärä palkkio.")


def propose(walk: Walk, writing: Writing) -> None:
    expert_id = walk.random.choice(EXPERTS)
    account = walk.random.choice([work.ACCOUNTS[expert_id], SECOND_ACCOUNTS[expert_id]])
    commands.payroll_details.set_details(writing, expert_id, None, account, TaxCard.RECEIVED)


def confirm(walk: Walk, writing: Writing) -> None:
    row = walk.one(writing, CHANGE + " AND confirmed_by_id IS NULL")
    commands.accounts.confirm(writing, row.id, walk.seen(row.version), "Soitettu takaisin.")


def withdraw_change(walk: Walk, writing: Writing) -> None:
    row = walk.one(writing, CHANGE)
    commands.accounts.withdraw(writing, row.id, walk.seen(row.version))


def choose(walk: Walk, writing: Writing) -> None:
    commands.accounts.choose(writing, walk.one(writing, CHANGE).id, walk.random.choice(list(Choice)))


def collect(_walk: Walk, writing: Writing) -> None:
    commands.batches.collect(writing, writing.today, USUAL_RULES.next_pay_date(writing.today))


def complete(walk: Walk, writing: Writing) -> None:
    row = walk.one(writing, BATCH + "'open'")
    commands.batches.complete(writing, row.id, walk.seen(row.version))


def check(walk: Walk, writing: Writing) -> None:
    row = walk.one(writing, BATCH + "'open'")
    commands.batches.check(writing, row.id, walk.seen(row.version))


def reopen(walk: Walk, writing: Writing) -> None:
    row = walk.one(writing, BATCH + "'checked'")
    commands.batches.reopen(writing, row.id, walk.seen(row.version))


def return_(walk: Walk, writing: Writing) -> None:
    row = walk.one(writing, BATCH + "'checked'")
    commands.batches.comment(writing, row.id, None, "Puuttuuko kilometrejä?")
    commands.batches.return_(writing, row.id, walk.seen(row.version))


def approve(walk: Walk, writing: Writing) -> None:
    """The approver has gone through all that is worth a look."""
    row = walk.one(writing, BATCH + "'checked'")
    seen = walk.seen(row.version, row.content_sha256)
    for anomaly in queries.anomalies.findings(writing, row.id):
        commands.batches.tick(writing, row.id, seen, anomaly)
    commands.batches.approve(writing, row.id, seen)


def withdraw(walk: Walk, writing: Writing) -> None:
    row = walk.one(writing, BATCH + "'approved'")
    commands.batches.withdraw(writing, row.id, walk.seen(row.version, row.content_sha256), "Tili on vaihtunut.")


def export(walk: Walk, writing: Writing) -> None:
    row = walk.one(writing, BATCH + "'approved'")
    seen = walk.seen(row.version, row.content_sha256)
    commands.payroll.export(writing, row.id, seen, commands.payroll.prepare(_same(writing), row.id))


def renew(walk: Walk, writing: Writing) -> None:
    row = walk.one(writing, BATCH + "'exported'")
    files = commands.payroll.prepare(_same(writing), row.id)
    commands.payroll.renew(writing, row.id, walk.seen(row.version), files, "Palkka ei lukenut tiedostoa.")


def fetch(walk: Walk, writing: Writing) -> None:
    commands.payroll.fetch(writing, walk.one(writing, BATCH + "'exported'").id)


def acknowledge(walk: Walk, writing: Writing) -> None:
    row = walk.one(writing, BATCH + "'exported'")
    commands.receipts.acknowledge(writing, row.id, walk.seen(row.version), "P-1")


def reject(walk: Walk, writing: Writing) -> None:
    sent = (
        "SELECT line_id, batches.id, version FROM batches JOIN batch_lines ON batch_id = batches.id"
        " WHERE status IN ('exported', 'acknowledged')"
    )
    row = walk.one(writing, sent)
    commands.receipts.reject(writing, row.id, walk.seen(row.version), {row.line_id: "Verokortti puuttuu."})


def _same(writing: Writing) -> Reading:
    return Reading(writing.session, writing.viewer, writing.now, writing.keys)


ACTS = {
    "hold": Act(PAYERS, hold),
    "release": Act(PAYERS, release),
    "correct": Act(PAYERS, correct),
    "propose_account": Act(PAYERS, propose),
    "confirm_account": Act(PAYERS, confirm),
    "withdraw_account": Act(PAYERS, withdraw_change),
    "choose_account": Act(PAYERS, choose),
    "collect": Act(PAYERS, collect, feeds=True),
    "complete": Act(PAYERS, complete),
    "check": Act(PAYERS, check, feeds=True),
    "reopen": Act(PAYERS, reopen),
    "return": Act(APPROVERS, return_),
    "approve": Act(APPROVERS, approve, feeds=True),
    "withdraw": Act(APPROVERS, withdraw),
    "export": Act(APPROVERS, export, feeds=True),
    "renew": Act(APPROVERS, renew),
    "fetch": Act(APPROVERS, fetch),
    "acknowledge": Act(APPROVERS, acknowledge),
    "reject": Act(APPROVERS, reject),
}
