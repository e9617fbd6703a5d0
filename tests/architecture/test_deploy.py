"""What deploy/ says is what the program knows: its settings, its commands, and a stream that nothing holds back."""

from __future__ import annotations

import re
from pathlib import Path

from dashboard.__main__ import cli
from dashboard.settings import ROOT, SETTINGS

FILES = sorted(path for path in (ROOT / "deploy").iterdir() if path.is_file())
SITE = (ROOT / "deploy" / "nginx.conf").read_text()
OWN_NAMES = {"KOHTAANTO_DATABASE_PASSWORD"}
"""What only the compose file asks for."""


def found(pattern: str, files: list[Path]) -> set[str]:
    return {match for path in files for match in re.findall(pattern, path.read_text())}


def test_every_setting_in_deploy_is_one_of_the_program() -> None:
    named = found(r"\bKOHTAANTO_[A-Z_]+", FILES)
    assert named - OWN_NAMES <= {setting.name for setting in SETTINGS}
    assert {"KOHTAANTO_DATABASE_URL", "KOHTAANTO_BIND", "KOHTAANTO_PUBLIC_URL"} <= named


def test_every_command_in_deploy_and_its_guide_is_one_of_the_program() -> None:
    files = [*FILES, ROOT / "docs" / "operations.md"]
    spoken = found(r'-m[", ]+dashboard[", ]+([a-z-]+)', files)
    assert spoken <= cli.commands.keys()
    assert {"serve", "migrate", "backup", "verify"} <= spoken


def test_the_stream_is_neither_buffered_nor_compressed_nor_cut_by_the_proxy() -> None:
    _, _, location = SITE.partition("location = /live {")
    stream = location.partition("}")[0]
    assert {"proxy_buffering off;", "gzip off;", "proxy_cache off;"} <= {line.strip() for line in stream.splitlines()}
    seconds = re.search(r"proxy_read_timeout (\d+)s", stream)
    assert seconds
    assert int(seconds[1]) > 15, "a line comes every 15 seconds"


def test_the_proxy_knows_both_app_servers_of_the_compose_file() -> None:
    compose = (ROOT / "deploy" / "compose.yaml").read_text()
    servers = re.findall(r"server (\w+):8050", SITE)
    assert servers == ["app1", "app2"]
    assert all(re.search(rf"^  {name}:", compose, re.MULTILINE) for name in servers)
