"""The expert's card and form: no causes, no notes, and nothing sealed before it is opened."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder

from domain.backgrounds import Background, Level
from domain.consents import Consent, Given, GivenHow, Purpose
from domain.experts import Standing, ThemeRole
from domain.register import Choices, ExpertCard, ExpertForm, ThemeConsent
from domain.themes import Precision
from layouts import expert_card, expert_form

TODAY = date(2026, 11, 23)
CHOICES = Choices((("092", "Vantaa"),), (), ((1, "Työryhmä"),), ((1, "Asuminen"),), ((1, "Asumispalvelut"),))
FORM = ExpertForm("Anna", "Aalto", number="17", phone="040 000 0100", municipality="092", joined_on=date(2021, 4, 1))
GIVEN = Given(Purpose.MATCHING, GivenHow.BY_TELEPHONE, date(2025, 12, 30), "Kerttu Koordinaattori")
CONSENT = Consent(date(2026, 1, 1), None, GIVEN)
THEME = ThemeConsent(4, 1, "Asuminen", Precision.SITUATION, ThemeRole.CLOSE_ONE, CONSENT)
TOLD = Background(Level.OWN_WORDS, True, Consent(date(2026, 1, 1), date(2026, 12, 31), GIVEN))
CARD = ExpertCard(3, 2, True, FORM, "Vantaa", "", Standing(), None, None, (THEME,), (TOLD,), (), (), (), 0)


def drawn(part: Component) -> str:
    return json.dumps(part.to_plotly_json(), cls=PlotlyJSONEncoder, ensure_ascii=False)


def card(expert: ExpertCard = CARD, may_edit: bool = True) -> str:
    return drawn(expert_card.card(expert, expert_card.Known((), (), ()), CHOICES, may_edit, TODAY))


def test_a_card_shows_the_theme_with_whose_experience_it_is_and_its_consent() -> None:
    for words in ("Asuminen", "taso 2, elämäntilanne, läheisen", "1.1.2026–, tehtävien välittäminen"):
        assert words in card()


def test_a_card_says_what_is_lacking_today() -> None:
    assert card().count("puuttuu") == 5
    assert "ei kelpoinen" in card()


def test_a_consent_tells_how_when_and_to_whom_it_was_given() -> None:
    assert card().count("puhelimessa 30.12.2025, Kerttu Koordinaattori") == 2


def test_own_words_open_only_while_their_consent_is_in_force() -> None:
    opens = '"field": "own_words"'
    assert opens in card()
    ended = Background(Level.OWN_WORDS, True, Consent(date(2026, 1, 1), date(2026, 11, 22), GIVEN))
    for closed in (ended, Background(Level.OWN_WORDS, True, None), Background(Level.OWN_WORDS, False, None)):
        assert opens not in card(replace(CARD, backgrounds=(closed,)))


def test_whoever_may_not_edit_has_no_button_for_it() -> None:
    seen = card(may_edit=False)
    for button in ("expert_card-edit", "consents-withdraw", "agreements-sign", "expert_card-pause"):
        assert button not in seen
        assert button in card()


def test_a_protected_contact_is_marked_in_place_of_its_facts() -> None:
    hidden = replace(CARD, municipality="", form=replace(FORM, contact_protected=True, municipality="", phone=""))
    assert card(hidden).count("turvakielto") == 4
    assert "tel:" not in card(hidden)


def test_the_form_asks_no_cause_and_has_no_notes() -> None:
    form = drawn(expert_form.new(CHOICES, TODAY)).lower()
    for word in ('diagnoosi"', "muistiinpano", "huomautu", "lisätieto", "sairau"):
        assert word not in form
    assert "ei koskaan miksi" in form


def test_the_form_holds_what_the_card_knows() -> None:
    form = drawn(expert_form.edit(replace(CARD, form=replace(FORM, unwanted_expert_ids=(8, 9))), CHOICES, TODAY))
    for words in ("040 000 0100", '"8,9"', "2021-04-01"):
        assert words in form
