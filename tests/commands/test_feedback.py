"""Feedback of both sides, and the question how an expert is."""

from __future__ import annotations

import pytest

from commands import feedback
from db import queries
from db.session import Database
from domain.assignments import Party
from domain.errors import Refused
from tests import make, people
from tests.clocks import Clock


@pytest.fixture
def task(database: Database, clock: Clock) -> int:
    """Held on Wednesday 2 December at 12–13; it is 14 now."""
    order_id = make.order(database, make.settle(database))
    (task_id,) = make.assigned(database, order_id, make.expert(database))
    clock.set(make.at(2, 14).start)
    return task_id


def give(database: Database, task_id: int, side: Party, *answers: int | None, words: str = "") -> None:
    with database.writing(people.COORDINATOR) as writing:
        feedback.give(writing, task_id, side, answers, words)


def given(database: Database, viewer=people.COORDINATOR):
    with database.reading(viewer) as reading:
        return [
            (one.side, one.first, one.second, one.third, one.comment) for one in queries.feedback.of_order(reading, 1)
        ]


def to_ask(database: Database) -> list[int]:
    with database.reading(people.COORDINATOR) as reading:
        return [row.assignment_id for row in queries.feedback.to_ask(reading)]


def test_an_experts_wellbeing_leaves_the_database_for_coordinators_only(database: Database, task: int):
    give(database, task, Party.CLIENT, 5, 4, 5, words="Hyvä ryhmä.")
    give(database, task, Party.EXPERT, 4, 3, 2, words="Oli raskasta.")
    assert given(database) == [(Party.CLIENT, 5, 4, 5, "Hyvä ryhmä."), (Party.EXPERT, 4, 3, 2, "Oli raskasta.")]
    assert given(database, people.MANAGER) == [(Party.CLIENT, 5, 4, 5, "Hyvä ryhmä."), (Party.EXPERT, 4, 3, None, "")]


def test_feedback_given_again_replaces_the_earlier(database: Database, task: int):
    give(database, task, Party.CLIENT, 1, 1, 1)
    give(database, task, Party.CLIENT, 5, 5, 5)
    assert given(database) == [(Party.CLIENT, 5, 5, 5, "")]


@pytest.mark.parametrize("answers", [(5, 5), (5, None, 5), (0, 5, 5), (6, 5, 5)])
def test_all_three_questions_are_answered_on_the_scale(database: Database, task: int, answers):
    with pytest.raises(Refused, match="three questions"):
        give(database, task, Party.CLIENT, *answers)


def test_a_customer_gives_no_feedback_and_no_task_before_it_is_over(database: Database, task: int, clock: Clock):
    with pytest.raises(Refused, match="orderer's or the expert's"):
        give(database, task, Party.CUSTOMER, 5, 5, 5)
    clock.set(make.at(2, 12).start)
    with pytest.raises(Refused, match="not over"):
        give(database, task, Party.CLIENT, 5, 5, 5)


def test_asking_how_they_are_stands_on_the_list_until_it_is_ticked(database: Database, task: int):
    assert to_ask(database) == [task]
    for _ in range(2):
        with database.writing(people.COORDINATOR) as writing:
            feedback.asked(writing, task)
    assert to_ask(database) == []


def test_the_question_leaves_the_list_after_a_week(database: Database, task: int, clock: Clock):
    clock.pass_by(days=6)
    assert to_ask(database) == [task]
    clock.pass_by(days=1)
    assert to_ask(database) == []


@pytest.mark.parametrize("nobody", [people.CLERK, people.MANAGER, people.ADMIN, people.READER])
def test_only_a_coordinator_writes_feedback(database: Database, task: int, nobody):
    with pytest.raises(Refused, match="right"), database.writing(nobody) as writing:
        feedback.give(writing, task, Party.CLIENT, (5, 5, 5), "")
