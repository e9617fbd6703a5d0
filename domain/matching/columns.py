"""Every expert's profile as frozen numpy columns, what is in them, and what a change of one expert does to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.typing import NDArray

from domain import bookings
from domain.experts import ContactRoute, Period, WorkWish
from domain.matching.arrays import Array, At, Bits, Bools, Ints, still
from domain.matching.profiles import ExpertProfile
from domain.matching.ragged import Ragged
from domain.matching.vocabulary import Vocabulary
from domain.money import Money
from domain.themes import ThemeRole
from domain.times import Month

WISHES = tuple(WorkWish)
ROLES = tuple(ThemeRole)
PERIODS = 2
"""How many periods of validity a duty can have in the columns; see Standing."""
NO_CAP = -1
NEVER = 0
"""As an ordinal it lies before every day."""
MANY_TASKS = 1000
Encode = Callable[[ExpertProfile, Vocabulary], object]
Rows = Callable[[ExpertProfile, Vocabulary], Iterable[tuple[int, ...]]]


def column(dtype: npt.DTypeLike, encode: Encode) -> dict[str, Any]:
    return {"dtype": dtype, "encode": encode}


def rows(width: int, encode: Rows) -> dict[str, Any]:
    return {"width": width, "encode": encode}


def month_key(month: Month) -> int:
    return month.year * 12 + month.month


def _validity(profile: ExpertProfile) -> list[list[tuple[int, int]]]:
    """For each duty PERIODS pairs of ordinals; a missing period contains no day."""
    return [
        [*(_ordinals(period) for period in periods), *[(1, NEVER)] * (PERIODS - len(periods))]
        for periods in profile.standing.duties().values()
    ]


def _ordinals(period: Period | None) -> tuple[int, int]:
    return (period.first.toordinal(), period.last.toordinal()) if period else (1, NEVER)


def _task_bits(profile: ExpertProfile, vocabulary: Vocabulary) -> int:
    return vocabulary.task_bits(profile.task_types or vocabulary.task_types)


def _tasks_done(profile: ExpertProfile, vocabulary: Vocabulary) -> list[int]:
    return [min(profile.tasks_done.get(task_type, 0), MANY_TASKS) for task_type in vocabulary.task_types]


def _leanings(profile: ExpertProfile, vocabulary: Vocabulary) -> list[int]:
    if not profile.leanings:
        return [0] * len(vocabulary.task_types)
    return [profile.leaning(task_type) for task_type in vocabulary.task_types]


def _endings(profile: ExpertProfile, vocabulary: Vocabulary) -> Iterable[tuple[int, ...]]:
    for one in profile.endings:
        yield one.last.toordinal(), vocabulary.themes[one.theme_id], ROLES.index(one.role)


def _inductions(profile: ExpertProfile, _: Vocabulary) -> Iterable[tuple[int, ...]]:
    for induction_id, period in profile.inductions.items():
        yield (induction_id, *_ordinals(period))


def _booked(profile: ExpertProfile, vocabulary: Vocabulary) -> Iterable[tuple[int, ...]]:
    for booking in profile.bookings:
        yield (*bookings.minutes_of(booking.span), vocabulary.place(booking.municipality))


def _known(profile: ExpertProfile, _: Vocabulary) -> Iterable[tuple[int, ...]]:
    for one in profile.acquaintances:
        yield one.client_id, one.times, int(one.wished_again), _day(one.last)


def _day(day: date | None) -> int:
    return day.toordinal() if day else NEVER


def _cents(money: Money | None) -> int:
    return NO_CAP if money is None else money.cents


def _cap_minutes(profile: ExpertProfile, _: Vocabulary) -> int:
    return NO_CAP if profile.monthly_cap_minutes is None else profile.monthly_cap_minutes


@dataclass(frozen=True, eq=False)
class Each:
    """One value per expert, who is on the last axis. Days are ordinals, sums cents; `validity` is duty × period × 2."""

    ids: Ints = field(metadata=column(np.int64, lambda p, _: p.id))
    own: Bits = field(metadata=column(np.uint64, lambda p, v: v.theme_bits(p.own_themes)))
    close: Bits = field(metadata=column(np.uint64, lambda p, v: v.theme_bits(p.close_themes)))
    languages: Bits = field(metadata=column(np.uint64, lambda p, v: v.language_bits(p.languages)))
    task_types: Bits = field(metadata=column(np.uint64, _task_bits))
    areas: Bits = field(metadata=column(np.uint64, lambda p, v: v.area_words(p.areas)))
    home: Ints = field(metadata=column(np.int32, lambda p, v: v.place(p.home)))
    on_site: Bools = field(metadata=column(np.bool_, lambda p, _: p.on_site))
    remote: Bools = field(metadata=column(np.bool_, lambda p, _: p.remote))
    wish: Ints = field(metadata=column(np.int8, lambda p, _: WISHES.index(p.wish)))
    validity: Ints = field(metadata=column(np.int32, lambda p, _: _validity(p)))
    pause: Ints = field(metadata=column(np.int32, lambda p, _: _ordinals(p.standing.pause)))
    asked: Bools = field(metadata=column(np.bool_, lambda p, _: p.availability.week is not None))
    week: Bits = field(metadata=column(np.uint64, lambda p, _: p.availability.week or (0,) * 7))
    tasks_done: Ints = field(metadata=column(np.int16, _tasks_done))
    leanings: Ints = field(metadata=column(np.int8, _leanings))
    count_90: Ints = field(metadata=column(np.int32, lambda p, _: p.recent.count_90))
    count_365: Ints = field(metadata=column(np.int32, lambda p, _: p.recent.count_365))
    cents_90: Ints = field(metadata=column(np.int64, lambda p, _: p.recent.fees_90.cents))
    cents_365: Ints = field(metadata=column(np.int64, lambda p, _: p.recent.fees_365.cents))
    last: Ints = field(metadata=column(np.int32, lambda p, _: _day(p.recent.last)))
    joined: Ints = field(metadata=column(np.int32, lambda p, _: _day(p.joined_on)))
    cap_cents: Ints = field(metadata=column(np.int64, lambda p, _: _cents(p.monthly_cap)))
    cap_minutes: Ints = field(metadata=column(np.int32, _cap_minutes))
    through_association: Bools = field(metadata=column(np.bool_, lambda p, _: p.contact is ContactRoute.ASSOCIATION))


@dataclass(frozen=True, eq=False)
class Many:
    """Any number of rows per expert, each sorted by the key named first."""

    bookings: Ragged = field(metadata=rows(2, _booked))
    """First minute; last minute, place."""
    exceptions: Ragged = field(
        metadata=rows(2, lambda p, _: ((*_ordinals(one.period), int(one.free)) for one in p.availability.exceptions))
    )
    """First day; last day, free or not."""
    acquaintances: Ragged = field(metadata=rows(3, _known))
    """Client; times, wished again, last day."""
    groups: Ragged = field(metadata=rows(0, lambda p, _: ((group,) for group in p.groups)))
    endings: Ragged = field(metadata=rows(2, _endings))
    """Last day of a consent; theme's bit, role."""
    inductions: Ragged = field(metadata=rows(2, _inductions))
    """Induction; first day, last day."""
    unwanted_clients: Ragged = field(metadata=rows(0, lambda p, _: ((client,) for client in p.unwanted_clients)))
    unwanted_experts: Ragged = field(metadata=rows(0, lambda p, _: ((expert,) for expert in p.unwanted_experts)))
    months: Ragged = field(
        metadata=rows(2, lambda p, _: ((month_key(one.month), one.minutes, one.fees.cents) for one in p.months))
    )
    """Month; minutes, cents."""


BLANK = ExpertProfile(id=0, joined_on=date.min)


@dataclass(frozen=True, eq=False)
class Columns:
    """Experts in the order of their ids. Nothing here is changed in place: a change gives new columns."""

    vocabulary: Vocabulary
    each: Each
    many: Many

    @classmethod
    def build(cls, profiles: Iterable[ExpertProfile], vocabulary: Vocabulary) -> Columns:
        ordered = sorted(profiles, key=lambda profile: profile.id)
        each = {one.name: _encoded(ordered, vocabulary, **one.metadata) for one in fields(Each)}
        many = {one.name: _listed(ordered, vocabulary, **one.metadata) for one in fields(Many)}
        return cls(vocabulary, Each(**each), Many(**many))

    def __len__(self) -> int:
        return len(self.each.ids)

    @cached_property
    def longest_booking(self) -> int:
        """Minutes; what a search for bookings near a time has to look back."""
        rows = self.many.bookings
        return int((rows.values[0] - rows.key).max(initial=0))

    @cached_property
    def longest_exception(self) -> int:
        """Days, as for bookings."""
        rows = self.many.exceptions
        return int((rows.values[0] - rows.key).max(initial=0))

    def every(self, at: At) -> Ints:
        """The places themselves."""
        return np.arange(len(self)) if isinstance(at, slice) else at

    def among(self, at: Ints) -> Bools:
        """Over everyone: who is one of these."""
        those = np.zeros(len(self), np.bool_)
        those[at] = True
        return those

    def places(self, expert_ids: Iterable[int]) -> NDArray[np.intp]:
        """Sorted places of those who are here."""
        return np.flatnonzero(np.isin(self.each.ids, np.array(list(expert_ids), np.int64)))

    def without(self, *expert_ids: int) -> Columns:
        places = self.places(expert_ids)
        each = {one.name: still(np.delete(getattr(self.each, one.name), places, axis=-1)) for one in fields(Each)}
        many = {one.name: getattr(self.many, one.name).without(places) for one in fields(Many)}
        return Columns(self.vocabulary, Each(**each), Many(**many))

    def patched(self, *profiles: ExpertProfile) -> Columns:
        """These experts as they are now, whether they were here or not; the rest untouched."""
        fresh = Columns.build(profiles, self.vocabulary)
        kept = self.without(*(profile.id for profile in profiles))
        places = np.searchsorted(kept.each.ids, fresh.each.ids)
        each, many = {}, {}
        for one in fields(Each):
            old, new = getattr(kept.each, one.name), getattr(fresh.each, one.name)
            each[one.name] = still(np.insert(old, places, new, axis=-1))
        for one in fields(Many):
            many[one.name] = getattr(kept.many, one.name).inserted(places, getattr(fresh.many, one.name))
        return Columns(self.vocabulary, Each(**each), Many(**many))

    def replaced(self, each: Mapping[str, Array], many: Mapping[str, Ragged]) -> Columns:
        """The same experts with these columns in place of their own."""
        closed = {name: still(array) for name, array in each.items()}
        return Columns(self.vocabulary, replace(self.each, **closed), replace(self.many, **many))

    def differences(self, other: Columns) -> list[str]:
        """Names of the columns that are not the same; empty for equal ones."""
        return [name for name, mine in self._arrays() if not np.array_equal(mine, dict(other._arrays())[name])]

    def _arrays(self) -> list[tuple[str, Array]]:
        each = [(one.name, getattr(self.each, one.name)) for one in fields(Each)]
        many = [(one.name, getattr(self.many, one.name)) for one in fields(Many)]
        return each + [
            (f"{name}.{part.name}", getattr(rows, part.name)) for name, rows in many for part in fields(rows)
        ]


def _encoded(profiles: Sequence[ExpertProfile], vocabulary: Vocabulary, dtype: npt.DTypeLike, encode: Encode) -> Array:
    """The blank row gives the shape even when there are no experts."""
    table = np.array([encode(profile, vocabulary) for profile in (*profiles, BLANK)], dtype)[:-1]
    return still(np.moveaxis(table, 0, -1))


def _listed(profiles: Sequence[ExpertProfile], vocabulary: Vocabulary, width: int, encode: Rows) -> Ragged:
    return Ragged.of(width, ((owner, *row) for owner, one in enumerate(profiles) for row in encode(one, vocabulary)))
