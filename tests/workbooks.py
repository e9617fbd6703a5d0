"""Workbooks of experts and orders as an office makes them."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl

EXPERT_HEADINGS = (
    "Numero",
    "Etunimi",
    "Sukunimi",
    "Puhelin",
    "Kunta",
    "Kielet",
    "Teemat, oma kokemus",
    "Suostumus alkaa",
)
ORDER_HEADINGS = (
    "Viite",
    "Tilaaja",
    "Palvelupaketti",
    "Päivä",
    "Alkaa",
    "Päättyy",
    "Kunta",
    "Asiantuntijoita tarvitaan",
)
AINO = (
    "0101",
    "Aino",
    "Aalto",
    "040 000 0001",
    "Vantaa",
    "suomi, ruotsi",
    "Asunnottomuus ja asumisen tuki",
    "1.9.2026",
)
TALK = ("AP-1", "Asumispalvelut", "Luento tai koulutus", "3.12.2026", "9.00", "10.30", "Vantaa", 2)


def workbook(*rows: Sequence[object]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Taul1"
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def experts(*rows: Sequence[object]) -> bytes:
    return workbook(EXPERT_HEADINGS, *rows)


def orders(*rows: Sequence[object]) -> bytes:
    return workbook(ORDER_HEADINGS, *rows)
