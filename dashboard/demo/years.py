"""The plan of the demo years as pure data from a seed: every order with its times, its people and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from commands import reference
from dashboard.demo import demand, seasons, vocabulary
from dashboard.demo.demand import Work
from dashboard.demo.diary import Diary
from dashboard.demo.people import Person
from dashboard.demo.plans import Fate, Order
from dashboard.demo.vocabulary import Unit
from domain import times
from domain.money import Money
from domain.reports import TravelKind, TravelRow
from domain.times import Span

EXACT_YEARS = frozenset(vocabulary.volumes())
"""Their orders are received and their sessions held within the year, so that its figures are the published ones."""

WORKERS_COUNTED = 2023
"""The year for which it is known how many worked (kap_people.csv)."""

RATES_KNOWN = frozenset(
    (kind, day.year) for year in range(2021, 2031) for kind, _, day, *_ in reference.travel_rates(year)
)
"""Nobody travels by a rate that is not known: no car before 2023, no meals before 2024."""

ASKED = "Sovittu puhelimessa: mentorointi jatkuu ja aika käy"
"""Why rules that a telephone call can settle were set aside."""

SWEDISH_UNITS = frozenset({"health_centre_kerava"})
UNMET, DECLINES, ENDED_OTHERWISE, TRAVELS = 0.03, 0.1, 0.07, 0.3
"""Shares of orders, or of visits, that go so."""


@dataclass(frozen=True)
class _Draft:
    """An order without hours and people yet."""

    year: int
    unit: Unit
    package: str
    sessions: int
    experts: int
    first: date
    unmet: bool = False


def plan(diary: Diary, years: Sequence[int], seed: int, scale: float = 1) -> tuple[Order, ...]:
    """Every order of the years in the order of being received, the people of each already chosen."""
    drafts = sorted((draft for year in years for draft in _drafts(year, seed, scale)), key=lambda draft: draft.first)
    orders = [_staffed(diary, draft, number, Random(f"{seed}/{number}")) for number, draft in enumerate(drafts)]
    for person in diary.people:
        if WORKERS_COUNTED in person.works and not diary.load[WORKERS_COUNTED, person.place]:
            _give_a_task(diary, orders, person, WORKERS_COUNTED)
    return tuple(sorted(orders, key=lambda order: (order.received, order.number)))


def _give_a_task(diary: Diary, orders: list[Order], person: Person, year: int) -> None:
    """One of those who have several lets this person have a single task: so many were at work as the figures say."""
    for override in ("", ASKED):
        for index, order in enumerate(orders):
            order = replace(order, override=override)
            themes = sorted(person.theme_keys & set(demand.THEMES[order.unit.key]))
            single = len(order.spans) == len(order.places) == 1 and order.days[0].year == year
            if single and themes and diary.load[year, order.places[0]] > 1 and diary.suits(person, order):
                diary.load[year, order.places[0]] -= 1
                diary.take(order, [person.place])
                chance = Random(f"{order.number}/{person.place}")
                given = replace(order, themes=(chance.choice(themes),))
                orders[index] = called(given, [person.place], (), chance, diary.people)
                return
    raise ValueError(f"there is no task for {person.name} in {year}")


def _drafts(year: int, seed: int, scale: float) -> Iterator[_Draft]:
    """First days are spread evenly over what the length of the series leaves. A few orders more find nobody."""
    chance = Random(f"{seed}/{year}")
    days = seasons.open_days(year)
    for (unit, package), count in demand.of_year(year, scale).items():
        work = demand.WORK[package]
        for sessions, experts in demand.pieces(count, work.pieces):
            latest = days[-1] - timedelta(days=work.every * (sessions - 1) + (35 if sessions > 2 else 0))
            first = chance.choice([day for day in days[8:] if day <= latest])
            yield _Draft(year, unit, package, sessions, experts, first)
            if chance.random() < UNMET:
                yield _Draft(year, unit, package, 1, 1, chance.choice(days[8:]), unmet=True)


def _staffed(diary: Diary, draft: _Draft, number: int, chance: Random) -> Order:
    """Times are drawn again until there are enough people who can; at last, who is asked says yes all the same."""
    for attempt in range(240):
        order = _dated(draft, number, chance, later=attempt % 120 // 4)
        if order is None:
            continue
        order = replace(order, override=ASKED if attempt >= 120 else "")
        if draft.unmet:
            return replace(order, themes=(chance.choice(demand.THEMES[draft.unit.key]),), fate=Fate.UNMET)
        order = _with_people(diary, order, draft, chance)
        if order is not None:
            diary.take(order, order.places)
            return order
    raise ValueError(f"nobody can take {draft.package} of {draft.unit.key} in {draft.year}")


def _dated(draft: _Draft, number: int, chance: Random, later: int) -> Order | None:
    """None when the order would not fit into its year."""
    work = demand.WORK[draft.package]
    first = seasons.open_day_from(draft.first + timedelta(days=later * (1 if later % 2 else -1)))
    spans = tuple(_spans(work, draft, first, chance))
    starts, earliest = times.day_of(spans[0].start), _earliest(draft.year)
    ahead = min(chance.randint(6, 45 if draft.sessions == 1 else 20), (starts - earliest).days)
    received = _moment(_open_day_until(starts - timedelta(days=ahead)), chance)
    if ahead < 3 or times.day_of(received) < earliest or times.day_of(spans[-1].start).year != draft.year:
        return None
    return Order(
        number=number,
        unit=draft.unit,
        package=draft.package,
        task_type=chance.choice(work.task_types),
        themes=(),
        target=work.target,
        language="sv" if draft.unit.key in SWEDISH_UNITS and chance.random() < 0.15 else "fi",
        remote=not draft.unit.municipality or chance.random() < work.remote,
        spans=spans,
        received=received,
        experts=draft.experts,
    )


def _spans(work: Work, draft: _Draft, day: date, chance: Random) -> Iterator[Span]:
    """The same weekday and hour throughout; a closed day is skipped."""
    hour, minute = chance.choice(work.hours), chance.choice((0, 0, 30))
    for _ in range(draft.sessions):
        while not seasons.is_open(day):
            day += timedelta(days=7)
        begins = seasons.at(day, hour, minute)
        yield Span(begins, begins + timedelta(minutes=work.minutes))
        day += timedelta(days=work.every)


def _earliest(year: int) -> date:
    if year in EXACT_YEARS:
        return max(date(year, 1, 2), seasons.OPENED)
    return date(year - 1, 11, 20)


def _open_day_until(day: date) -> date:
    while not seasons.is_open(day) and day > seasons.OPENED:
        day -= timedelta(days=1)
    return day


def _moment(day: date, chance: Random) -> datetime:
    """Within the office's hours."""
    return seasons.at(day, chance.randint(8, 14), chance.randrange(60))


def _with_people(diary: Diary, order: Order, draft: _Draft, chance: Random) -> Order | None:
    """Those who have had least for their wish come first; the theme is one of the first one's own."""
    year, themes = draft.year, frozenset(demand.THEMES[draft.unit.key])
    able = [p for p in diary.people if year in p.works and p.theme_keys & themes and diary.suits(p, order)]
    able.sort(key=lambda person: (diary.load[year, person.place] / person.weight, chance.random()))
    for first in able[:6]:
        theme = chance.choice(sorted(first.theme_keys & themes))
        others = [person for person in able if theme in person.theme_keys and person is not first]
        if len(others) >= order.experts - 1:
            places = [person.place for person in (first, *others[: order.experts - 1])]
            declines = [p.place for p in others[order.experts - 1 :][:1] if chance.random() < DECLINES]
            order = replace(order, themes=(theme,), fate=_fate(order, year, chance))
            return called(order, places, declines, chance, diary.people)
    return None


def _fate(order: Order, year: int, chance: Random) -> Fate | None:
    """Only single tasks, and only in the years whose figures are not published."""
    if year in EXACT_YEARS or len(order.spans) * order.experts > 1 or chance.random() >= ENDED_OTHERWISE:
        return None
    return chance.choice((Fate.CLIENT_CANCELS, Fate.CLIENT_CANCELS_LATE, Fate.CUSTOMER_AWAY))


def called(
    order: Order, places: Sequence[int], declines: Sequence[int], chance: Random, people: Sequence[Person]
) -> Order:
    """The order with a telephone call to each, one after another, and with the journeys of those who say yes."""
    moment, calls = order.received, []
    for _ in (*declines, *places):
        moment += timedelta(minutes=chance.randint(4, 50))
        calls.append(moment)
    trips = {
        (session, place): rows
        for session, day in enumerate(order.days)
        for place in places
        if (rows := _trip(people[place], order, day.year, chance))
    }
    return replace(order, places=tuple(places), declines=tuple(declines), calls=tuple(calls), trips=trips)


def _trip(person: Person, order: Order, year: int, chance: Random) -> tuple[TravelRow, ...]:
    drawn = chance.random()
    if order.remote or drawn > TRAVELS:
        return ()
    if drawn < TRAVELS / 3 and (TravelKind.OWN_CAR, year) in RATES_KNOWN:
        apart = person.form.municipality != order.unit.municipality
        kilometres = chance.randint(30, 38) if apart else chance.randint(8, 22)
        meal = drawn < TRAVELS / 30 and (TravelKind.MEAL, year) in RATES_KNOWN
        row = TravelRow(TravelKind.OWN_CAR, kilometres, note="koti – tehtävä – koti")
        return (row, TravelRow(TravelKind.MEAL, 1)) if meal else (row,)
    return tuple(
        TravelRow(TravelKind.TICKET, 1, Money(chance.choice((310, 440, 570))), note)
        for note in ("koti – tehtävä", "tehtävä – koti")
    )
