"""What has happened to a batch, in words."""

from __future__ import annotations

from collections.abc import Mapping

import texts
from domain.batch_details import Event
from domain.batches import Anomaly
from domain.trail import Act
from layouts.batches import count_and_sum
from layouts.parts import timelines
from texts import _, formats


def entry(event: Event) -> timelines.Entry:
    own = {
        Act.WITHDRAW: _("withdrew the approval"),
        Act.COLLECT: _("collected lines"),
        Act.CHECK: _("checked the content"),
        Act.RETURN: _("returned it to the preparer"),
        Act.CHANGE: _("commented"),
    }
    what = f"{event.who} {own.get(event.act) or texts.words(event.act)}".strip()
    return timelines.Entry(formats.day_and_time(event.at), what, detail=_detail(event.facts))


def _detail(facts: Mapping[str, object]) -> str:
    if "lines" in facts:
        return count_and_sum(int(str(facts["lines"])), formats.euros(int(str(facts["cents"]))))
    if "anomaly" in facts:
        return texts.words(Anomaly(str(facts["anomaly"])))
    if "sha256" in facts:
        return _("Checksum {start}…").format(start=str(facts["sha256"])[:12])
    return ""
