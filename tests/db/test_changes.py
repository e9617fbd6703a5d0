"""The change log tells every committed change once, in the order of commits."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from db import changes
from db.changes import Change
from db.session import Database
from db.tables import Order, RoleGrant, User
from domain.errors import Refused
from tests import make, people


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


def test_a_statement_of_many_rows_tells_each_row_once(database: Database) -> None:
    before = latest(database)
    with Session(database.engine) as session, session.begin():
        session.execute(update(User).where(User.id.in_([people.CLERK.id, people.MANAGER.id])).values(name="Uusi"))
        session.execute(update(RoleGrant).where(RoleGrant.user_id == 0).values(user_id=0))
    told = log(database, before)
    assert {(entry.noun, entry.row_id) for entry in told} == {("users", people.CLERK.id), ("users", people.MANAGER.id)}
    assert [entry.seq for entry in told] == [before + 1, before + 2]


def test_whom_an_order_wished_before_is_told_as_well(database: Database) -> None:
    client = make.settle(database)
    first, second = make.expert(database), make.expert(database)
    order_id = make.order(database, client, make.at(3), wished_expert_id=first)
    before = latest(database)
    with Session(database.engine) as session, session.begin():
        session.execute(update(Order).where(Order.id == order_id).values(wished_expert_id=second))
    told = {(entry.noun, entry.row_id) for entry in log(database, before)}
    assert told == {("orders", order_id), ("experts", first), ("experts", second)}


def test_many_rows_put_at_once_get_their_defaults_and_are_told(database: Database) -> None:
    before = latest(database)
    with database.writing(people.ADMIN) as writing:
        writing.put(User, ({"username": f"u{n}", "name": "Uusi", "password_hash": "!"} for n in range(50)))
    with database.reading(people.ADMIN) as reading:
        rows = reading.session.execute(select(User.id, User.version).where(User.name == "Uusi")).all()
    assert (len(rows), {row.version for row in rows}) == (50, {1})
    assert {(each.noun, each.row_id) for each in log(database, before)} == {("users", row.id) for row in rows}


def test_many_rows_of_which_one_breaks_a_rule_are_refused_in_words(database: Database) -> None:
    twice = [{"username": "sama", "name": "Uusi", "password_hash": "!"}] * 50
    with pytest.raises(Refused, match="user name is taken"), database.writing(people.ADMIN) as writing:
        writing.put(User, twice)
