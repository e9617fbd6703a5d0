"""Page: the one way to bind a view, a query, a command or a file to the app, with its right and its input schema."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import dash
import pydantic
from dash import ClientsideFunction, Dash, Input, Output, State, html
from dash.development.base_component import Component

from callbacks.addresses import Address, known_words
from callbacks.house import House
from callbacks.inputs import Schema
from db import changes
from db.session import Reading
from domain.deeds import Deed
from domain.errors import Missing
from domain.looks import Place
from domain.permissions import Permission
from layouts import shell, undoing

URL = (State(shell.Ids.URL, "pathname"), State(shell.Ids.URL, "search"))


@dataclass(frozen=True)
class Done:
    """What a command tells besides the picture: a sentence for the toast, what went otherwise, and a page to go to.

    `dialog` is drawn into the place of that id instead of the picture: the person is asked something first. `shown` is asked
    after the commit and given instead of the picture.
    """

    message: str = ""
    href: str = ""
    but: tuple[str, ...] = ()
    dialog: tuple[str, Component] | None = None
    shown: Callable[[Reading], Any] | None = None


@dataclass(frozen=True)
class News:
    """What the live store holds: rows by noun of the change log, None for more than are worth naming."""

    seq: int
    changes: dict[str, list[int] | None]


@dataclass(frozen=True)
class File:
    """`inline` is shown in the browser: only for pictures, which hold no script."""

    name: str
    body: bytes
    mimetype: str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    inline: bool = False


Changes = Mapping[str, Sequence[int] | None]
"""Noun of the change log → the ids of its changed rows; None for more than are worth naming."""

Cells = Mapping[str, Any]


@dataclass(frozen=True)
class LiveRows:
    """A grid that the live stream keeps up to date: what changed in it, and all of it."""

    name: str
    permission: Permission
    grid: str
    changed: Callable[[Reading, Changes], Sequence[Cells] | None]
    whole: Callable[[Reading], Sequence[Cells]]


@dataclass(frozen=True)
class Wire:
    """One registered function; `permission` is None only for what every logged-in person may do."""

    name: str
    permission: Permission | None
    bind: Callable[[Dash, House], None]


@dataclass
class Page:
    """A place in the house, in the menu by `label` and `icon` or else under the path `under`; `see` is asked for first.

    `person` tells that the page is about the expert of its address: opening it is an event."""

    path: str
    see: Permission
    label: str = ""
    icon: str = ""
    under: str = ""
    person: Place | None = None
    show: Callable[..., Component] | None = None
    count: Callable[[Reading], int] | None = None
    wires: list[Wire] = field(default_factory=list)
    files: list[tuple[str, Permission, Callable[..., File], bool]] = field(default_factory=list)
    lives: list[LiveRows] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.path.strip("/").split("/")[0].replace("-", "_") or "today"

    @functools.cached_property
    def address(self) -> Address:
        return Address(self.path)

    def view(self, show: Callable[..., Component]) -> Callable[..., Component]:
        """`show(reading, **row ids of the path, **known words of the query string)` draws the page."""
        self.show = show
        return show

    def counted(self, count: Callable[[Reading], int]) -> Callable[[Reading], int]:
        """The number beside the menu entry."""
        self.count = count
        return count

    def remember(self, house: House, pathname: str) -> None:
        """Commits who opened whose page, before anything of it is drawn."""
        ids = self.address.parameters(pathname) or {}
        if self.person is not None and "expert_id" in ids:
            house.looked(self.see, ids["expert_id"], self.person)

    def draw(self, reading: Reading, pathname: str, search: str) -> Component:
        reading.viewer.need(self.see)
        return _draw(self, self.show, reading, pathname, search)

    def query(
        self,
        output: Output | Sequence[Output],
        *inputs: Input | State,
        needs: Permission | None = None,
        initial: bool = False,
        always: bool = False,
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Reads and returns the outputs' values. `always` runs it also for a falsy trigger (a cleared filter).

        Here as in commands, parameters named like the path's row ids are filled from the address.
        """

        def decorate(ask: Callable[..., Any]) -> Callable[..., Any]:
            permission = needs or self.see

            def bind(app: Dash, house: House) -> None:
                schema = Schema.of(ask, self.address)

                def answer(*posted: Any) -> Any:
                    *values, pathname, _search = posted
                    viewer = house.allowed(permission, _name(ask))
                    if schema.addressed and self.address.parameters(str(pathname)) is None:
                        # News came while the reader was leaving for another page.
                        raise dash.exceptions.PreventUpdate
                    arguments = schema.read(values, pathname, always=always or initial)
                    with house.database.reading(viewer) as reading:
                        return ask(reading, **arguments)

                _register(app, answer, ask, permission, output, (*inputs, *URL), prevent=not initial)

            self.wires.append(Wire(_name(ask), permission, bind))
            return ask

        return decorate

    def command(
        self,
        output: Output,
        *inputs: Input | State,
        needs: Permission | None = None,
        then: Callable[..., Any] | None = None,
        prepare: Callable[..., Any] | None = None,
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Writes in one transaction, and draws `then` after its commit: a picture never holds the write lock.

        What is slow (a workbook, a hash) is made by `prepare(reading, **arguments)` before the transaction; the command
        gets it as `prepared`.
        """

        def decorate(say: Callable[..., Any]) -> Callable[..., Any]:
            permission = needs or self.see
            draw = then or self.show

            def bind(app: Dash, house: House) -> None:
                schema = Schema.of(say, self.address)

                def act(*posted: Any) -> Any:
                    *values, pathname, search = posted
                    viewer = house.allowed(permission, _name(say))
                    arguments = schema.read(values, pathname)
                    if prepare is not None:
                        with house.database.reading(viewer) as reading:
                            arguments["prepared"] = prepare(reading, **arguments)
                    with house.database.writing(viewer, attempt=_name(say)) as writing:
                        done = say(writing, **arguments)
                    told = done if isinstance(done, Done) else Done()
                    _tell(told, writing.deed)
                    if told.href or told.dialog:
                        return dash.no_update
                    with house.database.reading(viewer) as reading:
                        return told.shown(reading) if told.shown else _draw(self, draw, reading, pathname, search)

                _register(app, act, say, permission, output, (*inputs, *URL), prevent=True)

            self.wires.append(Wire(_name(say), permission, bind))
            return say

        return decorate

    def live(self, grid: str, whole: Callable[[Reading], Sequence[Cells]]) -> Callable[..., Any]:
        """`changed(reading, changes)` gives the changed rows as the grid shows them, None when `whole` is better.

        It is asked once for everybody with the same roles and language, so nothing in a row may depend on who looks.
        """

        def decorate(changed: Callable[..., Any]) -> Callable[..., Any]:
            self.lives.append(LiveRows(_name(changed), self.see, str(grid), changed, whole))
            return changed

        return decorate

    def file(self, path: str, needs: Permission | None = None, writes: bool = False) -> Callable[..., Any]:
        """A download under `path`. With `writes` the function gets a Writing, so that the fetch is put on the trail."""

        def decorate(make: Callable[..., File]) -> Callable[..., File]:
            self.files.append((path, needs or self.see, make, writes))
            return make

        return decorate

    def clientside(self, output: Output, *inputs: Input | State, function: tuple[str, str]) -> None:
        """What the browser does by itself with what it has been given: a (namespace, name) of assets/."""

        def bind(app: Dash, _house: House) -> None:
            app.clientside_callback(ClientsideFunction(*function), output, *inputs, prevent_initial_call=True)

        self.wires.append(Wire(".".join(function), None, bind))

    def bind(self, app: Dash, house: House) -> None:
        for wire in self.wires:
            wire.bind(app, house)


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__.removeprefix('callbacks.')}.{function.__name__}"


def _draw(page: Page, draw: Callable[..., Any] | None, reading: Reading, pathname: str, search: str) -> Any:
    if draw is None:
        raise TypeError(f"the page {page.path} has no view")
    ids = page.address.parameters(str(pathname)) or {}
    wanted = page.address.names.intersection(inspect.signature(draw).parameters)
    if not wanted <= ids.keys():
        raise Missing()
    own = {name: ids[name] for name in wanted}
    seq = changes.latest(reading.session.connection())
    try:
        return _dated(draw(reading, **{**known_words(draw, search), **own}), seq)
    except pydantic.ValidationError:
        raise Missing() from None


def _dated(drawn: Any, seq: int) -> Any:
    """Says on a page where in the change log it was read: what changes while it is on its way, the browser asks for.

    Two drawings of one reading differ, for the later may have come over rows that were told meanwhile.
    """
    if isinstance(drawn, html.Div):
        setattr(drawn, "data-read", f"{seq} {uuid4().hex[:8]}")
    return drawn


def _tell(done: Done, deed: Deed | None) -> None:
    if done.message or deed:
        dash.set_props(shell.Ids.TOASTS, {"children": undoing.toast(done.message, done.but, deed)})
    if done.dialog:
        dash.set_props(done.dialog[0], {"children": done.dialog[1]})
    if done.href:
        dash.set_props(shell.Ids.URL, {"href": done.href})


def _register(
    app: Dash,
    answer: Callable[..., Any],
    function: Callable[..., Any],
    permission: Permission,
    output: Output | Sequence[Output],
    inputs: Sequence[Input | State],
    prevent: bool,
) -> None:
    answer.__name__ = function.__name__
    answer.__module__ = function.__module__
    answer.permission = permission  # type: ignore[attr-defined]
    app.callback(output, *inputs, prevent_initial_call=prevent)(answer)
