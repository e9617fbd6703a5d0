"""The texts that are sent around a choice: an offer, a yes and a withdrawal, each in both languages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

import texts
from db import queries
from db.session import Reading
from domain.assignments import AssignmentRow, AssignmentStatus, Party
from domain.offers import Answer, OfferStatus
from domain.orders import OrderDetails
from layouts import letters
from layouts.briefs import Agreed, Brief
from texts import _

Letter = Callable[[OrderDetails, list[AssignmentRow], str], str]
AGREED: Mapping[str, Letter] = {"orderer": letters.to_orderer, "expert": letters.to_expert}
WITHDREW: Mapping[str, Letter] = {"orderer": letters.to_orderer_of_change, "expert": letters.to_withdrawn}


def agreed(reading: Reading, order_id: int, expert_id: int) -> Agreed | None:
    """None when the expert has not agreed to the order."""
    rows = queries.offers.of_order(reading, order_id)
    others = tuple(row.expert for row in rows if row.status is OfferStatus.WITHDRAWN and row.answer is not Answer.NO)
    wanted = {**AGREED, "others": letters.to_others} if others else AGREED
    told = _told(reading, order_id, expert_id, AssignmentStatus.AGREED, wanted)
    return replace(told, others=others) if told else None


def withdrew(reading: Reading, order_id: int, expert_id: int) -> Agreed | None:
    """None when the expert has not withdrawn from sessions to come."""
    return _told(reading, order_id, expert_id, AssignmentStatus.CANCELLED, WITHDREW)


def offer(reading: Reading, order_id: int, expert_id: int, dates: Collection[int]) -> tuple[Brief, ...]:
    titles = {"fi": _("In Finnish"), "sv": _("In Swedish")}
    terms = queries.offers.terms(reading, order_id, expert_id, dates)
    ready = []
    for language, title in titles.items():
        with texts.using(language):
            text = letters.to_offer(queries.orders.details(reading, order_id), terms, reading.viewer.name)
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
    reading: Reading, order_id: int, expert_id: int, status: AssignmentStatus, wanted: Mapping[str, Letter]
) -> Agreed | None:
    mine = tasks(reading, order_id, expert_id, status)
    if not mine:
        return None
    ready = tuple(_letters(reading, order_id, expert_id, status, wanted))
    return Agreed(mine[0].expert, expert_id, ready, mine[0].choice_reason)


def _letters(
    reading: Reading, order_id: int, expert_id: int, status: AssignmentStatus, wanted: Mapping[str, Letter]
) -> Iterator[Brief]:
    titles = {
        ("orderer", "fi"): _("To the orderer, in Finnish"),
        ("expert", "fi"): _("To the expert, in Finnish"),
        ("orderer", "sv"): _("To the orderer, in Swedish"),
        ("expert", "sv"): _("To the expert, in Swedish"),
        ("others", "fi"): _("To the others, in Finnish"),
        ("others", "sv"): _("To the others, in Swedish"),
    }
    for (reader, language), title in ((key, title) for key, title in titles.items() if key[0] in wanted):
        with texts.using(language):
            order = queries.orders.details(reading, order_id)
            text = wanted[reader](order, tasks(reading, order_id, expert_id, status), reading.viewer.name)
        yield Brief(f"{status.value}-{reader}-{language}", title, language, text)
