"""The candidates of one order, put together from what the ranking and the rows tell."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from db import columns, queries
from db.session import Reading
from domain import bookings, times
from domain.bookings import UNKNOWN
from domain.matching import explanation, ranking, working
from domain.matching.columns import Columns
from domain.matching.need import Need
from domain.matching.profiles import ExpertProfile
from domain.matching.ranking import Ranking
from domain.matching.weights import Weights
from domain.offers import OfferRow
from layouts.candidates import Candidate, Hours

DAYS_SHOWN = 2


@dataclass(frozen=True)
class Match:
    """One order against the bank, as of this transaction."""

    need: Need
    columns: Columns
    weights: Weights
    ranking: Ranking

    def place(self, expert_id: int) -> int | None:
        """On the list, from one on."""
        at = np.flatnonzero(self.ranking.ids == expert_id)
        return int(at[0]) + 1 if len(at) else None

    def place_if_free(self, expert_id: int) -> int:
        return ranking.place_if_free(self.columns, self.need, self.weights, self.ranking, expert_id)


def match(reading: Reading, order_id: int, dates: Collection[int] = ()) -> Match:
    """With `dates` for these sessions of a series only."""
    need = queries.dates.only(reading, queries.matching.need(reading, order_id), dates)
    weights = queries.matching.weights(reading)
    current = columns.current(reading, reading.today)
    return Match(need, current, weights, ranking.rank(current, need, weights))


def of(reading: Reading, found: Match, expert_ids: Collection[int]) -> list[Candidate]:
    """In the order of the ids; a constant number of queries."""
    need = found.need
    register = queries.profiles.ruled(reading, expert_ids)
    profiles = {profile.id: profile for profile in working.told(found.columns, need, register)}
    people = queries.offers.reachable(reading, expert_ids)
    names = dict(queries.themes.choices(reading))
    answers: dict[int, OfferRow] = {}
    for offer in queries.offers.of_order(reading, need.order_id):
        answers.setdefault(offer.expert_id, offer)
    candidates = []
    for profile in (profiles[one] for one in expert_ids if one in profiles):
        place, known = found.place(profile.id), profile.acquainted(need.client_id)
        points = found.ranking.parts_of(profile.id) if place else {}
        candidates.append(
            Candidate(
                person=people[profile.id],
                place=place,
                place_if_free=place or found.place_if_free(profile.id),
                explanation=explanation.explain(profile, need, points or None),
                parts=points,
                recent=profile.recent,
                wish=profile.wish,
                themes=sorted(names[theme] for theme in profile.held(need.role, need.last_day) & need.themes),
                km=_kilometres(profile, need),
                known=known.last if known else None,
                free=_free(profile, need),
                answered=answers.get(profile.id),
            )
        )
    return candidates


def _kilometres(profile: ExpertProfile, need: Need) -> int | None:
    if need.place is None or UNKNOWN in (need.place, profile.home):
        return None
    return bookings.distance_km(profile.home, need.place)


def _free(profile: ExpertProfile, need: Need) -> list[tuple[date, Hours]]:
    """The first days of the order; without any the days of a week from today."""
    asked = [times.day_of(session.start) for session in need.sessions]
    week = [need.today + timedelta(days=offset) for offset in range(7)]
    by_weekday = {day.weekday(): day for day in reversed(asked or week)}
    days = sorted(by_weekday.values())[: DAYS_SHOWN if asked else len(week)]
    hours = [(day, profile.availability.hours_on(day)) for day in days]
    return [one for one in hours if asked or one[1]]
