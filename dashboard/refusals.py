"""The one reader of refusals: a toast with the page untouched, 403, 404 or 409 elsewhere, one line on the command line."""

from __future__ import annotations

from collections.abc import Callable

import dash
from flask import Flask, Response, render_template, request

import texts
from domain.errors import Missing, Refusal, Stale
from layouts import shell
from layouts.parts import dialogs
from layouts.parts.badges import Tone

STATUS = {Missing: 404, Stale: 409}


def status(refusal: Refusal) -> int:
    return STATUS.get(type(refusal), 403)


def tell(error: Exception) -> None:
    """Dash's on_error: a refusal becomes a toast and every output stays; a fault of the program is raised again."""
    if not isinstance(error, Refusal):
        raise error
    tone = Tone.WARN if isinstance(error, Stale) else Tone.BAD
    dash.set_props(shell.Ids.TOASTS, {"children": dialogs.toast(texts.message(error), tone)})


def bind(server: Flask, asset: Callable[[str], str]) -> None:
    @server.errorhandler(Refusal)
    def answer(refusal: Refusal) -> Response:
        sentence = texts.message(refusal)
        if request.accept_mimetypes.accept_html and not request.path.startswith("/_dash"):
            return Response(
                render_template("refused.html", _=texts._, asset=asset, language=texts.current(), sentence=sentence),
                status(refusal),
                mimetype="text/html",
            )
        return Response(sentence, status(refusal), mimetype="text/plain")
