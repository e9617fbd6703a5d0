"""Agreed sessions as an iCalendar file (RFC 5545), in Helsinki's time, with nothing about themes in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import icalendar

from domain import times
from domain.times import Span


@dataclass(frozen=True)
class Session:
    """`uid` stays the same for one assignment, so that a moved session replaces the earlier entry."""

    uid: str
    span: Span
    title: str
    place: str = ""


def calendar(sessions: Sequence[Session], made_at: datetime) -> bytes:
    found = icalendar.Calendar()
    found.add("prodid", "-//Kohtaanto//FI")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    for session in sessions:
        found.add_component(_event(session, made_at))
    found.add_missing_timezones()
    return bytes(found.to_ical())


def _event(session: Session, made_at: datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", session.uid)
    event.add("dtstamp", times.instant(made_at))
    event.add("sequence", int(made_at.timestamp()) // 60)
    event.add("dtstart", times.local(session.span.start))
    event.add("dtend", times.local(session.span.end))
    event.add("summary", session.title)
    if session.place:
        event.add("location", session.place)
    return event
