"""What is true of the money after every act, counted anew from the rows and from what the walk itself knows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import select, text

from db import tables
from db.session import Reading
from domain import times, trail
from domain.permissions import Permission as P
from domain.permissions import Viewer
from domain.trail import Act, Outcome
from tests import people
from tests.trust.walk import Walk

LEGAL = {
    ("offers", "accept"): ("open", "accepted", P.MATCH),
    ("assignments", "assign"): (None, "agreed", P.MATCH),
    ("assignments", "complete"): ("agreed", "done", P.ENTER_REPORTS),
    ("assignments", "cancel"): ("agreed", "cancelled", P.RECORD_ABSENCES),
    ("assignments", "mark_no_show"): ("agreed", "no_show", P.MATCH),
    ("assignments", "void"): ("agreed", "void", P.MATCH),
    ("reports", "report"): (None, "submitted", P.SEE_TODAY),
    ("reports", "approve"): ("submitted", "approved", P.APPROVE_REPORTS),
    ("reports", "return"): ("submitted", "returned", P.APPROVE_REPORTS),
    ("reports", "dispute"): ("submitted", "disputed", P.APPROVE_REPORTS),
    ("reports", "settle"): ("disputed", "submitted", P.APPROVE_REPORTS),
    ("batches", "check"): ("open", "checked", P.PREPARE_BATCHES),
    ("batches", "reopen"): ("checked", "open", P.PREPARE_BATCHES),
    ("batches", "return"): ("checked", "open", P.APPROVE_BATCHES),
    ("batches", "approve"): ("checked", "approved", P.APPROVE_BATCHES),
    ("batches", "withdraw"): ("approved", "checked", P.APPROVE_BATCHES),
    ("batches", "acknowledge"): ("exported", "acknowledged", P.EXPORT_PAYROLL),
}
"""Noun and act → from, to and right: written here once more, so that a wrong workflow is found by its double."""

CENTS = {"CLIENT_PAIR": 30_00, "GROUP_TALK": 30_00, "CODEV_HOUR": 20_00}
KILOMETRE = 55
LINK = trail.link
SENT = ("exported", "acknowledged")
FROZEN = ("checked", "approved", *SENT)
VIEWERS: dict[int, Viewer] = {person.id: person for person in people.STAFF}


class Broken(AssertionError):
    """An invariant that does not hold."""


def hold(true: object, said: str) -> None:
    if not true:
        raise Broken(said)


@dataclass
class Ledger:
    """The trail read along as it grows: every status by its events, and what a batch held when it was checked."""

    walk: Walk
    seq: int = 0
    hash: str = trail.GENESIS
    statuses: dict[tuple[str, int], str] = field(default_factory=dict)
    checked: dict[int, dict[int, int]] = field(default_factory=dict)
    exports: dict[int, int] = field(default_factory=dict)

    def read(self, reading: Reading) -> None:
        """The new events, one for each change; then what they say of the row's money."""
        events = select(tables.TrailEvent).where(tables.TrailEvent.seq > self.seq).order_by(tables.TrailEvent.seq)
        for event in reading.session.execute(events).scalars():
            self._link(event)
            if event.outcome is Outcome.DONE:
                self._follow(reading, event)

    def _link(self, event: tables.TrailEvent) -> None:
        said = trail.Event(event.at, event.actor_id, event.act, event.noun, event.row_id, event.outcome, event.facts)
        hold(event.seq == self.seq + 1, "an event is missing")
        hold(event.previous_hash == self.hash, "the chain is broken")
        hold(event.hash == LINK(self.hash, event.seq, said), "an event is not what was linked")
        self.seq, self.hash = event.seq, event.hash

    def _follow(self, reading: Reading, event: tables.TrailEvent) -> None:
        row = (event.noun, event.row_id or 0)
        if event.noun == "batches" and event.act is Act.COLLECT:
            self.statuses.setdefault(row, "open")
        elif event.noun == "batches" and event.act is Act.EXPORT:
            self._export(reading, row, event)
        elif (event.noun, event.act) == ("account_changes", Act.CONFIRM):
            _waits(reading, event)
        elif (event.noun, event.act.value) in LEGAL:
            source, target, right = LEGAL[event.noun, event.act.value]
            known = self.statuses.get(row, "open" if event.noun == "offers" else None)
            hold(known == source, f"{event.act} of {row} from {known}")
            hold(VIEWERS[event.actor_id or 0].may(right), f"{event.act} without the right")
            self.statuses[row] = target
            if (event.noun, event.act) == ("batches", Act.CHECK):
                self.checked[row[1]] = _amounts(reading, row[1])
                _nothing_held(reading, row[1])

    def _export(self, reading: Reading, row: tuple[str, int], event: tables.TrailEvent) -> None:
        """The first file changes the state, a later edition does not."""
        batch_id = row[1]
        hold(VIEWERS[event.actor_id or 0].may(P.EXPORT_PAYROLL), "an export without the right")
        hold(self.statuses[row] == ("exported" if batch_id in self.exports else "approved"), "an export out of turn")
        self.statuses[row] = "exported"
        self.exports[batch_id] = self.exports.get(batch_id, 0) + 1
        changed = text(
            "SELECT count(*) FROM batch_lines JOIN payment_lines ON payment_lines.id = line_id JOIN payroll_details"
            " ON payroll_details.expert_id = payment_lines.expert_id"
            " WHERE batch_id = :batch AND iban_index <> account_index"
        )
        hold(not reading.session.execute(changed, {"batch": batch_id}).scalar_one(), "paid to another account")

    def audit(self, reading: Reading) -> None:
        """Everything at once, from the rows."""
        self._states(reading)
        self._batches(reading)
        for check in (
            reports_are_paid_as_they_were_entered,
            corrections_net_to_the_new_sum,
            accounts_waited,
            four_eyes,
        ):
            check(self.walk, reading)

    def _states(self, reading: Reading) -> None:
        for noun in ("assignments", "reports", "batches"):
            rows = {
                (noun, row.id): row.status for row in reading.session.execute(text(f"SELECT id, status FROM {noun}"))
            }
            told = {row: status for row, status in self.statuses.items() if row[0] == noun}
            hold(rows == told, f"{noun} are not what their events say: {set(rows.items()) ^ set(told.items())}")

    def _batches(self, reading: Reading) -> None:
        files: dict[int, int] = defaultdict(int)
        for row in reading.session.execute(text("SELECT batch_id FROM payroll_files")):
            files[row.batch_id] += 1
        hold(dict(files) == self.exports, "files and exports differ")
        for row in reading.session.execute(text("SELECT id, status, total FROM batches")):
            if row.status in FROZEN:
                hold(_amounts(reading, row.id) == self.checked[row.id], "a checked batch has changed")
                hold(row.total == sum(self.checked[row.id].values()), "a batch's total is not its lines'")


def _amounts(reading: Reading, batch_id: int) -> dict[int, int]:
    """Line → whole cents."""
    lines = text(
        "SELECT id, cents AS amount FROM payment_lines JOIN batch_lines ON line_id = id WHERE batch_id = :batch"
    )
    return {row.id: row.amount for row in reading.session.execute(lines, {"batch": batch_id})}


def _count(reading: Reading, statement: str, **values: Any) -> int:
    return reading.session.execute(text(f"SELECT count(*) FROM {statement}"), values).scalar_one()


def _nothing_held(reading: Reading, batch_id: int) -> None:
    held = (
        "batch_lines JOIN holds ON holds.line_id = batch_lines.line_id WHERE released_at IS NULL AND batch_id = :batch"
    )
    hold(not _count(reading, held, batch=batch_id), "a line on hold was checked")


def _waits(reading: Reading, event: tables.TrailEvent) -> None:
    """A first account may be used at once; another waits at least three days, more over a weekend."""
    change = reading.session.get_one(tables.AccountChange, event.row_id, populate_existing=True)
    first = not _count(
        reading,
        "account_changes WHERE used_at IS NOT NULL AND expert_id = :e AND id < :id",
        e=change.expert_id,
        id=change.id,
    )
    hold(change.proposed_by_id != event.actor_id, "an account was confirmed by its proposer")
    waits = (change.usable_from or times.day_of(event.at)) - times.day_of(event.at)
    hold(first or waits >= timedelta(days=3), "an account did not wait")


def reports_are_paid_as_they_were_entered(walk: Walk, reading: Reading) -> None:
    """An approved report has its lines, any other none; an absence has a report exactly when it is paid."""
    paid: dict[int, int] = defaultdict(int)
    for row in reading.session.execute(
        text("SELECT report_id, cents AS amount FROM payment_lines WHERE role = 'original'")
    ):
        paid[row.report_id] += row.amount
    expected = {}
    of_assignment = set()
    for row in reading.session.execute(text("SELECT id, assignment_id, status FROM reports")):
        of_assignment.add(row.assignment_id)
        if row.status == "approved":
            expected[row.id] = worth(walk.tasks[row.assignment_id].fee_code, *walk.reports[row.id])
    hold(dict(paid) == expected, f"paid otherwise than entered: {set(paid.items()) ^ set(expected.items())}")
    absent = text("SELECT id FROM assignments WHERE status IN ('cancelled', 'no_show', 'void')")
    for row in reading.session.execute(absent):
        hold(
            (row.id in of_assignment) == walk.tasks[row.id].paid_absence,
            f"the absence of {row.id} is not as it is paid",
        )


def worth(fee_code: str, minutes: int, kilometres: int) -> int:
    """Whole cents, each line rounded by itself."""
    hours = Fraction(minutes, 60) if fee_code == "CODEV_HOUR" else Fraction(1)
    exact = CENTS[fee_code] * hours
    fee = (Decimal(exact.numerator) / exact.denominator).quantize(Decimal(1), ROUND_HALF_UP)
    return int(fee) + KILOMETRE * kilometres


def corrections_net_to_the_new_sum(_walk: Walk, reading: Reading) -> None:
    """Each corrected or rejected line is taken back once, to the cent, and one line stands in its stead."""
    lines = {
        row.id: row
        for row in reading.session.execute(text("SELECT id, role, cents AS amount, corrects_id FROM payment_lines"))
    }
    pairs: dict[int, list[Any]] = defaultdict(list)
    for row in lines.values():
        if row.corrects_id is not None:
            pairs[row.corrects_id].append(row)
    rejected = {row.line_id: row for row in reading.session.execute(text("SELECT * FROM rejections"))}
    for line_id, pair in pairs.items():
        hold(sorted(row.role for row in pair) == ["minus", "plus"], f"line {line_id} is not corrected by a pair")
        back = rejected[line_id].settled_by_id if line_id in rejected else min(row.id for row in pair)
        hold(lines[back].amount == -lines[line_id].amount, f"line {line_id} is not taken back whole")
    for line_id, row in rejected.items():
        hold(not _count(reading, "batch_lines WHERE line_id = :line", line=row.settled_by_id), "a settled line is paid")
        hold(_count(reading, "holds WHERE line_id = :line", line=row.again_id), "a rejected line is paid unasked")
        hold(lines[row.again_id].amount == lines[line_id].amount, "a rejected line comes back as another sum")


def accounts_waited(_walk: Walk, reading: Reading) -> None:
    """Whoever has an account has the one last taken into use."""
    used = "SELECT expert_id, iban_index FROM account_changes WHERE used_at IS NOT NULL ORDER BY used_at, id"
    last = {row.expert_id: bytes(row.iban_index) for row in reading.session.execute(text(used))}
    now = reading.session.execute(
        text("SELECT expert_id, iban_index FROM payroll_details WHERE iban_index IS NOT NULL")
    )
    hold({row.expert_id: bytes(row.iban_index) for row in now} == last, "an account is not the one taken into use")
    change = select(tables.AccountChange).where(tables.AccountChange.used_at.is_not(None))
    for row in reading.session.execute(change).scalars():
        hold(times.day_of(row.used_at) >= row.usable_from, "an account was used too early")


def four_eyes(_walk: Walk, reading: Reading) -> None:
    own = (
        "batches JOIN batch_lines ON batch_id = batches.id JOIN payment_lines ON payment_lines.id = line_id"
        " WHERE approved_by_id IN (prepared_by_id, collected_by_id, entered_by_id)"
    )
    hold(not _count(reading, own), "a batch is approved by one who prepared it")
    hold(not _count(reading, "reports WHERE approved_by_id = reported_by_id"), "a report is approved by who entered it")
