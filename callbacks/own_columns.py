"""How a person has left the columns of a list."""

from __future__ import annotations

import pydantic

from db import queries
from db.session import Reading
from domain.views import Column

KEPT = pydantic.TypeAdapter(tuple[Column, ...])


def of(reading: Reading, place: str) -> tuple[Column, ...]:
    """None when they are as they were, or as nobody leaves them."""
    try:
        return KEPT.validate_json(queries.views.columns(reading, place) or "[]")
    except pydantic.ValidationError:
        return ()
