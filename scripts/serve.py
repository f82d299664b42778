"""Start the dashboard on this computer only, and say where it is.

Called by `make run`. The settings are in .streamlit/config.toml; the port is given here, because a
port that is taken deserves a better answer than a stack trace.
"""

import argparse
import os
import socket
import sys
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
    os.chdir(REPOSITORY)
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    os.execv(sys.executable, command)


if __name__ == "__main__":
    main()
