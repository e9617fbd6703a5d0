"""Orders near the day the demo is made: their days counted from it, and people who can take them found."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

from dashboard.demo import demand, orders, seasons, vocabulary, years
from dashboard.demo.diary import Diary
from dashboard.demo.office import Office, Visit
from dashboard.demo.people import Person
from dashboard.demo.plans import Order
from dashboard.demo.seasons import at
from domain import times
from domain.times import Span

FIRST_NUMBER = 1_000_000


@dataclass
class Around:
    """`day(-2)` is the second working day before today."""

    office: Office
    diary: Diary
    now: datetime
    _chosen: set[int] = field(default_factory=set)
    _numbers: count[int] = field(default_factory=lambda: count(FIRST_NUMBER))

    @property
    def today(self) -> date:
        return times.day_of(self.now)

    @property
    def this_morning(self) -> datetime:
        return min(at(self.today, 8, 10), self.now - timedelta(minutes=20))

    def day(self, offset: int) -> date:
        return seasons.working_day(self.today, offset)

    def at(self, offset: int, hour: int, minute: int = 0) -> datetime:
        return at(self.day(offset), hour, minute)

    def span(self, offset: int, hour: int, minutes: int) -> Span:
        return span(self.day(offset), hour, minutes)

    def written(self, key: str, received: datetime, spans: Sequence[Span] = ()) -> Order:
        """One of the vocabulary's orders, without people."""
        told = vocabulary.descriptions()[key]
        return Order(
            number=next(self._numbers),
            unit=next(unit for unit in vocabulary.units() if unit.key == told.unit),
            package=told.package,
            task_type=told.task_type,
            themes=told.themes,
            target=told.target_group_fi,
            description=told.text,
            language=told.language,
            remote=told.remote,
            experts=told.experts,
            spans=tuple(spans),
            received=received,
        )

    def plain(self, unit: str, package: str, received: datetime, spans: Sequence[Span]) -> Order:
        """An everyday order of a unit, about any of its themes."""
        work = demand.WORK[package]
        return Order(
            number=next(self._numbers),
            unit=next(each for each in vocabulary.units() if each.key == unit),
            package=package,
            task_type=work.task_types[0],
            themes=demand.THEMES[unit],
            target=work.target,
            remote=False,
            spans=tuple(spans),
            received=received,
        )

    def staffed(self, order: Order, people: int | None = None, *, from_elsewhere: bool = False) -> Order:
        """With those who can take it and their calls: first those who are in no other case, and of them who has had least. When
        a day leaves too few, rules are set aside and then the theme is another one of the unit's."""
        wanted = order.experts if people is None else people
        asked = replace(order, override=years.ASKED)
        for tried in (order, asked, replace(asked, themes=demand.THEMES[order.unit.key])):
            able = [each for each in self._able(tried) if not from_elsewhere or _travels(each, order)][:wanted]
            if len(able) == wanted:
                places = [person.place for person in able]
                self.diary.take(tried, places)
                self._chosen.update(places)
                return replace(years.called(tried, places, (), Random(tried.number), self.diary.people), trips={})
        raise ValueError(f"nobody can take {order.package} of {order.unit.key} around {self.today}")

    def _able(self, order: Order) -> list[Person]:
        year = self.today.year
        able = [
            person
            for person in self.diary.people
            if person.works & {year - 1, year}
            and person.theme_keys & set(order.themes)
            and self.diary.suits(person, order)
        ]
        return sorted(able, key=self._turn)

    def _turn(self, person: Person) -> tuple[bool, bool, float, int]:
        """Those who were at work last year have surely been paid before."""
        year = self.today.year
        load = self.diary.load[year, person.place] / person.weight
        return year - 1 not in person.works, person.place in self._chosen, load, person.place


def _travels(person: Person, order: Order) -> bool:
    """Their journey is known to the table of kilometres and may be told."""
    return person.form.municipality != order.unit.municipality and not person.form.contact_protected


def span(day: date, hour: int, minutes: int) -> Span:
    return Span(at(day, hour), at(day, hour) + timedelta(minutes=minutes))


def kept_open(office: Office, order: Order) -> Generator[datetime, None, list[Visit]]:
    """Agreed as any other, but its reports are left to whoever tries the demo."""
    visits = yield from orders.agreed(office, order)
    office.left_alone.update(visit.assignment_id for visit in visits)
    return visits
