"""What payroll answers: a receipt, lines it rejects and the reason why, and the files it has been given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain import prose
from domain.errors import Refused
from domain.fees import LineRole
from domain.money import Money

ANSWERED = re.compile(r"R-?(\d{1,15})[\s,;:–-]*(.*)", re.IGNORECASE)


@dataclass(frozen=True)
class File:
    """As it was stored. `column_set` is empty for the workbook; `reason` says why payroll wanted a new edition."""

    edition: int
    column_set: str
    name: str
    sha256: str
    made_at: datetime
    made_by: str
    reason: str


@dataclass(frozen=True)
class Rejection:
    """A line that payroll did not pay, and the line that stands for it in a later batch, on hold until released."""

    line_id: int
    again_id: int
    expert: str
    amount: Money
    reason: str
    on_hold: bool
    batch_id: int | None


def rejected(answer: str) -> Mapping[int, str]:
    """Line → why, from payroll's own words: one line of text for each, its reference first."""
    found: dict[int, str] = {}
    for text in filter(None, map(str.strip, answer.splitlines())):
        match = ANSWERED.fullmatch(text)
        if match is None:
            raise Refused("{text}: begin with the reference of the line, for example R-12.", text=text[:60])
        line_id, why = int(match[1]), prose.line(match[2])
        if not why:
            raise Refused("R-{line}: write why payroll rejects it.", line=line_id)
        if line_id in found:
            raise Refused("R-{line} is named twice.", line=line_id)
        found[line_id] = why
    return found


SETTLED_BY = {LineRole.ORIGINAL: LineRole.MINUS, LineRole.PLUS: LineRole.MINUS, LineRole.MINUS: LineRole.PLUS}
"""What takes a rejected line back, outside payroll."""

PAID_AGAIN_BY = {LineRole.ORIGINAL: LineRole.PLUS, LineRole.PLUS: LineRole.PLUS, LineRole.MINUS: LineRole.MINUS}
