"""What wiring needs of the running program: the database, who is asking, and what is remembered of the asking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import commands.looks
from db import queries
from db.session import Database
from domain.looks import Place
from domain.permissions import Permission, Viewer

TOLD_AGAIN = timedelta(minutes=1)


@dataclass(frozen=True)
class House:
    database: Database
    viewer: Callable[[], Viewer]
    told: dict[tuple[int, str], datetime] = field(default_factory=dict)

    def allowed(self, permission: Permission, attempt: str) -> Viewer:
        """Who is asking, when they may; a forged attempt goes on the trail, the same one once a minute and worker."""
        viewer = self.viewer()
        if not viewer.may(permission):
            key, now = (viewer.id, attempt), self.database.clock()
            again = key in self.told and now - self.told[key] < TOLD_AGAIN
            self.told[key] = self.told[key] if again else now
            with self.database.writing(viewer, attempt="" if again else attempt):
                viewer.need(permission)
        return viewer

    def looked(self, permission: Permission, expert_id: int, place: Place) -> None:
        """Commits who opened whose page."""
        viewer = self.allowed(permission, f"{place.value}.open")
        with self.database.reading(viewer) as reading:
            is_new = queries.looks.is_new(reading, expert_id, place)
        if is_new:
            with self.database.writing(viewer) as writing:
                commands.looks.opened(writing, expert_id, place)
