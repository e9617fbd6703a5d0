"""Feedback of both sides on a task: three questions each, and the question how the expert is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.assignments import Party
from domain.errors import Refused

SIDES = (Party.CLIENT, Party.EXPERT)
QUESTIONS = 3
SCALE = range(1, 6)
"""1 is badly, 5 is very well."""
CHECK_IN_DAYS = 7
"""How long after a task its expert stands on the list of those to be asked how they are."""


@dataclass(frozen=True)
class Given:
    """`third` and `comment` of an expert's feedback are about well-being: None and empty for whoever may not see them."""

    assignment_id: int
    side: Party
    first: int
    second: int
    third: int | None
    comment: str


def check(side: Party, answers: Sequence[int | None]) -> tuple[int, int, int]:
    if side not in SIDES:
        raise Refused("Feedback is the orderer's or the expert's.")
    if len(answers) != QUESTIONS or any(answer not in SCALE for answer in answers):
        raise Refused("Answer all three questions.")
    first, second, third = (int(answer or 0) for answer in answers)
    return first, second, third
