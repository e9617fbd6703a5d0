"""Search over everything: what was asked for, and what was found of each kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from domain import prose

MOST_WORDS = 5
SHORTEST = 2
SHORTEST_NUMBER = 5
"""How many digits make a telephone number rather than an order's."""


class Kind(StrEnum):
    """TASK and PAYEE are an order's task and an expert as the clerk may see them: without the order and its themes."""

    ORDER = auto()
    TASK = auto()
    EXPERT = auto()
    PAYEE = auto()
    CLIENT = auto()
    BATCH = auto()


@dataclass(frozen=True)
class Hit:
    """`detail` holds names; `day` is the order's next or last session, the task's day or the batch's payment date."""

    kind: Kind
    id: int
    title: str
    detail: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Asked:
    """`words` are in lower case and all of them must be there; `number` is set when only a number was written."""

    words: tuple[str, ...]
    number: int | None = None
    telephone: str = ""

    @property
    def too_short(self) -> bool:
        return self.number is None and sum(map(len, self.words)) < SHORTEST


def asked(text: str) -> Asked:
    """A telephone number is known by its last digits, however its beginning is written."""
    line = prose.line(text).lower()
    digits = re.sub(r"[\s+()-]", "", line)
    only_digits = digits.isascii() and digits.isdigit()
    telephone = re.sub(r"^(358|0)", "", digits) if only_digits and len(digits) >= SHORTEST_NUMBER else ""
    number = int(line.removeprefix("#")) if re.fullmatch(r"#?[0-9]{1,12}", line) else None
    return Asked(tuple(line.split()[:MOST_WORDS]), number, telephone)
