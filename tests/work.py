"""Work already held: assignments with everything that stands behind them, written straight into the tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

import commands.accounts
import commands.batches
import commands.payroll
import commands.payroll_details
import commands.receipts
import commands.reports
from db import queries, tables
from db.session import Database
from domain.flow import Seen
from domain.identifiers import Hetu, Iban
from domain.money import Money
from domain.orders import Use
from domain.payroll_details import TaxCard
from domain.permissions import Viewer
from domain.reports import TravelKind
from domain.tariffs import FeeUnit, IncomeType
from tests import people

NAMES = {1: ("Aino", "Aalto"), 2: ("Örjan", "Öhman"), 3: ("Minna", "Mäki")}
FREE_CODE = Hetu("010195-952N")
CODES = {1: Hetu("010180-9015"), 2: Hetu("240375-932A"), 3: Hetu("010190-904U")}
ACCOUNTS = {1: Iban("FI2112345600000785"), 2: Iban("FI5542345670000081"), 3: Iban("FI9757800750155448")}
UP_TO = date(2026, 11, 22)
PAY_DATE = date(2026, 12, 15)
FIRST = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
"""Monday 2 November 2026, ten o'clock in Helsinki."""
SECRET_THEME = "SALAINEN TEEMA"
SECRET_WORDS = "SALAINEN KUVAUS"


def settle(database: Database, *expert_ids: int) -> None:
    """Experts 1–3 (or those named), two fees, the kilometre rate and one order; details only by `details`."""
    with database.writing(people.NOBODY) as writing:
        add = writing.session.add_all
        add(_expert(each) for each in expert_ids or NAMES)
        add(
            [_fee("CLIENT_PAIR", FeeUnit.OCCASION, 30_00), _fee("GROUP_TALK", FeeUnit.OCCASION, 30_00, max_minutes=120)]
        )
        add([_fee("CODEV_HOUR", FeeUnit.HOUR, 20_00), _kilometres()])
        add(
            [
                tables.Client(id=1, name="Asumispalvelut", cost_centre="4711"),
                tables.Theme(id=1, key="x", bit=0, **_named(SECRET_THEME)),
            ]
        )
        add([tables.Package(id=1, code="P", use=Use.PEER, fee_code="CLIENT_PAIR", minutes=60, **_named("Paketti"))])
        add([tables.TaskType(id=1, key="t", use=Use.PEER, fee_code="CLIENT_PAIR", **_named("Tapaaminen"))])
        writing.session.flush()
        order = {"client_id": 1, "package_id": 1, "task_type_id": 1, "received_at": FIRST - timedelta(days=30)}
        # Numbered by the database, so that later orders follow on PostgreSQL as well.
        first = tables.Order(description=SECRET_WORDS, nature=SECRET_WORDS, **order)
        writing.session.add(first)
        writing.session.flush()
        add([tables.OrderTheme(order_id=first.id, theme_id=1)])


def details(database: Database, *expert_ids: int, tax_card: TaxCard = TaxCard.RECEIVED) -> None:
    """Identity code, account and tax card, so that the experts can be paid."""
    with database.writing(people.CLERK) as writing:
        for each in expert_ids or NAMES:
            commands.payroll_details.set_details(writing, each, CODES[each], ACCOUNTS[each], tax_card)
    confirm_accounts(database, *expert_ids or NAMES)


def confirm_accounts(database: Database, *expert_ids: int) -> None:
    """By the second clerk, who has called each expert."""
    with database.writing(people.CLERK_2) as writing:
        for change in queries.accounts.changing(writing, expert_ids):
            if change.usable_from is None:
                commands.accounts.confirm(writing, change.id, Seen(change.version), "Soitettu takaisin.")


def assignment(database: Database, number: int = 1, expert_id: int = 1, minutes: int = 60, **facts: Any) -> int:
    """The `number`th day's agreed session of the expert; its id."""
    starts_at = facts.pop("starts_at", FIRST + timedelta(days=number - 1, hours=expert_id * 3 - 3))
    span = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=minutes)}
    with database.writing(people.NOBODY) as writing:
        session = tables.Session(order_id=1, place_in_series=number * 100 + expert_id, **span)
        writing.session.add_all([session, *_offer(writing.session, expert_id)])
        writing.session.flush()
        offer_id = writing.session.execute(
            select(tables.Offer.id).where(tables.Offer.expert_id == expert_id).limit(1)
        ).scalar_one()
        terms = {"fee_code": "CLIENT_PAIR", "free_cancellation_hours": 24, "cost_centre": "4711", "agreed_at": FIRST}
        row = tables.Assignment(
            offer_id=offer_id, order_id=1, session_id=session.id, expert_id=expert_id, **span, **{**terms, **facts}
        )
        writing.session.add(row)
        writing.session.flush()
        return row.id


def reported(
    database: Database, *numbers: int, expert_id: int = 1, by: Viewer = people.COORDINATOR, **facts: Any
) -> list[int]:
    """Reports as planned of one session a day; their ids."""
    assignments = [assignment(database, number, expert_id, **facts) for number in numbers or (1,)]
    with database.writing(by) as writing:
        commands.reports.confirm(writing, assignments)
        found = select(tables.Report.id).where(tables.Report.assignment_id.in_(assignments)).order_by(tables.Report.id)
        return list(writing.session.execute(found).scalars())


def approved(
    database: Database, *numbers: int, expert_id: int = 1, by: Viewer = people.CLERK, **facts: Any
) -> list[int]:
    """Approved reports, each with its payment line; the ids of the lines."""
    reports = reported(database, *numbers, expert_id=expert_id, **facts)
    with database.writing(by) as writing:
        for report_id in reports:
            commands.reports.approve(writing, report_id, Seen(1))
        found = (
            select(tables.PaymentLine.id)
            .where(tables.PaymentLine.report_id.in_(reports))
            .order_by(tables.PaymentLine.id)
        )
        return list(writing.session.execute(found).scalars())


def collected(database: Database, by: Viewer = people.CLERK) -> int:
    with database.writing(by) as writing:
        return commands.batches.collect(writing, UP_TO, PAY_DATE)


def checked(database: Database, by: Viewer = people.CLERK) -> int:
    """A checked batch of everything payable."""
    batch_id = collected(database, by)
    with database.writing(by) as writing:
        commands.batches.check(writing, batch_id, seen(database, batch_id))
    return batch_id


def ticked(database: Database, batch_id: int, by: Viewer = people.MANAGER) -> None:
    with database.writing(by) as writing:
        for anomaly in queries.anomalies.findings(writing, batch_id):
            commands.batches.tick(writing, batch_id, seen(database, batch_id), anomaly)


def approve(database: Database, batch_id: int, by: Viewer = people.MANAGER) -> None:
    ticked(database, batch_id, by)
    with database.writing(by) as writing:
        commands.batches.approve(writing, batch_id, seen(database, batch_id))


def export(database: Database, batch_id: int, by: Viewer = people.CLERK) -> bytes:
    with database.reading(by) as reading:
        files = commands.payroll.prepare(reading, batch_id)
    with database.writing(by) as writing:
        commands.payroll.export(writing, batch_id, seen(database, batch_id), files)
    return files[0].body


def fetched(database: Database, batch_id: int, by: Viewer = people.CLERK) -> bytes:
    with database.writing(by) as writing:
        _name, body = commands.payroll.fetch(writing, batch_id)
    return body


def paid(database: Database) -> tuple[int, bytes]:
    """A batch of everything payable, prepared by the first clerk and approved by the manager; its file."""
    batch_id = checked(database)
    approve(database, batch_id)
    return batch_id, export(database, batch_id)


def rejected(database: Database, batch_id: int, why: str = "Verokortti puuttuu.") -> int:
    """Payroll rejects the batch's newest line; its id."""
    with database.writing(people.CLERK) as writing:
        line_id = max(line.id for line in queries.batches.contents(writing, batch_id))
        commands.receipts.reject(writing, batch_id, seen(database, batch_id), {line_id: why})
    return line_id


def seen(database: Database, batch_id: int) -> Seen:
    with database.reading(people.NOBODY) as reading:
        batch = reading.session.get_one(tables.Batch, batch_id)
        return Seen(batch.version, batch.content_sha256)


def row(database: Database, table: type[Any], row_id: int) -> Any:
    with database.reading(people.NOBODY) as reading:
        found = reading.session.get_one(table, row_id)
        reading.session.expunge(found)
        return found


def lines_of(database: Database, batch_id: int) -> Sequence[int]:
    """In whole cents, in the order the lines were made."""
    with database.reading(people.NOBODY) as reading:
        return [
            amount.cents
            for amount in reading.session.execute(
                select(tables.PaymentLine.amount)
                .join(tables.BatchLine, tables.BatchLine.line_id == tables.PaymentLine.id)
                .where(tables.BatchLine.batch_id == batch_id)
                .order_by(tables.PaymentLine.id)
            ).scalars()
        ]


def pays(database: Database, viewer: Viewer, expert_id: int) -> Viewer:
    """The same staff member, now known to be this expert as well."""
    with database.writing(people.NOBODY) as writing:
        writing.session.execute(update(tables.User).where(tables.User.id == viewer.id).values(expert_id=expert_id))
    return Viewer(viewer.id, viewer.name, viewer.roles, expert_id, viewer.language)


def _expert(number: int) -> tables.Expert:
    first, last = NAMES[number]
    return tables.Expert(
        id=number,
        number=f"K{number:03}",
        first_name=first,
        last_name=last,
        municipality="092",
        joined_on=date(2021, 4, 1),
    )


def _fee(code: str, unit: FeeUnit, cents: int, max_minutes: int | None = None) -> tables.FeeRate:
    return tables.FeeRate(
        code=code,
        unit=unit,
        price=Money(cents),
        valid_from=date(2021, 1, 1),
        max_minutes=max_minutes,
        includes_preparation=True,
        includes_after_work=True,
        income_type=IncomeType.NON_WAGE_COMPENSATION,
        proposed_by_id=people.CLERK.id,
        confirmed_by_id=people.MANAGER.id,
        **_named(f"Palkkio {code}"),
    )


def _kilometres() -> tables.TravelRate:
    return tables.TravelRate(
        kind=TravelKind.OWN_CAR,
        price=Money(55),
        valid_from=date(2026, 1, 1),
        confidence="verified",
        proposed_by_id=people.CLERK.id,
        confirmed_by_id=people.MANAGER.id,
    )


def _named(name: str) -> dict[str, str]:
    return {"name_fi": name, "name_sv": name, "name_en": name}


def _offer(session: Any, expert_id: int) -> list[tables.Offer]:
    known = session.execute(select(tables.Offer.id).where(tables.Offer.expert_id == expert_id)).first()
    if known:
        return []
    return [tables.Offer(order_id=1, expert_id=expert_id, offered_at=FIRST, offered_by_id=people.COORDINATOR.id)]
