"""Short tables, read rather than worked with; long ones are grids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from layouts.parts.cards import Child


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
) -> Component:
    """The first column names the row. `total` is one cell for each column."""
    title = html.Caption(caption, className="visually-hidden" if caption_hidden else None)
    head = html.Thead(html.Tr([html.Th(column.name, scope="col", className=_align(column)) for column in columns]))
    body = html.Tbody([_row(columns, [column.cell(row) for column in columns]) for row in rows])
    foot = [html.Tfoot(_row(columns, total))] if total else []
    # The frame scrolls sideways on narrow screens, so it can be reached by keyboard.
    frame = {"aria-label": caption, "role": "region"}
    return html.Div(
        html.Table([title, head, body, *foot], className="table"), className="table-frame", tabIndex="0", **frame
    )


def _row(columns: Sequence[Column], cells: Sequence[Child]) -> Component:
    first, *rest = zip(columns, cells, strict=True)
    name = html.Th(first[1], scope="row", className=_align(first[0]))
    return html.Tr([name, *(html.Td(cell, className=_align(column)) for column, cell in rest)])


def _align(column: Column) -> str | None:
    return "numeric" if column.numeric else None
