"""Payment batches: the workflow, four eyes, and the anomalies the approver ticks."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import statistics
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum, auto
from itertools import pairwise

from domain.errors import Refused
from domain.fees import LineKind, LineRole, PaymentLine
from domain.flow import Flow, Step
from domain.money import ZERO, Money, total
from domain.payment_rules import USUAL_RULES, PaymentRules
from domain.permissions import Permission, Viewer


class BatchStatus(StrEnum):
    OPEN = auto()
    CHECKED = auto()
    APPROVED = auto()
    EXPORTED = auto()
    ACKNOWLEDGED = auto()


class BatchAction(StrEnum):
    CHECK = auto()
    REOPEN = auto()
    RETURN = auto()
    APPROVE = auto()
    WITHDRAW = auto()
    EXPORT = auto()
    ACKNOWLEDGE = auto()


class Anomaly(StrEnum):
    NEW_PAYEE = auto()
    CHANGED_ACCOUNT = auto()
    UNUSUAL_SUM = auto()
    POSSIBLE_DUPLICATE = auto()
    NO_TAX_CARD = auto()
    FAR_KILOMETRES = auto()
    OVERPAID = auto()


class LeftOutReason(StrEnum):
    NO_IDENTITY_CODE = auto()
    NO_ACCOUNT = auto()
    ACCOUNT_NOT_CONFIRMED = auto()
    ACCOUNT_CHANGING = auto()
    ACCOUNT_WAITS = auto()
    ON_HOLD = auto()
    DISPUTED = auto()
    NOT_APPROVED = auto()


FLOW = Flow(
    Step(BatchAction.CHECK, BatchStatus.OPEN, BatchStatus.CHECKED, Permission.PREPARE_BATCHES),
    Step(BatchAction.REOPEN, BatchStatus.CHECKED, BatchStatus.OPEN, Permission.PREPARE_BATCHES),
    Step(BatchAction.RETURN, BatchStatus.CHECKED, BatchStatus.OPEN, Permission.APPROVE_BATCHES),
    Step(BatchAction.APPROVE, BatchStatus.CHECKED, BatchStatus.APPROVED, Permission.APPROVE_BATCHES),
    Step(BatchAction.WITHDRAW, BatchStatus.APPROVED, BatchStatus.CHECKED, Permission.APPROVE_BATCHES),
    Step(BatchAction.EXPORT, BatchStatus.APPROVED, BatchStatus.EXPORTED, Permission.EXPORT_PAYROLL),
    Step(BatchAction.ACKNOWLEDGE, BatchStatus.EXPORTED, BatchStatus.ACKNOWLEDGED, Permission.EXPORT_PAYROLL),
)


@dataclass(frozen=True)
class BatchLine:
    """A line with the start of the work it pays, and the table's kilometres there and back where there are such."""

    line: PaymentLine
    starts_at: datetime
    table_kilometres: int | None = None


@dataclass(frozen=True)
class Payee:
    """What is known of a payee beside the lines. `earlier` holds the person's sums in earlier batches, newest first;
    `account_changed` is since the last of them."""

    expert_id: int
    earlier: tuple[Money, ...]
    account_changed: bool
    has_tax_card: bool


@dataclass(frozen=True)
class Finding:
    """One thing to look at and the lines behind it; `usual` is the person's own median where one is compared with,
    `kilometres` those paid and those of the table."""

    anomaly: Anomaly
    expert_id: int
    line_ids: tuple[int, ...]
    amount: Money
    usual: Money | None = None
    kilometres: tuple[int, int] | None = None


@dataclass(frozen=True)
class LeftOut:
    """A line, or a report without lines yet, that is not in the batch. `since` is when it became due for payment."""

    report_id: int
    line_id: int | None
    expert_id: int
    amount: Money | None
    reason: LeftOutReason
    since: date

    def __post_init__(self) -> None:
        if (self.line_id is None) != (self.amount is None):
            raise ValueError("a line has an amount, a report without lines has none")

    def age(self, today: date) -> int:
        """In days."""
        return (today - self.since).days


@dataclass(frozen=True)
class Balance:
    """Everything approved and unpaid, what the batch takes of it and what stays."""

    everything: Money
    taken: Money
    left: Money


def check_four_eyes(preparers: Collection[int], payee_ids: Collection[int], viewer: Viewer) -> None:
    """By identity, never by role. `preparers` are all who collected, entered or corrected a line of the batch."""
    if viewer.id in preparers:
        raise Refused("You have prepared lines of this batch: another person must approve it.")
    if viewer.expert_id is not None and viewer.expert_id in payee_ids:
        raise Refused("You are paid in this batch: another person must approve it.")


def content_hash(lines: Iterable[PaymentLine], pay_date: date) -> str:
    """SHA-256 in hex of every fact of every line and of the day of payment, whatever the order of the lines."""
    rows = [
        [_canonical(getattr(line, field.name)) for field in dataclasses.fields(PaymentLine)]
        for line in sorted(lines, key=lambda line: line.id)
    ]
    text = json.dumps({"pay_date": pay_date.isoformat(), "lines": rows}, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(value: object) -> object:
    """One spelling for equal values: a database may give 1 back as 1.000."""
    if isinstance(value, Money):
        return value.cents
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else value


def anomalies(
    lines: Collection[BatchLine],
    payees: Iterable[Payee],
    earlier: Collection[BatchLine] = (),
    rules: PaymentRules = USUAL_RULES,
) -> Mapping[Anomaly, tuple[Finding, ...]]:
    """Only the kinds that were found. `payees` holds everyone who has a line, `earlier` the lines already paid."""
    own = defaultdict(list)
    for each in lines:
        own[each.line.expert_id].append(each.line)
    known = {payee.expert_id: payee for payee in payees}
    findings = [finding for expert_id in own for finding in _about(known[expert_id], own[expert_id], rules)]
    findings += _duplicates(lines, earlier, rules.hours_apart)
    findings += [finding for each in lines for finding in _far(each, rules)]
    findings += _overpaid(lines)
    return {kind: found for kind in Anomaly if (found := tuple(f for f in findings if f.anomaly is kind))}


def _about(payee: Payee, lines: list[PaymentLine], rules: PaymentRules) -> Iterator[Finding]:
    ids, amount = tuple(line.id for line in lines), total(line.amount for line in lines)
    usual = _usual(payee.earlier[: rules.batches])
    unusual = usual is not None and amount > usual.times(rules.times_usual) and amount >= rules.least
    tests = {
        Anomaly.NEW_PAYEE: not payee.earlier,
        Anomaly.CHANGED_ACCOUNT: payee.account_changed,
        Anomaly.UNUSUAL_SUM: unusual,
        Anomaly.NO_TAX_CARD: not payee.has_tax_card,
    }
    for anomaly, met in tests.items():
        if met:
            yield Finding(anomaly, payee.expert_id, ids, amount, usual if anomaly is Anomaly.UNUSUAL_SUM else None)


def _usual(sums: Collection[Money]) -> Money | None:
    """The lower median, a sum that has really been paid."""
    return Money(statistics.median_low(each.cents for each in sums)) if sums else None


def _duplicates(lines: Collection[BatchLine], earlier: Collection[BatchLine], hours: int) -> Iterator[Finding]:
    """Two assignments of one expert that start within `hours` of each other, at least one of them in the batch."""
    visits: dict[tuple[int, datetime, int], list[PaymentLine]] = defaultdict(list)
    for each in (*earlier, *lines):
        if each.line.role is LineRole.ORIGINAL:
            visits[each.line.expert_id, each.starts_at, each.line.assignment_id].append(each.line)
    here = {each.line.id for each in lines}
    for first, second in pairwise(sorted(visits)):
        rows = visits[first] + visits[second]
        near = first[0] == second[0] and second[1] - first[1] <= timedelta(hours=hours)
        if near and any(line.id in here for line in rows):
            ids = tuple(line.id for line in rows)
            yield Finding(Anomaly.POSSIBLE_DUPLICATE, first[0], ids, total(line.amount for line in rows))


def _far(each: BatchLine, rules: PaymentRules) -> Iterator[Finding]:
    """A correction's minus only takes back what was looked at before."""
    line, table = each.line, each.table_kilometres
    if table is None or line.kind is not LineKind.KILOMETRES or line.role is LineRole.MINUS:
        return
    paid = int(line.quantity)
    if abs(paid - table) > max(rules.kilometres_least, table * rules.kilometres_percent // 100):
        yield Finding(Anomaly.FAR_KILOMETRES, line.expert_id, (line.id,), line.amount, kilometres=(paid, table))


def _overpaid(lines: Collection[BatchLine]) -> Iterator[Finding]:
    """Corrections that take more back than they pay: payroll reports them as unjust enrichment (vero.fi, "Correcting
    data")."""
    corrections: dict[int, list[PaymentLine]] = defaultdict(list)
    for each in lines:
        if each.line.corrects_id is not None:
            corrections[each.line.corrects_id].append(each.line)
    for pair in corrections.values():
        amount = total(line.amount for line in pair)
        if amount < ZERO:
            yield Finding(Anomaly.OVERPAID, pair[0].expert_id, tuple(line.id for line in pair), amount)


def check_ticked(found: Collection[Anomaly], ticked: Collection[Anomaly]) -> None:
    for anomaly in Anomaly:
        if anomaly in found and anomaly not in ticked:
            raise Refused("Open this list and tick it before you approve: {anomaly}.", anomaly=anomaly)


def check_comments(comments: Collection[object]) -> None:
    if not comments:
        raise Refused(
            "Comment on a line, or on the whole batch, before you return it: the preparer must know what to do."
        )


def balance(everything: Iterable[PaymentLine], taken: Iterable[PaymentLine], left: Iterable[LeftOut]) -> Balance:
    """Proves that each approved and unpaid line is in the batch or left out with a reason, once and to the cent."""
    due = sorted((line.id, line.amount) for line in everything)
    paid = sorted((line.id, line.amount) for line in taken)
    kept = [(each.line_id, each.amount) for each in left if each.line_id is not None and each.amount is not None]
    if sorted(paid + kept) != due:
        raise Refused("The batch and what was left out do not add up to everything unpaid. Collect again.")
    return Balance(*(total(amount for _id, amount in rows) for rows in (due, paid, kept)))
