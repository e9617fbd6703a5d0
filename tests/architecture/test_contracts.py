"""The import contracts that `make test` enforces are those of the house."""

from __future__ import annotations

import tomllib

from dashboard.settings import ROOT

HOUSE = ["dashboard", "callbacks", "layouts | commands", "documents | db", "texts", "domain"]
CHAIN = [
    "payroll | utilization",
    "batches",
    "fees",
    "reports",
    "assignments",
    "offers",
    "matching",
    "orders | experts | bookings | tariffs",
    "identifiers | times | money | flow",
    "permissions",
    "errors",
]


def contracts() -> dict[str, dict[str, object]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    return {contract["name"]: contract for contract in settings["contracts"]}


def test_the_contracts_are_those_of_the_house() -> None:
    layers = [contract["layers"] for contract in contracts().values() if contract["type"] == "layers"]
    assert HOUSE in layers
    assert CHAIN in layers


def test_each_layer_is_closed_to_what_it_must_not_know() -> None:
    closed = {
        (source, module)
        for contract in contracts().values()
        if contract["type"] == "forbidden"
        for source in contract["source_modules"]
        for module in contract["forbidden_modules"]
    }
    web = {(layer, module) for layer in ("commands", "db", "documents") for module in ("dash", "flask")}
    rules = {("domain", module) for module in ("dash", "flask", "sqlalchemy", "pandas", "plotly", "openpyxl")}
    pictures = {("layouts", layer) for layer in ("db", "documents", "commands")}
    assert web | rules | pictures <= closed
    assert {layer for layer, module in closed if module == "pandas"} >= {"domain", "db", "commands", "callbacks"}
    assert ("documents", "pandas") not in closed


def test_the_linter_is_run_by_make_test() -> None:
    assert "lint-imports" in (ROOT / "Makefile").read_text()
