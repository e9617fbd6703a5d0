"""A wrong identity code, account, business id or reference cannot be made."""

from __future__ import annotations

import pytest

from domain import identifiers
from domain.errors import Refused
from domain.identifiers import BusinessId, Hetu, Iban, ReferenceNumber


def test_an_identity_code_is_kept_in_capitals_without_blanks() -> None:
    assert Hetu(" 240375-932a ").value == "240375-932A"


def test_the_century_sign_tells_people_apart() -> None:
    assert Hetu("150601A9458") != Hetu("150601-9458")
    assert Hetu("150601B9458") != Hetu("150601A9458")


@pytest.mark.parametrize("text", ["", "240375-932B", "310299-9540", "24037-932A", "240375G932A", "240375-9321"])
def test_a_wrong_identity_code_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(Refused, match="identity code is not right") as refusal:
        Hetu(text)
    assert refusal.value.values == {}


def test_an_identity_code_does_not_show_in_a_log() -> None:
    assert "240375" not in repr(Hetu("240375-932A"))
    assert "0785" in repr(Iban("FI21 1234 5600 0007 85"))
    assert "123456" not in repr(Iban("FI21 1234 5600 0007 85"))


def test_temporary_codes_are_known() -> None:
    assert Hetu("240375-932A").temporary
    assert not Hetu("131052-308T").temporary


def test_an_account_is_kept_without_blanks_and_shown_by_its_end() -> None:
    account = Iban("fi21 1234 5600 0007 85")
    assert (account.value, account.ending) == ("FI2112345600000785", "0785")


@pytest.mark.parametrize("text", ["", "FI2112345600000786", "FI21123456000007", "SE2112345600000785", "123456-785"])
def test_a_wrong_account_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="account number is not right"):
        Iban(text)


def test_the_bank_of_an_account_is_known() -> None:
    assert Iban("FI5542345670000081").bic == "ITELFIHH"


def test_a_business_id_is_kept_with_its_dash() -> None:
    assert BusinessId("20774740").value == BusinessId("2077474-0").value == "2077474-0"


@pytest.mark.parametrize("text", ["2077474-1", "", "207747-0"])
def test_a_wrong_business_id_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="business ID is not right"):
        BusinessId(text)


@pytest.mark.parametrize(("digits", "check"), [("123", "2"), ("1234", "4"), ("12345", "3"), ("10", "7")])
def test_the_check_digit_of_a_reference_is_counted_by_7_3_1(digits: str, check: str) -> None:
    assert identifiers.check_digit(digits) == check


def test_a_reference_is_shown_in_groups_of_five_from_the_right() -> None:
    reference = ReferenceNumber.of(123456789)
    assert reference.value[:-1] == "123456789"
    assert str(reference).replace(" ", "") == reference.value
    assert [len(group) for group in str(reference).split()] == [5, 5]


@pytest.mark.parametrize("text", ["", "1233", "12", "1" * 21, "12a4"])
def test_a_wrong_reference_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="reference number is not right"):
        ReferenceNumber(text)
