"""Capacity: which members of the bank may act today, whose duties are lapsing, and what the ready ones cover."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

import numpy as np

from domain import suppression
from domain.experts import DUTIES, Ineligible
from domain.legends import Legend
from domain.matching.arrays import Bits, Bools, Ints
from domain.matching.columns import Columns
from domain.register import LAPSES_WITHIN
from domain.scopes import Scope

WORD = 64


class Readiness(StrEnum):
    """READY may act today; LAPSING as well, but the yearly refresher runs out soon; LAPSED once could."""

    READY = auto()
    LAPSING = auto()
    LAPSED = auto()
    IN_INDUCTION = auto()
    IN_TRAINING = auto()


@dataclass(frozen=True)
class Cover:
    """How many ready members there are for something; None where few could be known by it."""

    name: str
    people: int | None


@dataclass(frozen=True)
class Capacity:
    """`scope` is the day looked at. `mentored` people came to mentoring `mentorings` times in the charts' period."""

    scope: Scope
    counts: Mapping[Readiness, int]
    themes: tuple[Cover, ...]
    languages: tuple[Cover, ...]
    areas: tuple[Cover, ...]
    mentorings: int
    mentored: int


def readiness(columns: Columns, day: date) -> Mapping[int, Readiness]:
    """Expert → how ready."""
    found = zip(columns.each.ids.tolist(), _codes(columns, day).tolist(), strict=True)
    return {expert: tuple(Readiness)[code] for expert, code in found}


def counts(columns: Columns, day: date, members: Ints) -> Mapping[Readiness, int]:
    """Of the experts who are `members`."""
    codes = _codes(columns, day)[np.isin(columns.each.ids, members)]
    return dict(zip(Readiness, np.bincount(codes, minlength=len(Readiness)).tolist(), strict=True))


def themes(columns: Columns, day: date, legend: Legend) -> tuple[Cover, ...]:
    own = columns.each.own[_ready(columns, day)]
    return _covers((theme.name, _holding(own, theme.bit)) for theme in legend.themes.values())


def languages(columns: Columns, day: date) -> tuple[Cover, ...]:
    """By the languages' codes."""
    spoken = columns.each.languages[_ready(columns, day)]
    return _covers((code, _holding(spoken, place)) for place, code in enumerate(columns.vocabulary.languages))


def areas(columns: Columns, day: date, protected: Collection[int]) -> tuple[Cover, ...]:
    """Only municipalities where somebody works; experts with a protected contact are in none of them."""
    told = _ready(columns, day) & ~np.isin(columns.each.ids, list(protected))
    words = columns.each.areas[:, told]
    places = enumerate(columns.vocabulary.municipalities)
    found = ((place.name, _holding(words[number // WORD], number % WORD)) for number, place in places)
    return _covers(one for one in found if one[1])


def _codes(columns: Columns, day: date) -> Ints:
    on = {duty: _covered(columns, duty, day.toordinal()) for duty in DUTIES}
    able = np.logical_and.reduce(list(on.values()))
    lasting = _covered(columns, Ineligible.REFRESHER, day.toordinal() + LAPSES_WITHIN)
    words = tuple(Readiness)
    classes = {
        Readiness.READY: able & lasting,
        Readiness.LAPSING: able,
        Readiness.LAPSED: on[Ineligible.TRAINING] & on[Ineligible.INDUCTION],
        Readiness.IN_INDUCTION: on[Ineligible.TRAINING],
    }
    codes: Ints = np.select(
        list(classes.values()), [words.index(word) for word in classes], words.index(Readiness.IN_TRAINING)
    )
    return codes


def _covered(columns: Columns, duty: Ineligible, day: int) -> Bools:
    periods = columns.each.validity[DUTIES.index(duty)]
    covered: Bools = np.any((periods[:, 0] <= day) & (periods[:, 1] >= day), axis=0)
    return covered


def _ready(columns: Columns, day: date) -> Bools:
    words = tuple(Readiness)
    ready: Bools = np.isin(_codes(columns, day), [words.index(Readiness.READY), words.index(Readiness.LAPSING)])
    return ready


def _holding(bits: Bits, place: int) -> int:
    return int(np.count_nonzero(bits & np.uint64(1 << place)))


def _covers(people: Iterable[tuple[str, int]]) -> tuple[Cover, ...]:
    """Most people first; hidden counts last, where their order tells nothing."""
    named = sorted(people, key=lambda one: (-one[1], one[0]))
    hidden = suppression.suppressed([count for _name, count in named])
    shown = [Cover(name, count) for (name, count), out in zip(named, hidden, strict=True) if not out]
    unseen = sorted(name for (name, _count), out in zip(named, hidden, strict=True) if out)
    return (*shown, *(Cover(name, None) for name in unseen))
