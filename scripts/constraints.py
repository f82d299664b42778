"""Write constraints.txt: an exact pin for everything the direct requirements need in turn.

Called by `make constraints`, after a change of requirements.txt or requirements-dev.txt. pip works
out the newest set that fits the pins there; nothing is installed. Run it with the oldest supported
Python (3.11), so that the versions chosen exist for every newer one too.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
DIRECT = ("requirements.txt", "requirements-dev.txt")
HEADER = """\
# What the packages in requirements.txt and requirements-dev.txt need in turn, pinned exactly.
# Written by `make constraints`; do not edit by hand.
"""


def canonical(name: str) -> str:
    """A package name as the Python packaging standards compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def direct_names() -> set[str]:
    lines = [line for file in DIRECT for line in (REPOSITORY / file).read_text().splitlines()]
    return {canonical(line.split("==")[0]) for line in lines if line and not line.startswith("#")}


def resolved() -> dict[str, str]:
    """Name to version of everything pip would install into an empty environment."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed"]
    command += ["--quiet", "--no-input", "--report", "-"]
    for file in DIRECT:
        command += ["-r", str(REPOSITORY / file)]
    report = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    packages = [item["metadata"] for item in report["install"]]
    return {canonical(package["name"]): package["version"] for package in packages}


def main() -> None:
    direct = direct_names()
    pins = [f"{name}=={version}\n" for name, version in resolved().items() if name not in direct]
    (REPOSITORY / "constraints.txt").write_text(HEADER + "".join(sorted(pins)))
    print(f"constraints.txt: {len(pins)} packages pinned")


if __name__ == "__main__":
    main()
