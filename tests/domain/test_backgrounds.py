"""Sealed backgrounds: no diagnosis is stored, and a consent holds on its days only."""

from __future__ import annotations

from datetime import date

import pytest

from domain import backgrounds, consents
from domain.backgrounds import Background, Level
from domain.consents import Consent, Given
from domain.errors import Refused


@pytest.mark.parametrize("words", ["Diagnoosi F32.1 vuonna 2019", "ensin f32, sitten muuta", "E11.9", "koodi C50.4."])
def test_a_code_of_a_diagnosis_is_refused(words: str) -> None:
    with pytest.raises(Refused, match="Diagnoses are not stored"):
        backgrounds.checked(words)


@pytest.mark.parametrize(
    "words", ["Linja B12 vei kotiin.", "Huone A10", "klo 12.30", "Kela, TE-toimisto ja 24 tapaamista"]
)
def test_ordinary_words_are_no_diagnosis(words: str) -> None:
    assert backgrounds.checked(f" {words}\r\n") == words


def test_a_background_opens_from_the_first_to_the_last_day_of_its_consent() -> None:
    consent = Consent(date(2026, 1, 1), date(2026, 12, 31), Given())
    told = Background(Level.OWN_WORDS, True, consent)
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [told.opens_on(day) for day in days] == [False, True, True, False]


def test_the_coordinator_is_told_sixty_days_before() -> None:
    assert consents.warned_until(date(2026, 11, 23)) == date(2027, 1, 22)
