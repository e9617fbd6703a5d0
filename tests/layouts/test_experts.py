"""The expert's card and form: no causes, no notes, and nothing sealed before it is opened."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder

from domain.experts import Standing, ThemeRole
from domain.register import Choices, ExpertCard, ExpertForm, ThemeConsent
from layouts import expert_card, expert_form

TODAY = date(2026, 11, 23)
CHOICES = Choices((("092", "Vantaa"),), (), ((1, "Työryhmä"),), ((1, "Asuminen"),), ((1, "Asumispalvelut"),))
FORM = ExpertForm("Anna", "Aalto", number="17", phone="040 000 0100", municipality="092", joined_on=date(2021, 4, 1))
THEME = ThemeConsent(4, 1, "Asuminen", ThemeRole.CLOSE_ONE, date(2026, 1, 1), None)
CARD = ExpertCard(3, 2, False, FORM, "Vantaa", "", Standing(), None, None, (THEME,), (), (), (), 0)


def drawn(part: Component) -> str:
    return json.dumps(part.to_plotly_json(), cls=PlotlyJSONEncoder, ensure_ascii=False)


def card(expert: ExpertCard = CARD, may_edit: bool = True) -> str:
    return drawn(expert_card.card(expert, expert_card.Known((), (), ()), CHOICES, may_edit, TODAY))


def test_a_card_shows_the_theme_with_whose_experience_it_is_and_its_consent() -> None:
    for words in ("Asuminen", "läheisen", "1.1.2026–"):
        assert words in card()


def test_a_card_says_what_is_lacking_today() -> None:
    assert card().count("puuttuu") == 5
    assert "ei kelpoinen" in card()


def test_what_is_sealed_is_not_on_an_unopened_card() -> None:
    assert "Näytä salattu" in card()
    opened = replace(CARD, opened=True, form=replace(FORM, address="Kuusikuja 7", own_words="Omin sanoin."))
    assert "Kuusikuja 7" in card(opened)
    assert "Näytä salattu" not in card(opened)


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
    opened = replace(CARD, opened=True, form=replace(FORM, address="Kuusikuja 7", unwanted_expert_ids=(8, 9)))
    form = drawn(expert_form.edit(opened, CHOICES, TODAY))
    for words in ("Kuusikuja 7", "040 000 0100", '"8,9"', "2021-04-01"):
        assert words in form
