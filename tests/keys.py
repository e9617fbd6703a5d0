"""The keys of every test's bank."""

from db.encryption import FieldKeys

KEYS = FieldKeys({1: bytes(range(32))}, bytes(range(32, 64)))
SECRET = "a secret that is only ever used in tests"
