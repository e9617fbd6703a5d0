"""The form of a period and its limits: what is chosen is written in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import auto

from dash import html
from dash.development.base_component import Component

import texts
from domain import scopes
from domain.legends import Legend
from domain.orders import Use
from domain.scopes import Scope
from layouts import scopes as places
from layouts.ids import IdEnum
from layouts.parts import actions, forms
from layouts.parts.forms import Options
from texts import _


class Ids(IdEnum):
    SINCE = auto()
    UNTIL = auto()
    GROUP = auto()
    SECTOR = auto()
    CLIENT = auto()
    PACKAGE = auto()
    USE = auto()
    THEME = auto()
    AREA = auto()
    REMOTE = auto()
    SHOW = auto()


CHOICES = (Ids.GROUP, Ids.SECTOR, Ids.CLIENT, Ids.PACKAGE, Ids.USE, Ids.THEME, Ids.AREA, Ids.REMOTE)
"""In the order in which the callback reads them."""


def form(scope: Scope, legend: Legend) -> Component:
    chosen = scopes.words(scope)
    labels: Mapping[Ids, tuple[str, str, Options]] = {
        Ids.GROUP: ("group", _("Reporting group"), _named(legend.groups, places.group)),
        Ids.SECTOR: ("sector", _("Sector"), _named(legend.sectors, places.sector)),
        Ids.CLIENT: ("client", _("Orderer"), _sorted((c.id, c.name) for c in legend.clients.values())),
        Ids.PACKAGE: ("package", _("Service package"), _sorted((p.id, p.name) for p in legend.packages.values())),
        Ids.USE: ("use", _("Use"), [(use.value, texts.words(use)) for use in Use]),
        Ids.THEME: ("theme", _("Theme"), _sorted((t.id, t.name) for t in legend.themes.values())),
        Ids.AREA: ("area", _("Municipality"), _sorted(legend.areas.items())),
        Ids.REMOTE: ("remote", _("Way of working"), [(word, places.mode(word == "yes")) for word in ("no", "yes")]),
    }
    fields = [
        forms.date(Ids.SINCE, _("From"), scope.period.first),
        forms.date(Ids.UNTIL, _("Until"), scope.period.last),
        *(
            forms.select(id, label, [("", _("all")), *options], chosen.get(word, ""))
            for id, (word, label, options) in labels.items()
        ),
    ]
    show = actions.buttons(actions.button(_("Show"), Ids.SHOW, "primary"))
    summary = html.Summary(_("Choose a period and limits"))
    return html.Details([summary, forms.fields(*fields), show], className="limits", open=scope.limited)


def _named(names: Iterable[str], say: Callable[[str], str]) -> Options:
    return [(name or scopes.EMPTY, say(name)) for name in names]


def _sorted(options: Iterable[tuple[int, str]]) -> Options:
    return sorted(options, key=lambda option: option[1])
