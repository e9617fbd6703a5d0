"""The first steps in the house: a card on Today with a person's own tasks as links, there until it is put away."""

from __future__ import annotations

from collections.abc import Mapping
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

from domain.permissions import Role, Viewer
from layouts.ids import IdEnum
from layouts.parts import actions, cards
from texts import N_, _


class Ids(IdEnum):
    DONE = auto()


STEPS: Mapping[Role, tuple[tuple[str, str], ...]] = {
    Role.COORDINATOR: (
        (N_("Look at the order queue and take the next order"), "/orders"),
        (N_("Write down an order that came by telephone"), "/orders/new"),
        (N_("Read an expert's card, and see what it does not tell"), "/experts"),
        (N_("Confirm what went as planned"), "/reports"),
    ),
    Role.CLERK: (
        (N_("Approve a report"), "/reports"),
        (N_("Collect a payment batch and see what was left out"), "/batches"),
        (N_("Look at how identity codes and accounts are shown"), "/payroll-details"),
        (N_("Find the fees in force"), "/tariffs"),
    ),
    Role.MANAGER: (
        (N_("Choose a period and click a bar"), "/utilization"),
        (N_("Open the batch that waits for you"), "/batches"),
    ),
    Role.ADMIN: ((N_("Add a user and grant a role"), "/users"),),
    Role.DATA_PROTECTION: ((N_("Find out who has done what"), "/trail"),),
}


def card(viewer: Viewer) -> Component:
    links = [
        html.Li(dcc.Link(_(words), href=href))
        for role, steps in STEPS.items()
        if role in viewer.roles
        for words, href in steps
    ]
    away = actions.button(_("Put this away"), Ids.DONE, "quiet", icon="check2")
    help_ = html.P(_("Help stands beside every page: press h, or Help at the bottom of the menu."), className="muted")
    return cards.card(_("First steps"), html.Ol(links, className="first-steps"), help_, actions=[away])
