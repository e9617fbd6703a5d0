"""The server as it really runs: two workers, one port, streams beside requests, an end within three seconds."""

from __future__ import annotations

import json
import signal
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPResponse

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from db.session import Database
from db.tables import User
from domain.permissions import Viewer
from tests import people, serving
from tests.serving import Served

Serve = Callable[..., Served]


@contextmanager
def listening(server: Served, person: Viewer | None, path: str = "/live") -> Iterator[HTTPResponse]:
    headers = {"Accept-Encoding": "br, gzip", **({"Cookie": serving.cookie(person)} if person else {})}
    with urllib.request.urlopen(urllib.request.Request(server.url + path, headers=headers), timeout=10) as stream:
        yield stream


def next_message(stream: HTTPResponse) -> dict[str, object] | None:
    """None when the stream has ended."""
    for line in stream:
        if line.startswith(b"data: "):
            return json.loads(line.removeprefix(b"data: "))
    return None


def rename(database: Database, person: Viewer) -> None:
    with Session(database.engine) as session, session.begin():
        session.execute(update(User).where(User.id == person.id).values(name="Uusi Nimi"))


def end_sessions(database: Database, person: Viewer) -> None:
    with Session(database.engine) as session, session.begin():
        session.execute(update(User).where(User.id == person.id).values(session_epoch=User.session_epoch + 1))


def test_a_commit_reaches_the_open_streams_of_every_worker(served: Serve, database: Database) -> None:
    server = served(database.url, workers=2)
    with listening(server, people.ADMIN) as one, listening(server, people.ADMIN) as another:
        start = next_message(one)
        next_message(another)
        rename(database, people.CLERK)
        told = next_message(one)
        assert start is not None
        assert told == {"seq": start["seq"] + 1, "changes": {"users": [people.CLERK.id]}}
        assert next_message(another) == told


def test_a_page_that_was_drawn_earlier_hears_what_it_missed(served: Serve, database: Database) -> None:
    server = served(database.url)
    with listening(server, people.ADMIN) as stream:
        start = next_message(stream)
    rename(database, people.CLERK)
    assert start is not None
    missed = {"seq": start["seq"] + 1, "changes": {"users": [people.CLERK.id]}, "present": {}, "whole": True}
    with listening(server, people.ADMIN, f"/live?seq={start['seq']}") as stream:
        assert next_message(stream) == missed
    with listening(server, people.ADMIN, f"/live/since?seq={start['seq']}") as answer:
        assert json.load(answer) == missed


def test_nobody_hears_of_what_their_role_may_not_see(served: Serve, database: Database) -> None:
    server = served(database.url)
    with listening(server, people.CLERK, "/live?seq=0") as stream:
        start = next_message(stream)
    with listening(server, people.CLERK, "/live/since?seq=0") as answer:
        polled = json.load(answer)
    assert start is not None
    assert start["seq"] > 0
    assert start["changes"] == polled["changes"] == {}


@pytest.mark.parametrize("path", ["/live", "/live/since?seq=0"])
def test_a_stranger_hears_nothing(served: Serve, database: Database, path: str) -> None:
    server = served(database.url)
    end_sessions(database, people.CLERK)
    for person in (None, people.CLERK):
        with pytest.raises(urllib.error.HTTPError, match="401"), listening(server, person, path):
            pass


def test_a_stream_is_neither_compressed_nor_buffered_and_keeps_no_session_alive(
    served: Serve, database: Database
) -> None:
    server = served(database.url)
    for path in ("/live", "/live/since"):
        with listening(server, people.ADMIN, path) as answer:
            assert answer.headers["Content-Encoding"] is None
            assert answer.headers["Set-Cookie"] is None
            assert answer.headers["Cache-Control"] == "no-store"
            if path == "/live":
                assert answer.headers["X-Accel-Buffering"] == "no"
                assert next_message(answer)


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_the_server_waits_for_none_of_50_open_streams(served: Serve, database: Database, by: signal.Signals) -> None:
    """It ends each of them, and cuts off nothing that would not end."""
    server = served(database.url, workers=2)
    seconds_to_end(server, by)
    assert "graceful shutdown exceeded" not in server.log.read_text()


@pytest.mark.soak
@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_within_three_seconds_with_50_streams_open(
    served: Serve, database: Database, by: signal.Signals
) -> None:
    """Twice, because a busy machine may be slow once."""
    assert any(seconds_to_end(served(database.url, workers=2), by) < 3 for _ in range(2))


def seconds_to_end(server: Served, by: signal.Signals) -> float:
    with ExitStack() as stack:
        streams = [stack.enter_context(listening(server, people.ADMIN)) for _ in range(50)]
        assert all(next_message(stream) for stream in streams)
        seconds = server.stop(by)
        assert not any(next_message(stream) for stream in streams)
    assert server.process.returncode == 0
    return seconds


def test_health_needs_no_login_and_tells_of_a_database_that_answers(served: Serve, database: Database) -> None:
    server = served(database.url)
    with listening(server, None, "/healthz") as answer:
        assert (answer.status, answer.read()) == (200, b"ok")
