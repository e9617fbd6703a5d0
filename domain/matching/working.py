"""What a history means on one day: the columns that speak of work, for all experts at once, and what they tell of some."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from domain.matching import histories
from domain.matching.arrays import Array, Ints, still
from domain.matching.columns import MANY_TASKS, NEVER, Columns, Each, month_key
from domain.matching.histories import NO_PLACE, REMOTE, History
from domain.matching.need import Need
from domain.matching.profiles import Acquaintance, ExpertProfile, Recent
from domain.matching.ragged import Ragged
from domain.matching.vocabulary import Vocabulary
from domain.money import Money
from domain.times import Month

WINDOWS = {"90": 90, "365": 365}


def worked(columns: Columns, history: History, on: date, wishes: Collection[tuple[int, int]]) -> Columns:
    """The same experts with their work, as if each had been encoded from a profile that holds it.

    `wishes` are pairs of an expert and an orderer who has asked for that expert.
    """
    place = np.searchsorted(columns.each.ids, history.expert)
    known = place < len(columns)
    known[known] = columns.each.ids[place[known]] == history.expert[known]
    owner, ours = place[known].astype(np.int32), history.where(known)
    past = ours.day <= on.toordinal()
    each = {**_recent(len(columns), owner, ours, on), "tasks_done": _tasks(columns, owner[past], ours.where(past))}
    done = ours.where(past)
    many = {
        "bookings": _bookings(columns.vocabulary, owner, ours, on),
        "acquaintances": _acquaintances(columns.each.ids, owner[past], done, wishes),
        "groups": _groups(owner[past], done),
        "months": _months(owner, ours, on),
    }
    return columns.replaced(each, many)


def told(columns: Columns, need: Need, profiles: Sequence[ExpertProfile]) -> Iterator[ExpertProfile]:
    """These experts, by id, with what the columns hold of their work, as far as it is a fact for this order."""
    at = columns.places(profile.id for profile in profiles)
    met, facts = columns.many.acquaintances.found(need.client_id, at)
    known = dict(zip(at[met].tolist(), facts.T.tolist(), strict=True))
    group = set(at[columns.many.groups.found(need.group, at)[0]].tolist())
    done = columns.each.tasks_done[columns.vocabulary.task_place[need.task_type_id]]
    for profile, place in zip(profiles, at.tolist(), strict=True):
        yield replace(
            profile,
            recent=_facts(columns.each, place),
            tasks_done={need.task_type_id: int(done[place])},
            acquaintances=_acquaintance(need.client_id, known.get(place)),
            groups=frozenset({need.group} if place in group else ()),
        )


def _facts(each: Each, place: int) -> Recent:
    return Recent(
        count_90=int(each.count_90[place]),
        count_365=int(each.count_365[place]),
        fees_90=Money(int(each.cents_90[place])),
        fees_365=Money(int(each.cents_365[place])),
        last=date.fromordinal(int(each.last[place])) if each.last[place] != NEVER else None,
    )


def _acquaintance(client_id: int, facts: Sequence[int] | None) -> tuple[Acquaintance, ...]:
    if facts is None:
        return ()
    times, again, last = facts
    return (Acquaintance(client_id, times, date.fromordinal(last), bool(again)),)


def _recent(count: int, owner: Ints, work: History, on: date) -> Mapping[str, Array]:
    """Each window reaches from its days before this one to all that is agreed."""
    found: dict[str, Array] = {}
    for name, days in WINDOWS.items():
        rows = work.day > on.toordinal() - days
        found[f"count_{name}"] = np.bincount(owner[rows], minlength=count).astype(np.int32)
        # Sums of whole cents are exact in float64 up to 2^53.
        sums = np.bincount(owner[rows], weights=work.cents[rows], minlength=count)
        found[f"cents_{name}"] = sums.astype(np.int64)
    last = np.full(count, NEVER, np.int32)
    np.maximum.at(last, owner, work.day)
    return {**found, "last": last}


def _tasks(columns: Columns, owner: Ints, work: History) -> Array:
    types = np.array(columns.vocabulary.task_types, np.int32)
    order = np.argsort(types)
    task = order[np.searchsorted(types, work.task_type, sorter=order)]
    count = len(columns)
    done = np.bincount(task * count + owner, minlength=len(types) * count).reshape(len(types), count)
    return np.minimum(done, MANY_TASKS).astype(np.int16)


def _bookings(vocabulary: Vocabulary, owner: Ints, work: History, on: date) -> Ragged:
    rows = work.last > histories.begun(on)
    places = [_place(vocabulary, code) for code in work.place[rows].tolist()]
    return Ragged.sorted(2, np.column_stack([owner[rows], work.first[rows], work.last[rows], places]))


def _place(vocabulary: Vocabulary, code: int) -> int:
    """As in the vocabulary's tables."""
    unknown = len(vocabulary.municipalities)
    return {REMOTE: unknown + 1, NO_PLACE: unknown}.get(code, vocabulary.numbered.get(code, unknown))


def _acquaintances(ids: Ints, owner: Ints, work: History, wishes: Collection[tuple[int, int]]) -> Ragged:
    pair, first, at, times = np.unique(
        _pairs(owner, work.client), return_index=True, return_inverse=True, return_counts=True
    )
    last = np.full(len(pair), NEVER, np.int32)
    np.maximum.at(last, at, work.day)
    asked = np.array([expert << 32 | client for expert, client in wishes], np.int64)
    again = np.isin(_pairs(ids[owner[first]], work.client[first]), asked)
    return Ragged.sorted(3, np.column_stack([pair >> 32, pair & 0xFFFFFFFF, times, again, last]))


def _groups(owner: Ints, work: History) -> Ragged:
    rows = work.group > 0
    pair = np.unique(_pairs(owner[rows], work.group[rows]))
    return Ragged.sorted(0, np.column_stack([pair >> 32, pair & 0xFFFFFFFF]))


def _months(owner: Ints, work: History, on: date) -> Ragged:
    rows = work.day >= Month.of(on).first.toordinal()
    keys = np.array([month_key(Month.of(date.fromordinal(day))) for day in work.day[rows].tolist()], np.int64)
    pair, at = np.unique(_pairs(owner[rows], keys), return_inverse=True)
    sums = [
        np.bincount(at, weights=values[rows], minlength=len(pair)).astype(np.int64)
        for values in (work.minutes, work.cents)
    ]
    return Ragged.sorted(2, np.column_stack([pair >> 32, pair & 0xFFFFFFFF, *sums]))


def _pairs(high: Ints, low: Ints) -> Ints:
    pairs: Ints = still(high.astype(np.int64) << 32 | low)
    return pairs
