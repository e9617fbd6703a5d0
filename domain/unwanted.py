"""Where an expert is not placed, and with whom; a reason is neither asked nor stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class UnwantedRow:
    """Either a unit or another expert, by name; `until` None: until it is taken back. `own`: told of this expert, else of
    the other one, and then it is taken back on that expert's card."""

    id: int
    unit: str
    expert: str
    until: date | None
    own: bool
