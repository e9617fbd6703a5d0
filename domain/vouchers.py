"""Pictures of receipts: which files are taken in, told by their content and never by their name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from domain import prose
from domain.errors import Refused

MAX_BYTES = 8 * 2**20
MOST = 10
"""For one assignment."""
NAME_SHOWN = 100


class VoucherKind(StrEnum):
    JPEG = auto()
    PNG = auto()
    PDF = auto()


_BEGINNINGS: Mapping[VoucherKind, bytes] = {
    VoucherKind.JPEG: b"\xff\xd8\xff",
    VoucherKind.PNG: b"\x89PNG\r\n\x1a\n",
    VoucherKind.PDF: b"%PDF-",
}
MIMETYPES: Mapping[VoucherKind, str] = {
    VoucherKind.JPEG: "image/jpeg",
    VoucherKind.PNG: "image/png",
    VoucherKind.PDF: "application/pdf",
}


@dataclass(frozen=True)
class Voucher:
    """`size` is in bytes."""

    id: int
    name: str
    kind: VoucherKind
    size: int
    added_by: str
    added_at: datetime


def kind_of(name: str, body: bytes) -> VoucherKind:
    if len(body) > MAX_BYTES:
        raise Refused("The file is too large: at most {megabytes} MB.", megabytes=MAX_BYTES // 2**20)
    for kind, beginning in _BEGINNINGS.items():
        if body.startswith(beginning):
            return kind
    raise Refused("{name} is neither a JPEG or PNG picture nor a PDF.", name=shown_name(name))


def shown_name(name: str) -> str:
    """The file's own name without its folders, as long as is shown."""
    return prose.line(name.replace("\\", "/").rpartition("/")[2][-NAME_SHOWN:]) or "?"


def check_count(present: int) -> None:
    if present >= MOST:
        raise Refused("There are {most} receipts already.", most=MOST)
