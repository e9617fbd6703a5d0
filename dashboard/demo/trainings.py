"""The trainings of the demo years as pure data: who attended what, and so who was eligible when."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.demo import seasons
from dashboard.demo.people import Person
from domain import experts
from domain.experts import Attendance, EligibilityPolicy, Period, Standing, TrainingKind

POLICY = EligibilityPolicy()
NAMES = {
    TrainingKind.BASIC: "Kokemusasiantuntijakoulutus",
    TrainingKind.INDUCTION: "Pankin perehdytys",
    TrainingKind.REFRESHER: "Käytäntöjen kertaus",
    TrainingKind.MENTORING: "Vertaismentorointi",
}


@dataclass(frozen=True)
class Event:
    """`places` are those of the people who attended."""

    kind: TrainingKind
    day: date
    hours: int
    own: bool
    places: frozenset[int]

    @property
    def name(self) -> str:
        return NAMES[self.kind] if self.own else f"{NAMES[self.kind]}, järjestö"


def events(people: Sequence[Person], last_year: int) -> tuple[Event, ...]:
    """In the order of their days."""
    first = [event for intake in dict.fromkeys(p.intake for p in people) for event in _of_intake(people, intake)]
    yearly = [event for year in range(2021, last_year + 1) for event in _of_year(people, year)]
    return tuple(
        sorted((event for event in (*first, *yearly) if event.places), key=lambda event: (event.day, event.kind))
    )


def _of_intake(people: Sequence[Person], intake: object) -> Iterator[Event]:
    joining = [person for person in people if person.intake is intake]
    places, start = frozenset(person.place for person in joining), joining[0].intake
    hours = POLICY.own_training_hours if start.own else POLICY.training_hours
    yield Event(TrainingKind.BASIC, start.trained, hours, start.own, places)
    if not start.own:
        yield Event(TrainingKind.INDUCTION, start.trained, POLICY.induction_hours, True, places)


def _of_year(people: Sequence[Person], year: int) -> Iterator[Event]:
    def present(day: date, *, refreshed: bool) -> frozenset[int]:
        return frozenset(
            person.place
            for person in people
            if person.intake.joined < day and (year in person.refreshed or (not refreshed and year in person.works))
        )

    day = seasons.refresher(year)
    yield Event(TrainingKind.REFRESHER, day, 3, True, present(day, refreshed=True))
    for day in seasons.mentorings(year):
        if day >= seasons.PREPARED:
            yield Event(TrainingKind.MENTORING, day, 2, True, present(day, refreshed=False))


class Eligibility:
    """Answers by the bank's own rule whether a person may work on a day, as it was known on another."""

    def __init__(self, people: Sequence[Person], last_year: int) -> None:
        self._people = people
        self._attended: dict[int, list[Attendance]] = {person.place: [] for person in people}
        for event in events(people, last_year):
            for place in event.places:
                self._attended[place].append(Attendance(event.kind, event.day, event.hours, event.own))
        self._days = {place: [one.day for one in attended] for place, attended in self._attended.items()}
        self._on = functools.cache(self._decide)
        self._standing = functools.cache(self._stand)

    def on(self, place: int, day: date, known: date) -> bool:
        return self._on(place, bisect.bisect_left(self._days[place], known), day)

    def _decide(self, place: int, events_known: int, day: date) -> bool:
        return self._standing(place, events_known).eligible_on(day)

    def _stand(self, place: int, events_known: int) -> Standing:
        agreement = Period(self._people[place].intake.joined)
        return experts.standing(self._attended[place][:events_known], [agreement], POLICY)
