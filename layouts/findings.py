"""One thing worth a look in a batch, as a sentence for its approver."""

from __future__ import annotations

from collections.abc import Iterable

from domain.batch_details import BatchDetails
from domain.batches import Anomaly, Finding
from domain.fees import PaymentLine
from texts import _, formats


def told(details: BatchDetails, finding: Finding) -> str:
    person = details.names.get(finding.expert_id, "")
    amount = formats.euros(finding.amount)
    if finding.usual is not None:
        return _("{name}: {sum}, usually {usual}").format(name=person, sum=amount, usual=formats.euros(finding.usual))
    if finding.kilometres is not None:
        paid, table = (formats.number(count) for count in finding.kilometres)
        return _("{name}: {paid} km, by the table {table} km").format(name=person, paid=paid, table=table)
    if finding.anomaly is Anomaly.POSSIBLE_DUPLICATE:
        numbers = ", ".join(str(number) for number in sorted(_assignments(details, finding)))
        return _("{name}: {sum}, assignments {numbers}").format(name=person, sum=amount, numbers=numbers)
    return f"{person}: {amount}"


def _assignments(details: BatchDetails, finding: Finding) -> set[int]:
    lines: Iterable[PaymentLine] = (line for person in details.people for line in person.lines)
    return {line.assignment_id for line in lines if line.id in finding.line_ids}
