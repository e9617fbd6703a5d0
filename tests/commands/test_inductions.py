"""Inductions that a package or an order requires are asked when somebody is assigned."""

from datetime import date

import pytest

import commands.inductions
import commands.offers
import commands.trainings
from db.session import Database
from domain.errors import Refused
from domain.experts import TrainingKind
from domain.offers import Answer
from tests import make, people


def hospital(database: Database, days: int | None = None) -> int:
    with database.writing(people.COORDINATOR) as writing:
        return commands.inductions.add(writing, "ward", "Sairaalassa toimiminen", days=days)


def attend(database: Database, induction_id: int, expert_id: int, day: date) -> None:
    with database.writing(people.COORDINATOR) as writing:
        extra = TrainingKind.EXTRA
        event = commands.trainings.hold(writing, extra, "Sairaala", day, 3, induction_id=induction_id)
        commands.trainings.attend(writing, event, [expert_id])


def assign(database: Database, order_id: int, expert_id: int) -> tuple[int, ...]:
    with database.writing(people.COORDINATOR) as writing:
        return commands.offers.answer(writing, order_id, expert_id, Answer.YES, override_reason="Sopii hyvin")


@pytest.mark.parametrize("by_package", [True, False])
def test_a_required_induction_is_asked_and_no_reason_passes_it(database: Database, by_package: bool) -> None:
    client_id = make.settle(database)
    induction_id, expert_id = hospital(database), make.expert(database)
    order_id = make.order(database, client_id, induction_ids=() if by_package else (induction_id,))
    if by_package:
        with database.writing(people.COORDINATOR) as writing:
            commands.inductions.require(writing, make.package(database, "ASIAKASTAPAAMINEN"), [induction_id])

    with pytest.raises(Refused, match="requires an induction: Sairaalassa toimiminen"):
        assign(database, order_id, expert_id)
    attend(database, induction_id, expert_id, date(2026, 11, 20))
    assert len(assign(database, order_id, expert_id)) == 1


def test_an_induction_that_has_lapsed_by_the_task_does_not_do(database: Database) -> None:
    client_id = make.settle(database)
    induction_id, expert_id = hospital(database, days=10), make.expert(database)
    on_time = make.order(database, client_id, make.at(30, month=11), induction_ids=(induction_id,))
    too_late = make.order(database, client_id, make.at(1), induction_ids=(induction_id,))
    attend(database, induction_id, expert_id, date(2026, 11, 20))

    assert len(assign(database, on_time, expert_id)) == 1
    with pytest.raises(Refused, match="requires an induction"):
        assign(database, too_late, expert_id)


def test_only_an_extra_training_teaches_an_induction_for_certain_tasks(database: Database) -> None:
    make.settle(database)
    induction_id = hospital(database)

    with database.writing(people.COORDINATOR) as writing, pytest.raises(Refused, match="extra training"):
        commands.trainings.hold(
            writing, TrainingKind.INDUCTION, "Perehdytys", date(2026, 11, 20), 12, induction_id=induction_id
        )
