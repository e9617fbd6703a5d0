"""Where an expert is not placed, and with whom: in force today, whichever of two experts it was told of."""

from __future__ import annotations

from sqlalchemy import or_, select

from db.queries import clients, offers, profile_rows
from db.session import Reading
from db.tables import Client, Expert, Unwanted
from domain.unwanted import UnwantedRow


def of_expert(reading: Reading, expert_id: int) -> tuple[UnwantedRow, ...]:
    """Units first, by name."""
    mine = Unwanted.expert_id == expert_id
    rows = reading.session.execute(
        select(Unwanted.id, Unwanted.client_id, Unwanted.expert_id, Unwanted.other_expert_id, Unwanted.until)
        .where(or_(mine, Unwanted.other_expert_id == expert_id), profile_rows.lasting(reading.today))
        .order_by(Unwanted.id)
    ).all()
    units = _units(reading, [row.client_id for row in rows if row.client_id])
    people = _names(reading, [one for row in rows for one in (row.expert_id, row.other_expert_id) if one])
    found = [
        UnwantedRow(
            id=row.id,
            unit=units.get(row.client_id, ""),
            expert=""
            if row.client_id
            else people[row.other_expert_id if row.expert_id == expert_id else row.expert_id],
            until=row.until,
            own=row.expert_id == expert_id,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda row: (not row.unit, row.unit, row.expert)))


def _units(reading: Reading, ids: list[int]) -> dict[int | None, str]:
    rows = reading.session.execute(select(Client.id, clients.name()).where(Client.id.in_(ids)))
    return {row[0]: row[1] for row in rows}


def _names(reading: Reading, ids: list[int]) -> dict[int | None, str]:
    rows = reading.session.execute(select(Expert.id, offers.full_name()).where(Expert.id.in_(ids)))
    return {row[0]: row[1] for row in rows}
