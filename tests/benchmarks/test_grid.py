"""The block and the whole list of `grid` show the same rows, and every block it times has some."""

from __future__ import annotations

import orjson

from benchmarks import banks, grid


def test_both_sides_show_the_same_rows_and_no_timed_block_is_empty() -> None:
    with banks.sqlite(0.1) as bank:
        ids = [orjson.loads(grid.block(bank, {}))["rowData"][place]["id"] for place in range(100)]
        assert grid.begins_alike(grid.block(bank, {}), grid.everything(bank, [int(row_id) for row_id in ids]))
        assert not grid.begins_alike(grid.block(bank, {"startRow": 1}), grid.everything(bank, [int(i) for i in ids]))
        shown = {
            name: len(orjson.loads(grid.block(bank, request))["rowData"])
            for name, request in grid.requests(990).items()
        }
    assert all(shown.values()), shown
