"""The weights of matching: looking at them and setting new ones."""

from __future__ import annotations

from dataclasses import dataclass

from dash import ALL, Input, Output, State
from dash.development.base_component import Component

import commands.weights
from callbacks.posted import Day, Text, Whole
from callbacks.wiring import Done, Page
from db import queries
from db.session import Reading, Writing
from domain import money
from domain.experts import WorkWish
from domain.matching.weights import Part, Weights
from domain.permissions import Permission
from layouts import shell
from layouts import weights as layout
from layouts.weights import Ids
from texts import _N, _

page = Page(layout.LIST, see=Permission.SET_WEIGHTS, label=_N("Weights of matching"), icon="sliders")


@dataclass(frozen=True)
class OnPart:
    part: Part


@dataclass(frozen=True)
class OnWish:
    wish: WorkWish


@page.view
def show(reading: Reading) -> Component:
    return layout.page(queries.matching.weights(reading), queries.matching.every_weights(reading), reading.today)


@page.command(
    Output(shell.Ids.MAIN, "children", allow_duplicate=True),
    Input(Ids.SET, "n_clicks"),
    State(Ids.POINTS.of(part=ALL), "id"),
    State(Ids.POINTS.of(part=ALL), "value"),
    State(Ids.PACE.of(wish=ALL), "id"),
    State(Ids.PACE.of(wish=ALL), "value"),
    *(State(one, "value") for one in (Ids.EXPERIENCE, Ids.CONTINUITY, Ids.KILOMETRES, Ids.FEE, Ids.FROM)),
)
def put(
    writing: Writing,
    _clicks: int,
    parts: list[OnPart],
    points: list[Whole],
    wishes: list[OnWish],
    paces: list[Whole],
    experience: Whole,
    continuity: Whole,
    kilometres: Whole,
    fee: Text,
    first: Day,
) -> Done:
    shares = {one.part: share or 0 for one, share in zip(parts, points, strict=True)}
    yearly = {one.wish: pace or 0 for one, pace in zip(wishes, paces, strict=True)}
    paused = {WorkWish.PAUSED: yearly.get(WorkWish.SELDOM, 0)}
    wanted = Weights(
        valid_from=first or writing.today,
        points={part: shares.get(part, 0) for part in Part},
        yearly={wish: {**yearly, **paused}.get(wish, 0) for wish in WorkWish},
        full_experience=experience or 0,
        full_continuity=continuity or 0,
        far_km=kilometres or 0,
        usual_fee=money.parse(fee),
    )
    commands.weights.put(writing, wanted)
    return Done(_("The weights were set."))
