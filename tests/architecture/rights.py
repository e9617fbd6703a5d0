"""The matrix of roles and verbs, drawn from the workflows, the commands and the pages themselves.

`python -m tests.architecture.rights` writes it to rights.txt, where a change of rights is seen and reviewed.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from callbacks.wiring import Page
from dashboard.settings import ROOT
from domain.flow import Flow
from domain.permissions import GRANTS, Permission, Role

FILE = Path(__file__).with_name("rights.txt")
HEADS = {
    Role.COORDINATOR: "coordinator",
    Role.CLERK: "clerk",
    Role.MANAGER: "manager",
    Role.ADMIN: "admin",
    Role.DATA_PROTECTION: "reader",
}

Right = tuple[str, Permission | None]


def matrix() -> str:
    sections = {"Steps": steps(), "Commands": commands(), "Pages": pages(), "Wires": wires(), "Files": files()}
    return "\n".join(line for title, rights in sections.items() for line in table(title, rights))


def table(title: str, rights: Iterable[Right]) -> Iterator[str]:
    yield f"{title:52}" + "".join(f"{head:>13}" for head in HEADS.values())
    for verb, permission in sorted(rights, key=lambda right: right[0]):
        marks = (permission is None or permission in GRANTS[role] for role in HEADS)
        yield f"  {verb:50}" + "".join(f"{'x' if mark else '·':>13}" for mark in marks)
    yield ""


def steps() -> Iterator[Right]:
    for noun, module in modules("domain"):
        for flow in vars(module).values():
            if isinstance(flow, Flow):
                yield from ((f"{noun}: {step.action} from {step.source}", step.needs) for step in flow)


def commands() -> Iterator[Right]:
    for noun, module in modules("commands"):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if hasattr(function, "permission") and function.__module__ == module.__name__:
                yield f"{noun}.{name}", function.permission


def pages() -> Iterator[Right]:
    return ((page.path, page.see) for page in _pages())


def wires() -> Iterator[Right]:
    return ((f"{page.path} {wire.name}", wire.permission) for page in _pages() for wire in (*page.wires, *page.lives))


def files() -> Iterator[Right]:
    return ((path, permission) for page in _pages() for path, permission, *_ in page.files)


def modules(layer: str) -> Iterator[tuple[str, Any]]:
    for path in sorted((ROOT / layer).glob("*.py")):
        yield path.stem, importlib.import_module(f"{layer}.{path.stem}".removesuffix(".__init__"))


def _pages() -> tuple[Page, ...]:
    from dashboard.pages import PAGES

    return PAGES


if __name__ == "__main__":
    FILE.write_text(matrix())
