"""The lists of `reads` ask as many queries of a large bank as of a small one, and name the same rows as the driver."""

from __future__ import annotations

import pytest

from benchmarks import banks, reads


def test_a_longer_list_asks_no_more_queries() -> None:
    with banks.sqlite(0.01) as small, banks.sqlite(0.1) as large:
        asked = {
            name: [len(reads.statements(bank, ask)) for bank in (small, large)] for name, ask in reads.LISTS.items()
        }
    assert {name: counts for name, counts in asked.items() if counts[0] != counts[1]} == {}


@pytest.mark.parametrize("name", reads.LISTS)
def test_both_sides_name_the_same_rows(name: str) -> None:
    with banks.sqlite(0.05) as bank:
        ours = reads.asked(bank, reads.LISTS[name])
        raw = reads.fetched(bank.engine.raw_connection(), reads.statements(bank, reads.LISTS[name]))
        assert reads.same_rows(ours, raw)
        assert not reads.same_rows(ours[:-1] or (object(),), raw)
