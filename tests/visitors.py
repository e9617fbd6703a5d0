"""One person's browser without its screen: it logs in, keeps its cookies and its connection, and goes where it is told."""

from __future__ import annotations

import http.client
import json as jsons
import re
import urllib.parse
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from domain.permissions import Viewer
from tests import people
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
    """Its cookies go to whichever server it turns to, as behind a proxy."""

    def __init__(self, server: Served) -> None:
        self._cookies = SimpleCookie[str]()
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)

    def __del__(self) -> None:
        self._connection.close()

    def at(self, server: Served) -> Visitor:
        self._connection.close()
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        return self

    def get(self, path: str) -> Answer:
        return _whole(self._ask("GET", path))

    def post(self, path: str, json: Any) -> Answer:
        return _whole(self._ask("POST", path, jsons.dumps(json).encode(), "application/json"))

    def send(self, path: str, **form: str) -> Answer:
        answer = _whole(self._ask("POST", path, urllib.parse.urlencode(form).encode(), FORM))
        return self.get(answer.text) if answer.status_code == 302 else answer

    def listen(self, path: str) -> http.client.HTTPResponse:
        """A stream, over a connection of its own."""
        own = http.client.HTTPConnection("127.0.0.1", self._connection.port, timeout=PATIENCE)
        own.request("GET", path, headers={**self._headers(), "Connection": "close"})
        return own.getresponse()

    def log_in(self, person: Viewer, password: str = people.PASSWORD) -> Answer:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.get("/login").text)
        assert token
        return self.send("/login", csrf_token=token[1], username=people.username(person), password=password)

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> http.client.HTTPResponse:
        try:
            self._connection.request(method, path, body, self._headers(kind))
            answer = self._connection.getresponse()
        except (OSError, http.client.HTTPException):
            # What has broken off is opened anew by the next request.
            self._connection.close()
            raise
        for cookie in answer.headers.get_all("Set-Cookie", []):
            self._cookies.load(cookie)
        return answer

    def _headers(self, kind: str = "") -> dict[str, str]:
        cookies = "; ".join(f"{name}={morsel.coded_value}" for name, morsel in self._cookies.items())
        return {"Cookie": cookies, **({"Content-Type": kind} if kind else {})}


def visit(person: Viewer, server: Served) -> Visitor:
    """By the login form, as everybody comes in."""
    visitor = Visitor(server)
    assert visitor.log_in(person).status_code == 200
    return visitor


def _whole(response: http.client.HTTPResponse) -> Answer:
    text = response.read().decode()
    return Answer(response.status, response.headers["Location"] if response.status == 302 else text)
