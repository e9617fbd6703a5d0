"""Columns of the charts from a few words: assignments, orders and what their numbers mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, timedelta
from itertools import count
from typing import Any

import numpy as np

from domain import chosen, rotation
from domain.chosen import Chosen
from domain.facts import ENDINGS, OUTCOMES, Ending, Facts, Orders, Outcome, Tasks
from domain.legends import Client, Legend, Package, Theme
from domain.orders import Use
from domain.rotation import Member, Members
from domain.scopes import Scope

COUNTY, PROJECTS = "VaKe hyvinvointialueen toimialat", "Kehittämishankkeet"
HOUSING, RECEPTION, STUDY = 1, 2, 3
MEETING, GROUP, LECTURE = 1, 2, 3
SUBSTANCE, CRISIS = 10, 20
VANTAA, TAMPERE = 92, 837
LEGEND = Legend(
    clients={
        HOUSING: Client(HOUSING, "Asumispalvelut", COUNTY, "AIVA"),
        RECEPTION: Client(RECEPTION, "Vastaanotto", COUNTY, "TERHU"),
        STUDY: Client(STUDY, "Hanke", PROJECTS, ""),
    },
    packages={
        MEETING: Package(MEETING, "Asiakastapaaminen", Use.PEER),
        GROUP: Package(GROUP, "Ryhmänohjaus", Use.PEER),
        LECTURE: Package(LECTURE, "Luento", Use.TEACHING),
    },
    themes={SUBSTANCE: Theme(SUBSTANCE, "Päihteet", 0), CRISIS: Theme(CRISIS, "Kriisit", 63)},
    areas={VANTAA: "Vantaa", TAMPERE: "Tampere"},
)
_ids = count(1)


def task(day: date, ending: Ending = Ending.HELD, themes: Iterable[int] = (), **facts: Any) -> dict[str, Any]:
    """A meeting of an hour and a half in Vantaa, agreed ten and ordered fourteen days before; 30 €, 5 € and 65 €."""
    number = next(_ids)
    held = ending is Ending.HELD
    return {
        "id": number,
        "order": number,
        "client": HOUSING,
        "package": MEETING,
        "area": VANTAA,
        "remote": False,
        "expert": 1,
        "owed": False,
        "minutes": 90 if held else 0,
        "fee": 30_00,
        "travel": 5_00,
        "charge": 65_00,
        "approved": True,
        "priced": True,
        "received": (day - timedelta(days=14)).toordinal(),
        "agreed": (day - timedelta(days=10)).toordinal(),
        "day": day.toordinal(),
        "ending": ENDINGS.index(ending),
        "themes": sum(1 << LEGEND.themes[theme].bit for theme in themes),
        "orderer_mark": 0,
        "expert_mark": 0,
        **facts,
    }


def order(day: date, outcome: Outcome = Outcome.FILLED, themes: Iterable[int] = (), **facts: Any) -> dict[str, Any]:
    number = next(_ids)
    return {
        "id": number,
        "order": number,
        "client": HOUSING,
        "package": MEETING,
        "area": VANTAA,
        "remote": False,
        "needed": 1,
        "found": 1 if outcome is Outcome.FILLED else 0,
        "day": day.toordinal(),
        "outcome": OUTCOMES.index(outcome),
        "themes": sum(1 << LEGEND.themes[theme].bit for theme in themes),
        **facts,
    }


def facts(tasks: Iterable[dict[str, Any]] = (), orders: Iterable[dict[str, Any]] = ()) -> Facts:
    return Facts(_table(Tasks, tasks), _table(Orders, orders))


def chosen_of(tasks: Iterable[dict[str, Any]], scope: Scope, legend: Legend = LEGEND) -> Chosen[Tasks]:
    return chosen.of(_table(Tasks, tasks), scope, legend)


def members(everyone: Iterable[Member]) -> Members:
    rows = list(everyone)
    return Members(
        np.array([one.expert_id for one in rows], np.int64),
        np.array([one.refreshed for one in rows], np.bool_),
        np.array([one.joined.toordinal() for one in rows], np.int64),
        np.full(len(rows), rotation.NEVER),
        np.array([rotation.WISHES.index(one.wish) for one in rows], np.int64),
        {one.expert_id: one.name for one in rows},
    )


def _table(kind: Any, rows: Iterable[dict[str, Any]]) -> Any:
    names = [one.name for one in fields(kind)]
    listed = [
        [np.uint64(row[name]).astype(np.int64) if name == "themes" else row[name] for name in names] for row in rows
    ]
    return kind.built(np.array(listed, np.int64).reshape(-1, len(names)))
