"""A corpus: all seeds and reference rows of a folder, verified, with what was wrong in them."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from geo.blanks import read_blanks, with_french
from geo.errors import Problem, SahelscopeError
from geo.gazetteer import Gazetteer, read_gazetteer
from geo.model import Claim, Seed
from geo.reference import read_reference
from geo.seeds import SUFFIX, claim_files, read_seed

# The shipped corpus and gazetteer lie beside the package, in the folders the project is known by.
ROOT = Path(__file__).resolve().parent.parent


# The years that every surface lets one ask about; a corpus that tells of others widens them.
_YEARS = (dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@dataclass(frozen=True)
class Corpus:
    """What may be drawn, and every problem that kept something from being drawn."""

    seeds: tuple[Seed, ...]
    claims: tuple[Claim, ...]
    gazetteer: Gazetteer
    problems: tuple[Problem, ...]

    @property
    def default_as_of(self) -> dt.date:
        """The publication day of the newest seed; without seeds, of the newest source.

        Where no page bears a day, the last on which an act was made public. Raises SahelscopeError
        if the corpus holds nothing at all: then no day is a sensible one.
        """
        published = [seed.source.published for seed in self.seeds] or [
            claim.source.published for claim in self.claims
        ]
        if not published:
            fix = f"Add an article and its NAME{SUFFIX} to the folder, or name another folder."
            raise SahelscopeError(
                [Problem("corpus", "the folder", "seeds", "nothing", "at least one source", fix)]
            )
        days = [when.ends.latest for when in published if when and when.ends]
        return max(days or [claim.known_since for claim in self.claims])

    @cached_property
    def days(self) -> tuple[dt.date, dt.date]:
        """The first and the last day one may ask about, as true or as known: whole years.

        They are those of 1900 to 2100 and every year of which the corpus tells.
        """
        first, last = _YEARS
        for claim in self.claims:
            first = min(first, claim.happened.earliest, claim.known_since)
            last = max(last, claim.finished.latest, claim.known_since)
        return first.replace(month=1, day=1), last.replace(month=12, day=31)


def read_corpus(folder: Path | None = None) -> Corpus:
    """Read and verify a whole corpus; never raises for what is wrong inside a record.

    Parameters
    ----------
    folder : Path or None
        A folder with ``*.txt`` and ``*.claims.yaml`` (in it or in its ``seeds/``) and, if wanted,
        ``reference.csv``, ``actors.csv``, ``places.csv`` and ``blanks.csv`` (in it or in its
        ``data/``). None is the shipped corpus. Its actors, places and French questions are laid
        over the shipped ones, row by row; its reference rows are all there are: the shipped ones
        are evidence of another corpus.

    Returns
    -------
    Corpus
        The good records, and all problems. A surface draws the first and shows the second.

    Raises
    ------
    SahelscopeError
        If *folder* does not exist or may not be read.
    """
    root = folder or ROOT
    try:
        if root.is_dir():
            return _read(root)
        found = str(root)
    except OSError as error:  # a folder nobody may look into, a name too long to be one
        found = f"{root} ({error.strerror})"
    problem = Problem(
        "corpus", "--corpus", "folder", found, "a folder that can be read", "Correct the path."
    )
    raise SahelscopeError([problem])


def _read(root: Path) -> Corpus:
    problems: list[Problem] = []
    gazetteer = gazetteer_of(root, problems)
    seen: dict[str, str] = {}
    seeds_folder = root / "seeds" if (root / "seeds").is_dir() else root
    readings = [
        reading
        for path in claim_files(seeds_folder)
        if (reading := read_seed(path, gazetteer, problems, seen)) is not None
    ]
    problems += _articles_without_claims(seeds_folder)
    claims = [claim for reading in readings for claim in reading.claims]
    reference = _own(root, "reference.csv")
    if reference is not None:
        claims += read_reference(reference, gazetteer, problems, seen)
    claims = sorted(with_french(claims, _french_of(root, problems)), key=lambda claim: claim.id)
    seeds = tuple(reading.seed for reading in readings)
    return Corpus(seeds, tuple(claims), gazetteer, tuple(problems))


_TABLES = ("actors.csv", "places.csv", "reference.csv", "blanks.csv")


def fingerprint(folder: Path | None = None) -> str:
    """Changes when a file of the corpus does: names, sizes and times, so that it costs nothing.

    A folder that is not there has the fingerprint of an empty one; :func:`read_corpus` says so.
    """
    root = folder or ROOT
    names = ("*.txt", f"*{SUFFIX}", *_TABLES)
    places = (root, root / "seeds", root / "data")
    found = [path for place in places for name in names for path in place.glob(name)]
    parts = [f"{p.name}:{p.stat().st_size}:{p.stat().st_mtime_ns}" for p in found if p.is_file()]
    return hashlib.sha256("|".join(sorted(parts)).encode()).hexdigest()[:16]


def _own(root: Path, name: str) -> Path | None:
    for path in (root / "data" / name, root / name):
        if path.exists():  # a folder of that name is told when it is read
            return path
    return None


def gazetteer_of(root: Path, problems: list[Problem]) -> Gazetteer:
    """The shipped names, with those of the folder laid over them; *problems* grows."""
    names = ROOT / "data"
    known = read_gazetteer(names / "actors.csv", names / "places.csv", problems)
    if root.resolve() == ROOT:
        return known
    own = (_own(root, "actors.csv"), _own(root, "places.csv"))
    return read_gazetteer(own[0], own[1], problems, under=known)


def _french_of(root: Path, problems: list[Problem]) -> dict[str, str]:
    """What is left blank in French: the shipped questions, with those of the folder over them."""
    french = read_blanks(ROOT / "data" / "blanks.csv", problems)
    own = None if root.resolve() == ROOT else _own(root, "blanks.csv")
    return french | read_blanks(own, problems) if own else french


def _articles_without_claims(folder: Path) -> list[Problem]:
    # An article nobody has read must not look like an article that says nothing.
    told = set(claim_files(folder))
    fix = "Write its claims file (see CONTRIBUTING.md), or keep the article elsewhere."
    return [
        Problem(path.name, "the article", "claims file", "nothing", f"{path.stem}{SUFFIX}", fix)
        for path in sorted(folder.glob("*.txt"))
        if path.is_file() and path.with_name(f"{path.stem}{SUFFIX}") not in told
    ]
