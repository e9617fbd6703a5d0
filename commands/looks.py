"""Reads as events: a person's page opened, and a file taken out of the house."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from db.session import Writing
from db.tables import Look
from domain.looks import Place
from domain.trail import Act


def opened(writing: Writing, expert_id: int, place: Place) -> None:
    """Committed before the page is shown."""
    writing.session.add(Look(at=writing.now, user_id=writing.viewer.id, expert_id=expert_id, place=place))


def fetched(writing: Writing, noun: str, name: str, body: bytes, ids: Mapping[str, Any]) -> None:
    """A file that is made when it is asked for; one that is stored has an event of its own batch."""
    writing.note(Act.FETCH, noun, ids.get("expert_id"), name=name, sha256=hashlib.sha256(body).hexdigest(), **ids)
