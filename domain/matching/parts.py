"""What makes one expert suit one order better than another: whole points that add up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from domain import bookings
from domain.bookings import UNKNOWN
from domain.experts import ThemeRole
from domain.matching import masks
from domain.matching.arrays import Array, Ints
from domain.matching.columns import WISHES, Columns
from domain.matching.need import Need
from domain.matching.profiles import ExpertProfile
from domain.matching.vocabulary import NOT_KNOWN
from domain.matching.weights import Part, Weights
from domain.messages import Message

YEAR, QUARTER = 365, 90
SHARE = 1000

Points = Callable[[Columns, Need, Weights, Ints], Ints]
Clause = Callable[[ExpertProfile, Need], Message | None]


@dataclass(frozen=True)
class ScorePart:
    """`points` gives whole numbers for the experts in these places; `clause` says the fact behind one expert's."""

    key: Part
    points: Points
    clause: Clause


def theme_fit(columns: Columns, need: Need, weights: Weights, at: Ints) -> Ints:
    """By the share of the order's themes that the expert has in the wished role."""
    fitting = masks.held(columns, need, at) & columns.vocabulary.theme_bits(need.themes)
    return _of(weights.points[Part.THEME_FIT], np.bitwise_count(fitting), max(1, len(need.themes)))


def task_experience(columns: Columns, need: Need, weights: Weights, at: Ints) -> Ints:
    done = columns.each.tasks_done[columns.vocabulary.task_place[need.task_type_id]][at]
    return _of(weights.points[Part.TASK_EXPERIENCE], done, weights.full_experience)


def continuity(columns: Columns, need: Need, weights: Weights, at: Ints) -> Ints:
    """An orderer's wish to have the same expert again is full continuity, and so is work with the same group."""
    there, (times, again, _) = columns.many.acquaintances.found(need.client_id, at)
    known = np.zeros(len(at), np.int32)
    known[there] = np.where(again == 1, weights.full_continuity, times)
    if need.group:
        known[columns.many.groups.found(need.group, at)[0]] = weights.full_continuity
    return _of(weights.points[Part.CONTINUITY], known, weights.full_continuity)


def wished(columns: Columns, need: Need, weights: Weights, at: Ints) -> Ints:
    return _of(weights.points[Part.WISHED], columns.each.ids[at] == need.wished_expert_id, 1)


def distance(columns: Columns, need: Need, weights: Weights, at: Ints) -> Ints:
    """Nobody travels to remote work, and an unknown place is not near: both give nothing."""
    if need.place is None or need.place == UNKNOWN:
        return np.zeros(len(at), np.int32)
    km = columns.vocabulary.kilometres[columns.vocabulary.place(need.place)][columns.each.home[at]]
    nearer = np.where(km == NOT_KNOWN, 0, weights.far_km - km)
    return _of(weights.points[Part.DISTANCE], nearer, weights.far_km)


def hints(columns: Columns, need: Need, weights: Weights, at: Ints) -> Ints:
    """Half of the points when nothing is told; all for what is liked, none for what the expert would rather not do."""
    leaning = columns.each.leanings[columns.vocabulary.task_place[need.task_type_id]][at]
    return _of(weights.points[Part.HINTS], 1 + leaning, 2)


def rotation(columns: Columns, need: Need, weights: Weights, at: Ints) -> Ints:
    """Five equal shares: days waited, and what the tasks and euros of the last 90 and 365 days lack of the wish.

    A newcomer counts as having worked at the wished pace until joining, so nobody is flooded with work on arrival.
    """
    each, today = columns.each, need.today.toordinal()
    yearly = np.array([weights.yearly[wish] for wish in WISHES], np.int64)[each.wish[at]]
    here = today - each.joined[at]
    waited = _of(SHARE, np.minimum(here, today - each.last[at]), YEAR // yearly)
    days = np.array([[QUARTER], [YEAR], [QUARTER], [YEAR]])
    unit = np.array([[1], [1], [weights.usual_fee.cents], [weights.usual_fee.cents]])
    done = np.stack([each.count_90[at], each.count_365[at], each.cents_90[at], each.cents_365[at]])
    wanted = np.maximum(1, yearly * days // YEAR) * unit
    missing = wanted * np.minimum(np.maximum(here, 0), days) - done * days
    shares = SHARE * np.maximum(missing, 0) // (wanted * days)
    points: Ints = weights.points[Part.ROTATION] * (waited + shares.sum(axis=0)) // (5 * SHARE)
    return points


def _of(most: int, value: Array, full: Ints | int) -> Ints:
    """`most` points in proportion to `value` of `full`, no less than nothing and no more than all."""
    # Not np.clip, which takes longer to begin than these two together.
    bounded: Any = np.minimum(np.maximum(value.astype(np.int32), 0), full)
    points: Ints = most * bounded // full
    return points


_EXPERIENCE = {
    ThemeRole.OWN: Message("own experience of the theme"),
    ThemeRole.CLOSE_ONE: Message("experience of the theme as a close one"),
}


def say_theme(profile: ExpertProfile, need: Need) -> Message | None:
    count = len(profile.held(need.role, need.last_day) & need.themes)
    if count < len(need.themes):
        return Message("themes of the order: {count} of {total}", count=count, total=len(need.themes))
    for role in (need.role,) if need.role else ThemeRole:
        if need.themes <= profile.held(role, need.last_day):
            return _EXPERIENCE[role]
    return Message("experience of the themes, own and as a close one")


def say_experience(profile: ExpertProfile, need: Need) -> Message | None:
    return Message("similar tasks before: {count}", count=profile.tasks_done.get(need.task_type_id, 0))


def say_continuity(profile: ExpertProfile, need: Need) -> Message | None:
    known = profile.acquainted(need.client_id)
    if known is None:
        return None
    if need.group in profile.groups:
        return Message("has worked with the same group, last with this orderer {day}", day=known.last)
    if known.wished_again:
        return Message("the orderer has asked for the same expert again")
    return Message("last with this orderer {day}", day=known.last)


def say_wished(_profile: ExpertProfile, _need: Need) -> Message | None:
    return Message("wished for by the orderer")


def say_distance(profile: ExpertProfile, need: Need) -> Message | None:
    if need.place is None or UNKNOWN in (need.place, profile.home):
        return None
    if need.place == profile.home:
        return Message("from the same municipality")
    return Message("journey about {km} km", km=bookings.distance_km(profile.home, need.place))


def say_hint(profile: ExpertProfile, need: Need) -> Message | None:
    return Message("likes such tasks") if profile.leaning(need.task_type_id) > 0 else None


def say_rotation(profile: ExpertProfile, _need: Need) -> Message | None:
    if profile.recent.last is None:
        return Message("no tasks yet")
    return Message("latest task {day}", day=profile.recent.last)


PARTS = (
    ScorePart(Part.THEME_FIT, theme_fit, say_theme),
    ScorePart(Part.TASK_EXPERIENCE, task_experience, say_experience),
    ScorePart(Part.CONTINUITY, continuity, say_continuity),
    ScorePart(Part.WISHED, wished, say_wished),
    ScorePart(Part.DISTANCE, distance, say_distance),
    ScorePart(Part.HINTS, hints, say_hint),
    ScorePart(Part.ROTATION, rotation, say_rotation),
)
