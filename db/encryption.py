"""Field encryption: AES-256-GCM, the key's number in the value, bound to table, column and row; keyed hashes for equality."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12


class Undecipherable(Exception):
    """The value was not made with a known key for this table, column and row."""


@dataclass(frozen=True)
class FieldKeys:
    """`keys` by number 1–255, the first one seals; `index_key` is apart because equality leaks through it.

    `earlier_index_keys` still find what was written before the index key was changed.
    """

    keys: Mapping[int, bytes] = field(repr=False)
    index_key: bytes = field(repr=False)
    earlier_index_keys: tuple[bytes, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if not self.keys or any(len(key) != KEY_BYTES or not 0 < number < 256 for number, key in self.keys.items()):
            raise ValueError("field keys are 32 bytes each, numbered 1–255")
        if any(len(key) < KEY_BYTES for key in (self.index_key, *self.earlier_index_keys)):
            raise ValueError("the index key has at least 32 bytes")

    @property
    def sealing(self) -> int:
        """The number of the key that seals."""
        return next(iter(self.keys))

    def seal(self, plain: bytes, place: str, row_id: int) -> bytes:
        """`place` is "table.column"; the result opens only there and for that row."""
        nonce = os.urandom(NONCE_BYTES)
        return (
            bytes([self.sealing]) + nonce + AESGCM(self.keys[self.sealing]).encrypt(nonce, plain, _bound(place, row_id))
        )

    def open(self, sealed: bytes, place: str, row_id: int) -> bytes:
        key = self.keys.get(sealed[0])
        if key is None:
            raise Undecipherable(f"no field key number {sealed[0]}")
        nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return AESGCM(key).decrypt(nonce, body, _bound(place, row_id))
        except InvalidTag:
            raise Undecipherable(f"{place} of row {row_id} does not open with its key") from None

    def blind(self, text: str, label: str) -> bytes:
        """Equal texts give equal hashes within one label and never across labels."""
        return _blind(self.index_key, text, label)

    def blinds(self, text: str, label: str) -> tuple[bytes, ...]:
        """How the text may stand in the database: by the index key, and by those that were used before it."""
        return tuple(_blind(key, text, label) for key in (self.index_key, *self.earlier_index_keys))


def _blind(key: bytes, text: str, label: str) -> bytes:
    return hmac.new(key, f"{label}|{text}".encode(), hashlib.sha256).digest()


def _bound(place: str, row_id: int) -> bytes:
    return f"{place}:{row_id}".encode()
