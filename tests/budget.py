"""Seconds per suite against a budget, at the end of every run."""

from __future__ import annotations

from collections import defaultdict

import pytest

SECONDS = {
    "architecture": 40,
    "benchmarks": 40,
    "callbacks": 180,
    "commands": 280,
    "dashboard": 360,
    "db": 240,
    "documents": 40,
    "domain": 40,
    "journeys": 480,
    "layouts": 40,
    "texts": 20,
    "trust": 520,
}
"""Summed over both workers; together they leave `make test` well under its 15 minutes."""

_spent: dict[str, float] = defaultdict(float)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """The one process that reports sees every worker's tests; a worker's own sum is never shown."""
    parts = report.nodeid.split("/")
    _spent[parts[1] if len(parts) > 2 else "tests"] += report.duration


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("seconds per suite")
    for line in table(_spent):
        terminalreporter.write_line(line)


def table(spent: dict[str, float]) -> list[str]:
    lines = [f"{'suite':14}{'seconds':>9}{'budget':>9}"]
    for suite in sorted(spent):
        budget = SECONDS.get(suite, 0)
        lines.append(f"{suite:14}{spent[suite]:9.1f}{budget:9}{'  OVER' if spent[suite] > budget else ''}")
    return [*lines, f"{'together':14}{sum(spent.values()):9.1f}{sum(SECONDS.values()):9}"]
