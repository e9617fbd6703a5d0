"""The charts' columns, stored so that a worker starts without scanning the assignments and the orders."""

from db.base import Base
from db.tables.stored import Stored


class Facts(Stored, Base):
    __tablename__ = "facts"
