"""Capacity: how ready the members are today, and how many ready ones there are for each theme, language and area."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from dash import dcc
from dash.development.base_component import Component

import texts
from domain.capacity import Capacity, Cover
from domain.rotation import Base
from domain.volumes import Volumes
from layouts import scopes as places
from layouts import utilization_charts as charts
from layouts.parts import chart, tables
from layouts.parts.tables import Column
from texts import _, formats


def capacity(volumes: Volumes) -> list[Component]:
    found = volumes.capacity
    if found is None:
        return []
    return [
        charts.beside(
            _readiness(volumes, found), _covers("languages", _("Ready members by language"), found.languages)
        ),
        charts.beside(
            _covers("ready-themes", _("Ready members by theme"), found.themes),
            _covers("ready-areas", _("Ready members by municipality"), found.areas),
        ),
    ]


def _readiness(volumes: Volumes, found: Capacity) -> Component:
    counts = {word: count for word, count in found.counts.items() if count}
    names = [texts.words(word).capitalize() for word in counts]
    address = {word: places.members_address(found.scope, Base.MEMBERS, ready=word) for word in counts}
    figure = chart.ranked(
        names,
        {"": list(counts.values())},
        labels=[formats.number(count) for count in counts.values()],
        links={"": [address[word] for word in counts]},
    )
    columns = [
        Column(_("Readiness"), lambda word: texts.words(word).capitalize()),
        Column(_("Members"), lambda word: dcc.Link(formats.number(counts[word]), href=address[word]), numeric=True),
    ]
    title = _("How ready the members are today")
    table = tables.table(columns, counts, title, (_("Total"), formats.number(sum(counts.values()))))
    words = _("Mentoring, {period}: {times} attendances by {people} people.").format(
        period=places.period(volumes.scope.period),
        times=formats.number(found.mentorings),
        people=formats.number(found.mentored),
    )
    return charts.card(title, words, "readiness", figure, table, chart.height_of(names))


def _covers(name: str, title: str, covers: Sequence[Cover]) -> Component:
    """A hidden count is a bar of no length that says so; no list of people stands behind any of them."""
    heads = {"languages": _("Language"), "ready-themes": _("Theme"), "ready-areas": _("Municipality")}
    named = [(formats.language(cover.name) if name == "languages" else cover.name, _people(cover)) for cover in covers]
    names, people = [name for name, _said in named], [said for _name, said in named]
    figure = chart.ranked(names, {"": [cover.people or 0 for cover in covers]}, labels=people)
    columns = [Column(heads[name], itemgetter(0)), Column(_("Members"), itemgetter(1), numeric=True)]
    words = _("Members who may act today; few people of one kind are not counted.")
    return charts.card(title, words, name, figure, tables.table(columns, named, title), chart.height_of(names))


def _people(cover: Cover) -> str:
    return _("not shown") if cover.people is None else formats.number(cover.people)
