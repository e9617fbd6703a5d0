"""How much each part of the suitability weighs: what is in force, what comes, and setting new ones from a day on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import auto

from dash import html
from dash.development.base_component import Component

import texts
from domain.experts import WorkWish
from domain.matching.weights import TOTAL, Part, Weights
from layouts.ids import IdEnum
from layouts.parts import actions, cards, forms, tables
from texts import _, formats

LIST = "/weights"
PACES = (WorkWish.OFTEN, WorkWish.NOW_AND_THEN, WorkWish.SELDOM)
"""A break is no pace: who is on one is not a candidate."""


class Ids(IdEnum):
    POINTS = auto()
    PACE = auto()
    EXPERIENCE = auto()
    CONTINUITY = auto()
    KILOMETRES = auto()
    FEE = auto()
    FROM = auto()
    SET = auto()


def page(now: Weights, settings: Sequence[Weights], today: date) -> Component:
    """`settings` are all there have been, the newest first."""
    lead = _("The points of the parts make {total} in all. They rank for one task and hide nobody.").format(total=TOTAL)
    return html.Div(
        [cards.page_header(_("Weights of matching"), lead=lead), _form(now, today), _listed(settings)], className="page"
    )


def _form(now: Weights, today: date) -> Component:
    points = [
        forms.number(Ids.POINTS.of(part=part.value), texts.words(part), now.points[part], min=0, max=TOTAL)
        for part in Part
    ]
    paces = [
        forms.number(Ids.PACE.of(wish=wish.value), texts.words(wish), now.yearly[wish], min=1, max=365)
        for wish in PACES
    ]
    full = [
        forms.number(Ids.EXPERIENCE, _("Similar tasks that are full experience"), now.full_experience, min=1),
        forms.number(Ids.CONTINUITY, _("Times with an orderer that are full continuity"), now.full_continuity, min=1),
        forms.number(Ids.KILOMETRES, _("Kilometres from which nearness gives nothing"), now.far_km, min=1),
        forms.text(Ids.FEE, _("Usual fee of one task, €"), formats.euros(now.usual_fee)),
    ]
    save = actions.button(_("Set the weights"), Ids.SET, kind="primary", icon="check2")
    first = forms.fields(forms.date(Ids.FROM, _("In force from"), today))
    return html.Div(
        [
            cards.card(_("Most points of each part"), forms.fields(*points)),
            cards.card(_("Tasks a year that answer to a wish"), forms.fields(*paces)),
            cards.card(_("What counts as full"), forms.fields(*full), first, html.Div(save, className="form-actions")),
        ],
        className="stack drafted",
    )


def _listed(settings: Sequence[Weights]) -> Component:
    columns = [
        tables.Column(_("In force from"), lambda row: formats.date(row.valid_from)),
        *(tables.Column(texts.words(part), _points(part), numeric=True) for part in Part),
    ]
    return cards.card(
        _("Earlier and coming"), tables.table(columns, settings, _("Earlier and coming"), caption_hidden=True)
    )


def _points(part: Part) -> Callable[[Weights], str]:
    return lambda row: formats.number(row.points[part])
