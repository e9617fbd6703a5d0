"""Who is busy when and where, how long the journey between two places takes, and whether two tasks clash."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from domain.errors import Refused
from domain.times import Span

EARTH_KM = 6371.0
ROAD_FACTOR = 1.3
"""Roads are longer than the straight line; a usual planning figure, as is the speed below."""
MINUTES_PER_KM = 1
SETTLING_MINUTES = 10
UNKNOWN_MINUTES = 60
"""The journey to or from a place that is not known: long enough for a neighbouring town."""


@dataclass(frozen=True)
class Municipality:
    """Statistics Finland's code and an approximate centre in degrees; UNKNOWN is a place that nobody has told."""

    code: str
    name: str
    lat: float
    lon: float


UNKNOWN = Municipality("", "–", 0.0, 0.0)


@dataclass(frozen=True)
class Booking:
    """An expert's time taken; `municipality` is None for remote work."""

    expert_id: int
    span: Span
    municipality: Municipality | None


@dataclass(frozen=True)
class Clash:
    """`missing_minutes` is what the gap between the two tasks lacks of the journey, or of being a gap at all."""

    booking: Booking
    missing_minutes: int
    overlaps: bool


def distance_km(a: Municipality, b: Municipality) -> int:
    """Estimated road kilometres between the centres; Refused when either place is not known."""
    if UNKNOWN in (a, b):
        raise Refused("The distance between {a} and {b} is not known.", a=a.name, b=b.name)
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    )
    return round(2 * EARTH_KM * math.asin(math.sqrt(half)) * ROAD_FACTOR)


def travel_minutes(origin: Municipality | None, target: Municipality | None) -> int:
    """None is remote work: it can be done anywhere quiet, so between it and a place only the settling counts."""
    if origin is None and target is None:
        return 0
    if origin is None or target is None:
        return SETTLING_MINUTES
    if UNKNOWN in (origin, target):
        return UNKNOWN_MINUTES
    return distance_km(origin, target) * MINUTES_PER_KM + SETTLING_MINUTES


def minutes_of(span: Span) -> tuple[int, int]:
    """Whole minutes since 1970 that cover the span."""
    return int(span.start.timestamp()) // 60, math.ceil(span.end.timestamp() / 60)


def gap_minutes(a: Span, b: Span) -> int:
    """Minutes between two spans, whichever is first; below zero when they overlap."""
    (a_start, a_end), (b_start, b_end) = minutes_of(a), minutes_of(b)
    return max(b_start - a_end, a_start - b_end)


def clash(booking: Booking, others: Iterable[Booking]) -> Clash | None:
    """The other booking of the same expert that leaves too little time, the worst first; None when all can be done."""
    clashes = [
        found for other in others if other.expert_id == booking.expert_id and (found := _against(booking, other))
    ]
    return max(clashes, key=lambda found: found.missing_minutes, default=None)


def _against(booking: Booking, other: Booking) -> Clash | None:
    gap = gap_minutes(booking.span, other.span)
    missing = travel_minutes(booking.municipality, other.municipality) - gap
    return Clash(other, missing, gap < 0) if missing > 0 else None
