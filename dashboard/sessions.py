"""How long a session lasts: its two moments lie in the signed cookie, so every worker and machine judges alike."""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from dashboard import compression

Session = MutableMapping[str, Any]

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)

SINCE = "since"
USED = "used"


def begin(session: Session, now: datetime) -> None:
    session[SINCE] = session[USED] = int(now.timestamp())


def use(session: Session, now: datetime) -> None:
    """Keyboard or pointer was used. Live streams, polling and redrawing never come here: they keep no session alive."""
    session[USED] = int(now.timestamp())


def seconds_left(session: Session, now: datetime) -> int:
    """Until the longest session ends, whatever is done; 0 when it has ended, or has been idle too long."""
    since, used = session.get(SINCE, 0), session.get(USED, 0)
    if now.timestamp() - used > IDLE.total_seconds():
        return 0
    return max(0, int(since + LONGEST.total_seconds() - now.timestamp()))


class Cookies(SecureCookieSessionInterface):
    """Files are the same for everybody: with a cookie of their own, or varying by it, a browser would ask for them again."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not request.path.startswith(compression.FILES):
            super().save_session(app, session, response)
