"""The trail's events, a page at a time, the newest first."""

from __future__ import annotations

import json
from datetime import timedelta

from sqlalchemy import ColumnElement, case, func, select

from db.queries import reasons
from db.session import Reading
from db.tables import TrailEvent, User
from domain import times
from domain.trail import Act, Entry, Filter, Outcome, Page

ON_A_PAGE = 100
_actor = func.coalesce(TrailEvent.actor_id, case((TrailEvent.act == Act.LOG_IN, TrailEvent.row_id)))
"""Nobody is logged in yet when a login is written; it is the user's own act all the same."""


def events(reading: Reading, wanted: Filter, limit: int = ON_A_PAGE) -> Page:
    rows = reading.session.execute(
        select(
            TrailEvent.seq,
            TrailEvent.at,
            TrailEvent.actor_id,
            User.name,
            TrailEvent.act,
            TrailEvent.noun,
            TrailEvent.row_id,
            TrailEvent.outcome,
            TrailEvent.facts,
        )
        .outerjoin(User, User.id == _actor)
        .where(*_conditions(wanted))
        .order_by(TrailEvent.seq.desc())
        .limit(limit + 1)
    ).all()
    entries = tuple(
        Entry(
            row.seq,
            row.at,
            row.actor_id,
            row.name or "",
            row.act,
            row.noun,
            row.row_id,
            row.outcome,
            json.loads(row.facts),
        )
        for row in rows[:limit]
    )
    return Page(reasons.told(reading, entries), entries[-1].seq if len(rows) > limit else None)


def refusals(reading: Reading, limit: int) -> tuple[Entry, ...]:
    """The last things that somebody tried and was refused."""
    return events(reading, Filter(outcome=Outcome.REFUSED), limit).entries


def staff(reading: Reading) -> tuple[tuple[int, str], ...]:
    """Everyone who has or had an account, by name."""
    return tuple((row.id, row.name) for row in reading.session.execute(select(User.id, User.name).order_by(User.name)))


def nouns(reading: Reading) -> tuple[str, ...]:
    return tuple(reading.session.execute(select(TrailEvent.noun).distinct().order_by(TrailEvent.noun)).scalars())


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    found = []
    if wanted.actor_id is not None:
        found.append(_actor == wanted.actor_id)
    if wanted.noun:
        found.append(TrailEvent.noun == wanted.noun)
    if wanted.outcome is not None:
        found.append(TrailEvent.outcome == wanted.outcome)
    if wanted.first is not None:
        found.append(TrailEvent.at >= times.start_of(wanted.first))
    if wanted.last is not None:
        found.append(TrailEvent.at < times.start_of(wanted.last + timedelta(days=1)))
    if wanted.before is not None:
        found.append(TrailEvent.seq < wanted.before)
    return found
