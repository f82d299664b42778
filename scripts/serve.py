"""Start the dashboard on this computer only, and say where it is.

Called by `make run`. The settings are in .streamlit/config.toml; the port is given here, because a
port that is taken deserves a better answer than a stack trace.
"""

import argparse
import os
import socket
import sys
import threading
import time
from pathlib import Path

HOST = "127.0.0.1"
REPOSITORY = Path(__file__).resolve().parents[1]


def port_number(text: str) -> int:
    """A port that a user may open; anything else is refused in words."""
    if not text.isdecimal() or not 1024 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"PORT must be a number from 1024 to 65535, not {text!r}")
    return int(text)


def is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the server itself does: a port left a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        return probe.connect_ex((HOST, port)) == 0


def work_ahead_behind(port: int, corpus: str | None) -> None:
    """Do what the first visitor would wait for; whatever stops it is theirs to see, not the end."""
    # Two threads share one processor: the server comes first.
    while not answers(port):
        time.sleep(0.05)
    started = time.monotonic()
    try:
        from geo.dashboard.ahead import work_ahead

        work_ahead(corpus)
    except Exception as error:
        # The dashboard meets it again with its first visitor, and tells them all of it.
        print(f"The map could not be written ahead: {error}", file=sys.stderr, flush=True)
        return
    print(f"The map is written ({time.monotonic() - started:.1f} s).", flush=True)


def serve(port: int) -> None:
    """Be the server until it is stopped, in this very program: so it shares what is kept."""
    from streamlit.web import cli

    cli.main(["run", "app.py", "--server.port", str(port)], prog_name="streamlit")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--port", type=port_number, default=8501)
    parser.add_argument("--corpus", default="", help="a folder of your own articles and rows")
    asked = parser.parse_args()
    port, corpus = asked.port, asked.corpus.strip()
    if corpus and not Path(corpus).is_dir():
        sys.exit(f"CORPUS must be a folder with seeds and claims files, and {corpus!r} is none.")
    if not is_free(port):
        another = max(1024, (port + 1) % 65536)
        sys.exit(
            f"Port {port} of {HOST} is taken: a dashboard may already be running there.\n"
            f"Open http://{HOST}:{port}, or choose another port: make run PORT={another}"
        )
    print(f"Sahelscope: http://{HOST}:{port}  (Ctrl-C stops it)", flush=True)
    if corpus:
        os.environ["SAHELSCOPE_CORPUS"] = str(Path(corpus).resolve())
    folder = os.environ.get("SAHELSCOPE_CORPUS") or None  # as app.py reads it
    os.chdir(REPOSITORY)
    sys.path.insert(0, str(REPOSITORY))  # where geo is
    threading.Thread(target=work_ahead_behind, args=(port, folder), daemon=True).start()
    serve(port)


if __name__ == "__main__":
    main()
