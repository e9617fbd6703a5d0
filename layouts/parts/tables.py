"""Short tables, read rather than worked with; long ones are grids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from layouts.parts.cards import Child
from texts import _


@dataclass(frozen=True)
class Column:
    """`numeric` columns stand at the right."""

    name: str
    cell: Callable[[Any], Child]
    numeric: bool = False


def table(
    columns: Sequence[Column],
    rows: Iterable[Any],
    caption: str,
    total: Sequence[Child] = (),
    caption_hidden: bool = False,
    in_cards: bool = False,
) -> Component:
    """The first column names the row. `total` is one cell for each column.

    With a last column of acts, one that is headed so or not at all, each row is a card on a narrow screen; `in_cards` says
    it where other columns hold acts.
    """
    in_cards = in_cards or columns[-1].name in _acts()
    title = html.Caption(caption, className="visually-hidden" if caption_hidden else None)
    head = html.Thead(html.Tr([html.Th(column.name, scope="col", className=_align(column)) for column in columns]))
    body = html.Tbody([_row(columns, [column.cell(row) for column in columns], in_cards) for row in rows])
    foot = [html.Tfoot(_row(columns, total, in_cards))] if total else []
    # The frame scrolls sideways on narrow screens, so it can be reached by keyboard.
    frame = {"aria-label": caption, "role": "region"}
    kind = {"className": "table in-cards", "role": "table"} if in_cards else {"className": "table"}
    return html.Div(html.Table([title, head, body, *foot], **kind), className="table-frame", tabIndex="0", **frame)


def _row(columns: Sequence[Column], cells: Sequence[Child], in_cards: bool) -> Component:
    """A card is no table to a browser, so its parts say what they are."""

    def said(role: str, **more: str) -> dict[str, str]:
        return {"role": role, **more} if in_cards else {}

    first, *rest = zip(columns, cells, strict=True)
    name = html.Th(first[1], scope="row", className=_align(first[0]), **said("rowheader"))
    others = [
        html.Td(
            cell,
            className=_align(column),
            **said("cell", **{"data-name": "" if column.name in _acts() else column.name}),
        )
        for column, cell in rest
    ]
    return html.Tr([name, *others], **said("row"))


def _acts() -> tuple[str, str]:
    return "", _("Actions")


def _align(column: Column) -> str | None:
    return "numeric" if column.numeric else None
