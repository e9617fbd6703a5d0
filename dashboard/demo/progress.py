"""How far the demo is, on the terminal: a line with a bar for each month, or a line for each year in a log."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TextIO

from domain.times import Month

WIDTH = 30
DECEMBER = 12


@dataclass
class Bar:
    out: TextIO = field(default_factory=lambda: sys.stdout)

    def __call__(self, month: Month, done: float) -> None:
        """`month` is done, and with it this share of all months."""
        if self.out.isatty():
            filled = round(done * WIDTH)
            self.out.write(f"  {month.month:>2}/{month.year}  {'█' * filled}{'░' * (WIDTH - filled)} {done:4.0%}\n")
        elif month.month == DECEMBER or done == 1:
            self.out.write(f"  {month.year} {done:4.0%}\n")
        self.out.flush()
