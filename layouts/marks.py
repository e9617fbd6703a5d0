"""The words of the answers to a question of feedback, and of its absence."""

from __future__ import annotations

from layouts.feedback import ANSWERS
from texts import _

NO_MARK = 0


def word(mark: int) -> str:
    return _(ANSWERS[mark]) if mark in ANSWERS else _("no feedback")
