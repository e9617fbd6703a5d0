"""Payroll workbooks of 1,000, 10,000 and 100,000 lines beside the usual writers: time, peak memory and size.

Goals: a third of XlsxWriter's time, and memory that does not grow with the lines. What is read back is compared first.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from python_calamine import CalamineWorkbook

from benchmarks import workbooks
from benchmarks.harness import Count, Race

LINES = (1_000, 10_000, 100_000)
OURS, WRITE_ONLY = "kohtaanto", "openpyxl write-only"
RATIO = 1 / 3
FLAT = 1.2
NOT_LARGER = 1.1
SLOW_FROM = 100_000
STATUS = Path("/proc/self/status")


@contextmanager
def contests(scale: int) -> Iterator[list[Race | Count]]:
    with tempfile.TemporaryDirectory(prefix="kohtaanto-bench-") as folder:
        sizes = [lines * scale for lines in LINES]
        races: list[Race | Count] = [_race(Path(folder), lines, peer) for lines in sizes for peer in workbooks.PEERS]
        yield [*races, *_counts(Path(folder), sizes)]


def _race(folder: Path, lines: int, peer: str) -> Race:
    rows = cache(lambda: workbooks.rows(lines))

    def made(writer: workbooks.Writer, name: str) -> Path:
        path = folder / name
        writer(path, rows())
        return path

    return Race(
        f"{lines} lines: {peer}",
        lambda: made(workbooks.kohtaanto, "ours.xlsx"),
        lambda: made(workbooks.PEERS[peer], "theirs.xlsx"),
        RATIO,
        lambda ours, theirs: read(ours, lines) == read(theirs, lines),
        rounds=1 if lines >= SLOW_FROM else None,
    )


def read(path: Path, lines: int) -> list[list[Any]]:
    """Headings and lines; a total that is only a formula has no value yet."""
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_name(workbooks.TITLE)
    return sheet.to_python(nrows=lines + 1)


def _counts(folder: Path, sizes: list[int]) -> Iterator[Count]:
    """Write-only mode holds nothing and takes ten times the time: its memory is told and not raced against."""
    ours = {lines: cost(folder, OURS, lines) for lines in sizes}
    middle, largest = sizes[1:]
    yield Count(f"kB of memory at {largest} lines and at {middle}", ours[largest].kb, ours[middle].kb, FLAT)
    for lines in sizes:
        for peer, writer in workbooks.PEERS.items():
            theirs = cost(folder, writer.__name__, lines)
            goal = None if peer == WRITE_ONLY else 1.0
            yield Count(f"{lines} lines, kB of memory: {peer}", ours[lines].kb, theirs.kb, goal)
            yield Count(f"{lines} lines, bytes of file: {peer}", ours[lines].size, theirs.size, NOT_LARGER)


class Cost(NamedTuple):
    """`kb` is by how much a process of its own grew at most, its lines and libraries being there before."""

    kb: int
    size: int


def cost(folder: Path, writer: str, lines: int) -> Cost:
    path = folder / "cost.xlsx"
    program = [sys.executable, "-m", "benchmarks.payroll", writer, str(lines), str(path)]
    told = subprocess.run(program, check=True, capture_output=True, text=True).stdout
    return Cost(int(told), path.stat().st_size)


def _status(entry: str) -> int:
    lines = STATUS.read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{entry}:"))


def _measure(writer: str, lines: int, path: Path) -> int:
    write = getattr(workbooks, writer)
    write(path, workbooks.rows(10))
    rows = workbooks.rows(lines)
    Path("/proc/self/clear_refs").write_text("5")
    before = _status("VmRSS")
    write(path, rows)
    return _status("VmHWM") - before


if __name__ == "__main__":
    print(_measure(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])))
