"""Matching: the ranked candidates of one order, the answers heard on the telephone, and what is sent after a yes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import dash
from dash import ALL, Input, Output, State
from dash.development.base_component import Component

import commands.offers
import texts
from callbacks.addresses import link
from callbacks.wiring import Done, File, News, Page
from db import columns, queries
from db.session import Reading, Writing
from documents import calendar
from domain import bookings
from domain.assignments import AssignmentRow, AssignmentStatus
from domain.bookings import UNKNOWN
from domain.errors import Missing
from domain.matching import explanation, ranking
from domain.matching.need import Need
from domain.matching.profiles import ExpertProfile
from domain.matching.ranking import Ranking
from domain.offers import Answer, OfferRow
from domain.permissions import Permission
from layouts import briefs, candidates, orders, shell
from layouts import matching as layout
from layouts.briefs import Agreed, Brief
from layouts.candidates import Candidate
from layouts.matching import Ids, View
from texts import _

SHOWN = 100
AT_ONCE = (Answer.YES, Answer.NO, Answer.NO_ANSWER)

FOLLOWED = {"orders", "experts", "trainings", "inductions", "associations", "packages", "settings", "vocabulary"}

WHOLE = Output(shell.Ids.MAIN, "children", allow_duplicate=True)

page = Page(orders.MATCH, see=Permission.MATCH)


@dataclass(frozen=True)
class Act:
    """What a button in a row of the grid tells."""

    action: Literal[Answer.YES, Answer.NO, Answer.NO_ANSWER, Answer.ASKS_TIME, "override"]
    id: int


@dataclass(frozen=True)
class Chosen:
    expert: int


@page.view
def show(reading: Reading, order_id: int, agreed: str = "") -> Component:
    return layout.page(_view(reading, order_id, agreed))


@page.query(Output(Ids.BODY, "children"), Input(shell.Ids.LIVE, "data"))
def follow(reading: Reading, news: News, order_id: int) -> list[Component]:
    """Somebody else's choice, or a name ticked on an attendance list, changes who can take this."""
    if not FOLLOWED & news.changes.keys():
        raise dash.exceptions.PreventUpdate
    return layout.body(_view(reading, order_id))


@page.query(Output(Ids.EXCLUDED, "children"), Input(Ids.SHOW_EXCLUDED, "value"), always=True)
def show_excluded(reading: Reading, wanted: bool, order_id: int) -> Component | None:
    if not wanted:
        return None
    need, ranked = _ranked(reading, order_id)
    ids = ranked.excluded()
    return candidates.excluded(_candidates(reading, need, ids[:SHOWN].tolist(), order_id), len(ids))


@page.query(Output(Ids.DIALOG, "children"), Input(candidates.Ids.ACT, "data"))
def ask(reading: Reading, act: Act, order_id: int) -> Component:
    """A day or a reason is needed first."""
    if act.action in AT_ONCE:
        raise dash.exceptions.PreventUpdate
    (candidate,) = _candidates(reading, queries.matching.need(reading, order_id), [act.id], order_id) or (None,)
    if candidate is None:
        raise Missing()
    if act.action == "override":
        return layout.override(candidate)
    return layout.call_back(candidate.person.name, candidate.person.id, reading.today)


@page.command(WHOLE, Input(candidates.Ids.ACT, "data"))
def answer(writing: Writing, act: Act, order_id: int) -> Done | None:
    if act.action not in AT_ONCE:
        raise dash.exceptions.PreventUpdate
    said = Answer(act.action)
    commands.offers.answer(writing, order_id, act.id, said)
    return _agreed_on(order_id, act.id) if said is Answer.YES else None


@page.command(
    WHOLE,
    Input(Ids.LATER.of(expert=ALL), "n_clicks"),
    State(Ids.CALL_BACK_ON.of(expert=ALL), "value"),
)
def answer_later(
    writing: Writing, on: Chosen, _clicks: list[int | None], days: list[date | None], order_id: int
) -> None:
    commands.offers.answer(writing, order_id, on.expert, Answer.ASKS_TIME, call_back_on=next(iter(days), None))


@page.command(
    WHOLE,
    Input(Ids.OVERRIDE.of(expert=ALL), "n_clicks"),
    State(Ids.REASON.of(expert=ALL), "value"),
)
def set_aside(
    writing: Writing, on: Chosen, _clicks: list[int | None], reasons: list[str | None], order_id: int
) -> Done:
    commands.offers.answer(
        writing, order_id, on.expert, Answer.YES, override_reason="".join(reason or "" for reason in reasons)
    )
    return _agreed_on(order_id, on.expert)


@page.file("/orders/{order_id}/calendar/{expert_id}.ics")
def calendar_file(reading: Reading, order_id: int, expert_id: int) -> File:
    order = queries.orders.details(reading, order_id)
    tasks = _tasks(reading, order_id, expert_id)
    sessions = [
        calendar.Session(
            f"assignment-{task.id}@kohtaanto",
            task.span,
            f"{order.row.package}, {order.row.client}",
            orders.place(order),
        )
        for task in tasks
    ]
    name = _("task-{number}.ics").format(number=order_id)
    return File(name, calendar.calendar(sessions, reading.now), "text/calendar; charset=utf-8")


def _agreed_on(order_id: int, expert_id: int) -> Done:
    return Done(_("Assigned."), link(orders.MATCH, order_id=order_id, agreed=expert_id))


def _view(reading: Reading, order_id: int, agreed: str = "") -> View:
    need, ranked = _ranked(reading, order_id)
    best = ranked.ids[:SHOWN].tolist()
    return View(
        order=queries.orders.details(reading, order_id),
        candidates=_candidates(reading, need, best, order_id, ranked),
        found=len(ranked.ids),
        excluded=len(ranked.excluded()),
        agreed=_told(reading, order_id, int(agreed)) if agreed.isascii() and agreed.isdigit() else None,
        today=reading.today,
    )


def _ranked(reading: Reading, order_id: int) -> tuple[Need, Ranking]:
    need = queries.matching.need(reading, order_id)
    weights = queries.matching.weights(reading)
    return need, ranking.rank(columns.current(reading, reading.today), need, weights)


def _candidates(
    reading: Reading, need: Need, expert_ids: Collection[int], order_id: int, ranked: Ranking | None = None
) -> list[Candidate]:
    """In the order of the ids; a constant number of queries."""
    profiles = {profile.id: profile for profile in queries.profiles.of(reading, reading.today, expert_ids)}
    people = queries.offers.reachable(reading, expert_ids)
    names = dict(queries.themes.choices(reading))
    answers: dict[int, OfferRow] = {}
    for offer in queries.offers.of_order(reading, order_id):
        answers.setdefault(offer.expert_id, offer)
    found = []
    for expert_id in expert_ids:
        profile = profiles.get(expert_id)
        if profile is None:
            continue
        points = ranked.parts_of(expert_id) if ranked else {}
        matched = profile.held(need.role, need.last_day) & need.themes
        found.append(
            Candidate(
                person=people[expert_id],
                explanation=explanation.explain(profile, need, points or None),
                parts=points,
                recent=profile.recent,
                themes=sorted(names[theme] for theme in matched),
                km=_kilometres(profile, need),
                answered=answers.get(expert_id),
            )
        )
    return found


def _kilometres(profile: ExpertProfile, need: Need) -> int | None:
    if need.place is None or UNKNOWN in (need.place, profile.home):
        return None
    return bookings.distance_km(profile.home, need.place)


def _told(reading: Reading, order_id: int, expert_id: int) -> Agreed | None:
    """The texts of what this expert has agreed to; None when there is nothing of the kind."""
    tasks = _tasks(reading, order_id, expert_id)
    if not tasks:
        return None
    return Agreed(tasks[0].expert, expert_id, tuple(_briefs(reading, order_id, expert_id)))


def _briefs(reading: Reading, order_id: int, expert_id: int) -> Iterable[Brief]:
    titles = {
        ("orderer", "fi"): _("To the orderer, in Finnish"),
        ("expert", "fi"): _("To the expert, in Finnish"),
        ("orderer", "sv"): _("To the orderer, in Swedish"),
        ("expert", "sv"): _("To the expert, in Swedish"),
    }
    write = {"orderer": briefs.to_orderer, "expert": briefs.to_expert}
    for (reader, language), title in titles.items():
        with texts.using(language):
            order = queries.orders.details(reading, order_id)
            text = write[reader](order, _tasks(reading, order_id, expert_id), reading.viewer.name)
        yield Brief(f"{reader}-{language}", title, language, text)


def _tasks(reading: Reading, order_id: int, expert_id: int) -> list[AssignmentRow]:
    return [
        task
        for task in queries.assignments.of_order(reading, order_id)
        if task.expert_id == expert_id and task.status is AssignmentStatus.AGREED
    ]
