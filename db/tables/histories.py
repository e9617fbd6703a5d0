"""Everyone's work as numpy columns, stored so that a worker starts without scanning the assignments."""

from db.base import Base
from db.tables.stored import Stored


class History(Stored, Base):
    __tablename__ = "histories"
