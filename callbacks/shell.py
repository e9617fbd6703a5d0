"""The frame's own wiring: which page an address is, and the menu beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dash import Dash, Input, Output
from dash.development.base_component import Component

from callbacks.house import House
from callbacks.wiring import Page
from db import queries
from db.session import Reading
from domain.errors import Missing, Refusal
from domain.permissions import Role
from layouts import help, notices, shell
from texts import _


def frame(reading: Reading, pages: Sequence[Page], demo_day: date | None, language: str) -> Component:
    """What never changes while a person moves from page to page."""
    return shell.frame(reading.viewer, menu(reading, pages, "/"), language, demo_day)


def menu(reading: Reading, pages: Sequence[Page], pathname: str) -> tuple[shell.MenuItem, ...]:
    """The pages this person may see, in the order of the house."""
    here = _found(pages, pathname)
    place = (here and here.under) or pathname
    return tuple(
        shell.MenuItem(
            page.path,
            _(page.label),
            page.icon,
            page.count(reading) if page.count else None,
            _stands_under(page, place),
        )
        for page in pages
        if page.label and reading.viewer.may(page.see)
    )


def _stands_under(page: Page, pathname: str) -> bool:
    return pathname == page.path or (page.path != "/" and pathname.startswith(page.path + "/"))


def find(pages: Sequence[Page], pathname: str) -> Page:
    page = _found(pages, pathname)
    if page is None:
        raise Missing("There is no such page.")
    return page


def template(pages: Sequence[Page], pathname: str) -> str:
    page = _found(pages, pathname)
    return page.path if page else "/"


def _found(pages: Sequence[Page], pathname: str) -> Page | None:
    return next((page for page in pages if page.address.parameters(pathname) is not None), None)


def draw(house: House, pages: Sequence[Page], pathname: str, search: str) -> Component:
    """A refused page says so in its place; the frame stays."""
    viewer = house.viewer()
    if not viewer.roles:
        with house.database.reading(viewer) as reading:
            return notices.without_roles(queries.users.holders(reading, Role.ADMIN))
    try:
        page = find(pages, pathname)
        house.allowed(page.see, f"{page.name}.see")
        page.remember(house, pathname)
        with house.database.reading(viewer) as reading:
            return page.draw(reading, pathname, search)
    except Refusal as refusal:
        return notices.refused(refusal)


def bind(app: Dash, house: House, pages: Sequence[Page]) -> None:
    def show(pathname: str, search: str) -> tuple[Component, Component, Component]:
        place = pathname or "/"
        drawn = draw(house, pages, place, search or "")
        with house.database.reading(house.viewer()) as reading:
            return drawn, shell.navigation(menu(reading, pages, place)), help.panel(template(pages, place))

    show.permission = None  # type: ignore[attr-defined]
    app.callback(
        Output(shell.Ids.MAIN, "children"),
        Output(shell.Ids.NAV, "children"),
        Output(shell.Ids.HELP, "children"),
        Input(shell.Ids.URL, "pathname"),
        Input(shell.Ids.URL, "search"),
    )(show)
