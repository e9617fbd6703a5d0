"""A bank with work behind it, written straight into the tables: what was held, owed, paid and charged, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from sqlalchemy import select

from db import tables
from db.session import Database
from domain import efforts
from domain.assignments import AssignmentStatus, Party
from domain.experts import TrainingKind
from domain.fees import LineKind, LineRole
from domain.money import Money
from domain.offers import OfferStatus
from domain.orders import OrderStatus, UnfilledReason, Use
from domain.reports import ReportBasis, ReportStatus
from domain.tariffs import IncomeType
from tests import people

COUNTY, PROJECTS = "Hyvinvointialueen toimialat", "Kehittämishankkeet"
HOUSING, RECEPTION, PROJECT, COLLEGE = 1, 2, 3, 4
MEETING, LECTURE, WORKSHOP = 1, 2, 3
CLIENTS = {
    HOUSING: ("Asumispalvelut", "Boendeservice", COUNTY, "AIVA"),
    RECEPTION: ("Vastaanotto", "", COUNTY, "TERHU"),
    PROJECT: ("Palvelupolut", "", PROJECTS, ""),
    COLLEGE: ("Ammattikorkeakoulu", "", "", ""),
}
PACKAGES = {
    MEETING: ("Asiakastapaaminen", Use.PEER, 60),
    LECTURE: ("Luento", Use.TEACHING, 90),
    WORKSHOP: ("Palvelun kehittäminen", Use.DEVELOPING, 120),
}
EXPERTS = {1: "Aino Aalto", 2: "Örjan Öhman", 3: "Minna Mäki", 4: "Kalle Koski"}
REFRESHED = {1: date(2022, 6, 8), 2: date(2023, 6, 7), 3: date(2023, 6, 7)}
JOINED = date(2021, 3, 15)
FEE, TICKET, PRICE = Money(30_00), Money(6_20), Money(65_00)
_numbers = count(1)


def settle(database: Database) -> None:
    """Four experts, four orderers and three packages; expert 4 has never taken the refresher."""
    with database.writing(people.NOBODY) as writing:
        add = writing.session.add_all
        add(
            tables.Client(id=key, name=name, name_sv=swedish, group_name=group, sector=sector)
            for key, (name, swedish, group, sector) in CLIENTS.items()
        )
        add(
            tables.Package(id=key, code=name, use=use, fee_code="CLIENT_PAIR", minutes=minutes, **_named(name))
            for key, (name, use, minutes) in PACKAGES.items()
        )
        add([tables.TaskType(id=1, key="t", use=Use.PEER, fee_code="CLIENT_PAIR", **_named("Tapaaminen"))])
        add(_expert(key, name) for key, name in EXPERTS.items())
        add(
            tables.Training(id=key, kind=TrainingKind.REFRESHER, name="Kertaus", held_on=day, hours=3)
            for key, day in REFRESHED.items()
        )
        writing.session.flush()
        add(tables.Attendance(training_id=key, expert_id=key, attended_on=day) for key, day in REFRESHED.items())


def held(
    database: Database,
    starts_at: datetime | date,
    client_id: int = HOUSING,
    package_id: int = MEETING,
    expert_id: int = 1,
    **facts: Any,
) -> int:
    """An assignment that was done, reported and approved; a date means noon in Helsinki. Its id."""
    return _write(database, _noon(starts_at), client_id, package_id, expert_id, **facts)


def owed(database: Database, starts_at: date, basis: ReportBasis, **facts: Any) -> int:
    """What was not held and is paid all the same."""
    ended = {
        ReportBasis.LATE_CANCELLATION: {"status": AssignmentStatus.CANCELLED, "cancelled_by": Party.CLIENT},
        ReportBasis.NO_SHOW: {"status": AssignmentStatus.NO_SHOW, "no_show_by": Party.CUSTOMER},
    }
    return _write(database, _noon(starts_at), HOUSING, MEETING, 1, basis=basis, assignment=ended[basis], **facts)


def unmet(database: Database, received: date, reason: UnfilledReason, client_id: int = HOUSING) -> int:
    """An order that found no one; its id."""
    with database.writing(people.NOBODY) as writing:
        order = tables.Order(
            client_id=client_id,
            package_id=MEETING,
            task_type_id=1,
            received_at=_noon(received),
            status=OrderStatus.UNFILLED,
            unfilled_reason=reason,
        )
        writing.session.add(order)
        writing.session.flush()
        return order.id


def marked(database: Database, assignment_id: int, side: Party, first: int) -> None:
    with database.writing(people.NOBODY) as writing:
        answers = {"first": first, "second": 3, "third": 3}
        writing.session.add(tables.Feedback(assignment_id=assignment_id, side=side, given_at=writing.now, **answers))


def several(database: Database) -> None:
    """Two years of work: 4 held in 2022 and 6 in 2023, with a late cancellation, a no-show, and one not approved yet."""
    for day, client_id, package_id, expert_id in (
        (date(2022, 1, 10), HOUSING, MEETING, 1),
        (date(2022, 5, 2), HOUSING, MEETING, 2),
        (date(2022, 5, 3), PROJECT, WORKSHOP, 4),
        (date(2022, 12, 30), COLLEGE, LECTURE, 1),
        (date(2023, 1, 2), HOUSING, MEETING, 1),
        (date(2023, 5, 4), HOUSING, LECTURE, 1),
        (date(2023, 5, 31), RECEPTION, MEETING, 2),
        (date(2023, 6, 1), PROJECT, WORKSHOP, 2),
        (date(2023, 12, 31), COLLEGE, LECTURE, 4),
    ):
        held(database, day, client_id, package_id, expert_id)
    held(database, date(2023, 5, 5), PROJECT, WORKSHOP, 1, approved=False)
    owed(database, date(2023, 5, 6), ReportBasis.LATE_CANCELLATION)
    owed(database, date(2023, 6, 8), ReportBasis.NO_SHOW, ticket=TICKET)


def busy(database: Database, year: int, counts: Sequence[int]) -> None:
    """Other experts, members of that year alone, who did so many assignments each."""
    ids = range(101, 101 + len(counts))
    with database.writing(people.NOBODY) as writing:
        for key in ids:
            expert = _expert(key, f"Entinen Jäsen{key}")
            expert.joined_on, expert.left_on = date(year, 1, 1), date(year, 12, 31)
            writing.session.add(expert)
    for key, count_of_one in zip(ids, counts, strict=True):
        for number in range(count_of_one):
            held(database, date(year, 3, 1) + timedelta(days=number), expert_id=key)


def handled(database: Database, year: int, orders: int) -> None:
    """Handling time is measured: the year's first orders took 60, 120, 180 … seconds, three people handling them in turn."""
    order, team = tables.Order, (people.COORDINATOR, people.COORDINATOR_2, people.BOTH)
    of_year = order.received_at.between(datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))
    with database.writing(people.NOBODY) as writing:
        writing.session.add(tables.Setting(key=efforts.SETTING, value=efforts.ON, valid_from=date(year, 1, 1)))
        rows = writing.session.execute(select(order).where(of_year).order_by(order.id).limit(orders)).scalars().all()
        for place, row in enumerate(rows):
            row.handler_id = team[place % len(team)].id
            writing.session.add(tables.Effort(order_id=row.id, seconds=60 * (place + 1)))


def _write(
    database: Database,
    starts_at: datetime,
    client_id: int,
    package_id: int,
    expert_id: int,
    basis: ReportBasis = ReportBasis.DONE,
    approved: bool = True,
    reported: bool = True,
    ticket: Money | None = None,
    minutes: int | None = None,
    assignment: dict[str, Any] | None = None,
) -> int:
    number = next(_numbers)
    planned = PACKAGES[package_id][2]
    span = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=planned)}
    earlier = starts_at - timedelta(days=10)
    with database.writing(people.NOBODY) as writing:
        session = writing.session
        order = tables.Order(
            client_id=client_id, package_id=package_id, task_type_id=1, received_at=earlier, import_key=f"{number}"
        )
        session.add(order)
        session.flush()
        occasion = tables.Session(order_id=order.id, place_in_series=1, **span)
        offer = tables.Offer(
            order_id=order.id,
            expert_id=expert_id,
            status=OfferStatus.ACCEPTED,
            offered_at=earlier,
            offered_by_id=people.COORDINATOR.id,
        )
        session.add_all([occasion, offer])
        session.flush()
        terms = {"status": AssignmentStatus.DONE, "fee_code": "CLIENT_PAIR", "client_price": PRICE}
        row = tables.Assignment(
            order_id=order.id,
            session_id=occasion.id,
            offer_id=offer.id,
            expert_id=expert_id,
            agreed_at=earlier,
            free_cancellation_hours=24,
            **span,
            **{**terms, **(assignment or {})},
        )
        session.add(row)
        session.flush()
        if reported:
            _report(session, row, basis, minutes or planned, approved, ticket)
        return row.id


def _report(
    session: Any, row: tables.Assignment, basis: ReportBasis, minutes: int, approved: bool, ticket: Money | None
) -> None:
    report = tables.Report(
        assignment_id=row.id,
        basis=basis,
        status=ReportStatus.APPROVED if approved else ReportStatus.SUBMITTED,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        minutes=minutes,
        reported_at=row.ends_at,
        reported_by_id=people.COORDINATOR.id,
        approved_at=row.ends_at if approved else None,
        approved_by_id=people.CLERK.id if approved else None,
    )
    session.add(report)
    session.flush()
    if approved:
        session.add(line(report, row.expert_id, LineKind.FEE, FEE))
    if ticket:
        session.add(line(report, row.expert_id, LineKind.TICKET, ticket))


def line(report: tables.Report, expert_id: int, kind: LineKind, amount: Money, **facts: Any) -> tables.PaymentLine:
    return tables.PaymentLine(
        report_id=report.id,
        expert_id=expert_id,
        kind=kind,
        work_date=date(2023, 1, 1),
        quantity=Decimal(1),
        unit_price=amount,
        amount=amount,
        income_type=IncomeType.NON_WAGE_COMPENSATION,
        entered_by_id=people.CLERK.id,
        entered_at=report.reported_at,
        **{"role": LineRole.ORIGINAL, **facts},
    )


def _expert(key: int, name: str) -> tables.Expert:
    first, last = name.split()
    return tables.Expert(id=key, number=f"K{key:03}", first_name=first, last_name=last, joined_on=JOINED)


def _named(name: str) -> dict[str, str]:
    return {"name_fi": name, "name_sv": name, "name_en": name}


def _noon(moment: datetime | date) -> datetime:
    return moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day, 10, tzinfo=UTC)
