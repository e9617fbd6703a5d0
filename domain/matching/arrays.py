"""The kinds of numpy arrays that matching is made of; all are closed to writing once they stand in columns."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Bits = NDArray[np.uint64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.signedinteger[Any]]
At = Ints | slice
"""Whom it is about: sorted places in the columns, or ALL."""
ALL = slice(None)


def still(array: Array) -> Array:
    """Contiguous and closed to writing."""
    array = np.ascontiguousarray(array)
    array.setflags(write=False)
    return array
