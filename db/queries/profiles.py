"""Experts' profiles for matching, read from rows: a constant number of queries for one expert or for all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import Select, select

from db import tables
from db.queries import profile_rows, works
from db.session import Reading
from domain import experts, hints, inductions, times
from domain.availability import Availability, Exceptional, Slot
from domain.bookings import UNKNOWN, Booking
from domain.errors import Refused
from domain.experts import Attendance, ContactRoute, EligibilityPolicy, Period, ThemeRole
from domain.hints import Leaning
from domain.matching.histories import Work
from domain.matching.profiles import Acquaintance, Ending, ExpertProfile, MonthLoad, Recent
from domain.money import Money
from domain.times import Month

POLICY = EligibilityPolicy()
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""No work is asked for: to find that nothing ends after it, the database would go through all of it."""
Rows = Mapping[int, list[Any]]


def one(reading: Reading, expert_id: int) -> ExpertProfile:
    """What the hard rules ask of one expert; see `ruled`."""
    found = ruled(reading, [expert_id])
    if not found:
        raise Refused("This expert is not in the bank any more.")
    return found[0]


def ruled(reading: Reading, expert_ids: Collection[int]) -> tuple[ExpertProfile, ...]:
    """What the hard rules ask of them, by id: work before this month, which only the ranking weighs, is not read."""
    return _read(reading, reading.today, expert_ids, since=times.start_of(Month.of(reading.today).first))


def register(reading: Reading, on: date) -> tuple[ExpertProfile, ...]:
    """Of everyone in the bank on the day, without their work."""
    return _read(reading, on, None, since=NEVER)


def wishes(reading: Reading, expert_ids: Collection[int] | None = None) -> set[tuple[int, int]]:
    """Pairs of an expert and an orderer who has asked for that expert."""
    order = tables.Order
    query = select(order.wished_expert_id, order.client_id).where(order.wished_expert_id.is_not(None)).distinct()
    if expert_ids is not None:
        query = query.where(order.wished_expert_id.in_(expert_ids))
    return {(expert_id or 0, client_id) for expert_id, client_id in reading.session.execute(query)}


def of(reading: Reading, on: date, expert_ids: Collection[int] | None = None) -> tuple[ExpertProfile, ...]:
    """Of those who are in the bank on the day; a constant number of queries. None asks for everyone."""
    return _read(reading, on, expert_ids)


def _read(
    reading: Reading, on: date, expert_ids: Collection[int] | None, since: datetime | None = None
) -> tuple[ExpertProfile, ...]:
    known = {"on": on, "since": since, "ids": list(expert_ids or ())}
    rows = list(reading.rows(profile_rows.people(expert_ids is not None), known))
    lists = _Lists(reading, on, expert_ids, since)
    return tuple(lists.profile(row) for row in rows)


class _Lists:
    """The rows that belong to experts, grouped by expert: one query for each table."""

    def __init__(self, reading: Reading, on: date, expert_ids: Collection[int] | None, since: datetime | None) -> None:
        self._reading, self._on, self._ids = reading, on, expert_ids
        queries = profile_rows.by_table(expert_ids is not None, since is not None)
        known = {"on": on, "since": since, "ids": list(expert_ids or ())}
        asked = (name for name in queries if name != "work" or since != NEVER)
        found = {name: self._grouped(queries[name], known) for name in asked}
        self.themes, self.languages, self.areas = found["themes"], found["languages"], found["areas"]
        self.task_types, self.unwanted = found["task_types"], found["unwanted"]
        self.slots, self.exceptions = found["slots"], found["exceptions"]
        self.attendances, self.agreements = found["attendances"], found["agreements"]
        self.inductions, self.hints = found["inductions"], found["hints"]
        self.wishes = wishes(reading, expert_ids) if since is None else set()
        self.work: dict[int, list[Work]] = defaultdict(list)
        for one in works.of(reading, chain.from_iterable(found.get("work", {}).values())):
            self.work[one.expert_id].append(one)

    def _grouped(self, query: Select[*tuple[Any, ...]], known: Mapping[str, Any]) -> Rows:
        """The query's first column is the expert's id."""
        found: dict[int, list[Any]] = defaultdict(list)
        for row in self._reading.rows(query, known):
            found[row[0]].append(row)
        return found

    def profile(self, row: Any) -> ExpertProfile:
        """Of one of `profile_rows.people`."""
        key = row.id
        work = self.work.get(key, [])
        past = [one for one in work if one.day <= self._on]
        held = self.themes.get(key, [])
        unwanted = self.unwanted.get(key, [])
        return ExpertProfile(
            id=key,
            joined_on=row.joined_on,
            own_themes=frozenset(one.theme_id for one in held if one.role is ThemeRole.OWN),
            close_themes=frozenset(one.theme_id for one in held if one.role is ThemeRole.CLOSE_ONE),
            endings=tuple(Ending(one.theme_id, one.role, one.consent_until) for one in held if one.consent_until),
            languages=frozenset(one.language for one in self.languages.get(key, [])),
            home=works.municipality(row) if row.code else UNKNOWN,
            areas=frozenset(one.municipality for one in self.areas.get(key, [])),
            on_site=row.on_site,
            remote=row.remote,
            task_types=frozenset(one.task_type_id for one in self.task_types.get(key, [])),
            wish=row.work_wish,
            contact=ContactRoute.ASSOCIATION if row.relayed else row.contact_route,
            standing=self._standing(row),
            inductions=inductions.periods(
                (one.induction_id, one.attended_on, one.valid_days) for one in self.inductions.get(key, [])
            ),
            availability=self._availability(row),
            bookings=self._bookings(work),
            unwanted_clients=frozenset(one.client_id for one in unwanted if one.client_id),
            unwanted_experts=frozenset(one.other_expert_id for one in unwanted if one.other_expert_id),
            acquaintances=self._acquaintances(key, past),
            groups=frozenset(one.group for one in past if one.group),
            leanings=_leanings(self.hints.get(key, [])),
            tasks_done=Counter(one.task_type_id for one in past),
            recent=self._recent(work),
            monthly_cap=row.monthly_cap,
            monthly_cap_minutes=row.monthly_cap_minutes,
            months=self._months(work),
        )

    def _standing(self, row: Any) -> experts.Standing:
        attended = [
            Attendance(one.kind, one.attended_on, one.hours, one.own) for one in self.attendances.get(row.id, [])
        ]
        agreed = [Period(one.valid_from, one.valid_to or date.max) for one in self.agreements.get(row.id, [])]
        pause = experts.pause_of(row.work_wish, row.paused_from, row.paused_to)
        return experts.standing(attended, agreed, POLICY, pause)

    def _availability(self, row: Any) -> Availability:
        exceptions = tuple(
            Exceptional(Period(one.first_day, one.last_day), one.available) for one in self.exceptions.get(row.id, [])
        )
        if not row.availability_known:
            return Availability(None, exceptions)
        slots = (Slot(one.weekday, one.from_minute, one.to_minute) for one in self.slots.get(row.id, []))
        return Availability.weekly(slots, exceptions)

    def _bookings(self, work: Iterable[Work]) -> tuple[Booking, ...]:
        begun = times.start_of(self._on)
        return tuple(Booking(one.expert_id, one.span, one.place) for one in work if one.span.end > begun)

    def _acquaintances(self, expert_id: int, past: Iterable[Work]) -> tuple[Acquaintance, ...]:
        days: dict[int, list[date]] = defaultdict(list)
        for one in past:
            days[one.client_id].append(one.day)
        return tuple(
            Acquaintance(client_id, len(known), max(known), (expert_id, client_id) in self.wishes)
            for client_id, known in sorted(days.items())
        )

    def _recent(self, work: Collection[Work]) -> Recent:
        year = [one for one in work if one.day > self._on - timedelta(days=365)]
        quarter = [one for one in year if one.day > self._on - timedelta(days=90)]
        return Recent(
            count_90=len(quarter),
            count_365=len(year),
            fees_90=Money(sum(one.cents for one in quarter)),
            fees_365=Money(sum(one.cents for one in year)),
            last=max((one.day for one in work), default=None),
        )

    def _months(self, work: Iterable[Work]) -> tuple[MonthLoad, ...]:
        loads: dict[Month, tuple[int, int]] = {}
        for one in work:
            if one.day >= Month.of(self._on).first:
                minutes, cents = loads.get(Month.of(one.day), (0, 0))
                loads[Month.of(one.day)] = minutes + one.span.minutes, cents + one.cents
        return tuple(MonthLoad(month, minutes, Money(cents)) for month, (minutes, cents) in sorted(loads.items()))


def _leanings(cards: Iterable[Any]) -> dict[int | None, int]:
    """By task type, of the cards that count."""
    told: dict[int | None, set[Leaning]] = defaultdict(set)
    for card in cards:
        if hints.counts(card.source, card.gone_through_on):
            told[card.task_type_id].add(card.leaning)
    return {task_type: hints.leaning_of(leanings) for task_type, leanings in told.items()}
