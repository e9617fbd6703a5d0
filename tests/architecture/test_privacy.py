"""docs/privacy.md speaks of every column of the bank: what it is for, who reads it, how long and on what ground."""

from __future__ import annotations

import re

from dashboard import settings
from db.tables import Base

PAGE = (settings.ROOT / "docs" / "privacy.md").read_text()
IMPERSONAL = "## Tables without anything about a person"


def rows_of(section: str) -> list[list[str]]:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:2] == "| "]
    return [row for row in rows if row[0] != "Columns"]


def mapped(page: str) -> dict[str, list[list[str]]]:
    """Table → its rows in the page."""
    sections = re.split(r"^### (\w+)$", page.partition(IMPERSONAL)[0], flags=re.MULTILINE)[1:]
    return {name: rows_of(text.partition("\n## ")[0]) for name, text in zip(sections[::2], sections[1::2], strict=True)}


def impersonal(page: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", page.partition(IMPERSONAL)[2].partition("\n## ")[0]))


def test_every_column_of_a_personal_table_stands_in_the_data_map() -> None:
    told = {
        name: sorted(re.findall(r"`(\w+)`", " ".join(row[0] for row in rows))) for name, rows in mapped(PAGE).items()
    }
    personal = {name: table for name, table in Base.metadata.tables.items() if name not in impersonal(PAGE)}
    assert told == {name: sorted(column.name for column in table.columns) for name, table in personal.items()}


def test_tables_without_anything_personal_are_tables_of_the_bank_and_name_no_expert() -> None:
    tables = Base.metadata.tables
    assert impersonal(PAGE) <= tables.keys()
    assert not [name for name in impersonal(PAGE) if "expert_id" in tables[name].columns]


def test_each_row_tells_purpose_reader_time_and_ground() -> None:
    for name, rows in mapped(PAGE).items():
        assert rows, name
        for row in rows:
            assert len(row) == 5, (name, row)
            assert all(row), (name, row)
            assert set(row[4].split(", ")) <= {"T", "C", "P", "B", "L"}, (name, row)
