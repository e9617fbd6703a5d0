"""An app of Dash that shows only a heading, served as the program is: what a page costs before there is anything on it."""

from __future__ import annotations

import sys

import uvicorn
from a2wsgi import WSGIMiddleware
from dash import Dash, Input, Output, dcc, html


def app() -> Dash:
    made = Dash("empty", compress=True, assets_folder="")
    made.layout = [dcc.Location(id="url"), html.Main(id="main")]

    @made.callback(Output("main", "children"), Input("url", "pathname"))
    def draw(path: str) -> html.H1:
        return html.H1(path)

    return made


if __name__ == "__main__":
    uvicorn.run(WSGIMiddleware(app().server), port=int(sys.argv[1]), log_level="error")
