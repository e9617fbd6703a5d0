"""A small bank for tests of matching: one expert who suits one order, and random ones drawn by a seed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from domain.availability import Availability, Exceptional, Slot
from domain.bookings import UNKNOWN, Booking, Municipality
from domain.experts import ContactRoute, Period, Standing, ThemeRole, TrainingKind, WorkWish
from domain.inductions import Induction
from domain.matching.need import Need
from domain.matching.profiles import Acquaintance, Ending, ExpertProfile, MonthLoad, Recent
from domain.matching.vocabulary import Vocabulary
from domain.money import Money
from domain.times import HELSINKI, Month, Span

TAMPERE = Municipality("837", "Tampere", 61.498, 23.761)
NOKIA = Municipality("536", "Nokia", 61.478, 23.51)
VIRRAT = Municipality("936", "Virrat", 62.24, 23.77)
PLACES = (TAMPERE, NOKIA, VIRRAT)
RECOVERY, HOUSING, GRIEF = 101, 102, 103
GROUP_TALK, WORKING_GROUP, CLIENT_PAIR = 11, 12, 13
CLIENTS = (501, 502, 503)
GROUPS = (71, 72)
INDUCTIONS = (Induction(31, "Sairaalassa toimiminen"), Induction(32, "Verkkoryhmän ohjaaminen"))
VOCABULARY = Vocabulary(
    themes={RECOVERY: 0, HOUSING: 5, GRIEF: 63},
    task_types=(GROUP_TALK, WORKING_GROUP, CLIENT_PAIR),
    languages=("fi", "sv", "en"),
    municipalities=PLACES,
)
TODAY = date(2026, 11, 23)
THURSDAY = date(2026, 12, 3)
LONG = Period(date(2024, 1, 1), date(2027, 12, 31))
IN_ORDER = Standing((LONG,), (LONG,), (LONG,), (LONG,), (LONG,))
ALWAYS = Availability.weekly(Slot(weekday, 0, 24 * 60) for weekday in range(7))


def at(start: str, end: str, day: date = THURSDAY) -> Span:
    return Span(*(datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=HELSINKI) for clock in (start, end)))


NEED = Need(
    order_id=9001,
    client_id=CLIENTS[0],
    today=TODAY,
    task_type_id=GROUP_TALK,
    language="fi",
    place=NOKIA,
    sessions=(at("10:45", "12:00"),),
    themes=frozenset({RECOVERY}),
    fee=Money(30_00),
)
EXPERT = ExpertProfile(
    id=1,
    joined_on=date(2024, 1, 1),
    own_themes=frozenset({RECOVERY}),
    languages=frozenset({"fi"}),
    home=TAMPERE,
    areas=frozenset({"837", "536"}),
    standing=IN_ORDER,
    availability=ALWAYS,
)


def experts(count: int, **changes: object) -> list[ExpertProfile]:
    return [replace(EXPERT, id=number, **changes) for number in range(1, count + 1)]


def random_profile(draw: Random, expert_id: int) -> ExpertProfile:
    return ExpertProfile(
        id=expert_id,
        joined_on=TODAY - timedelta(days=draw.randrange(1500)),
        own_themes=_some(draw, VOCABULARY.themes),
        close_themes=_some(draw, VOCABULARY.themes),
        languages=_some(draw, VOCABULARY.languages),
        home=draw.choice((*PLACES, UNKNOWN)),
        areas=_some(draw, [place.code for place in PLACES] + ["091"]),
        on_site=draw.random() < 0.8,
        remote=draw.random() < 0.8,
        task_types=_some(draw, VOCABULARY.task_types),
        wish=draw.choice(tuple(WorkWish)),
        contact=draw.choice(tuple(ContactRoute)),
        standing=_standing(draw),
        inductions={one.id: _period(draw, -5) for one in INDUCTIONS if draw.random() < 0.7},
        endings=tuple(
            Ending(theme, role, TODAY + timedelta(days=draw.randrange(20)))
            for theme in _some(draw, VOCABULARY.themes, 0.3)
            for role in _some(draw, ThemeRole)
        ),
        availability=_availability(draw),
        bookings=tuple(
            Booking(expert_id, _span(draw), draw.choice((*PLACES, UNKNOWN, None))) for _ in range(draw.randrange(3))
        ),
        unwanted_clients=_some(draw, CLIENTS, 0.1),
        unwanted_experts=_some(draw, range(1, 8), 0.1),
        acquaintances=tuple(
            Acquaintance(client, draw.randrange(1, 6), TODAY, draw.random() < 0.3) for client in _some(draw, CLIENTS)
        ),
        groups=_some(draw, GROUPS, 0.2),
        leanings={key: draw.choice((-1, 1)) for key in _some(draw, (None, *VOCABULARY.task_types), 0.2)},
        tasks_done={task_type: draw.randrange(8) for task_type in _some(draw, VOCABULARY.task_types)},
        recent=Recent(
            draw.randrange(8),
            draw.randrange(30),
            Money(draw.randrange(500_00)),
            Money(draw.randrange(2000_00)),
            last=draw.choice((None, TODAY - timedelta(days=draw.randrange(400)))),
        ),
        monthly_cap=draw.choice((None, Money(draw.randrange(100_00)))),
        monthly_cap_minutes=draw.choice((None, draw.randrange(600))),
        months=tuple(
            MonthLoad(Month(2026, month), draw.randrange(600), Money(draw.randrange(90_00))) for month in (11, 12)
        ),
    )


def random_need(draw: Random) -> Need:
    return Need(
        order_id=draw.randrange(10_000),
        client_id=draw.choice(CLIENTS),
        today=TODAY,
        task_type_id=draw.choice(VOCABULARY.task_types),
        language=draw.choice((*VOCABULARY.languages, "so")),
        place=draw.choice((*PLACES, UNKNOWN, None)),
        sessions=tuple(_span(draw) for _ in range(draw.randrange(4))),
        themes=_some(draw, VOCABULARY.themes),
        role=draw.choice((None, *ThemeRole)),
        wished_expert_id=draw.randrange(1, 50),
        on_order=_some(draw, range(1, 8), 0.2),
        unwanted=_some(draw, range(1, 8), 0.1),
        fee=draw.choice((None, Money(30_00))),
        group=draw.choice((0, *GROUPS)),
        inductions=tuple(one for one in INDUCTIONS if draw.random() < 0.3),
        coming={kind: TODAY for kind in TrainingKind if draw.random() < 0.5},
        taught={one.id: TODAY for one in INDUCTIONS if draw.random() < 0.5},
        full=draw.random() < 0.1,
    )


def _some(draw: Random, items: object, share: float = 0.5) -> frozenset:
    return frozenset(item for item in items if draw.random() < share)


def _standing(draw: Random) -> Standing:
    duties = [_stretches(draw, -200), *(_stretches(draw, 0) for _ in range(3)), _stretches(draw, -200, 12)]
    return Standing(*duties, pause=_period(draw, 0) if draw.random() < 0.2 else None)


def _period(draw: Random, start: int) -> Period:
    first = TODAY + timedelta(days=start + draw.randrange(10))
    return Period(first, draw.choice((first + timedelta(days=200), date.max)))


def _availability(draw: Random) -> Availability:
    days = (_span(draw).start.date() for _ in range(draw.randrange(4)))
    exceptions = tuple(Exceptional(Period(day, day + timedelta(days=1)), draw.random() < 0.5) for day in days)
    slots = [Slot(weekday, 8 * 60, draw.choice((12, 16, 24)) * 60) for weekday in range(7) if draw.random() < 0.8]
    return draw.choice((Availability(None, exceptions), Availability.weekly(slots, exceptions)))


def _span(draw: Random) -> Span:
    start = datetime(2026, 11, 24, 6, tzinfo=HELSINKI) + timedelta(minutes=15 * draw.randrange(14 * 96))
    return Span(start, start + timedelta(minutes=draw.choice((45, 90, 600))))


def _stretches(draw: Random, *starts: int) -> tuple[Period, ...]:
    return tuple(_period(draw, start) for start in starts if draw.random() < 0.7)
