"""The one reader of refusals: a toast with the page untouched, 403, 404 or 409 elsewhere, one line on the command line."""

from __future__ import annotations

from collections.abc import Callable

import dash
from dash.exceptions import DependencyException
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

import texts
from domain.errors import Missing, Refusal, Stale
from layouts import shell
from layouts.parts import dialogs
from layouts.parts.badges import Tone
from texts import _

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
    def say(title: str, sentence: str, status: int) -> Response:
        if not request.accept_mimetypes.accept_html or request.path.startswith("/_dash"):
            return Response(sentence, status, mimetype="text/plain")
        words = {"_": texts._, "language": texts.current(), "title": title, "sentence": sentence}
        # Not by Flask's own, which would ask the database who is reading.
        page = server.jinja_env.get_template("refused.html").render(asset=asset, **words)
        return Response(page, status, mimetype="text/html")

    @server.errorhandler(Refusal)
    def answer(refusal: Refusal) -> Response:
        title = _("Nothing here") if isinstance(refusal, Missing) else _("Not for you")
        return say(title, texts.message(refusal), status(refusal))

    @server.errorhandler(404)
    @server.errorhandler(DependencyException)
    def nowhere(_error: Exception) -> Response:
        """The second: a script that no library of Dash's has."""
        return say(_("Nothing here"), _("There is no such page."), 404)

    @server.errorhandler(500)
    def fault(_error: HTTPException) -> Response:
        """Logged by Flask; the database may be what is missing, so it is not asked for anything."""
        told = _("What has been saved is safe. Try again in a moment; if it goes wrong again, tell the administrator.")
        return say(_("Something went wrong"), told, 500)
