"""Why sealed fields were opened: put back among the facts of their events, with each person's own key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from db import values
from db.session import Reading
from domain import reveals
from domain.trail import Act, Entry


def told(reading: Reading, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The same entries; a reveal of a person whose key has been destroyed tells no reason any more."""
    named: dict[int, list[str]] = defaultdict(list)
    for each in entries:
        if each.row_id is not None:
            named[each.row_id] += _commitments(each).values()
    found = values.opened(reading, named)
    return tuple(_told(each, {hash: new for hash, (_old, new) in found.items()}) for each in entries)


def _told(each: Entry, reasons: dict[str, object]) -> Entry:
    own = {name: reasons[hash] for name, hash in _commitments(each).items() if hash in reasons}
    return replace(each, facts={**each.facts, **own}) if own else each


def _commitments(each: Entry) -> dict[str, str]:
    """A reveal's row is the expert, whichever its noun."""
    named = each.facts.get(values.FACT) if each.act is Act.REVEAL else None
    if not isinstance(named, dict):
        return {}
    return {name: hash for name, hash in named.items() if name in (reveals.REASON, reveals.SECOND_REASON)}
