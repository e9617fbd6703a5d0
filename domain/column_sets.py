"""Column sets: how one payroll system wants the lines as a text file. Kept as data that the admin edits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Any

from domain import prose
from domain.errors import Refused
from domain.fees import LineKind

STARTS_A_FORMULA = tuple("=+-@")
MOST_COLUMNS = 60
KEY_LENGTH = 40


class Delimiter(StrEnum):
    SEMICOLON = ";"
    COMMA = ","
    TAB = "\t"
    BAR = "|"


class Encoding(StrEnum):
    """The values are Python's names; `utf-8-sig` begins with a byte order mark, by which Excel knows it."""

    UTF_8 = "utf-8"
    UTF_8_MARKED = "utf-8-sig"
    LATIN_1 = "iso-8859-1"
    WINDOWS = "cp1252"


class DecimalSign(StrEnum):
    COMMA = ","
    DOT = "."


class DateForm(StrEnum):
    """The values are those of strftime."""

    FINNISH = "%d.%m.%Y"
    ISO = "%Y-%m-%d"
    DIGITS = "%Y%m%d"
    FINNISH_DIGITS = "%d%m%Y"


class LineEnd(StrEnum):
    WINDOWS = "\r\n"
    UNIX = "\n"


class Content(StrEnum):
    """What a column may hold."""

    FIXED = auto()
    IDENTITY_CODE = auto()
    PERSONNEL_NUMBER = auto()
    LAST_NAME = auto()
    FIRST_NAME = auto()
    NAME = auto()
    PAY_CODE = auto()
    INCOME_TYPE = auto()
    DESCRIPTION = auto()
    QUANTITY = auto()
    HOURS = auto()
    UNIT = auto()
    UNIT_PRICE = auto()
    AMOUNT = auto()
    PERIOD_START = auto()
    PERIOD_END = auto()
    PAY_DATE = auto()
    COST_CENTRE = auto()
    KILOMETRES = auto()
    PER_DIEM = auto()
    REFERENCE = auto()
    CORRECTS = auto()
    BATCH = auto()
    ORDER = auto()
    REPORT = auto()
    RATE = auto()


@dataclass(frozen=True)
class CsvColumn:
    """`fixed` is written as it is on every row; it belongs to FIXED only."""

    heading: str
    content: Content
    fixed: str = ""

    def __post_init__(self) -> None:
        for name in ("heading", "fixed"):
            object.__setattr__(self, name, prose.line(getattr(self, name)))
            if getattr(self, name).startswith(STARTS_A_FORMULA):
                raise Refused(
                    "{text} would be read as a formula: begin with a letter or a digit.", text=getattr(self, name)
                )
        if self.fixed and self.content is not Content.FIXED:
            raise Refused("{text}: only a fixed value is written here, choose it as the content.", text=self.fixed)


@dataclass(frozen=True)
class ColumnSet:
    """`pay_codes` names payroll's own code for a kind of line; without one the income type stands in its place.

    `source` says where the form was learnt, so that the admin knows what to check with the supplier.
    """

    key: str
    name: str
    columns: tuple[CsvColumn, ...]
    delimiter: Delimiter = Delimiter.SEMICOLON
    encoding: Encoding = Encoding.UTF_8
    decimal_sign: DecimalSign = DecimalSign.COMMA
    dates: DateForm = DateForm.FINNISH
    line_end: LineEnd = LineEnd.WINDOWS
    headings: bool = True
    pay_codes: Mapping[LineKind, str] = field(default_factory=dict)
    source: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", prose.required(prose.line(self.name), "Name"))
        object.__setattr__(self, "source", prose.line(self.source))
        if self.delimiter.value == self.decimal_sign.value:
            raise Refused("The delimiter and the decimal sign must not be the same.")
        if not 0 < len(self.columns) <= MOST_COLUMNS:
            raise Refused("There must be at least one column and at most {most}.", most=MOST_COLUMNS)
        self._check_whom()
        self._check_how_much()

    def _check_whom(self) -> None:
        if not {Content.IDENTITY_CODE, Content.PERSONNEL_NUMBER} & self.contents:
            raise Refused("No column tells who is paid: add the identity code or the personnel number.")

    def _check_how_much(self) -> None:
        counted = self.contents & {Content.QUANTITY, Content.HOURS} and Content.UNIT_PRICE in self.contents
        if not (counted or Content.AMOUNT in self.contents):
            raise Refused("No column tells how much is paid: add the sum, or the quantity and the unit price.")

    @property
    def contents(self) -> frozenset[Content]:
        return frozenset(column.content for column in self.columns)


@dataclass(frozen=True)
class Stored:
    """A column set as the bank has it. Shipped ones have version 0 until they are edited or taken into use."""

    column_set: ColumnSet
    in_use: bool
    version: int


def as_text(column_set: ColumnSet) -> str:
    """JSON that `from_text` reads; also the form in which the shipped sets are compared."""
    return json.dumps(
        {
            "name": column_set.name,
            "delimiter": column_set.delimiter,
            "encoding": column_set.encoding,
            "decimal_sign": column_set.decimal_sign,
            "dates": column_set.dates,
            "line_end": column_set.line_end,
            "headings": column_set.headings,
            "source": column_set.source,
            "pay_codes": dict(column_set.pay_codes),
            "columns": [[each.heading, each.content, each.fixed] for each in column_set.columns],
        },
        ensure_ascii=False,
    )


def from_text(key: str, text: str) -> ColumnSet:
    return of(key, json.loads(text))


def of(key: str, told: Mapping[str, Any]) -> ColumnSet:
    """From plain values, as JSON and TOML give them."""
    return ColumnSet(
        key=key,
        name=told["name"],
        columns=tuple(CsvColumn(heading, Content(content), *fixed) for heading, content, *fixed in told["columns"]),
        delimiter=Delimiter(told["delimiter"]),
        encoding=Encoding(told["encoding"]),
        decimal_sign=DecimalSign(told["decimal_sign"]),
        dates=DateForm(told["dates"]),
        line_end=LineEnd(told["line_end"]),
        headings=told["headings"],
        pay_codes={LineKind(kind): code for kind, code in told["pay_codes"].items()},
        source=told["source"],
    )
