"""Who is taken when in the demo's plan, and who can take an order: the rules that the commands will ask again from rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dashboard.demo.people import Person
from dashboard.demo.plans import Order
from dashboard.demo.trainings import Eligibility
from domain import bookings, times
from domain.availability import Free
from domain.bookings import Booking, Municipality


@dataclass
class Diary:
    """Who is taken when, and how much each has had in each year."""

    people: Sequence[Person]
    eligibility: Eligibility
    places: Mapping[str, Municipality]
    held: dict[tuple[int, date], list[Booking]] = field(default_factory=dict)
    load: Counter[tuple[int, int]] = field(default_factory=Counter)

    def free(self, person: Person, order: Order, place: Municipality | None) -> bool:
        for span, day in zip(order.spans, order.days, strict=True):
            near = self.held.get((person.place, day), ())
            if near and bookings.clash(Booking(person.place, span, place), near):
                return False
        return True

    def suits(self, person: Person, order: Order) -> bool:
        """By the same rules that the commands ask again: where they look at the rows, this looks at the plan. An override
        sets aside those that a telephone call can settle.
        """
        form, day = person.form, times.day_of(order.received)
        place = None if order.remote else self.places[order.unit.municipality]
        if person.intake.joined > day or order.language not in form.languages or not self.free(person, order, place):
            return False
        return bool(order.override) or (
            (not person.task_types or order.task_type in person.task_types)
            and (form.remote if place is None else form.on_site and place.code in form.areas)
            and all(self.eligibility.on(person.place, held, day) for held in order.days)
            and all(person.availability.at(span) is not Free.NOT_FREE for span in order.spans)
        )

    def take(self, order: Order, places: Sequence[int]) -> None:
        place = None if order.remote else self.places[order.unit.municipality]
        for who in places:
            for span, day in zip(order.spans, order.days, strict=True):
                self.held.setdefault((who, day), []).append(Booking(who, span, place))
                self.load[day.year, who] += 1
