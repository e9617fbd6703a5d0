"""Users and their roles: two persons for every role, none for oneself."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from commands import users
from db import queries, tables
from db.session import Database
from domain.errors import Refused
from domain.permissions import Role
from tests import people, registers

TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)


def added(database: Database) -> int:
    with database.writing(people.ADMIN) as writing:
        return users.add(writing, "Uusi.Henkilo", "Uusi Henkilö", "hash")


def roles(database: Database, user_id: int) -> frozenset[Role]:
    with database.reading(people.ADMIN) as reading:
        return queries.users.usable_roles(reading, user_id)


def test_a_granted_role_gives_no_right_before_another_person_confirms_it(database: Database) -> None:
    user_id = added(database)
    with database.writing(people.ADMIN) as writing:
        grant = users.grant(writing, user_id, Role.CLERK, TODAY)
    assert roles(database, user_id) == frozenset()
    with database.writing(people.MANAGER) as writing:
        users.confirm(writing, grant)
    assert roles(database, user_id) == {Role.CLERK}


def test_nobody_confirms_a_role_they_granted(database: Database) -> None:
    user_id = added(database)
    with database.writing(people.ADMIN) as writing:
        grant = users.grant(writing, user_id, Role.CLERK, TODAY)
    with pytest.raises(Refused, match="Another person confirms"), database.writing(people.ADMIN) as writing:
        users.confirm(writing, grant)


def test_nobody_confirms_a_role_of_their_own(database: Database) -> None:
    with database.writing(people.ADMIN) as writing:
        grant = users.grant(writing, people.MANAGER.id, Role.CLERK, TODAY)
    with pytest.raises(Refused, match="role of their own"), database.writing(people.MANAGER) as writing:
        users.confirm(writing, grant)


def test_a_role_for_tomorrow_is_not_in_force_today(database: Database) -> None:
    user_id = added(database)
    with database.writing(people.ADMIN) as writing:
        grant = users.grant(writing, user_id, Role.CLERK, TOMORROW)
    with database.writing(people.MANAGER) as writing:
        users.confirm(writing, grant)
    assert roles(database, user_id) == frozenset()


def test_a_disabled_user_is_logged_out_everywhere_and_may_be_let_in_again(database: Database) -> None:
    with database.writing(people.ADMIN) as writing:
        users.disable(writing, people.CLERK.id)
    with database.reading(people.ADMIN) as reading:
        assert queries.users.viewer(reading, people.CLERK.id, epoch=1) is None
    with database.writing(people.ADMIN) as writing:
        users.enable(writing, people.CLERK.id)
    with database.reading(people.ADMIN) as reading:
        assert queries.users.viewer(reading, people.CLERK.id, epoch=1) is None
        assert queries.users.viewer(reading, people.CLERK.id, epoch=2) is not None


def test_nobody_disables_their_own_account(database: Database) -> None:
    with pytest.raises(Refused, match="their own account"), database.writing(people.ADMIN) as writing:
        users.disable(writing, people.ADMIN.id)


def test_a_user_is_linked_to_the_expert_by_number_and_the_link_can_end(database: Database) -> None:
    expert_id = registers.expert(database, number="0042")
    with database.writing(people.ADMIN) as writing:
        users.link_expert(writing, people.CLERK.id, "0042")
        assert registers.row(writing, tables.User, people.CLERK.id).expert_id == expert_id
        users.link_expert(writing, people.CLERK.id, "")
        assert registers.row(writing, tables.User, people.CLERK.id).expert_id is None


def test_a_number_that_no_expert_has_is_refused(database: Database) -> None:
    with pytest.raises(Refused, match="no expert with the number 0042"), database.writing(people.ADMIN) as writing:
        users.link_expert(writing, people.CLERK.id, "0042")


def test_no_password_reaches_the_trail(database: Database) -> None:
    with database.writing(people.ADMIN) as writing:
        users.reset_password(writing, people.CLERK.id, "hash of a new one")
    with database.reading(people.READER) as reading:
        facts = reading.session.execute(select(tables.TrailEvent.facts)).scalars().all()
    assert facts == ['{"field":"password"}']
