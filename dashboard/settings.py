"""What the program is told from outside: one table of environment variables, read once and checked."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from db.encryption import KEY_BYTES, FieldKeys
from domain.errors import Refused
from texts import N_

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 32


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting(
        "KOHTAANTO_DATABASE_URL",
        "`var/kohtaanto.db` (SQLite)",
        "Where everything is kept: `postgresql://user:password@host/name` or `sqlite:////path/to/file.db`.",
    ),
    Setting(
        "KOHTAANTO_SECRET_KEY",
        "made into `var/keys.env`",
        f"Signs sessions and links; at least {SHORTEST_SECRET} characters. Changing it logs everyone out.",
    ),
    Setting(
        "KOHTAANTO_FIELD_KEYS",
        "made into `var/keys.env`",
        "Encrypt identity codes, account numbers and addresses: `id:base64` of 32 bytes, the newest first, "
        "older ones after commas for as long as anything is written with them. Ids are 1–255.",
    ),
    Setting(
        "KOHTAANTO_INDEX_KEY",
        "made into `var/keys.env`",
        "Finds an encrypted identity code or account again: base64 of 32 bytes, the newest first, older ones after commas "
        "for as long as anything is found by them.",
    ),
    Setting("KOHTAANTO_BIND", "`127.0.0.1:8050`", "Address and port to listen on."),
    Setting("KOHTAANTO_WORKERS", "`2`", "Worker processes, 1–64."),
    Setting("KOHTAANTO_THREADS", "`8`", "Threads for requests in each worker, 1–64."),
    Setting(
        "KOHTAANTO_PUBLIC_URL",
        "`http://` and the bind address",
        "The address people use. With `https://` the session cookie travels only over TLS.",
    ),
)

REFUSED_WITHOUT_KEYS = N_(
    "Set {names}: keys are made by the program only for its own SQLite file on a loopback address (README, Settings)."
)


@dataclass(frozen=True)
class Settings:
    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    keys: FieldKeys
    host: str = "127.0.0.1"
    port: int = 8050
    workers: int = 2
    threads: int = 8
    public_url: str = "http://127.0.0.1:8050"

    @property
    def bind(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def https(self) -> bool:
        return self.public_url.startswith("https://")


def load(environ: Mapping[str, str] = os.environ, var: Path = ROOT / "var") -> Settings:
    """Refused with one clear sentence when a setting is missing or wrong. May make `var` and its keys file."""
    default_url = f"sqlite:///{var / 'kohtaanto.db'}"
    url = environ.get("KOHTAANTO_DATABASE_URL") or default_url
    host, port = _bind(environ.get("KOHTAANTO_BIND") or "127.0.0.1:8050")
    keys = _keys(environ, var if url == default_url and _is_loopback(host) else None)
    shown = f"[{host}]" if ":" in host else host
    return Settings(
        database_url=_with_driver(url),
        secret_key=_secret(keys["KOHTAANTO_SECRET_KEY"]),
        keys=FieldKeys(_field_keys(keys["KOHTAANTO_FIELD_KEYS"]), *_index_keys(keys["KOHTAANTO_INDEX_KEY"])),
        host=host,
        port=port,
        workers=_count(environ, "KOHTAANTO_WORKERS", 2),
        threads=_count(environ, "KOHTAANTO_THREADS", 8),
        public_url=(environ.get("KOHTAANTO_PUBLIC_URL") or f"http://{shown}:{port}").rstrip("/"),
    )


def table() -> str:
    """The settings as the Markdown table that README shows."""
    rows = [f"| `{each.name}` | {each.default} | {each.meaning} |" for each in SETTINGS]
    return "\n".join(["| Variable | Default | Meaning |", "|---|---|---|", *rows])


KEY_NAMES = ("KOHTAANTO_SECRET_KEY", "KOHTAANTO_FIELD_KEYS", "KOHTAANTO_INDEX_KEY")


def _keys(environ: Mapping[str, str], var: Path | None) -> Mapping[str, str]:
    given = {name: environ[name] for name in KEY_NAMES if environ.get(name)}
    if len(given) == len(KEY_NAMES):
        return given
    if var is None:
        missing = ", ".join(name for name in KEY_NAMES if name not in given)
        raise Refused(REFUSED_WITHOUT_KEYS, names=missing)
    return {**_kept_keys(var), **given}


def _kept_keys(var: Path) -> Mapping[str, str]:
    kept = var / "keys.env"
    if not kept.exists():
        _refuse_to_orphan(var / "kohtaanto.db", kept)
        _write_once(kept, "".join(f"{name}={value}\n" for name, value in _fresh_keys().items()))
    lines = (line.split("=", 1) for line in kept.read_text().splitlines() if "=" in line)
    keys = {name: value for name, value in lines if name in KEY_NAMES}
    if len(keys) != len(KEY_NAMES):
        raise Refused("{path} does not hold all keys; bring it back from a backup.", path=kept)
    return keys


def _refuse_to_orphan(database: Path, kept: Path) -> None:
    if database.exists():
        raise Refused(
            "{database} exists but its keys in {path} are gone; bring the file back from a backup.",
            database=database,
            path=kept,
        )


def _fresh_keys() -> Mapping[str, str]:
    return {
        "KOHTAANTO_SECRET_KEY": secrets.token_urlsafe(48),
        "KOHTAANTO_FIELD_KEYS": f"1:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}",
        "KOHTAANTO_INDEX_KEY": base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode(),
    }


def _write_once(path: Path, text: str) -> None:
    """Readable by the owner only, whole or not at all; of two starters at once the first one's keys stay."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _with_driver(url: str) -> str:
    """`postgres://` and `postgresql://` as administrators write them; the driver is the program's own business."""
    scheme, separator, rest = url.partition("://")
    if scheme in ("postgres", "postgresql"):
        scheme = "postgresql+psycopg"
    if scheme not in ("postgresql+psycopg", "sqlite"):
        raise Refused("KOHTAANTO_DATABASE_URL must begin with postgresql:// or sqlite:///.")
    return scheme + separator + rest


def _bind(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise Refused("KOHTAANTO_BIND must be host:port, not {text}.", text=text)
    return host.strip("[]"), int(port)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _count(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name) or str(default)
    if not text.isdigit() or not 1 <= int(text) <= 64:
        raise Refused("{name} must be a whole number from 1 to 64.", name=name)
    return int(text)


def _secret(text: str) -> str:
    if len(text) < SHORTEST_SECRET:
        raise Refused("KOHTAANTO_SECRET_KEY must have at least {count} characters.", count=SHORTEST_SECRET)
    return text


def _field_keys(text: str) -> Mapping[int, bytes]:
    keys: dict[int, bytes] = {}
    for item in text.split(","):
        number, _, encoded = item.strip().partition(":")
        if not number.isdigit() or not 1 <= int(number) <= 255 or int(number) in keys:
            raise Refused("KOHTAANTO_FIELD_KEYS must be id:base64 pairs with different ids from 1 to 255.")
        keys[int(number)] = _key("KOHTAANTO_FIELD_KEYS", encoded)
    return keys


def _index_keys(text: str) -> tuple[bytes, tuple[bytes, ...]]:
    newest, *earlier = (_key("KOHTAANTO_INDEX_KEY", item.strip()) for item in text.split(","))
    return newest, tuple(earlier)


def _key(name: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise Refused("{name} must hold base64 of {count} bytes.", name=name, count=KEY_BYTES)
    return key
