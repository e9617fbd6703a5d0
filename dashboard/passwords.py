"""One's own password: changed by whoever knows the present one, after which only this session goes on."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, render_template, request

import commands.users
import texts
from dashboard import login
from db import queries
from db.session import Database
from domain import users
from domain.errors import Missing, Refused


def bind(server: Flask, database: Database, asset: Callable[[str], str]) -> None:
    """`asset` gives the fingerprinted address of a file in assets/."""

    def form(error: str = "", done: bool = False) -> str:
        return render_template(
            "password.html",
            _=texts._,
            asset=asset,
            language=texts.current(),
            csrf_token=login.form_token(),
            shortest=users.SHORTEST_PASSWORD,
            error=error,
            done=done,
        )

    @server.get("/password")
    def password_form() -> str:
        return form()

    @server.post("/password")
    def change_password() -> str | tuple[str, int]:
        try:
            login.check_form_token()
            _change(database, *(request.form.get(name, "") for name in ("present", "new", "again")))
        except Refused as refusal:
            return form(texts.message(refusal)), 403
        return form(done=True)


def _change(database: Database, present: str, new: str, again: str) -> None:
    """Tries are counted as at the login: a forgotten open screen is no place to guess the password at."""
    viewer = login.viewer()
    with database.reading(viewer) as reading:
        username = queries.users.username(reading, viewer.id)
    if username is None:
        raise Missing()
    if new != again:
        raise Refused("The new password is not the same both times.")
    users.check_password(new, username)
    with database.writing(viewer, "users.change_password") as writing:
        commands.users.reserve_try(writing, username, request.remote_addr or "")
    with database.reading(viewer) as reading:
        held = queries.users.credentials(reading, username)
    if held is None or not commands.users.verified(held.password_hash, present):
        raise Refused("The present password is not right.")
    hashed = commands.users.hashed(new)
    with database.writing(viewer, "users.change_password") as writing:
        epoch = commands.users.change_password(writing, hashed)
    login.enter(database, login.SessionUser(viewer, epoch))
