"""The program's own source files, read and parsed once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dashboard.settings import ROOT

LAYERS = ("domain", "texts", "db", "documents", "commands", "layouts", "callbacks", "dashboard")


def files(*folders: str) -> list[Path]:
    return sorted(
        path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts
    )


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def calls(module: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Each call with the last part of what is called: `dash.Input(…)` and `Input(…)` are both "Input"."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node
