"""Everything that matching may see of an expert; never an identity code, an account, a name or own words."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.availability import Availability
from domain.bookings import UNKNOWN, Booking, Municipality
from domain.experts import ContactRoute, Period, Standing, WorkWish
from domain.money import ZERO, Money
from domain.themes import ThemeRole
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
class Ending:
    """A theme whose consent ends on a day that is already known."""

    theme_id: int
    role: ThemeRole
    last: date


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
    that have not ended yet. `groups` are the keys of orderers' groups worked with. `leanings` are 1 or -1 by task type,
    from the cards that count; None: of all tasks. `inductions` are task-specific ones.
    """

    id: int
    joined_on: date
    own_themes: frozenset[int] = frozenset()
    close_themes: frozenset[int] = frozenset()
    endings: tuple[Ending, ...] = ()
    languages: frozenset[str] = frozenset()
    home: Municipality = UNKNOWN
    areas: frozenset[str] = frozenset()
    on_site: bool = True
    remote: bool = True
    task_types: frozenset[int] = frozenset()
    wish: WorkWish = WorkWish.NOW_AND_THEN
    contact: ContactRoute = ContactRoute.SELF
    standing: Standing = field(default_factory=Standing)
    inductions: Mapping[int, Period] = field(default_factory=dict)
    availability: Availability = field(default_factory=Availability)
    bookings: tuple[Booking, ...] = ()
    unwanted_clients: frozenset[int] = frozenset()
    unwanted_experts: frozenset[int] = frozenset()
    acquaintances: tuple[Acquaintance, ...] = ()
    groups: frozenset[int] = frozenset()
    leanings: Mapping[int | None, int] = field(default_factory=dict)
    tasks_done: Mapping[int, int] = field(default_factory=dict)
    recent: Recent = field(default_factory=Recent)
    monthly_cap: Money | None = None
    monthly_cap_minutes: int | None = None
    months: tuple[MonthLoad, ...] = ()

    def held(self, role: ThemeRole | None, day: date) -> frozenset[int]:
        """Themes in this role, or in either, whose consent still holds on the day."""
        by_role = {ThemeRole.OWN: self.own_themes, ThemeRole.CLOSE_ONE: self.close_themes}
        lost = {(one.role, one.theme_id) for one in self.endings if one.last < day}
        roles = (role,) if role else tuple(ThemeRole)
        return frozenset(theme for each in roles for theme in by_role[each] if (each, theme) not in lost)

    def leaning(self, task_type_id: int) -> int:
        """1 for, -1 against, 0 neither; an own wish against outweighs what speaks for."""
        told = {self.leanings.get(key, 0) for key in (task_type_id, None)}
        return min(told) if min(told) < 0 else max(told)

    def acquainted(self, client_id: int) -> Acquaintance | None:
        return next((one for one in self.acquaintances if one.client_id == client_id), None)

    def load_of(self, month: Month) -> tuple[int, int]:
        """Minutes and cents."""
        return next(((load.minutes, load.fees.cents) for load in self.months if load.month == month), (0, 0))


def group_key(client_id: int, target_group: str) -> int:
    """What the same group of one orderer is known by; 0 when no group is told."""
    words = " ".join(target_group.casefold().split())
    return zlib.crc32(f"{client_id} {words}".encode()) & 0x7FFFFFFF if words else 0
