"""One batch as its page shows it: people and lines, what is worth a look, what was said, and how it differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.accounts import AccountChange
from domain.batches import Anomaly, BatchLine, Finding, Payee
from domain.fees import PaymentLine
from domain.money import Money, total
from domain.payments import BatchRow, Payable, Stopped
from domain.tariffs import IncomeType
from domain.trail import Act


@dataclass(frozen=True)
class PaidPerson:
    """`ending` is the last four characters of the account; the rest is never fetched."""

    expert_id: int
    name: str
    ending: str
    lines: tuple[PaymentLine, ...]

    @property
    def amount(self) -> Money:
        return total(line.amount for line in self.lines)


@dataclass(frozen=True)
class Event:
    at: datetime
    who: str
    act: Act
    facts: Mapping[str, object]


@dataclass(frozen=True)
class Comment:
    """The approver's words; `line_id` is None when they are about the whole batch."""

    line_id: int | None
    text: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Share:
    """A part of a batch's sum; an empty name is what has none."""

    name: str
    lines: int
    amount: Money


@dataclass(frozen=True)
class Difference:
    """What is otherwise than in the batch before; `joined` and `absent` count people."""

    batch_id: int
    lines: int
    people: int
    amount: Money
    joined: int
    absent: int


@dataclass(frozen=True)
class BatchDetails:
    """`preparers` are users and `payee_ids` experts who may not approve; `ticked` are this viewer's ticks of this content;
    `names` are experts'. `stopped` and `addable` are told until the file is made. `unconfirmed_fees` are those whose
    income type payroll has not confirmed; `uncompared` counts kilometre lines that no table is compared with."""

    row: BatchRow
    people: tuple[PaidPerson, ...]
    stopped: Stopped
    addable: Payable
    findings: Mapping[Anomaly, tuple[Finding, ...]]
    ticked: frozenset[Anomaly]
    preparers: frozenset[int]
    changed_accounts: tuple[str, ...]
    names: Mapping[int, str]
    withdrawal_reason: str
    receipt: str
    file_sha256: str | None
    timeline: tuple[Event, ...]
    changes: tuple[AccountChange, ...] = ()
    comments: tuple[Comment, ...] = ()
    by_client: tuple[Share, ...] = ()
    by_cost_centre: tuple[Share, ...] = ()
    by_type: Mapping[IncomeType, Share] = field(default_factory=dict)
    difference: Difference | None = None
    unconfirmed_fees: tuple[str, ...] = ()
    checked_at: datetime | None = None
    uncompared: int = 0

    @property
    def payee_ids(self) -> frozenset[int]:
        return frozenset(person.expert_id for person in self.people)

    @property
    def new_comments(self) -> int:
        """Made since the content was checked; earlier ones have been answered by checking again."""
        return sum(self.checked_at is not None and comment.at >= self.checked_at for comment in self.comments)


@dataclass(frozen=True)
class BatchFacts:
    """What the anomalies are judged by."""

    lines: tuple[BatchLine, ...]
    payees: tuple[Payee, ...]
    earlier: tuple[BatchLine, ...]
