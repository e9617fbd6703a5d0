"""Whatever a rule says when it says no stands in the catalogues, word for word and with all its values."""

from __future__ import annotations

from string import Formatter
from typing import Any

import pytest

from domain.errors import Refusal
from texts import catalogue


@pytest.fixture(autouse=True)
def _refusals_have_words(monkeypatch: pytest.MonkeyPatch) -> None:
    known, init = catalogue._catalogue("fi"), Refusal.__init__

    def checked(self: Refusal, message: str, **values: Any) -> None:
        assert message in known
        assert {name for _text, name, _spec, _conversion in Formatter().parse(message) if name} == values.keys()
        assert None not in values.values()
        init(self, message, **values)

    monkeypatch.setattr(Refusal, "__init__", checked)
