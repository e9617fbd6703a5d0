"""What `collect` times is the office's own work, to the cent, and the others' writes are counted while it goes on."""

from __future__ import annotations

import pytest

from benchmarks import banks, collect


def test_reports_become_lines_and_a_batch_while_another_process_writes() -> None:
    with banks.sqlite(collect.SCALE) as bank:
        collect.report(bank, 300)
        spent, waits = collect.beside_others(bank, lambda: collect.collected(bank))
        collect.check(bank, 300)
        with pytest.raises(AssertionError, match="400 lines"):
            collect.check(bank, 301)
    assert spent > 0
    assert all(wait > 0 for wait in waits)


def test_one_slow_write_in_twenty_is_what_the_percentile_tells() -> None:
    assert collect.p95([1.0] * 95 + [100.0] * 5) > 90
    assert collect.p95([1.0] * 100) == 1
