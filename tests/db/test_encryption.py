"""Field encryption: a value opens only with its key, in its place, for its row."""

from __future__ import annotations

import pytest

from db.encryption import FieldKeys, Undecipherable

OLD = FieldKeys({1: b"a" * 32}, b"i" * 32)
ROTATED = FieldKeys({2: b"b" * 32, 1: b"a" * 32}, b"i" * 32)
PLACE = "payroll_details.iban"


def test_a_sealed_value_opens_in_its_place() -> None:
    assert OLD.open(OLD.seal(b"FI21 1234", PLACE, 7), PLACE, 7) == b"FI21 1234"


def test_a_value_moved_to_another_person_does_not_open() -> None:
    with pytest.raises(Undecipherable):
        OLD.open(OLD.seal(b"FI21 1234", PLACE, 7), PLACE, 8)


def test_a_value_moved_to_another_column_does_not_open() -> None:
    with pytest.raises(Undecipherable):
        OLD.open(OLD.seal(b"FI21 1234", PLACE, 7), "experts.address", 7)


def test_after_rotation_old_values_open_and_new_ones_carry_the_new_key() -> None:
    assert ROTATED.open(OLD.seal(b"x", PLACE, 7), PLACE, 7) == b"x"
    assert ROTATED.seal(b"x", PLACE, 7)[0] == 2


def test_without_the_key_nothing_opens() -> None:
    with pytest.raises(Undecipherable):
        OLD.open(ROTATED.seal(b"x", PLACE, 7), PLACE, 7)


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert OLD.seal(b"x", PLACE, 7) != OLD.seal(b"x", PLACE, 7)


def test_equal_texts_are_found_within_one_label_only() -> None:
    assert OLD.blind("010190-900A", "hetu") == OLD.blind("010190-900A", "hetu")
    assert OLD.blind("010190-900A", "hetu") != OLD.blind("010190-900A", "iban")


@pytest.mark.parametrize("keys", [{}, {1: b"short"}, {0: b"a" * 32}, {256: b"a" * 32}])
def test_wrong_keys_are_refused(keys: dict[int, bytes]) -> None:
    with pytest.raises(ValueError, match="field keys"):
        FieldKeys(keys, b"i" * 32)


def test_a_key_is_not_shown_in_a_traceback() -> None:
    assert "aaa" not in repr(OLD)
