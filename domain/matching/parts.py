"""What makes one expert suit one order better than another: whole points that add up, by dated weights."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

import numpy as np

from domain import bookings
from domain.bookings import UNKNOWN
from domain.errors import Refused
from domain.experts import ThemeRole, WorkWish
from domain.matching import masks, sentences
from domain.matching.arrays import Array, Ints
from domain.matching.columns import WISHES, Columns
from domain.matching.need import Need
from domain.matching.profiles import ExpertProfile
from domain.matching.vocabulary import NOT_KNOWN
from domain.messages import Message

YEAR, QUARTER = 365, 90
SHARE = 1000


class Part(StrEnum):
    THEME_FIT = auto()
    TASK_EXPERIENCE = auto()
    CONTINUITY = auto()
    WISHED = auto()
    DISTANCE = auto()
    ROTATION = auto()


@dataclass(frozen=True)
class Weights:
    """The most points that each part can give and what counts as full; `yearly` is a wish in tasks a year."""

    valid_from: date
    points: Mapping[Part, int]
    yearly: Mapping[WorkWish, int]
    full_experience: int = 5
    full_continuity: int = 3
    far_km: int = 60


DEFAULT = Weights(
    valid_from=date(2021, 1, 1),
    points={
        Part.THEME_FIT: 30,
        Part.TASK_EXPERIENCE: 15,
        Part.CONTINUITY: 15,
        Part.WISHED: 10,
        Part.DISTANCE: 10,
        Part.ROTATION: 20,
    },
    yearly={WorkWish.OFTEN: 24, WorkWish.NOW_AND_THEN: 12, WorkWish.SELDOM: 4, WorkWish.PAUSED: 4},
)
"""A hundred in all. 15.6 assignments a year was the mean of those who worked in KAP Vantaa's bank in 2023."""


def weights_on(day: date, settings: Iterable[Weights]) -> Weights:
    begun = [weights for weights in settings if weights.valid_from <= day]
    if not begun:
        raise Refused("There are no weights for matching on {day}.", day=day)
    return max(begun, key=lambda weights: weights.valid_from)


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
    fitting = masks.held(columns, need.role)[at] & columns.vocabulary.theme_bits(need.themes)
    return _of(weights.points[Part.THEME_FIT], np.bitwise_count(fitting), max(1, len(need.themes)))


def task_experience(columns: Columns, need: Need, weights: Weights, at: Ints) -> Ints:
    done = columns.each.tasks_done[columns.vocabulary.task_place[need.task_type_id]][at]
    return _of(weights.points[Part.TASK_EXPERIENCE], done, weights.full_experience)


def continuity(columns: Columns, need: Need, weights: Weights, at: Ints) -> Ints:
    """An orderer's wish to have the same expert again is full continuity."""
    owner, (times, again) = columns.many.acquaintances.at(need.client_id)
    known = np.zeros(len(columns), np.int32)
    known[owner] = np.where(again == 1, weights.full_continuity, times)
    return _of(weights.points[Part.CONTINUITY], known[at], weights.full_continuity)


def wished(columns: Columns, need: Need, weights: Weights, at: Ints) -> Ints:
    return _of(weights.points[Part.WISHED], columns.each.ids[at] == need.wished_expert_id, 1)


def distance(columns: Columns, need: Need, weights: Weights, at: Ints) -> Ints:
    """Nobody travels to remote work, and an unknown place is not near: both give nothing."""
    if need.place is None or need.place == UNKNOWN:
        return np.zeros(len(at), np.int32)
    km = columns.vocabulary.kilometres[columns.vocabulary.place(need.place)][columns.each.home[at]]
    nearer = np.where(km == NOT_KNOWN, 0, weights.far_km - km)
    return _of(weights.points[Part.DISTANCE], nearer, weights.far_km)


def rotation(columns: Columns, need: Need, weights: Weights, at: Ints) -> Ints:
    """Three equal shares: days waited, and what the last 90 and 365 days lack of the wish.

    A newcomer counts as having worked at the wished pace until joining, so nobody is flooded with work on arrival.
    """
    yearly = np.array([weights.yearly[wish] for wish in WISHES], np.int32)[columns.each.wish[at]]
    today = need.today.toordinal()
    joined, last = columns.each.joined[at], columns.each.last[at]
    waited = _of(SHARE, today - np.maximum(joined, last), YEAR // yearly)
    shares = waited
    for days, count in ((QUARTER, columns.each.count_90[at]), (YEAR, columns.each.count_365[at])):
        wanted = np.maximum(1, yearly * days // YEAR)
        before = days - np.clip(today - joined, 0, days)
        shares = shares + _of(SHARE, wanted * (days - before) - count * days, wanted * days)
    return weights.points[Part.ROTATION] * shares // (3 * SHARE)


def _of(most: int, value: Array, full: Ints | int) -> Ints:
    """`most` points in proportion to `value` of `full`, no less than nothing and no more than all."""
    points: Ints = most * np.clip(value.astype(np.int32), 0, full) // full
    return points


_EXPERIENCE = {
    ThemeRole.OWN: Message("own experience of the theme"),
    ThemeRole.CLOSE_ONE: Message("experience of the theme as a close one"),
}


def say_theme(profile: ExpertProfile, need: Need) -> Message | None:
    count = len(sentences.held(profile, need.role) & need.themes)
    if count < len(need.themes):
        return Message("themes of the order: {count} of {total}", count=count, total=len(need.themes))
    for role in (need.role,) if need.role else ThemeRole:
        if need.themes <= sentences.held(profile, role):
            return _EXPERIENCE[role]
    return Message("experience of the themes, own and as a close one")


def say_experience(profile: ExpertProfile, need: Need) -> Message | None:
    return Message("similar tasks before: {count}", count=profile.tasks_done.get(need.task_type_id, 0))


def say_continuity(profile: ExpertProfile, need: Need) -> Message | None:
    known = profile.acquainted(need.client_id)
    if known is None:
        return None
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
    ScorePart(Part.ROTATION, rotation, say_rotation),
)
