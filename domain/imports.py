"""Someone else's workbook as the bank reads it: rows with their places, and what became of each of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any

from domain.messages import Message


class Noun(StrEnum):
    EXPERTS = auto()
    ORDERS = auto()


class Verdict(StrEnum):
    NEW = auto()
    CHANGED = auto()
    UNCHANGED = auto()
    FAULTY = auto()


@dataclass(frozen=True)
class Fault:
    """Where something is wrong and why; `column` is Excel's letter, empty when the whole row is meant."""

    sheet: str
    row: int
    column: str
    heading: str
    reason: Message


@dataclass(frozen=True)
class Heading:
    """A heading of the file as it is written there, and Excel's letter of its column."""

    text: str
    column: str


@dataclass(frozen=True)
class Row:
    """`values` has a key for every known column of the file, None for an empty cell; a column that is not in the file says
    nothing. Cells that could not be read are in `faults` and not in `values`."""

    sheet: str
    number: int
    values: Mapping[str, Any]
    headings: Mapping[str, Heading]
    faults: tuple[Fault, ...] = ()

    def fault(self, field: str, reason: Message) -> Fault:
        heading = self.headings.get(field, Heading("", ""))
        return Fault(self.sheet, self.number, heading.column, heading.text, reason)


@dataclass(frozen=True)
class Table:
    """Every row of the sheets that had the wanted headings; `ignored` are headings that nobody asked for."""

    rows: tuple[Row, ...]
    ignored: tuple[str, ...]
    sha256: str


@dataclass(frozen=True)
class Entry:
    """What became of one row; `title` names it to a person, `changes` are the headings whose values differ."""

    sheet: str
    row: int
    title: str
    verdict: Verdict
    changes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def decided(self) -> str:
        """Tells this verdict on this row from any other."""
        said = (self.sheet, self.row, self.verdict.value, self.changes)
        return hashlib.sha256(f"{said}".encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Report:
    """`sha256` is the file's."""

    entries: tuple[Entry, ...]
    ignored: tuple[str, ...]
    sha256: str

    def of(self, verdict: Verdict) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.verdict is verdict)

    @property
    def writes(self) -> bool:
        """True when confirming would change something."""
        return any(entry.verdict in (Verdict.NEW, Verdict.CHANGED) for entry in self.entries)

    @property
    def seen(self) -> str:
        """Tells this file with these verdicts from any other, so that only what was on screen is confirmed."""
        decided = "".join(entry.decided for entry in self.entries)
        return hashlib.sha256(f"{self.sha256}{decided}".encode()).hexdigest()
