"""What every test logs and prints is read for identity codes, accounts and tokens; one of them fails the run."""

from __future__ import annotations

import pytest

from tests import canaries

_found: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """The one process that reports sees what every worker's tests have logged and printed."""
    for title, text in report.sections:
        _found.extend(f"{report.nodeid}: {kind} in {title}" for kind in canaries.found(text))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _found:
        terminalreporter.section("what the log must not hold", red=True)
        for line in _found:
            terminalreporter.write_line(line)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if _found and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
