"""Who looked at whom: pages opened, reveals, and files that left, the newest first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, select

from db.queries import reasons, timelines
from db.session import Reading
from db.tables import Expert, Look, TrailEvent, User
from domain import times
from domain.looks import AGAIN, Filter, Page, Place, Seen
from domain.trail import Act, Entry, Outcome

ON_A_PAGE = 100
OPENING = (Act.REVEAL, Act.EXPORT, Act.FETCH)


def is_new(reading: Reading, expert_id: int, place: Place) -> bool:
    """Whether opening the page is to be remembered: there is such a person, and it was not opened just now."""
    lately = exists().where(
        Look.user_id == reading.viewer.id,
        Look.expert_id == expert_id,
        Look.place == place,
        Look.at > reading.now - AGAIN,
    )
    return bool(reading.session.execute(select(Expert.id).where(Expert.id == expert_id, ~lately)).first())


def found(reading: Reading, wanted: Filter, limit: int = ON_A_PAGE) -> Page:
    """`limit` and one more of each kind are read, so the newest of both are among them."""
    rows = sorted([*_looks(reading, wanted, limit), *_events(reading, wanted, limit)], key=_newest, reverse=True)
    shown = tuple(rows[:limit])
    return Page(shown, shown[-1].at if len(rows) > limit else None)


def _newest(seen: Seen) -> tuple[datetime, int]:
    return seen.at, seen.entry.seq if seen.entry else 0


def _looks(reading: Reading, wanted: Filter, limit: int) -> list[Seen]:
    own = [Look.expert_id == wanted.expert_id] if wanted.expert_id is not None else []
    rows = reading.session.execute(
        select(Look.at, Look.user_id, User.name, Look.expert_id, Look.place)
        .join(User, User.id == Look.user_id)
        .where(*own, *_limits(Look.at, Look.user_id, wanted))
        .order_by(Look.at.desc(), Look.id.desc())
        .limit(limit + 1)
    )
    return [Seen(*row) for row in rows]


def _events(reading: Reading, wanted: Filter, limit: int) -> list[Seen]:
    event = TrailEvent
    rows = reading.session.execute(
        select(event, User.name)
        .outerjoin(User, User.id == event.actor_id)
        .where(
            event.act.in_(OPENING),
            event.outcome == Outcome.DONE,
            *_about(wanted.expert_id),
            *_limits(event.at, event.actor_id, wanted),
        )
        .order_by(event.seq.desc())
        .limit(limit + 1)
    )
    entries = [timelines.entry(row.TrailEvent, row.name or "") for row in rows]
    return [_seen(entry) for entry in reasons.told(reading, entries)]


def _about(expert_id: int | None) -> list[ColumnElement[bool]]:
    """An event about one person names them by its row or by its facts."""
    if expert_id is None:
        return []
    event = TrailEvent
    mine = event.noun.in_(("experts", "payroll_details")) & (event.row_id == expert_id)
    named = [event.facts.like(f'%"expert_id":{expert_id}{end}%') for end in (",", "}")]
    return [mine | named[0] | named[1]]


def _limits(at: Any, user_id: Any, wanted: Filter) -> list[ColumnElement[bool]]:
    limits = []
    if wanted.user_id is not None:
        limits.append(user_id == wanted.user_id)
    if wanted.first is not None:
        limits.append(at >= times.start_of(wanted.first))
    if wanted.last is not None:
        limits.append(at < times.start_of(wanted.last + timedelta(days=1)))
    if wanted.before is not None:
        limits.append(at < wanted.before)
    return limits


def _seen(entry: Entry) -> Seen:
    own = entry.row_id if entry.noun in ("experts", "payroll_details") else None
    expert_id: Any = entry.facts.get("expert_id", own)
    return Seen(entry.at, entry.actor_id, entry.actor, expert_id, entry=entry)
