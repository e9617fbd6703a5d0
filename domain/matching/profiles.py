"""Everything that matching may see of an expert; never an identity code, an account, a name or own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.availability import Availability
from domain.bookings import UNKNOWN, Booking, Municipality
from domain.experts import ContactRoute, Standing, WorkWish
from domain.money import ZERO, Money
from domain.times import Month


@dataclass(frozen=True)
class Recent:
    """The fairness facts. They count every assignment agreed or done, also one still to come or chosen a moment ago;
    not a cancelled or void one, not another's no-show, and no offer that led to nothing.
    """

    count_90: int = 0
    count_365: int = 0
    fees_90: Money = ZERO
    fees_365: Money = ZERO
    last: date | None = None


@dataclass(frozen=True)
class Acquaintance:
    """Work done for one orderer; `wished_again` says that the orderer has asked for the same expert."""

    client_id: int
    times: int
    last: date
    wished_again: bool = False


@dataclass(frozen=True)
class MonthLoad:
    """What is agreed and done in one month, against the expert's own limit."""

    month: Month
    minutes: int
    fees: Money


@dataclass(frozen=True)
class ExpertProfile:
    """Themes are ids with consent in force: a theme without consent is not here. `areas` are the codes of the
    municipalities where the expert works on site. Empty `task_types` means that all are accepted. `bookings` are those
    that have not ended yet.
    """

    id: int
    joined_on: date
    own_themes: frozenset[int] = frozenset()
    close_themes: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()
    home: Municipality = UNKNOWN
    areas: frozenset[str] = frozenset()
    on_site: bool = True
    remote: bool = True
    task_types: frozenset[int] = frozenset()
    wish: WorkWish = WorkWish.NOW_AND_THEN
    contact: ContactRoute = ContactRoute.SELF
    standing: Standing = field(default_factory=Standing)
    availability: Availability = field(default_factory=Availability)
    bookings: tuple[Booking, ...] = ()
    unwanted_clients: frozenset[int] = frozenset()
    unwanted_experts: frozenset[int] = frozenset()
    acquaintances: tuple[Acquaintance, ...] = ()
    tasks_done: Mapping[int, int] = field(default_factory=dict)
    recent: Recent = field(default_factory=Recent)
    monthly_cap: Money | None = None
    monthly_cap_minutes: int | None = None
    months: tuple[MonthLoad, ...] = ()

    def acquainted(self, client_id: int) -> Acquaintance | None:
        return next((one for one in self.acquaintances if one.client_id == client_id), None)

    def load_of(self, month: Month) -> tuple[int, int]:
        """Minutes and cents."""
        return next(((load.minutes, load.fees.cents) for load in self.months if load.month == month), (0, 0))
