"""``python -m geo``: loads the commands and runs the one that is asked for."""

from __future__ import annotations

import sys


def start() -> int:
    """Run the command line; the exit code, 130 where it was told to stop.

    Loading takes as long as many an answer: a Ctrl-C in it is no error to be told with a traceback.
    """
    try:
        from geo.commands import run

        return run()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(start())
