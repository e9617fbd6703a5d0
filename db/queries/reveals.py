"""Sealed fields: what stands before one is opened, the one opened, and whose days went over the limit."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import func, select

from db import tables
from db.queries import backgrounds, offers, settings
from db.session import Reading
from domain import reveals, times
from domain.backgrounds import Level
from domain.errors import Missing, Refused
from domain.reveals import Asked, Busy, Sealed
from domain.trail import Act

_event = tables.TrailEvent
PLACES: Mapping[Sealed, str] = {
    Sealed.SERVICE_PATH: "experts.service_path",
    Sealed.OWN_WORDS: "experts.own_words",
    Sealed.IDENTITY_CODE: "payroll_details.identity_code",
    Sealed.ACCOUNT: "payroll_details.iban",
}

LEVELS = {Sealed.SERVICE_PATH: Level.SERVICE_PATH, Sealed.OWN_WORDS: Level.OWN_WORDS}


def asked(reading: Reading, expert_id: int, field: Sealed) -> Asked:
    name = reading.session.execute(select(offers.full_name()).where(tables.Expert.id == expert_id)).scalar_one_or_none()
    if name is None:
        raise Missing()
    done = reading.session.execute(
        select(func.count()).where(
            _event.act == Act.REVEAL,
            _event.actor_id == reading.viewer.id,
            _event.at >= times.start_of(reading.today),
        )
    ).scalar_one()
    return Asked(expert_id, name, field, done, limit(reading))


def limit(reading: Reading) -> int:
    return int(settings.value(reading, reveals.LIMIT, str(reveals.A_DAY)))


def check_there(reading: Reading, expert_id: int, field: Sealed) -> None:
    """Refuses what is not stored, and a background without a consent in force."""
    if field in LEVELS:
        opens = {each.level: each.opens_on(reading.today) for each in backgrounds.of_expert(reading, expert_id)}
        if not opens[LEVELS[field]]:
            raise Refused("There is no consent in force for this today: it is not opened.")
    elif field in reveals.PAYROLL and _sealed(reading, expert_id, field) is None:
        raise Missing()


def opened(reading: Reading, expert_id: int, field: Sealed) -> dict[str, str]:
    """The field's values by name, decrypted. `commands.reveals.reveal` has put it on the trail before."""
    reading.viewer.need(reveals.NEEDS[field])
    check_there(reading, expert_id, field)
    if field is Sealed.CONTACT:
        return _contact(reading, expert_id)
    sealed = _sealed(reading, expert_id, field)
    return {} if sealed is None else {field.value: reading.keys.open(sealed, PLACES[field], expert_id).decode()}


def _sealed(reading: Reading, expert_id: int, field: Sealed) -> bytes | None:
    table, column = PLACES[field].split(".")
    stored = tables.Base.metadata.tables[table].c
    owner = stored.expert_id if table == "payroll_details" else stored.id
    found: bytes | None = reading.session.execute(select(stored[column]).where(owner == expert_id)).scalar_one_or_none()
    return found


def _contact(reading: Reading, expert_id: int) -> dict[str, str]:
    expert, place, area = tables.Expert, tables.MunicipalityPlace, tables.ExpertArea
    row = reading.session.execute(
        select(expert.phone, expert.email, place.name, expert.address, expert.contact_protected)
        .outerjoin(place, place.code == expert.municipality)
        .where(expert.id == expert_id)
    ).one()
    address = reading.keys.open(row.address, "experts.address", expert_id).decode() if row.address else ""
    if not row.contact_protected:
        return {"address": address}
    areas = reading.session.execute(
        select(place.name).join(area, area.municipality == place.code).where(area.expert_id == expert_id)
    ).scalars()
    return {
        "phone": row.phone,
        "email": row.email,
        "municipality": row.name or "",
        "areas": ", ".join(sorted(areas)),
        "address": address,
    }


def busy(reading: Reading) -> tuple[Busy, ...]:
    """Days of the last two weeks when somebody opened more than the limit, the newest first."""
    since = times.start_of(reading.today - timedelta(days=reveals.TOLD_DAYS))
    rows = reading.session.execute(
        select(_event.actor_id, tables.User.name, _event.at, _event.facts)
        .join(tables.User, tables.User.id == _event.actor_id)
        .where(_event.act == Act.REVEAL, _event.at >= since)
        .order_by(_event.at.desc())
    )
    days: dict[tuple[object, ...], list[bool]] = defaultdict(list)
    for actor_id, name, at, facts in rows:
        days[times.day_of(at), name, actor_id].append(json.loads(facts).get("over", False))
    return tuple(Busy(day, name, len(over), sum(over)) for (day, name, _), over in days.items() if any(over))  # type: ignore[arg-type]
