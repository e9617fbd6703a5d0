"""The demo bank: a service bank with its people, years and cases of today, all of it invented."""

from dashboard.demo.make import SEED, Size, left_half_made, make
from dashboard.demo.progress import Bar
from dashboard.demo.staff import PASSWORD, STAFF, Login

__all__ = ["PASSWORD", "SEED", "STAFF", "Bar", "Login", "Size", "left_half_made", "make"]
