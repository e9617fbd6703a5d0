"""What to agree beforehand for each service package, in Swedish and English."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

SHIPPED = {
    "ASIAKASTAPAAMINEN": (
        "Kom överens om på förhand: vem som inleder samtalet, vad man inte talar om, hur klienten tillfrågas om lov.",
        "Agree beforehand: who opens the conversation, what is not talked about, how the client is asked for permission.",
    ),
    "LUENTO": (
        "Kom överens om på förhand: publiken och dess storlek, hur långt inlägget är, om det får spelas in.",
        "Agree beforehand: the audience and its size, the length of the talk, whether it may be recorded.",
    ),
    "VERKOSTOTYO": (
        "Kom överens om på förhand: rollen vid mötet, vilka som är på plats, vad som antecknas.",
        "Agree beforehand: the expert's part in the meeting, who is present, what is written down.",
    ),
    "KOKEMUSTARINA": (
        "Kom överens om på förhand: vad berättelsen handlar om, vad man inte frågar, vem man talar med efteråt.",
        "Agree beforehand: what is told, what is not asked, with whom it is talked over afterwards.",
    ),
    "KEHITTAMINEN": (
        "Kom överens om på förhand: målet, antalet tillfällen, vad man får besluta om, hur resultaten berättas.",
        "Agree beforehand: the goal, the number of sessions, what may be decided, how the results are told.",
    ),
    "PALVELUOHJAUS": (
        "Kom överens om på förhand: vilken yrkesperson som går att nå, i vilket rum man är, hur man meddelar om något är svårt.",
        "Agree beforehand: which professional can be reached, in which room, how a difficulty is reported.",
    ),
    "RYHMANOHJAUS": (
        "Kom överens om på förhand: gruppens storlek, dagarna för tillfällena, arbetsfördelningen, vad man gör om någondera får förhinder.",
        "Agree beforehand: the size of the group, the days of the sessions, who does what, what is done if one of the two cannot come.",
    ),
    "SOSIAALINEN_RAPORTOINTI": (
        "Kom överens om på förhand: materialet, antalet timmar, om det publiceras, under vilket namn.",
        "Agree beforehand: the material, the number of hours, whether it is published, under what name.",
    ),
    "TYORYHMA": (
        "Kom överens om på förhand: mötesdagarna, när materialet skickas, kontaktpersonen.",
        "Agree beforehand: the days of the meetings, when the papers are sent, the contact person.",
    ),
}
"""The shipped packages as they stand in db/reference/packages.toml on this day, by code."""


def upgrade() -> None:
    for column in ("agree_sv", "agree_en"):
        op.add_column("packages", sa.Column(column, sa.Text(), nullable=False, server_default=""))
    fill = sa.text("UPDATE packages SET agree_sv = :sv, agree_en = :en WHERE code = :code")
    for code, (sv, en) in SHIPPED.items():
        op.get_bind().execute(fill, {"code": code, "sv": sv, "en": en})
