"""The hard rules over many experts at once: True where the rule speaks. Each has its namesake in sentences.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from domain.bookings import UNKNOWN
from domain.experts import DUTIES, Ineligible, ThemeRole
from domain.matching.arrays import At, Bits, Bools, Ints
from domain.matching.columns import NO_CAP, ROLES, Columns, month_key
from domain.matching.need import Need
from domain.matching.vocabulary import WORD

Mask = Callable[[Columns, Need, At], Bools]


def held(columns: Columns, need: Need, at: At) -> Bits:
    """Bits of the themes held in the wished role, or in either, with consent until the last day."""
    ended = columns.many.endings.until(need.last_day.toordinal() - 1)
    roles = (need.role,) if need.role else ROLES
    first, *more = (_consented(columns, role, at, ended) for role in roles)
    for bits in more:
        first = first | bits
    return first


def _consented(columns: Columns, role: ThemeRole, at: At, ended: slice) -> Bits:
    bits: Bits = (columns.each.own if role is ThemeRole.OWN else columns.each.close)[at]
    endings = columns.many.endings
    theme, in_role = endings.values[:, ended]
    owner = endings.owner[ended]
    mine = in_role == ROLES.index(role)
    if not isinstance(at, slice):
        mine &= columns.among(at)[owner]
    if not mine.any():
        return bits
    owner, lost = owner[mine], ~(np.uint64(1) << theme[mine].astype(np.uint64))
    bits = bits.copy()
    np.bitwise_and.at(bits, owner if isinstance(at, slice) else np.searchsorted(at, owner), lost)
    return bits


def full(columns: Columns, need: Need, at: At) -> Bools:
    return np.full(len(columns.each.ids[at]), need.full, np.bool_)


def theme(columns: Columns, need: Need, at: At) -> Bools:
    if not need.themes:
        return _nobody(columns)[at]
    return _none_of(held(columns, need, at), columns.vocabulary.theme_bits(need.themes))


def not_with(columns: Columns, need: Need, at: At) -> Bools:
    spoken = columns.among(columns.many.unwanted_clients.owners(need.client_id))
    for expert_id in need.on_order:
        spoken[columns.many.unwanted_experts.owners(expert_id)] = True
    if need.unwanted:
        spoken[columns.places(need.unwanted)] = True
    return spoken[at]


def paused(columns: Columns, need: Need, at: At) -> Bools:
    first, last = (bound[at] for bound in columns.each.pause)
    return _any((first <= day) & (day <= last) for day in _ordinals(need))


def on_order(columns: Columns, need: Need, at: At) -> Bools:
    return (columns.among(columns.places(need.on_order)) if need.on_order else _nobody(columns))[at]


def duty(reason: Ineligible) -> Mask:
    place = DUTIES.index(reason)
    # Of agreements two periods are kept, of other duties the last one; see Standing.
    periods = slice(None) if reason is Ineligible.AGREEMENT else slice(1)

    def mask(columns: Columns, need: Need, at: At) -> Bools:
        held = columns.each.validity[place, periods]
        stretches = [(first[at], last[at]) for first, last in held]
        missing = []
        for day in _ordinals(need):
            valid, *more = ((first <= day) & (day <= last) for first, last in stretches)
            for later in more:
                valid |= later
            missing.append(~valid)
        return _any(missing)

    return mask


def task_induction(columns: Columns, need: Need, at: At) -> Bools:
    at = columns.every(at)
    first_day, last_day = need.days[0].toordinal(), need.last_day.toordinal()
    spoken = np.zeros(len(at), np.bool_)
    for induction in need.inductions:
        there, (first, last) = columns.many.inductions.found(induction.id, at)
        there[there] = (first <= first_day) & (last_day <= last)
        spoken |= ~there
    return spoken


def task_type(columns: Columns, need: Need, at: At) -> Bools:
    return _none_of(columns.each.task_types[at], columns.vocabulary.task_bits([need.task_type_id]))


def language(columns: Columns, need: Need, at: At) -> Bools:
    known = {need.language} & columns.vocabulary.language_place.keys()
    return _none_of(columns.each.languages[at], columns.vocabulary.language_bits(known))


def place(columns: Columns, need: Need, at: At) -> Bools:
    if need.place is None:
        return ~columns.each.remote[at]
    stays_away = ~columns.each.on_site[at]
    if need.place == UNKNOWN:
        return stays_away
    word, bit = divmod(columns.vocabulary.place(need.place), WORD)
    return stays_away | _none_of(columns.each.areas[word][at], 1 << bit)


def over_cap(columns: Columns, need: Need, at: At) -> Bools:
    at = columns.every(at)
    caps = np.stack([columns.each.cap_minutes[at], columns.each.cap_cents[at]])
    spoken = np.zeros(len(at), np.bool_)
    for month, added in need.months.items():
        load = np.zeros((2, len(at)), np.int64)
        there, values = columns.many.months.found(month_key(month), at)
        load[:, there] = values
        over = (caps != NO_CAP) & (load + np.array(added)[:, None] > caps)
        spoken |= over[0] | over[1]
    return spoken


def own_wish(columns: Columns, need: Need, at: At) -> Bools:
    leanings: Ints = columns.each.leanings[columns.vocabulary.task_place[need.task_type_id]][at]
    return leanings < 0


def through_association(columns: Columns, _: Need, at: At) -> Bools:
    return columns.each.through_association[at]


def _none_of(bits: Bits, wanted: int) -> Bools:
    spoken: Bools = bits & np.uint64(wanted) == 0
    return spoken


def _nobody(columns: Columns) -> Bools:
    return np.zeros(len(columns), np.bool_)


def _any(masks: Iterable[Bools]) -> Bools:
    first, *more = masks
    for mask in more:
        first |= mask
    return first


def _ordinals(need: Need) -> list[int]:
    return [day.toordinal() for day in need.days]
