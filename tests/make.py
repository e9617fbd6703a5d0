"""A small bank made by the commands themselves: reference data, fees, experts who may work, an orderer and orders."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

import commands.agreements
import commands.backgrounds
import commands.clients
import commands.experts
import commands.offers
import commands.orders
import commands.reference
import commands.tariffs
import commands.trainings
from db import queries, tables
from db.session import Database
from domain import times
from domain.agreements import AgreementKind
from domain.backgrounds import Level
from domain.consents import Given
from domain.experts import ThemeRole, TrainingKind
from domain.flow import Seen
from domain.offers import Answer
from domain.orders import OrderForm
from domain.register import ExpertForm
from domain.times import Span
from tests import people

LONG_AGO = datetime(2021, 1, 4, 8, 0, tzinfo=UTC)
VANTAA, TAMPERE = "092", "837"
FIRST_NAMES = ("Anna", "Bertta", "Cecilia", "Daavid", "Eetu", "Fanni", "Göran", "Helka")
_numbers = count(1)


def settle(database: Database) -> int:
    """Reference data, the fee table in force since 2021 and one orderer, whose id is returned."""
    with database.writing(people.ADMIN, now=LONG_AGO) as writing:
        commands.reference.load(writing)
    with database.writing(people.CLERK, now=LONG_AGO) as writing:
        proposed = [
            commands.tariffs.propose_fee(writing, fee) for fee in commands.reference.first_fees(LONG_AGO.date())
        ]
    with database.writing(people.MANAGER, now=LONG_AGO) as writing:
        for rate_id in proposed:
            commands.tariffs.confirm_fee(writing, rate_id)
    return client(database)


def client(database: Database, name: str = "Asumispalvelut", **form: Any) -> int:
    with database.writing(people.COORDINATOR) as writing:
        form = {"municipality": VANTAA, "cost_centre": "4711", **form}
        return commands.clients.add(writing, commands.clients.ClientForm(name=name, **form))


def contact(database: Database, client_id: int, name: str = "Tiina Tilaaja") -> int:
    with database.writing(people.COORDINATOR) as writing:
        return commands.clients.add_contact(writing, client_id, name, "040 000 0001", "tiina@example.org")


def expert(
    database: Database, *themes: str, trained_on: date = date(2026, 10, 15), keeps_rates: bool = False, **form: Any
) -> int:
    """An expert with everything in order from `trained_on` on, by default with the theme `housing` of their own."""
    number = next(_numbers)
    names = {"first_name": FIRST_NAMES[number % len(FIRST_NAMES)], "last_name": f"Asiantuntija{number}"}
    facts = {"municipality": VANTAA, "areas": (VANTAA,), "phone": "040 000 0100", "joined_on": date(2021, 4, 1)}
    with database.writing(people.COORDINATOR) as writing:
        expert_id = commands.experts.add(writing, ExpertForm(**{**names, **facts, **form}))
        for key in themes or ("housing",):
            commands.experts.consent(writing, expert_id, theme(database, key), ThemeRole.OWN, date(2026, 1, 1))
        for kind, hours in ((TrainingKind.BASIC, 120), (TrainingKind.MENTORING, 2)):
            training_id = commands.trainings.hold(writing, kind, kind.value, trained_on, hours)
            commands.trainings.attend(writing, training_id, [expert_id])
        commands.agreements.sign(
            writing,
            expert_id,
            f"S-{number}",
            AgreementKind.ASSIGNMENT,
            date(2026, 1, 1),
            trained_on + timedelta(days=700),
            "arkisto",
            "vakuutettu",
            keeps_rates,
        )
    return expert_id


def background(
    database: Database, expert_id: int, words: str, level: Level = Level.OWN_WORDS, until: date = date(2027, 12, 31)
) -> None:
    """Told with a consent since the beginning of 2026."""
    with database.writing(people.COORDINATOR) as writing:
        commands.backgrounds.tell(writing, expert_id, level, words, date(2026, 1, 1), until, Given())


def order(database: Database, client_id: int, *spans: Span, themes: tuple[str, ...] = ("housing",), **form: Any) -> int:
    """Without spans on Wednesday 2 December 2026 at 12–13."""
    facts = {
        "package_id": package(database, "ASIAKASTAPAAMINEN"),
        "task_type_id": _id(database, tables.TaskType, "client_pair"),
        "theme_ids": tuple(theme(database, key) for key in themes),
        "municipality": VANTAA,
        "spans": spans or (at(2),),
    }
    with database.writing(people.COORDINATOR) as writing:
        return commands.orders.create(writing, OrderForm(client_id=client_id, **{**facts, **form}))


def at(day: int, hour: int = 12, minutes: int = 60, month: int = 12, year: int = 2026) -> Span:
    """Helsinki time, by default in December 2026."""
    start = times.at(date(year, month, day), time(hour))
    return Span(start, start + timedelta(minutes=minutes))


def assigned(database: Database, order_id: int, expert_id: int) -> tuple[int, ...]:
    """The ids of the assignments after a yes on the telephone."""
    with database.writing(people.COORDINATOR) as writing:
        return commands.offers.answer(writing, order_id, expert_id, Answer.YES)


def theme(database: Database, key: str) -> int:
    return _id(database, tables.Theme, key)


def package(database: Database, code: str) -> int:
    with database.reading(people.NOBODY) as reading:
        return reading.session.execute(select(tables.Package.id).where(tables.Package.code == code)).scalar_one()


def seen(database: Database, table: type[Any], row_id: int) -> Seen:
    return Seen(row(database, table, row_id).version)


def row(database: Database, table: type[Any], row_id: int) -> Any:
    with database.reading(people.NOBODY) as reading:
        found = reading.session.get_one(table, row_id)
        reading.session.expunge(found)
        return found


def queue_row(database: Database, order_id: int) -> Any:
    with database.reading(people.COORDINATOR) as reading:
        return queries.orders.rows(reading, [order_id])[0]


def _id(database: Database, table: type[Any], key: str) -> int:
    with database.reading(people.NOBODY) as reading:
        return reading.session.execute(select(table.id).where(table.key == key)).scalar_one()
