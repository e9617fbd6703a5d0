"""What a reader of the house may count on: short files, names that are nouns, and no floating money."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture import sources
from tests.architecture.sources import LAYERS

LONGEST = 300
HOMELESS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "base_service", "services"}
MONEY = ("money", "fees", "tariffs", "reports", "batches", "payroll", "utilization")
INEXACT = {"float", "round"}


def too_long(lengths: dict[str, int]) -> list[str]:
    return [f"{name}: {length} lines" for name, length in lengths.items() if length > LONGEST]


def is_table(module: ast.Module) -> bool:
    """Data and nothing else; a table may be long."""
    return not any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) for node in ast.walk(module))


def without_a_noun(names: list[str]) -> list[str]:
    return [name for name in names if HOMELESS & set(Path(name).with_suffix("").parts)]


def inexact(module: ast.AST) -> list[int]:
    """Lines that call float() or round(): money rounds in one place, and never by these."""
    return [node.lineno for name, node in sources.calls(module) if name in INEXACT and isinstance(node.func, ast.Name)]


def test_no_file_is_too_long_to_read() -> None:
    texts = {str(path): path.read_text() for path in sources.files(*LAYERS)}
    found = {name: len(text.splitlines()) for name, text in texts.items() if not is_table(ast.parse(text))}
    assert too_long(found) == []
    assert too_long({"long.py": LONGEST + 1, "short.py": LONGEST}) == ["long.py: 301 lines"]
    assert is_table(ast.parse("WORDS = {1: 2}"))
    assert not is_table(ast.parse("def word(): ..."))


def test_every_file_is_named_by_a_noun() -> None:
    assert without_a_noun([str(path) for path in sources.files(*LAYERS)]) == []
    assert without_a_noun(["db/utils.py", "layouts/common/grid.py", "db/session.py"]) == [
        "db/utils.py",
        "layouts/common/grid.py",
    ]


def test_money_is_never_a_float() -> None:
    for path in sources.files("domain"):
        if path.stem in MONEY:
            assert inexact(sources.tree(path)) == [], path
    assert inexact(ast.parse("a = round(2.5)\nb = x.round()\nc = float('1')")) == [1, 3]
