"""Capacity: how ready the members are today, and how many ready ones there are for each theme, language and area."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from dash.development.base_component import Component

from domain.capacity import Capacity, Cover
from domain.rotation import Base
from domain.volumes import Volumes
from layouts import scopes as places
from layouts import utilization_charts as charts
from layouts.parts import chart, tables
from layouts.parts.tables import Column
from texts import _N, _, formats

HEADS = {"languages": _N("Language"), "ready-themes": _N("Theme"), "ready-areas": _N("Municipality")}
NO_LIST = _N("No list of people stands behind these bars: it would tell who they are.")


def capacity(volumes: Volumes) -> list[Component]:
    found = volumes.capacity
    if found is None:
        return []
    return [
        charts.beside(
            _readiness(volumes, found), _covers(volumes, "languages", _("Ready members by language"), found.languages)
        ),
        charts.beside(
            _covers(volumes, "ready-themes", _("Ready members by theme"), found.themes),
            _covers(volumes, "ready-areas", _("Ready members by municipality"), found.areas),
        ),
    ]


def _readiness(volumes: Volumes, found: Capacity) -> Component:
    words = _("Mentoring, {period}: {times} attendances by {people} people.").format(
        period=places.period(volumes.scope.period),
        times=formats.number(found.mentorings),
        people=formats.number(found.mentored),
    )
    return charts.counted(
        "readiness",
        _("How ready the members are today"),
        words,
        _("Readiness"),
        found.counts,
        lambda word: places.members_address(found.scope, Base.MEMBERS, ready=word),
    )


def _covers(volumes: Volumes, name: str, title: str, covers: Sequence[Cover]) -> Component:
    """A hidden count is a bar of no length that says so."""
    named = [(formats.language(cover.name) if name == "languages" else cover.name, _people(cover)) for cover in covers]
    names, people = [name for name, _said in named], [said for _name, said in named]
    figure = chart.ranked(names, {"": [cover.people or 0 for cover in covers]}, labels=people)
    columns = [Column(_(HEADS[name]), itemgetter(0)), Column(_("Members"), itemgetter(1), numeric=True)]
    words = _("Members who may act today; few people of one kind are not counted.")
    table = tables.table(columns, named, title)
    return charts.card(
        title,
        words,
        name,
        figure,
        table,
        chart.height_of(names),
        instead=charts.no_rows(name, title, volumes.scope, NO_LIST),
    )


def _people(cover: Cover) -> str:
    return _("not shown") if cover.people is None else formats.number(cover.people)
