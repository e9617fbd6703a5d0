"""The stored columns of the charts, from which a worker starts."""

from __future__ import annotations

from sqlalchemy import delete

from db.held import Kept
from db.session import Writing
from db.tables import Facts as Row
from domain.facts import FORM, Facts


def keep(writing: Writing, kept: Kept[Facts]) -> None:
    """A cache: it leaves no trail, and only the newest is kept."""
    writing.session.execute(delete(Row))
    writing.session.add(Row(seq=kept.seq, form=FORM, made_at=writing.now, data=kept.value.packed()))
