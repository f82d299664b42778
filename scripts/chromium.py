"""Print the path of a Chromium that works, for the browser tests and the screenshots.

The variable CHROMIUM decides; without it the first browser on PATH that works. One that is only a
name (a stub that asks for a snap, a wrapper without its program) does not count: the browser must
tell its version and show a page from the temporary folder. With --install, a missing browser is
installed, given root and apt-get.

First comes the headless shell, which is Chromium without the windows that no test looks at: a page
takes it a quarter less processor time.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)

# No sandbox of its own (root, containers), no calls to its maker, no proxy of the environment.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--no-proxy-server",
    # Containers give /dev/shm little room; without this a large page can crash there.
    "--disable-dev-shm-usage",
)

ADVICE = """\
Install one, then run the same command again:
    Debian:  sudo apt-get install chromium-headless-shell (or chromium)
    Ubuntu:  its archive has Chromium only as a snap, which cannot read temporary files; install
             the .deb package of Google Chrome (google-chrome-stable) or Microsoft Edge
or name a browser of that family: CHROMIUM=/path/to/chromium make test"""


class NoChromiumError(Exception):
    """No browser works; the message says what was tried and what to install."""


def output_of(command: list[str], seconds: float = 60) -> str:
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=True
    )
    return done.stdout.decode(errors="replace")


def fault_of(browser: str) -> str | None:
    """Why this browser cannot be used, or None if it works."""
    try:
        if not any(letter.isdigit() for letter in output_of([browser, "--version"])):
            return "--version tells no version"
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            page = Path(folder) / "page.html"
            page.write_text("<p>it works</p>")
            profile = f"--user-data-dir={folder}/profile"
            shown = [browser, "--headless", *ARGUMENTS, profile, "--dump-dom", page.as_uri()]
            if "it works" not in output_of(shown):
                return "it shows nothing of a page in the temporary folder (is it a snap?)"
    except subprocess.TimeoutExpired:
        return "no answer within a minute"
    except subprocess.CalledProcessError as error:
        last_words = error.stderr.decode(errors="replace").strip().splitlines()[-1:]
        return " ".join([f"stops with exit status {error.returncode}", *last_words])
    except OSError as error:
        return str(error)
    return None


def find() -> str:
    """The path of the first browser that works; NoChromiumError if none does."""
    chosen = os.environ.get("CHROMIUM")
    tried = []
    for name in [chosen] if chosen else NAMES:
        browser = shutil.which(name)
        fault = fault_of(browser) if browser else "there is no such program" if chosen else None
        if browser and not fault:
            return browser
        if fault:
            tried.append(f"{'CHROMIUM=' if chosen else ''}{name}: {fault}")
    raise NoChromiumError("\n".join(["No working Chromium was found.", *tried, ADVICE]))


def install() -> None:
    """Try Debian's packages; whether that gave a browser is for find() to say."""
    print("Installing chromium with apt-get ...", file=sys.stderr)
    apt_get("update", "-qq")
    for package in ("chromium-headless-shell", "chromium"):
        if apt_get("install", "-y", "-qq", "--no-install-recommends", package):
            return


def apt_get(*arguments: str) -> bool:
    """Run apt-get, which asks nothing; whether it did what it was told."""
    done = subprocess.run(
        ["apt-get", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        check=False,
    )
    return done.returncode == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--install", action="store_true", help="install one if root and none works")
    may_install = parser.parse_args().install and os.geteuid() == 0 and shutil.which("apt-get")
    try:
        try:
            print(find())
        except NoChromiumError:
            # A browser chosen by name that fails is a mistake to tell, not one to install around.
            if not may_install or os.environ.get("CHROMIUM"):
                raise
            install()
            print(find())
    except NoChromiumError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
