"""Files that leave the house: each behind its page's right, named, never cached."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask, Response, request

import commands.looks
from callbacks.addresses import known_words
from callbacks.house import House
from callbacks.wiring import File, Page
from domain.permissions import Permission


def bind(server: Flask, house: House, pages: Sequence[Page]) -> None:
    for page in pages:
        for path, permission, make, writes in page.files:
            rule = re.sub(r"\{(\w+)\}", r"<int:\1>", path)
            server.add_url_rule(rule, endpoint=rule, view_func=_view(house, permission, make, writes))


def _view(house: House, permission: Permission, make: Callable[..., File], writes: bool) -> Callable[..., Response]:
    def view(**ids: Any) -> Response:
        attempt = f"{make.__module__.removeprefix('callbacks.')}.{make.__name__}"
        viewer = house.allowed(permission, attempt)
        opened = house.database.writing(viewer, attempt) if writes else house.database.reading(viewer)
        with opened as access:
            file = make(access, **{**known_words(make, request.query_string.decode(errors="replace")), **ids})
        if not writes:
            with house.database.writing(viewer) as writing:
                commands.looks.fetched(writing, attempt.split(".")[0], file.name, file.body, ids)
        response = Response(file.body, mimetype=file.mimetype)
        response.headers.set("Content-Disposition", "inline" if file.inline else "attachment", filename=file.name)
        return response

    view.permission = permission  # type: ignore[attr-defined]
    return view
