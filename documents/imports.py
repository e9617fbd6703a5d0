"""Reading a workbook that someone else made: its size bounded first, then its headings found, then each cell with its place."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

import defusedxml.sax
import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.utils import get_column_letter

import texts
from documents import workbook as workbooks
from documents.cells import Reader, text
from documents.column import Column
from documents.workbook import Sheet
from domain.errors import Refused
from domain.imports import Fault, Heading, Row, Table
from domain.messages import Message
from texts import N_, _

Lines = Iterator[tuple[int, tuple[Any, ...]]]

MAX_BYTES = 8 * 2**20
MAX_UNPACKED = 50 * 2**20
MAX_RATIO = 100
MAX_PARTS = 200
MAX_ROWS = 5000
MAX_COLUMNS = 100
HEADINGS_WITHIN = 20

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
XML_PARTS = (".xml", ".rels", ".vml")

NOT_A_WORKBOOK = N_("The file is not an Excel workbook (.xlsx), or it is broken. Save it again in Excel.")
TOO_LARGE = N_("The file is too large: at most {megabytes} MB and {rows} rows at a time.")
HOSTILE = N_("The file is not built like an ordinary workbook. It was not opened.")


SHORT = text()


@dataclass(frozen=True)
class Field:
    """A column that may be in the file: its heading in Finnish and in English, how its cells are read and an example."""

    name: str
    fi: str
    en: str
    read: Reader = SHORT
    required: bool = False
    example: str = ""

    @property
    def heading(self) -> str:
        """As the reader of the template has it; the file's headings are Finnish or English."""
        return self.en if texts.current() == "en" else self.fi


def read(body: bytes, fields: Sequence[Field]) -> Table:
    """Refused with one sentence when the file as a whole cannot be used; what is wrong in a cell is in its row."""
    _check(body)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's, about decorations that an import does not look at
        sheets = [found for title, lines in _sheets(body) if (found := _sheet(title, lines, fields))]
    if not sheets:
        wanted = ", ".join(field.heading for field in fields if field.required)
        raise Refused("No sheet has the headings {headings}.", headings=wanted)
    rows = tuple(row for sheet_rows, _unknown in sheets for row in sheet_rows)
    if len(rows) > MAX_ROWS:
        raise _too_large()
    ignored = dict.fromkeys(heading for _rows, unknown in sheets for heading in unknown)
    return Table(rows, tuple(ignored), hashlib.sha256(body).hexdigest())


def template(title: str, fields: Sequence[Field], made_at: datetime) -> bytes:
    """An empty sheet with the headings, and a second one that tells how each column is filled."""
    headings = [Column[None](field.heading, lambda _row: None) for field in fields]
    lettered = [(get_column_letter(place), field) for place, field in enumerate(fields, start=1)]
    told = [
        Column[tuple[str, Field]](_("Column"), lambda row: f"{row[0]}: {row[1].heading}", width=32),
        Column[tuple[str, Field]](_("Required"), lambda row: _("Yes") if row[1].required else _("No"), width=12),
        Column[tuple[str, Field]](_("Example"), lambda row: row[1].example, width=48),
    ]
    return workbooks.build([Sheet(title, headings, ()), Sheet(_("How to fill"), told, lettered)], made_at)


def check_size(body: bytes) -> None:
    if len(body) > MAX_BYTES:
        raise _too_large()


def _check(body: bytes) -> None:
    """Nothing is parsed before this: a workbook is an archive, and an archive can hold a bomb."""
    check_size(body)
    if body.startswith(OLD_OFFICE):
        if ENCRYPTED in body:
            raise Refused("The workbook is protected with a password. Remove the password and save it again.")
        raise Refused("This is an old Excel file (.xls). Save it as an Excel workbook (.xlsx).")
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            _check_sizes(archive)
            for part in archive.infolist():
                if part.filename.lower().endswith(XML_PARTS):
                    # No workbook needs a document type or an entity; both are how XML is made to explode or to leak.
                    defusedxml.sax.parseString(archive.read(part), ContentHandler(), forbid_dtd=True)
            if "[Content_Types].xml" not in archive.namelist():
                raise Refused(NOT_A_WORKBOOK)
    except DefusedXmlException:
        raise Refused(HOSTILE) from None
    except (zipfile.BadZipFile, SAXException, NotImplementedError, OSError, EOFError, ValueError):
        raise Refused(NOT_A_WORKBOOK) from None


def _check_sizes(archive: zipfile.ZipFile) -> None:
    """By the sizes the archive states; Python unpacks no more than that of any part."""
    parts = archive.infolist()
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if (
        len(parts) > MAX_PARTS
        or unpacked > MAX_RATIO * max(packed, 1)
        or len({p.filename for p in parts}) != len(parts)
    ):
        raise Refused(HOSTILE)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("The workbook is protected with a password. Remove the password and save it again.")
    if unpacked > MAX_UNPACKED:
        raise _too_large()


def _too_large() -> Refused:
    return Refused(TOO_LARGE, megabytes=MAX_BYTES // 2**20, rows=MAX_ROWS)


def _sheets(body: bytes) -> Iterator[tuple[str, Lines]]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True, keep_links=False)
        worksheets = book.worksheets
    except Exception:  # whatever the broken part happens to cause
        raise Refused(NOT_A_WORKBOOK) from None
    for worksheet in worksheets:
        yield worksheet.title, _lines(worksheet)


def _lines(worksheet: Any) -> Lines:
    """Row numbers and cells of the rows that hold something."""
    rows = enumerate(worksheet.iter_rows(max_col=MAX_COLUMNS), start=1)
    empty: tuple[Any, ...] = ()
    while True:
        try:
            number, cells = next(rows)
        except StopIteration:
            return
        except Exception:
            raise Refused(NOT_A_WORKBOOK) from None
        if cells is not empty:
            if all(_blank(cell) for cell in cells):
                empty = cells  # openpyxl gives this very tuple for each row of a gap, and a gap may have a million
            else:
                yield number, cells


def _blank(cell: Any) -> bool:
    return cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())


def _sheet(title: str, lines: Lines, fields: Sequence[Field]) -> tuple[list[Row], list[str]] | None:
    """The rows under the headings, and the headings nobody asked for; None when the sheet is about something else."""
    by_text = {_plain(heading): field for field in fields for heading in (field.fi, field.en)}
    wanted = {field.name for field in fields if field.required}
    for number, cells in lines:
        said = {place: str(cell.value).strip() for place, cell in enumerate(cells) if not _blank(cell)}
        known = {place: by_text[_plain(text)] for place, text in said.items() if _plain(text) in by_text}
        if wanted <= {field.name for field in known.values()}:
            _check_once(title, list(known.values()))
            return list(_rows(title, lines, known)), [text for place, text in said.items() if place not in known]
        if number > HEADINGS_WITHIN:
            return None
    return None


def _check_once(title: str, fields: Sequence[Field]) -> None:
    for field in fields:
        if fields.count(field) > 1:
            raise Refused("The sheet {sheet} has the column {heading} twice.", sheet=title, heading=field.heading)


def _plain(heading: str) -> str:
    """Without what people add to headings: stars, colons, line breaks, capitals."""
    return re.sub(r"[\s*:]+", " ", heading).strip().casefold()


def _rows(title: str, lines: Lines, known: Mapping[int, Field]) -> Iterator[Row]:
    headings = {field.name: Heading(field.heading, get_column_letter(place + 1)) for place, field in known.items()}
    for count, (number, cells) in enumerate(lines, start=1):
        if count > MAX_ROWS:
            raise _too_large()
        if not all(_blank(cells[place]) for place in known):
            yield _row(Row(title, number, {}, headings), cells, known)


def _row(row: Row, cells: Sequence[Any], known: Mapping[int, Field]) -> Row:
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for place, field in known.items():
        try:
            value = None if _blank(cells[place]) else field.read(cells[place].value)
        except Refused as refused:
            faults.append(row.fault(field.name, Message(refused.message, **refused.values)))
            continue
        values[field.name] = value
        if field.required and value is None:
            faults.append(row.fault(field.name, Message("This must be filled in.")))
    return replace(row, values=values, faults=tuple(faults))
