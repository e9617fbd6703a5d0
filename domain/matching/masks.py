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
    first, *more = (_consented(columns, role, ended)[at] for role in roles)
    for bits in more:
        first = first | bits
    return first


def _consented(columns: Columns, role: ThemeRole, ended: slice) -> Bits:
    bits = columns.each.own if role is ThemeRole.OWN else columns.each.close
    if ended.start == ended.stop:
        return bits
    theme, in_role = columns.many.endings.values[:, ended]
    mine = in_role == ROLES.index(role)
    bits = bits.copy()
    lost = ~(np.uint64(1) << theme[mine].astype(np.uint64))
    np.bitwise_and.at(bits, columns.many.endings.owner[ended][mine], lost)
    return bits


def full(columns: Columns, need: Need, at: At) -> Bools:
    return np.full(len(columns), need.full, np.bool_)[at]


def theme(columns: Columns, need: Need, at: At) -> Bools:
    if not need.themes:
        return _nobody(columns)[at]
    return _none_of(held(columns, need, at), columns.vocabulary.theme_bits(need.themes))


def not_with(columns: Columns, need: Need, at: At) -> Bools:
    spoken = _those(columns, columns.many.unwanted_clients.at(need.client_id)[0])
    for expert_id in need.on_order:
        spoken[columns.many.unwanted_experts.at(expert_id)[0]] = True
    if need.unwanted:
        spoken[columns.places(need.unwanted)] = True
    return spoken[at]


def paused(columns: Columns, need: Need, at: At) -> Bools:
    first, last = columns.each.pause[:, at]
    return _any((first <= day) & (day <= last) for day in _ordinals(need))


def on_order(columns: Columns, need: Need, at: At) -> Bools:
    return (_those(columns, columns.places(need.on_order)) if need.on_order else _nobody(columns))[at]


def duty(reason: Ineligible) -> Mask:
    place = DUTIES.index(reason)

    def mask(columns: Columns, need: Need, at: At) -> Bools:
        (first, last), *more = columns.each.validity[place][..., at]
        missing = []
        for day in _ordinals(need):
            valid = (first <= day) & (day <= last)
            for later_first, later_last in more:
                valid |= (later_first <= day) & (day <= later_last)
            missing.append(~valid)
        return _any(missing)

    return mask


def task_induction(columns: Columns, need: Need, at: At) -> Bools:
    spoken = _nobody(columns)
    for induction in need.inductions:
        owner, (first, last) = columns.many.inductions.at(induction.id)
        there = (first <= need.days[0].toordinal()) & (need.last_day.toordinal() <= last)
        lacking = np.ones(len(columns), np.bool_)
        lacking[owner[there]] = False
        spoken |= lacking
    return spoken[at]


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
    spoken = []
    for month, (minutes, cents) in need.months().items():
        load = np.zeros((2, len(columns)), np.int64)
        owner, values = columns.many.months.at(month_key(month))
        load[:, owner] = values
        for cap, done, added in (
            (columns.each.cap_minutes[at], load[0, at], minutes),
            (columns.each.cap_cents[at], load[1, at], cents),
        ):
            spoken.append((cap != NO_CAP) & (done + added > cap))
    return _any(spoken) if spoken else _nobody(columns)[at]


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


def _those(columns: Columns, places: Ints) -> Bools:
    spoken = _nobody(columns)
    spoken[places] = True
    return spoken


def _any(masks: Iterable[Bools]) -> Bools:
    first, *more = masks
    for mask in more:
        first |= mask
    return first


def _ordinals(need: Need) -> list[int]:
    return [day.toordinal() for day in need.days]
