"""The stored history of work, from which a worker's matching columns start."""

from __future__ import annotations

from sqlalchemy import delete

from db.session import Writing
from db.tables import History as Row
from domain.matching import histories
from domain.matching.histories import History


def keep(writing: Writing, seq: int, history: History) -> None:
    """As `queries.histories` read it when the change log stood at `seq`. A cache: it leaves no trail, and only the newest
    is kept."""
    writing.session.execute(delete(Row))
    writing.session.add(Row(seq=seq, form=histories.FORM, made_at=writing.now, data=history.packed()))
