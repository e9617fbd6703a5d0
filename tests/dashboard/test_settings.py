"""Settings are checked once, and keys are made only where nothing but this machine can be reached."""

from __future__ import annotations

import base64
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest

from dashboard import settings
from dashboard.settings import ROOT, Settings
from domain.errors import Refused

KEYS = {
    "KOHTAANTO_SECRET_KEY": "s" * 40,
    "KOHTAANTO_FIELD_KEYS": f"1:{base64.b64encode(bytes(32)).decode()}",
    "KOHTAANTO_INDEX_KEY": base64.b64encode(bytes(32)).decode(),
}


def load(var: Path, **environ: str) -> Settings:
    return settings.load(environ, var)


def test_the_default_bank_gets_keys_of_its_own_that_stay(tmp_path: Path) -> None:
    first = load(tmp_path / "var")
    assert load(tmp_path / "var") == first
    assert stat.S_IMODE((tmp_path / "var" / "keys.env").stat().st_mode) == 0o600
    assert [file.name for file in (tmp_path / "var").iterdir()] == ["keys.env"]


def test_two_banks_never_share_keys(tmp_path: Path) -> None:
    assert load(tmp_path / "one").keys != load(tmp_path / "other").keys


def test_keys_are_not_made_anew_for_a_bank_that_lost_them(tmp_path: Path) -> None:
    (tmp_path / "kohtaanto.db").touch()
    with pytest.raises(Refused, match=r"keys in .*keys\.env are gone"):
        load(tmp_path)


@pytest.mark.parametrize(
    "environ",
    [
        {"KOHTAANTO_DATABASE_URL": "postgresql://bank@db.example.org/bank"},
        {"KOHTAANTO_DATABASE_URL": "sqlite:////srv/bank.db"},
        {"KOHTAANTO_BIND": "0.0.0.0:8050"},
        {"KOHTAANTO_BIND": "bank.example.org:8050", "KOHTAANTO_SECRET_KEY": "s" * 40},
    ],
)
def test_another_database_or_address_without_keys_is_refused(tmp_path: Path, environ: Mapping[str, str]) -> None:
    with pytest.raises(Refused, match=r"^Set .*KOHTAANTO_FIELD_KEYS"):
        load(tmp_path, **environ)
    assert list(tmp_path.iterdir()) == []


def test_another_database_with_keys_is_served_anywhere(tmp_path: Path) -> None:
    given = load(
        tmp_path, KOHTAANTO_DATABASE_URL="postgresql://bank@db.example.org/bank", KOHTAANTO_BIND="[::]:443", **KEYS
    )
    assert given.database_url == "postgresql+psycopg://bank@db.example.org/bank"
    assert (given.host, given.port, given.bind) == ("::", 443, "[::]:443")
    assert list(tmp_path.iterdir()) == []


def test_a_rotated_field_key_stands_first(tmp_path: Path) -> None:
    old, new = (base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2))
    given = load(tmp_path, **{**KEYS, "KOHTAANTO_FIELD_KEYS": f"7:{new},3:{old}"})
    assert list(given.keys.keys.items()) == [(7, b"\2" * 32), (3, b"\1" * 32)]


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"KOHTAANTO_BIND": "8050"}, "KOHTAANTO_BIND must be host:port, not 8050"),
        ({"KOHTAANTO_WORKERS": "0"}, "KOHTAANTO_WORKERS must be a whole number"),
        ({"KOHTAANTO_THREADS": "many"}, "KOHTAANTO_THREADS must be a whole number"),
        ({"KOHTAANTO_SECRET_KEY": "short"}, "at least 32 characters"),
        ({"KOHTAANTO_FIELD_KEYS": "1:AAAA"}, "KOHTAANTO_FIELD_KEYS must hold base64 of 32 bytes"),
        ({"KOHTAANTO_FIELD_KEYS": "256:" + KEYS["KOHTAANTO_INDEX_KEY"]}, "ids from 1 to 255"),
        ({"KOHTAANTO_INDEX_KEY": "not base64"}, "KOHTAANTO_INDEX_KEY must hold base64"),
        ({"KOHTAANTO_DATABASE_URL": "mysql://bank"}, "must begin with postgresql:// or sqlite:///"),
    ],
)
def test_a_wrong_setting_is_one_clear_sentence(tmp_path: Path, environ: Mapping[str, str], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        load(tmp_path, **{**KEYS, **environ})


def test_secrets_are_not_shown_when_settings_are_printed(tmp_path: Path) -> None:
    given = load(tmp_path, KOHTAANTO_DATABASE_URL="postgresql://bank:pass@db/bank", **KEYS)
    assert all(secret not in repr(given) for secret in (*KEYS.values(), "pass", given.secret_key, repr(bytes(32))))


def test_the_session_cookie_keeps_to_tls_when_the_public_address_does(tmp_path: Path) -> None:
    assert load(tmp_path, KOHTAANTO_PUBLIC_URL="https://bank.example.org").https
    assert not load(tmp_path).https


def test_every_setting_is_read_and_every_read_setting_is_in_the_table() -> None:
    source = (ROOT / "dashboard" / "settings.py").read_text()
    for each in settings.SETTINGS:
        assert source.count(f'"{each.name}"') > 1, f"{each.name} stands only in the table"
