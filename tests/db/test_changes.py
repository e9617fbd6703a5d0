"""The change log tells every committed change once, in the order of commits."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from db import changes
from db.changes import Change
from db.session import Database
from db.tables import RoleGrant, User
from tests import people


def log(database: Database, seq: int = 0) -> list[Change]:
    with database.engine.connect() as connection:
        return changes.since(connection, seq)


def latest(database: Database) -> int:
    with database.engine.connect() as connection:
        return changes.latest(connection)


def rename(session: Session, user_id: int) -> None:
    session.execute(update(User).where(User.id == user_id).values(name="Uusi Nimi"))


def test_a_change_is_told_with_its_noun_and_row(database: Database) -> None:
    before = latest(database)
    with Session(database.engine) as session, session.begin():
        rename(session, people.CLERK.id)
    assert [(entry.noun, entry.row_id) for entry in log(database, before)] == [("users", people.CLERK.id)]
    assert latest(database) == before + 1


def test_a_removed_row_is_told_too(database: Database) -> None:
    before = latest(database)
    with Session(database.engine) as session, session.begin():
        session.execute(delete(RoleGrant).where(RoleGrant.user_id == people.CLERK.id))
    assert {(entry.noun, entry.row_id) for entry in log(database, before)} == {("users", people.CLERK.id)}


def test_what_is_rolled_back_is_never_told(database: Database) -> None:
    before = latest(database)
    with Session(database.engine) as session:
        rename(session, people.CLERK.id)
        session.flush()
        session.rollback()
    assert log(database, before) == []


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_the_order_is_that_of_commits_and_a_late_commit_is_not_missed(database: Database) -> None:
    """The first writer commits last; a reader that has seen the second must still be told. On SQLite writers queue."""
    before = latest(database)
    first, second = Session(database.engine), Session(database.engine)
    rename(first, people.CLERK.id)
    rename(second, people.MANAGER.id)
    second.commit()
    seen = log(database, before)
    first.commit()
    assert [entry.row_id for entry in seen] == [people.MANAGER.id]
    assert [entry.row_id for entry in log(database, seen[-1].seq)] == [people.CLERK.id]
    first.close()
    second.close()
