"""`serve` for banks that live by the tests' own clock, which may stand before or after that of the machine.

Files are compressed quickly: some sixty servers are started, and each is asked for a page or two.
"""

import sys
from datetime import timedelta

import commands.trail
from dashboard import compression
from dashboard.__main__ import main


def serve() -> None:
    commands.trail.CLOCK_TOLERANCE = timedelta(days=36_500)
    compression.QUALITY = 1
    sys.argv[1:] = ["serve"]
    main()


if __name__ == "__main__":
    serve()
