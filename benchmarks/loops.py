"""The usual way: every expert as an ORM object with the lists that belong to it, work grouped by expert, and a loop that
asks the same rules and adds up the same points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from benchmarks import members
from benchmarks.banks import EVERYONE
from db import queries, tables
from db.session import Database, Reading
from domain import availability, bookings, experts, hints, inductions, times
from domain.assignments import LIVE
from domain.availability import Availability, Exceptional, Slot
from domain.bookings import UNKNOWN, Booking, Municipality
from domain.experts import Attendance, EligibilityPolicy, Period, ThemeRole
from domain.matching import explanation
from domain.matching.need import Need
from domain.matching.parts import QUARTER, SHARE, YEAR
from domain.matching.profiles import Ending, ExpertProfile
from domain.matching.weights import Part, Weights
from domain.times import Span

Lists = Mapping[type[Any], Mapping[int, list[Any]]]
OWNED = (
    tables.ExpertTheme,
    tables.ExpertLanguage,
    tables.ExpertArea,
    tables.ExpertTaskType,
    tables.AvailabilitySlot,
    tables.AvailabilityException,
    tables.Unwanted,
    tables.Attendance,
    tables.Agreement,
    tables.Hint,
)
POLICY = EligibilityPolicy()


def ranked(bank: Database) -> dict[int, int]:
    """Candidates and their points."""
    with bank.reading(EVERYONE) as reading:
        need, weights = queries.matching.need(reading, members.ORDER), queries.matching.weights(reading)
        lists = {table: _owned(reading.session, table) for table in OWNED}
        events = {event.id: event for event in reading.session.scalars(select(tables.Training))}
        taught = {
            row.training_id: row.induction_id for row in reading.session.scalars(select(tables.TrainingInduction))
        }
        places = {row.code: queries.works.municipality(row) for row in reading.session.scalars(_places())}
        booked, work = _booked(reading, places), _work(reading, need)
        found = {}
        for expert in reading.session.scalars(select(tables.Expert)):
            profile = _profile(reading, expert, lists, events, taught, places, booked)
            if not explanation.obstacles_of(profile, need):
                found[expert.id] = _points(profile, need, weights, work.get(expert.id))
        return found


def _places() -> Any:
    return select(tables.MunicipalityPlace)


def _owned(session: Session, table: type[Any]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in session.scalars(select(table)):
        found[row.expert_id].append(row)
    return found


def _booked(reading: Reading, places: Mapping[str, Municipality]) -> Mapping[int, list[Booking]]:
    task, order = tables.Assignment, tables.Order
    found: dict[int, list[Booking]] = defaultdict(list)
    query = select(task, order).join(order, order.id == task.order_id)
    for one, of in reading.session.execute(
        query.where(task.status.in_(LIVE), task.ends_at > times.start_of(reading.today))
    ):
        place = None if of.remote else places.get(of.municipality, UNKNOWN)
        found[one.expert_id].append(Booking(one.expert_id, Span(one.starts_at, one.ends_at), place))
    return found


def _work(reading: Reading, need: Need) -> Mapping[int, Any]:
    """Grouped by the database, which is what such programs do of a history."""
    task, order = tables.Assignment, tables.Order
    recent = {days: task.starts_at >= times.start_of(need.today - timedelta(days=days - 1)) for days in (QUARTER, YEAR)}
    past = task.starts_at < times.start_of(need.today + timedelta(days=1))
    fee = func.coalesce(task.frozen_fee, 0)
    rows = reading.session.execute(
        select(
            task.expert_id,
            func.max(task.starts_at).label("latest"),
            *(func.sum(case((recent[days], 1), else_=0)).label(f"count_{days}") for days in recent),
            *(func.sum(case((recent[days], fee), else_=0)).label(f"cents_{days}") for days in recent),
            func.sum(case(((order.task_type_id == need.task_type_id) & past, 1), else_=0)).label("tasks"),
            func.sum(case(((order.client_id == need.client_id) & past, 1), else_=0)).label("times"),
        )
        .join(order, order.id == task.order_id)
        .where(task.status.in_(LIVE))
        .group_by(task.expert_id)
    )
    return {row.expert_id: row for row in rows}


def _profile(
    reading: Reading,
    row: tables.Expert,
    lists: Lists,
    events: Mapping[int, tables.Training],
    taught: Mapping[int, int],
    places: Mapping[str, Municipality],
    booked: Mapping[int, list[Booking]],
) -> ExpertProfile:
    of = {table: owned.get(row.id, []) for table, owned in lists.items()}
    themes = [one for one in of[tables.ExpertTheme] if _consented(one, reading.today)]
    attended = [(events[one.training_id], one.attended_on) for one in of[tables.Attendance]]
    agreed = [Period(one.valid_from, one.valid_to or date.max) for one in of[tables.Agreement]]
    days = [Attendance(event.kind, day, event.hours, event.own) for event, day in attended]
    pause = experts.pause_of(row.work_wish, row.paused_from, row.paused_to)
    return ExpertProfile(
        id=row.id,
        joined_on=row.joined_on,
        own_themes=frozenset(one.theme_id for one in themes if one.role is ThemeRole.OWN),
        close_themes=frozenset(one.theme_id for one in themes if one.role is ThemeRole.CLOSE_ONE),
        endings=tuple(Ending(one.theme_id, one.role, one.consent_until) for one in themes if one.consent_until),
        languages=frozenset(one.language for one in of[tables.ExpertLanguage]),
        home=places.get(row.municipality, UNKNOWN),
        areas=frozenset(one.municipality for one in of[tables.ExpertArea]),
        on_site=row.on_site,
        remote=row.remote,
        task_types=frozenset(one.task_type_id for one in of[tables.ExpertTaskType]),
        wish=row.work_wish,
        standing=experts.standing(days, agreed, POLICY, pause),
        inductions=inductions.periods((taught[event.id], day, None) for event, day in attended if event.id in taught),
        availability=_availability(row, of[tables.AvailabilitySlot], of[tables.AvailabilityException]),
        bookings=tuple(booked.get(row.id, ())),
        unwanted_clients=frozenset(one.client_id for one in of[tables.Unwanted]),
        leanings={None: hints.leaning_of({one.leaning for one in of[tables.Hint]})},
    )


def _consented(theme: tables.ExpertTheme, today: date) -> bool:
    lasting = theme.consent_until is None or theme.consent_until >= today
    return theme.withdrawn_at is None and theme.consent_from <= today and lasting


def _availability(row: tables.Expert, slots: Iterable[Any], exceptions: Iterable[Any]) -> Availability:
    named = tuple(Exceptional(Period(one.first_day, one.last_day), one.available) for one in exceptions)
    if not row.availability_known:
        return Availability(None, named)
    week = (Slot(one.weekday, one.from_minute, one.to_minute) for one in slots)
    return availability.Availability.weekly(week, named)


def _points(profile: ExpertProfile, need: Need, weights: Weights, work: Any) -> int:
    known = profile.home != UNKNOWN and need.place is not None
    km = bookings.distance_km(profile.home, need.place) if known and need.place else weights.far_km
    done = (work.tasks, work.times) if work else (0, 0)
    return sum(
        (
            weights.points[Part.THEME_FIT],
            weights.points[Part.TASK_EXPERIENCE] * min(done[0], weights.full_experience) // weights.full_experience,
            weights.points[Part.CONTINUITY] * min(done[1], weights.full_continuity) // weights.full_continuity,
            weights.points[Part.DISTANCE] * max(0, weights.far_km - km) // weights.far_km,
            weights.points[Part.HINTS] * (1 + profile.leaning(need.task_type_id)) // 2,
            weights.points[Part.ROTATION] * _rotation(profile, need, weights, work) // (5 * SHARE),
        )
    )


def _rotation(profile: ExpertProfile, need: Need, weights: Weights, work: Any) -> int:
    yearly = weights.yearly[profile.wish]
    here = (need.today - profile.joined_on).days
    idle = (need.today - times.day_of(work.latest)).days if work else here
    shares = SHARE * max(0, min(here, idle, YEAR // yearly)) // (YEAR // yearly)
    for days in (QUARTER, YEAR):
        tasks = max(1, yearly * days // YEAR)
        facts = (getattr(work, f"count_{days}"), getattr(work, f"cents_{days}")) if work else (0, 0)
        for unit, done in zip((1, weights.usual_fee.cents), facts, strict=True):
            wanted = tasks * unit
            shares += (
                SHARE * max(0, wanted * min(here, days) - int(getattr(done, "cents", done)) * days) // (wanted * days)
            )
    return shares
