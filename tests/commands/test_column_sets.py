"""Column sets are the administrator's: edited, added, taken into use; then every batch has a file in their form."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commands import column_sets, payroll
from db import queries
from db.session import Database
from domain.column_sets import Stored
from domain.errors import Missing, Refused, Stale
from tests import people, work


def stored(database: Database, key: str) -> Stored:
    with database.reading(people.ADMIN) as reading:
        return queries.column_sets.one(reading, key)


def use(database: Database, key: str) -> None:
    own = stored(database, key)
    with database.writing(people.ADMIN) as writing:
        column_sets.save(writing, own.column_set, in_use=True, version=own.version)


def test_an_edited_set_stands_in_the_place_of_the_shipped_one(database: Database):
    own = stored(database, "fennoa")
    with database.writing(people.ADMIN) as writing:
        column_sets.save(writing, replace(own.column_set, name="Fennoa, meidän"), in_use=False, version=0)
    with database.reading(people.ADMIN) as reading:
        names = [each.column_set.name for each in queries.column_sets.every(reading)]
    assert names[:3] == ["Yleinen", "CGI Prima", "Fennoa, meidän"]
    assert (len(names), stored(database, "fennoa").version) == (6, 1)


def test_an_edit_over_another_s_edit_is_refused(database: Database):
    own = stored(database, "fennoa")
    use(database, "fennoa")
    with pytest.raises(Stale), database.writing(people.ADMIN) as writing:
        column_sets.save(writing, own.column_set, in_use=False, version=own.version)


def test_a_new_set_begins_as_a_copy_with_a_name_of_its_own(database: Database):
    keys = []
    for _time in range(2):
        with database.writing(people.ADMIN) as writing:
            keys.append(column_sets.add(writing, "Sarastia, Länsi", "prima"))
    assert keys == ["sarastia-lansi", "sarastia-lansi-1"]
    assert stored(database, keys[0]).column_set.columns == stored(database, "prima").column_set.columns


def test_a_clerk_does_not_edit_them(database: Database):
    own = stored(database, "fennoa")
    with pytest.raises(Refused, match="right"), database.writing(people.CLERK) as writing:
        column_sets.save(writing, own.column_set, in_use=True, version=0)


def test_a_batch_is_exported_in_each_form_that_is_in_use_and_fetched_as_it_was_stored(database: Database):
    work.settle(database)
    work.details(database)
    work.approved(database, 1)
    use(database, "prima")
    batch_id, workbook = work.paid(database)
    use(database, "fennoa")
    with database.writing(people.CLERK) as writing:
        name, body = payroll.fetch(writing, batch_id, column_set="prima")
    assert name == f"PE-{batch_id}-2026-12-15-prima.csv"
    assert body == b"010180-9015;02.11.2026;02.11.2026;336;1;;30.00;;4711\r\n"
    assert work.fetched(database, batch_id) == workbook
    with pytest.raises(Missing), database.writing(people.CLERK) as writing:
        payroll.fetch(writing, batch_id, column_set="fennoa")


def test_no_file_tells_a_theme_a_unit_or_what_was_talked_about(database: Database):
    work.settle(database)
    work.details(database)
    work.approved(database, 1)
    for key in ("general", "palkka_fi"):
        use(database, key)
    batch_id, _workbook = work.paid(database)
    with database.reading(people.CLERK) as reading:
        sheets = payroll.sheets(reading, batch_id)
        files = [queries.payroll.stored(reading, batch_id, 1, key) for key in ("general", "palkka_fi")]
        told = [
            reading.keys.open(file.body, queries.payroll.place(1, file.column_set), batch_id).decode("utf-8-sig")
            for file in files
            if file
        ]
    for text in (*told, repr(sheets)):
        assert "4711" in text
        assert not [secret for secret in (work.SECRET_THEME, work.SECRET_WORDS, "Asumispalvelut") if secret in text]
