"""docs/security.md names a control and a test for every threat, and each test that it names is there."""

from __future__ import annotations

import ast
import re

from dashboard import settings

PAGE = (settings.ROOT / "docs" / "security.md").read_text()
THREATS = [line for line in PAGE.splitlines() if re.match(r"\| \d+ \|", line)]


def missing(named: list[tuple[str, str]]) -> list[str]:
    """Tests that are not where they are said to be."""
    lost = []
    for path, name in named:
        file = settings.ROOT / path
        held = {node.name for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.FunctionDef)}
        if name not in held:
            lost.append(f"{path}::{name}")
    return lost


def named_in(text: str) -> list[tuple[str, str]]:
    return re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)


def test_every_threat_has_a_control_and_a_test() -> None:
    assert [int(re.findall(r"\d+", line)[0]) for line in THREATS] == list(range(1, len(THREATS) + 1))
    for line in THREATS:
        _number, threat, sign, control, _test = (cell.strip() for cell in line.strip("|").split("|"))
        assert threat
        assert control
        assert re.fullmatch("[STRIDE](, [STRIDE])*", sign), line
        assert named_in(line), line


def test_every_test_that_is_named_exists() -> None:
    assert missing(named_in(PAGE)) == []
    assert missing([("tests/architecture/test_security.py", "test_nothing")]) == [
        "tests/architecture/test_security.py::test_nothing"
    ]
