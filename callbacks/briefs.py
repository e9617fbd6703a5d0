"""The texts that are sent around a choice: an offer, a yes and a withdrawal, each in both languages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

import texts
from db import queries
from db.session import Reading
from domain.assignments import AssignmentRow, AssignmentStatus, Party
from domain.orders import OrderDetails
from layouts import briefs
from layouts.briefs import Agreed, Brief
from texts import _

Letter = Callable[[OrderDetails, list[AssignmentRow], str], str]
AGREED: Mapping[str, Letter] = {"orderer": briefs.to_orderer, "expert": briefs.to_expert}
WITHDREW: Mapping[str, Letter] = {"orderer": briefs.to_orderer_of_change, "expert": briefs.to_withdrawn}


def agreed(reading: Reading, order_id: int, expert_id: int) -> Agreed | None:
    """None when the expert has not agreed to the order."""
    return _told(reading, order_id, expert_id, AssignmentStatus.AGREED, AGREED)


def withdrew(reading: Reading, order_id: int, expert_id: int) -> Agreed | None:
    """None when the expert has not withdrawn from sessions to come."""
    return _told(reading, order_id, expert_id, AssignmentStatus.CANCELLED, WITHDREW)


def offer(reading: Reading, order_id: int, expert_id: int, dates: Collection[int]) -> tuple[Brief, ...]:
    titles = {"fi": _("In Finnish"), "sv": _("In Swedish")}
    terms = queries.offers.terms(reading, order_id, expert_id, dates)
    ready = []
    for language, title in titles.items():
        with texts.using(language):
            text = briefs.to_offer(queries.orders.details(reading, order_id), terms, reading.viewer.name)
        ready.append(Brief(f"offer-{language}", title, language, text))
    return tuple(ready)


def tasks(reading: Reading, order_id: int, expert_id: int, status: AssignmentStatus) -> list[AssignmentRow]:
    """Cancelled ones are those to come that the expert withdrew from."""
    return [
        task
        for task in queries.assignments.of_order(reading, order_id)
        if (task.expert_id, task.status) == (expert_id, status)
        and (status is AssignmentStatus.AGREED or (task.cancelled_by is Party.EXPERT and task.span.start > reading.now))
    ]


def _told(
    reading: Reading, order_id: int, expert_id: int, status: AssignmentStatus, letters: Mapping[str, Letter]
) -> Agreed | None:
    mine = tasks(reading, order_id, expert_id, status)
    if not mine:
        return None
    ready = tuple(_letters(reading, order_id, expert_id, status, letters))
    return Agreed(mine[0].expert, expert_id, ready, mine[0].choice_reason)


def _letters(
    reading: Reading, order_id: int, expert_id: int, status: AssignmentStatus, letters: Mapping[str, Letter]
) -> Iterator[Brief]:
    titles = {
        ("orderer", "fi"): _("To the orderer, in Finnish"),
        ("expert", "fi"): _("To the expert, in Finnish"),
        ("orderer", "sv"): _("To the orderer, in Swedish"),
        ("expert", "sv"): _("To the expert, in Swedish"),
    }
    for (reader, language), title in titles.items():
        with texts.using(language):
            order = queries.orders.details(reading, order_id)
            text = letters[reader](order, tasks(reading, order_id, expert_id, status), reading.viewer.name)
        yield Brief(f"{status.value}-{reader}-{language}", title, language, text)
