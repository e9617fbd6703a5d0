"""One row of a workbook on its way into the bank: what its cells mean here, and what is wrong in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import texts
from db.session import Writing
from domain import register
from domain.errors import Refused
from domain.imports import Entry, Fault, Row, Verdict
from domain.messages import Message
from texts import N_, formats

T = TypeVar("T")


@dataclass(frozen=True)
class Plan:
    """`write` does what the entry says; None for a row that is unchanged or faulty. `late` ones take what the others leave."""

    entry: Entry
    write: Callable[[Writing], None] | None = None
    late: bool = False


class Cells:
    """A row's values as the bank knows them; every fault is gathered, so that a person sees them all at once."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.faults: list[Fault] = list(row.faults)

    def value(self, field: str) -> Any:
        return self.row.values.get(field)

    def meant(self, field: str, meaning: Callable[[Any], T]) -> T | None:
        """None for an empty cell, which says nothing, and for one that is at fault."""
        value = self.value(field)
        return None if value is None else self.asked(field, lambda: meaning(value))

    def asked(self, field: str, ask: Callable[[], T]) -> T | None:
        try:
            return ask()
        except Refused as refused:
            self.fault(field, refused.message, **refused.values)
            return None

    def fault(self, field: str, message: str, **values: object) -> None:
        """The first fault of a cell is enough."""
        fault = self.row.fault(field, Message(message, **values))
        if not fault.column or fault.column not in {earlier.column for earlier in self.faults}:
            self.faults.append(fault)

    def said_before(self, field: str, first: Row) -> None:
        if first is not self.row:
            self.fault(field, N_("The row {row} says this already."), row=first.number)

    def entry(self, title: str, verdict: Verdict, changed: tuple[str, ...] = ()) -> Entry:
        """`changed` are names of fields."""
        verdict = Verdict.FAULTY if self.faults else verdict
        headings = tuple(self.row.headings[name].text for name in changed if name in self.row.headings)
        return Entry(self.row.sheet, self.row.number, title, verdict, headings, tuple(self.faults))


def known(named: Mapping[str, T]) -> Callable[[str], T]:
    """What the bank calls this; Refused for a name it does not know."""

    def meaning(said: str) -> T:
        found = named.get(said.casefold())
        if found is None:
            raise Refused("The bank does not know {value}. Check how it is written.", value=said)
        return found

    return meaning


def each(meaning: Callable[[str], T]) -> Callable[[tuple[str, ...]], tuple[T, ...]]:
    """Sorted, as the bank's own lists are."""
    return lambda said: tuple(sorted({meaning(one) for one in said}))  # type: ignore[type-var]


def languages() -> dict[str, str]:
    """Codes by code and by name in every language of the house."""
    found = {code: code for code in register.LANGUAGES}
    for spoken in texts.LANGUAGES:
        with texts.using(spoken):
            found |= {formats.language(code).casefold(): code for code in register.LANGUAGES}
    return found
