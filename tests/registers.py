"""Experts, themes and fees for tests that need some, made by the commands themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import insert

from commands import experts
from db import tables
from db.session import Database, Writing
from domain.money import Money
from domain.register import ExpertForm
from domain.tariffs import FeeForm, FeeUnit, IncomeType
from tests import people

THEMES = (
    {"id": 1, "key": "housing", "bit": 0, "name_fi": "Asumisen tuki", "name_sv": "Boendestöd", "name_en": "Housing"},
    {"id": 2, "key": "money", "bit": 1, "name_fi": "Talousvaikeudet", "name_sv": "Ekonomi", "name_en": "Money"},
)
JANUARY = date(2027, 1, 1)


def settle(database: Database) -> None:
    """Two themes, which no command makes one at a time."""
    with database.writing(people.NOBODY) as writing:
        writing.session.execute(insert(tables.Theme), THEMES)


def anna(**changes: Any) -> ExpertForm:
    return ExpertForm(**{"first_name": "Anna", "last_name": "Aalto", "municipality": "092", **changes})


def expert(database: Database, **changes: Any) -> int:
    with database.writing(people.COORDINATOR) as writing:
        return experts.add(writing, anna(**changes))


def meeting_fee(euros: int = 40, valid_from: date = JANUARY, **changes: Any) -> FeeForm:
    facts = {"name_fi": "Työryhmän jäsenyys", "name_sv": "Arbetsgrupp", "name_en": "Working group"}
    return FeeForm(
        code="WORKING_GROUP",
        unit=FeeUnit.OCCASION,
        price=Money(euros * 100),
        valid_from=valid_from,
        income_type=IncomeType.MEETING_FEE,
        **{**facts, **changes},
    )


def row(writing: Writing, table: type[Any], row_id: int) -> Any:
    return writing.session.get(table, row_id, populate_existing=True)
