"""One person's browser without its screen: it logs in, keeps its cookies and goes where it is told."""

from __future__ import annotations

import http.client
import json as jsons
import re
import urllib.parse
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from domain.permissions import Viewer
from tests import people, serving
from tests.serving import Served

PATIENCE = 60.0
CALLBACK = "/_dash-update-component"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    status_code: int
    text: str

    def get_data(self, as_text: bool = True) -> str:  # noqa: ARG002
        return self.text

    def get_json(self) -> Any:
        return jsons.loads(self.text)


class Visitor:
    """Its cookies go to whichever server it turns to, as behind a proxy.

    Each request has a connection of its own: one that is kept is closed by the server whenever the machine is slow.
    """

    def __init__(self, server: Served) -> None:
        self._cookies = SimpleCookie[str]()
        self._port = server.port

    def at(self, server: Served) -> Visitor:
        self._port = server.port
        return self

    def get(self, path: str) -> Answer:
        return self._whole("GET", path)

    def post(self, path: str, json: Any) -> Answer:
        return self._whole("POST", path, jsons.dumps(json).encode(), "application/json")

    def send(self, path: str, **form: str) -> Answer:
        answer = self._whole("POST", path, urllib.parse.urlencode(form).encode(), FORM)
        return self.get(answer.text) if answer.status_code == 302 else answer

    def listen(self, path: str) -> http.client.HTTPResponse:
        """A stream, to be closed by the caller."""
        return self._ask("GET", path)

    def log_in(self, person: Viewer, password: str = people.PASSWORD) -> Answer:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.get("/login").text)
        assert token
        return self.send("/login", csrf_token=token[1], username=people.username(person), password=password)

    def _whole(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Answer:
        with self._ask(method, path, body, kind) as answer:
            text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            self._cookies.load(cookie)
        return Answer(answer.status, answer.headers["Location"] if answer.status == 302 else text)

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> http.client.HTTPResponse:
        """Over a connection that ends with its answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, {**self._headers(kind), "Connection": "close"})
            return connection.getresponse()
        except BaseException:
            connection.close()
            raise

    def _headers(self, kind: str = "") -> dict[str, str]:
        cookies = "; ".join(f"{name}={morsel.coded_value}" for name, morsel in self._cookies.items())
        return {"Cookie": cookies, **({"Content-Type": kind} if kind else {})}


def visit(person: Viewer, server: Served) -> Visitor:
    """By the login form, as everybody comes in."""
    visitor = Visitor(server)
    assert visitor.log_in(person).status_code == 200
    return visitor


def seated(person: Viewer, server: Served) -> Visitor:
    """Whoever logged in a moment ago: of many at once only their clicks are of interest."""
    visitor = Visitor(server)
    visitor._cookies.load(serving.cookie(person))
    return visitor
