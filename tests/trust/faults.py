"""Faults that are sown into the program one at a time: each replaces one rule by what a careless hand might write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

import commands.batches
import commands.fees
import commands.payroll
from db import queries
from db.session import Writing
from domain import accounts, assignments, batches, fees, reports, trail
from domain.assignments import AssignmentAction, AssignmentStatus
from domain.flow import Flow, Seen, Step
from domain.money import ZERO, Money, total
from domain.permissions import Permission, Viewer
from domain.reports import ReportAction, ReportStatus
from domain.trail import Act

Patch = pytest.MonkeyPatch
Sow = Callable[[Patch], None]
FAULTS: dict[str, Sow] = {}


def fault(sow: Sow) -> Sow:
    FAULTS[sow.__name__] = sow
    return sow


def instead(owner: Any, name: str, answer: Any) -> Sow:
    """Whatever is asked, the answer is the same."""
    return lambda patch: patch.setattr(owner, name, lambda *_asked, **_named: answer)


FAULTS |= {
    "the_preparer_approves": instead(batches, "check_four_eyes", None),
    "an_old_screen_is_good_enough": instead(Seen, "matches", True),
    "nobody_is_asked_for_a_right": instead(Viewer, "need", None),
    "a_late_cancellation_is_free": instead(assignments, "cancellation_is_paid", False),
    "an_expert_who_did_not_come_is_paid": instead(assignments, "no_show_is_paid", True),
    "a_changed_account_is_not_noticed": instead(queries.anomalies, "changed_accounts", ()),
}


@fault
def an_account_is_used_at_once(patch: Patch) -> None:
    patch.setattr(accounts, "usable_from", lambda confirmed_on, **_first: confirmed_on)


@fault
def a_line_on_hold_stays_in_its_batch(patch: Patch) -> None:
    patch.setattr(commands.fees, "_take_out", lambda *_line: None)
    patch.setattr(queries.batches, "check_payable", lambda *_batch: None)


@fault
def every_line_is_made_twice(patch: Patch) -> None:
    price = fees.price
    patch.setattr(fees, "price", lambda *facts, **named: fees._numbered(price(*facts, **named) * 2))


@fault
def kilometres_are_paid_there_and_back(patch: Patch) -> None:
    travelled = fees._travelled

    def twice(*facts: Any) -> fees.LineDraft:
        line = travelled(*facts)
        return replace(line, amount=line.amount + line.amount)

    patch.setattr(fees, "_travelled", twice)


@fault
def only_full_hours_are_paid(patch: Patch) -> None:
    fee = fees._fee
    patch.setattr(
        fees, "_fee", lambda kind, day, quantity, price, rate: fee(kind, day, Fraction(int(quantity)), price, rate)
    )


@fault
def cents_are_cut_off(patch: Patch) -> None:
    patch.setattr(Money, "times", lambda self, factor: Money(int(self.cents * Fraction(factor))))


@fault
def a_correction_takes_nothing_back(patch: Patch) -> None:
    correct = fees.correct

    def plus_only(*facts: Any) -> tuple[fees.LineDraft, fees.LineDraft]:
        minus, plus = correct(*facts)
        return replace(minus, amount=ZERO), plus

    patch.setattr(fees, "correct", plus_only)


@fault
def a_total_forgets_a_line(patch: Patch) -> None:
    patch.setattr(commands.batches, "total", lambda amounts: total(list(amounts)[1:]))


@fault
def an_export_leaves_no_event(patch: Patch) -> None:
    note = Writing.note
    patch.setattr(
        Writing, "note", lambda self, act, *facts, **named: act is Act.EXPORT or note(self, act, *facts, **named)
    )


@fault
def an_approval_is_written_down_twice(patch: Patch) -> None:
    note = Writing.note

    def twice(self: Writing, act: Act, *facts: Any, **named: Any) -> None:
        for _time in range(1 + (act is Act.APPROVE)):
            note(self, act, *facts, **named)

    patch.setattr(Writing, "note", twice)


@fault
def a_new_edition_is_not_stored(patch: Patch) -> None:
    store = commands.payroll._store

    def first_only(writing: Writing, batch_id: int, edition: int, *files: Any) -> None:
        if edition == commands.payroll.FIRST:
            store(writing, batch_id, edition, *files)

    patch.setattr(commands.payroll, "_store", first_only)


@fault
def the_chain_begins_anew_with_each_event(patch: Patch) -> None:
    link = trail.link
    patch.setattr(trail, "link", lambda _previous, seq, event: link(trail.GENESIS, seq, event))


@fault
def a_returned_report_is_paid(patch: Patch) -> None:
    step = Step(ReportAction.APPROVE, ReportStatus.RETURNED, ReportStatus.APPROVED, Permission.APPROVE_REPORTS)
    patch.setattr(reports, "FLOW", Flow(*reports.FLOW, step))


@fault
def a_void_task_is_reported_as_held(patch: Patch) -> None:
    done = Step(AssignmentAction.COMPLETE, AssignmentStatus.VOID, AssignmentStatus.DONE, Permission.ENTER_REPORTS)
    patch.setattr(assignments, "FLOW", Flow(*assignments.FLOW, done))
