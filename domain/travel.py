"""A journey's claim: kilometres by the table of municipalities, per diem and meals by the Tax Administration's rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum, auto

from domain import prose
from domain.errors import Refused
from domain.money import Money
from domain.reports import TravelRow
from domain.tariffs import TravelKind
from domain.times import Span

# Verohallinnon päätös verovapaista matkakustannusten korvauksista, 10–14 §.
FAR_KM = 15
DAY = timedelta(hours=24)
FULL_AFTER, PARTIAL_AFTER = timedelta(hours=10), timedelta(hours=6)
LAST_FULL_AFTER, LAST_PARTIAL_FROM = timedelta(hours=6), timedelta(hours=2)
MEALS_THAT_HALVE = {TravelKind.PER_DIEM_FULL: 2, TravelKind.PER_DIEM_PARTIAL: 1}


class PerDiemChoice(StrEnum):
    """What is paid: what the rules give, or a lesser or corrected one that a person chose with a reason."""

    BY_RULE = auto()
    NONE = auto()
    PARTIAL = auto()
    FULL = auto()


CHOSEN: Mapping[PerDiemChoice, dict[TravelKind, int]] = {
    PerDiemChoice.NONE: {},
    PerDiemChoice.PARTIAL: {TravelKind.PER_DIEM_PARTIAL: 1},
    PerDiemChoice.FULL: {TravelKind.PER_DIEM_FULL: 1},
}


@dataclass(frozen=True)
class Ticket:
    """`receipt` says which receipt or where it is kept; it may be empty where pictures of receipts are kept."""

    price: Money
    receipt: str


@dataclass(frozen=True)
class Claim:
    """What was travelled. `trip` runs from leaving home to being back; meals are those got free and those paid oneself.
    `pictures`: receipts of the assignment are kept as pictures."""

    kilometres: int = 0
    passengers: int = 0
    tickets: tuple[Ticket, ...] = ()
    route: str = ""
    trip: Span | None = None
    free_meals: int = 0
    own_meals: int = 0
    per_diem: PerDiemChoice = PerDiemChoice.BY_RULE
    correction: str = ""
    pictures: bool = False


def per_diems(trip: Span, kilometres_away: int | None) -> dict[TravelKind, int]:
    """Full and partial days of the journey; nothing near home and nothing when the distance is not known.

    `kilometres_away` is one way.
    """
    if kilometres_away is None or kilometres_away <= FAR_KM:
        return {}
    length = trip.end - trip.start
    whole, rest = divmod(length, DAY)
    if not whole:
        kind = _kind(rest > FULL_AFTER, rest > PARTIAL_AFTER)
        return {kind: 1} if kind else {}
    days = {TravelKind.PER_DIEM_FULL: whole}
    kind = _kind(rest > LAST_FULL_AFTER, rest >= LAST_PARTIAL_FROM)
    if kind:
        days[kind] = days.get(kind, 0) + 1
    return days


def _kind(full: bool, partial: bool) -> TravelKind | None:
    if full:
        return TravelKind.PER_DIEM_FULL
    return TravelKind.PER_DIEM_PARTIAL if partial else None


def meal_allowances(trip: Span, own_meals: int) -> int:
    """One, or two on a journey of over ten hours; only where no per diem is paid."""
    return min(own_meals, 2 if trip.end - trip.start > FULL_AFTER else 1)


def rows(claim: Claim, kilometres_away: int | None) -> tuple[TravelRow, ...]:
    """What is paid of the claim beside what the rules give; refused when they differ without a reason.

    Everything corrected has the one reason; what is as computed has none.
    """
    return tuple(
        _checked(row)
        for part in (_car(claim, kilometres_away), _allowances(claim, kilometres_away), _tickets(claim))
        for row in part
    )


def _car(claim: Claim, kilometres_away: int | None) -> Iterator[TravelRow]:
    if not claim.kilometres:
        return
    # Within one municipality the table says nothing.
    table = 2 * kilometres_away if kilometres_away else None
    reason, route = prose.line(claim.correction), prose.line(claim.route)
    yield TravelRow(TravelKind.OWN_CAR, claim.kilometres, None, route, table, reason)
    if claim.passengers:
        yield TravelRow(TravelKind.PASSENGER, claim.kilometres * claim.passengers, None, route)


def _allowances(claim: Claim, kilometres_away: int | None) -> Iterator[TravelRow]:
    by_rule = per_diems(claim.trip, kilometres_away) if claim.trip else {}
    paid = by_rule if claim.per_diem is PerDiemChoice.BY_RULE else CHOSEN[claim.per_diem]
    if claim.own_meals and paid:
        raise Refused("A meal allowance is not paid on a journey that has a per diem.")
    free = claim.free_meals
    for kind, days in paid.items():
        halved = min(days, free // MEALS_THAT_HALVE[kind])
        free -= halved * MEALS_THAT_HALVE[kind]
        yield from _days(claim, kind, {False: days - halved, True: halved}, by_rule.get(kind, 0))
    if claim.own_meals:
        yield _meals(claim)


def _days(claim: Claim, kind: TravelKind, parts: dict[bool, int], by_rule: int) -> Iterator[TravelRow]:
    """Days with and without free meals stand apart; each is corrected when the number of days is."""
    kept = sum(parts.values()) == by_rule
    for halved, days in parts.items():
        if days:
            computed = days if kept else by_rule
            yield TravelRow(kind, days, computed=computed, correction=prose.line(claim.correction), halved=halved)


def _meals(claim: Claim) -> TravelRow:
    by_rule = None if claim.trip is None else meal_allowances(claim.trip, claim.own_meals)
    return TravelRow(TravelKind.MEAL, claim.own_meals, computed=by_rule, correction=prose.line(claim.correction))


def _tickets(claim: Claim) -> Iterator[TravelRow]:
    for ticket in claim.tickets:
        receipt = prose.line(ticket.receipt)
        if not receipt and not claim.pictures:
            raise Refused("Say of each ticket which receipt it is or where it is kept, or add a picture of it.")
        yield TravelRow(TravelKind.TICKET, 1, ticket.price, prose.line(claim.route), receipt=receipt)


def _checked(row: TravelRow) -> TravelRow:
    if not row.corrected:
        return replace(row, correction="")
    if not row.correction:
        raise Refused(
            "By the rules {kind} would be {computed}, not {quantity}. Say why.",
            kind=row.kind,
            computed=row.computed,
            quantity=row.quantity,
        )
    return row
