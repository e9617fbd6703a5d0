"""Logging in and out with flask-login; a session is the user's id and session epoch, so ending one ends every copy."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import flask_login
from flask import Flask, current_app, g, redirect, render_template, request, session
from werkzeug.wrappers import Response

import commands.users
import texts
from dashboard import sessions
from db import queries
from db.session import Database
from domain.errors import Refused
from domain.permissions import Viewer
from texts import formats

if TYPE_CHECKING:
    from dashboard.trial import Login

FORM_TOKEN = "_csrf_token"
NOBODY = Viewer(0, "", frozenset())
_DUMMY = "$argon2id$v=19$m=65536,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$2gZ7Tr5CUJmFm0CSlEYJt0xRTzZI8H6F0nqHFlZQVnw"


class SessionUser(flask_login.UserMixin):
    def __init__(self, viewer: Viewer, epoch: int) -> None:
        self.viewer = viewer
        self.epoch = epoch

    def get_id(self) -> str:
        return f"{self.viewer.id}:{self.epoch}"


def viewer() -> Viewer:
    """Who is asking; Refused when nobody is logged in."""
    user = flask_login.current_user
    if not user.is_authenticated:
        raise Refused("Log in first.")
    return user.viewer


def user() -> SessionUser | None:
    """Who is asking, with the epoch of the session; None when nobody is logged in."""
    found = flask_login.current_user
    return found._get_current_object() if found.is_authenticated else None


def load(database: Database, session_id: str) -> SessionUser | None:
    """From "id:epoch"; None when that session has ended, by its epoch, by half an hour without use or by its length."""
    if not sessions.seconds_left(session, database.clock()):
        return None
    return _user(database, session_id)


def _user(database: Database, session_id: str) -> SessionUser | None:
    try:
        user_id, epoch = (int(part) for part in session_id.split(":"))
    except ValueError:
        return None
    with database.reading(NOBODY) as reading:
        found = queries.users.viewer(reading, user_id, epoch)
    return None if found is None else SessionUser(found, epoch)


def form_token() -> str:
    """The classic forms' token: in the signed session, and in a cookie of its own from which scripts fill the forms."""
    return session.setdefault("form_token", secrets.token_urlsafe(24))


def show_form_token(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.set_cookie(
            FORM_TOKEN, form_token(), samesite="Lax", secure=current_app.config["SESSION_COOKIE_SECURE"]
        )
    return response


def check_form_token() -> None:
    if not hmac.compare_digest(request.form.get("csrf_token", ""), session.get("form_token", secrets.token_urlsafe(8))):
        raise Refused("The form had been open too long. Try again.")


def bind(server: Flask, database: Database, asset: Callable[[str], str]) -> None:
    """`asset` gives the fingerprinted address of a file in assets/."""
    manager = flask_login.LoginManager(server)
    manager.session_protection = None
    manager.user_loader(lambda session_id: load(database, session_id))
    _bind_entering(server, database, asset)
    _bind_staying(server, database)
    server.after_request(show_form_token)

    @server.before_request
    def speak() -> None:
        user = flask_login.current_user
        own = user.viewer.language if user.is_authenticated else session.get("language", "fi")
        texts.speak(own)
        g.language = texts.current()


def _bind_entering(server: Flask, database: Database, asset: Callable[[str], str]) -> None:
    @server.get("/login")
    def login_form() -> str | Response:
        if flask_login.current_user.is_authenticated:
            return redirect("/")
        if request.args.get("language") in texts.LANGUAGES:
            session["language"] = request.args["language"]
            texts.speak(session["language"])
        return _form(database, asset)

    @server.post("/login")
    def login() -> str | Response | tuple[str, int]:
        try:
            check_form_token()
            user = _authenticated(database, request.form.get("username", ""), request.form.get("password", ""))
        except Refused as refusal:
            return _form(database, asset, texts.message(refusal)), 401
        enter(database, user)
        return redirect(_safe(request.form.get("next", "/")))

    @server.post("/login/again")
    def login_again() -> tuple[str, int]:
        """In a dialog over the page: only the person whose page it is comes back to it."""
        try:
            check_form_token()
            enter(database, _authenticated(database, _whose(database), request.form.get("password", "")))
        except Refused as refusal:
            return texts.message(refusal), 401
        return str(sessions.seconds_left(session, database.clock())), 200


def _bind_staying(server: Flask, database: Database) -> None:
    """What somebody does who may already be inside: goes on, leaves, speaks another language."""

    @server.post("/session")
    def used() -> tuple[str, int]:
        """Says that keyboard or pointer was used; answers the seconds until the longest session ends."""
        sessions.use(session, database.clock())
        return str(sessions.seconds_left(session, database.clock())), 200

    @server.post("/logout")
    def logout() -> Response:
        check_form_token()
        with database.writing(viewer(), "users.log_out") as writing:
            commands.users.logged_out(writing)
        flask_login.logout_user()
        session.clear()
        return redirect("/login")

    @server.post("/language")
    def language() -> Response:
        """On the login page it is kept in the session, later with the user."""
        check_form_token()
        chosen = request.form.get("language", "")
        if chosen in texts.LANGUAGES:
            session["language"] = chosen
            if flask_login.current_user.is_authenticated:
                with database.writing(viewer(), "users.choose_language") as writing:
                    commands.users.choose_language(writing, chosen)
        return redirect(_safe(request.form.get("next", "/")))


def _form(database: Database, asset: Callable[[str], str], error: str = "") -> str:
    with database.reading(NOBODY) as reading:
        made = queries.settings.demo_day(reading)
    return render_template(
        "login.html",
        _=texts._,
        asset=asset,
        language=texts.current(),
        csrf_token=form_token(),
        next=request.values.get("next", ""),
        username=request.form.get("username", ""),
        error=error,
        expired="expired" in request.args,
        demo_day=formats.date(made) if made else "",
        demo_logins=_demo_logins(database) if made else (),
    )


def _demo_logins(database: Database) -> tuple[Login, ...]:
    """Imported only here: a real bank has no use for what makes up names."""
    from dashboard import trial

    return trial.logins(database)


def _authenticated(database: Database, username: str, password: str) -> SessionUser:
    account = username.strip().lower()
    with database.writing(NOBODY, "users.log_in") as writing:
        commands.users.reserve_try(writing, account, request.remote_addr or "")
    with database.reading(NOBODY) as reading:
        found = queries.users.credentials(reading, account)
    right = commands.users.verified(found.password_hash if found else _DUMMY, password)
    if not (found and right and found.disabled_at is None):
        with database.writing(NOBODY) as writing:
            commands.users.login_failed(writing, found.user_id if found else None)
        raise Refused("The user name or the password is not right.")
    with database.writing(NOBODY) as writing:
        commands.users.logged_in(writing, found.user_id, account)
    user = _user(database, f"{found.user_id}:{found.session_epoch}")
    if user is None:
        raise Refused("The user name or the password is not right.")
    return user


def enter(database: Database, user: SessionUser) -> None:
    """A fresh session: nothing of what the browser brought is kept."""
    session.clear()
    sessions.begin(session, database.clock())
    flask_login.login_user(user)


def _whose(database: Database) -> str:
    """The user name of the session that has ended; Refused when nothing is left of it."""
    with database.reading(NOBODY) as reading:
        username = queries.users.username(reading, int(str(session.get("_user_id", "0")).split(":")[0]))
    if username is None:
        raise Refused("This page belongs to nobody any more. Copy what you need and log in on the login page.")
    return username


def _safe(target: str) -> str:
    """Only a path of this site; anything else would send the person elsewhere."""
    parts = urlsplit(target)
    inside = not parts.scheme and not parts.netloc and target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if inside else "/"
