"""What no log may hold, by its shape."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from pathlib import Path

from tests import people
from tests.keys import KEYS, SECRET

TOKEN = "|".join(map(re.escape, (SECRET, *(base64.b64encode(key).decode() for key in KEYS.keys.values()))))
CANARIES: Mapping[str, re.Pattern[str]] = {
    "identity code": re.compile(r"\b\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]\b"),
    "account": re.compile(r"\bFI\d{2}(?: ?\d{4}){3} ?\d{2}\b"),
    "password": re.compile(rf"{re.escape(people.PASSWORD)}|\$argon2"),
    "token": re.compile(rf"(?:kohtaanto|csrf_token)=[\w.-]{{16}}|\beyJ[\w-]{{8,}}\.[\w-]{{6}}\.[\w-]{{20}}|{TOKEN}"),
}
"""By shape, so that one that no test has thought of is found as well."""


def found(text: str) -> list[str]:
    """Kinds of what must not be there; the thing itself is not said again."""
    return [kind for kind, shape in CANARIES.items() if shape.search(text)]


def check_file(log: Path) -> None:
    """The log of a program that was served to a test."""
    assert found(log.read_text(errors="replace")) == [], log.name
