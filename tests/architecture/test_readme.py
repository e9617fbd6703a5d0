"""README says what the program reads."""

from __future__ import annotations

from dashboard import settings


def test_the_settings_table_of_readme_is_the_programs_own() -> None:
    """To bring it up to date, paste what `python -c "from dashboard import settings; print(settings.table())"` prints."""
    assert settings.table() in (settings.ROOT / "README.md").read_text()
