"""Keys: what old ones sealed is sealed anew in short steps while people work, and a person's own key is destroyed."""

from __future__ import annotations

from collections.abc import Iterator

from commands.acting import needs
from db import indexes, sealed
from db.encryption import Undecipherable
from db.sealed import SEALED, Sealed
from db.session import Reading, Writing
from db.tables import Expert, PersonKey
from domain.errors import Refused
from domain.messages import Message
from domain.permissions import Permission
from domain.trail import Act

NOUN = "keys"


def reseal(writing: Writing, kind: Sealed) -> int:
    """One step; how many values were sealed anew, 0 when there is nothing left. What is done stays done."""
    try:
        count = sealed.reseal(writing, kind)
    except Undecipherable as undecipherable:
        raise Refused(
            "{place} does not open with the keys at hand: {why}.", place=kind.name, why=undecipherable
        ) from None
    if count:
        writing.note(Act.CHANGE, NOUN, None, field=kind.name, rows=count)
    return count


def renew_indexes(writing: Writing, after: int) -> int:
    """One step; the last expert looked at, 0 when there is nobody after `after`."""
    last, count = indexes.renew(writing, after)
    if count:
        writing.note(Act.CHANGE, NOUN, None, field="index", rows=count)
    return last


@needs(Permission.EDIT_EXPERTS)
def destroy(writing: Writing, expert_id: int) -> None:
    """What the trail kept of the fields of someone who has left can never be read again; the chain still verifies.

    A backup taken earlier holds the key until it is deleted, so the copies decide when it is gone everywhere.
    """
    expert = writing.locked(Expert, expert_id)
    if expert.left_on is None or expert.left_on >= writing.today:
        raise Refused("The key of somebody who is in the bank is not destroyed.")
    key = writing.session.get(PersonKey, expert_id, with_for_update=True) or PersonKey(expert_id=expert_id)
    if key.destroyed_at is not None:
        raise Refused("This key has been destroyed. It does not come back.")
    key.sealed, key.destroyed_at = None, writing.now
    writing.session.add(key)
    writing.record(Act.VOID, key)


def usage(reading: Reading) -> Iterator[Message]:
    """For each key but the newest, how many values still need it."""
    counts = [sealed.by_key(reading, kind) for kind in SEALED]
    for number in reading.keys.keys:
        count = sum(each.get(number, 0) for each in counts)
        if number == reading.keys.sealing:
            yield Message("Field key {number} is the newest: {count} values.", number=number, count=count)
        elif count:
            yield Message("Field key {number} still opens {count} values: run rotate-keys.", number=number, count=count)
        else:
            yield Message("Field key {number}: nothing uses it, it may be removed.", number=number)
    if reading.keys.earlier_index_keys:
        count = indexes.behind(reading)
        if count:
            yield Message("An earlier index key still finds {count} values: run rotate-keys.", count=count)
        else:
            yield Message("Earlier index keys: nothing uses them, they may be removed.")
