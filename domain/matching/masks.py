"""The hard rules over all experts at once: True where the rule speaks. Each has its namesake in sentences.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from domain import availability, bookings
from domain.bookings import UNKNOWN
from domain.experts import DUTIES, Ineligible, ThemeRole
from domain.matching.arrays import Bits, Bools, Ints
from domain.matching.columns import NO_CAP, Columns, month_key
from domain.matching.need import Need
from domain.matching.vocabulary import WORD
from domain.times import Span

Mask = Callable[[Columns, Need], Bools]


def held(columns: Columns, role: ThemeRole | None) -> Bits:
    """Bits of the themes held in this role, or in either."""
    by_role = {ThemeRole.OWN: columns.each.own, ThemeRole.CLOSE_ONE: columns.each.close}
    return by_role[role] if role else columns.each.own | columns.each.close


def theme(columns: Columns, need: Need) -> Bools:
    if not need.themes:
        return _nobody(columns)
    return _none_of(held(columns, need.role), columns.vocabulary.theme_bits(need.themes))


def not_with(columns: Columns, need: Need) -> Bools:
    spoken = _those(columns, columns.many.unwanted_clients.at(need.client_id)[0])
    for expert_id in need.on_order:
        spoken[columns.many.unwanted_experts.at(expert_id)[0]] = True
    spoken[columns.places(need.unwanted)] = True
    return spoken


def paused(columns: Columns, need: Need) -> Bools:
    first, last = columns.each.pause
    return _any(columns, ((first <= day) & (day <= last) for day in _ordinals(need)))


def on_order(columns: Columns, need: Need) -> Bools:
    return _those(columns, columns.places(need.on_order))


def duty(reason: Ineligible) -> Mask:
    def mask(columns: Columns, need: Need) -> Bools:
        first, last = columns.each.validity[DUTIES.index(reason)].swapaxes(0, 1)
        return _any(columns, (~((first <= day) & (day <= last)).any(axis=0) for day in _ordinals(need)))

    return mask


def task_type(columns: Columns, need: Need) -> Bools:
    return _none_of(columns.each.task_types, columns.vocabulary.task_bits([need.task_type_id]))


def language(columns: Columns, need: Need) -> Bools:
    known = {need.language} & columns.vocabulary.language_place.keys()
    return _none_of(columns.each.languages, columns.vocabulary.language_bits(known))


def place(columns: Columns, need: Need) -> Bools:
    if need.place is None:
        return ~columns.each.remote
    if need.place == UNKNOWN:
        return ~columns.each.on_site
    word, bit = divmod(columns.vocabulary.place(need.place), WORD)
    return ~columns.each.on_site | _none_of(columns.each.areas[word], 1 << bit)


def not_free(columns: Columns, need: Need) -> Bools:
    return _times(columns, need)[0]


def availability_unknown(columns: Columns, need: Need) -> Bools:
    not_free, unknown = _times(columns, need)
    return unknown & ~not_free


def busy(columns: Columns, need: Need) -> Bools:
    spoken = _nobody(columns)
    for session in need.sessions:
        owner, gap, _ = _near(columns, need, session)
        spoken[owner[gap < 0]] = True
    return spoken


def travel(columns: Columns, need: Need) -> Bools:
    """The journey is too short although the tasks do not overlap; of two sessions each may fail its own way."""
    spoken = _nobody(columns)
    for session in need.sessions:
        owner, gap, missing = _near(columns, need, session)
        spoken[owner[(gap >= 0) & (missing > 0)]] = True
    return spoken


def over_cap(columns: Columns, need: Need) -> Bools:
    spoken = _nobody(columns)
    for month, (minutes, cents) in need.months().items():
        load = np.zeros((2, len(columns)), np.int64)
        owner, values = columns.many.months.at(month_key(month))
        load[:, owner] = values
        for cap, done, added in (
            (columns.each.cap_minutes, load[0], minutes),
            (columns.each.cap_cents, load[1], cents),
        ):
            spoken |= (cap != NO_CAP) & (done + added > cap)
    return spoken


def through_association(columns: Columns, _: Need) -> Bools:
    return columns.each.through_association


def _none_of(bits: Bits, wanted: int) -> Bools:
    spoken: Bools = bits & np.uint64(wanted) == 0
    return spoken


def _nobody(columns: Columns) -> Bools:
    return np.zeros(len(columns), np.bool_)


def _those(columns: Columns, places: Ints) -> Bools:
    spoken = _nobody(columns)
    spoken[places] = True
    return spoken


def _any(columns: Columns, masks: Iterable[Bools]) -> Bools:
    spoken = _nobody(columns)
    for mask in masks:
        spoken |= mask
    return spoken


def _ordinals(need: Need) -> list[int]:
    return [day.toordinal() for day in need.days]


def _times(columns: Columns, need: Need) -> tuple[Bools, Bools]:
    """Who is not free in some session, and of whom some session is not known."""
    not_free, unknown = _nobody(columns), _nobody(columns)
    for session in need.sessions:
        for day, bits in availability.half_hours(session):
            week = columns.each.week[day.weekday()]
            not_now, not_known = columns.each.asked & (week & bits != bits), ~columns.each.asked
            exceptions = columns.many.exceptions
            begun = exceptions.until(day.toordinal())
            last, free = exceptions.values[:, begun]
            lasting = last >= day.toordinal()
            named = exceptions.owner[begun][lasting]
            not_now[named] = not_known[named] = False
            not_now[named[free[lasting] == 0]] = True
            not_free |= not_now
            unknown |= not_known
    return not_free, unknown


def _near(columns: Columns, need: Need, session: Span) -> tuple[Ints, Ints, Ints]:
    """Bookings that may matter: owner, the gap to the session, what the gap lacks of the journey; in minutes."""
    first, last = bookings.minutes_of(session)
    longest = columns.vocabulary.longest_travel
    booked = columns.many.bookings
    begun = booked.until(last + longest)
    close = np.flatnonzero(booked.values[0, begun] > first - longest)
    end, place = booked.values[:, close]
    gap = np.maximum(booked.key[close] - last, first - end)
    missing = columns.vocabulary.travel[columns.vocabulary.place(need.place)][place] - gap
    return booked.owner[close], gap, missing
