"""The office's own rules of payment, each a dated setting: closing and payment days, and what is worth a look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from domain import money, times
from domain.errors import Refused
from domain.money import Money

LAST_DAY_OF_EVERY_MONTH = 28
NOTICEABLE = Money(100_00)


@dataclass(frozen=True)
class PaymentRules:
    """`closing_day` and `pay_day` are days of a month; a payment day before the closing day is one of the next month.

    A sum is out of pattern from `least` on, when over `times_usual` times the person's own median of `batches` batches.
    Kilometres are far off when they differ from the table by more than `kilometres_least` and `kilometres_percent`.
    """

    closing_day: int = 5
    pay_day: int = 15
    waiting_days: int = 31
    times_usual: Decimal = Decimal(2)
    least: Money = NOTICEABLE
    batches: int = 12
    hours_apart: int = 2
    kilometres_percent: int = 50
    kilometres_least: int = 30

    def __post_init__(self) -> None:
        for name in ("closing_day", "pay_day"):
            if not 1 <= getattr(self, name) <= LAST_DAY_OF_EVERY_MONTH:
                raise Refused("Give a day of the month from 1 to 28.")
        for name in ("waiting_days", "times_usual", "batches", "hours_apart", "kilometres_least"):
            if getattr(self, name) < 1:
                raise Refused("The limit must be at least one.")
        if self.kilometres_percent < 0 or self.least < money.ZERO:
            raise Refused("The limit must not be negative.")

    def pay_date(self, of: times.Month) -> date:
        """The banking day on which the run that closes in the month is paid."""
        month = of if self.pay_day > self.closing_day else of.next()
        return times.banking_day_on_or_before(date(month.year, month.month, self.pay_day))

    def closing(self, of: times.Month) -> date:
        return date(of.year, of.month, self.closing_day)

    def planned(self, ready: date) -> date:
        """When work that is held, reported and approved by `ready` is paid, unless something stops it."""
        month = times.Month.of(ready)
        return self.pay_date(month if ready <= self.closing(month) else month.next())

    def next_pay_date(self, today: date) -> date:
        """The next payment day still ahead."""
        month = times.Month.of(today)
        while (chosen := times.banking_day_on_or_before(date(month.year, month.month, self.pay_day))) <= today:
            month = month.next()
        return chosen

    def work_until(self, pay_date: date, today: date) -> date:
        """The closing day of the run that is paid on the day, or today when it has not come."""
        month = times.Month.of(pay_date)
        closing = self.closing(month)
        if closing >= pay_date:
            closing = self.closing(times.Month.of(month.first - timedelta(days=1)))
        return min(today, closing)


USUAL_RULES = PaymentRules()

KINDS: Mapping[str, type] = {
    "closing_day": int,
    "pay_day": int,
    "waiting_days": int,
    "times_usual": Decimal,
    "least": Money,
    "batches": int,
    "hours_apart": int,
    "kilometres_percent": int,
    "kilometres_least": int,
}
PREFIX = "payment_"


def stored(rules: PaymentRules) -> dict[str, str]:
    """Each rule as its setting keeps it; sums in whole cents."""
    values = {name: getattr(rules, name) for name in KINDS}
    return {PREFIX + name: str(each.cents if isinstance(each, Money) else each) for name, each in values.items()}


def read(values: Mapping[str, str]) -> PaymentRules:
    """What is not set is as above."""
    own = {key.removeprefix(PREFIX): value for key, value in values.items()}
    return PaymentRules(**{name: KINDS[name](int(own[name]) if KINDS[name] is Money else own[name]) for name in own})
