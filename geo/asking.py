"""What the commands of the command line ask by: days, evidence, corpus, filters, files.

Each option stands here once, and reads and means the same in every command that has it.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo.boundaries import Boundaries, read_boundaries
from geo.check import BOUNDARIES
from geo.corpus import Corpus, read_corpus
from geo.dates import read_day
from geo.errors import Problem, SahelscopeError, printable
from geo.files import check_place
from geo.filters import LAYERS, Filters, shown_of
from geo.history import History, history_of
from geo.language import Language
from geo.layers import Picture, picture_of
from geo.model import Evidence
from geo.resolve import Fact, resolve_claims

if TYPE_CHECKING:
    from geo.courses import Course


class Day(click.ParamType[dt.date]):
    """A day as an option: written in full, or nothing is asked.

    Examples
    --------
    >>> Day().convert("2024-04-20", None, None)
    datetime.date(2024, 4, 20)
    """

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: Any, ctx: Any) -> dt.date:
        """The day that is written; click's own error says what a day looks like."""
        if isinstance(value, dt.date):
            return value
        try:
            return read_day(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


@dataclass(frozen=True)
class Asked:
    """What every command asks by: the two days, the evidence, the language, the corpus."""

    as_of: dt.date | None
    known_on: dt.date | None
    evidence: Evidence
    language: Language
    folder: Path | None
    countries: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()

    @cached_property
    def corpus(self) -> Corpus:
        """What is wrong in it goes to standard error, once; the rest is answered."""
        corpus = read_corpus(self.folder)
        for problem in corpus.problems:
            click.echo(f"left out: {problem}", err=True)
        return corpus

    @cached_property
    def land(self) -> Boundaries:
        """The shipped countries."""
        return read_boundaries(BOUNDARIES)

    @property
    def day(self) -> dt.date:
        """The day asked for, or that of the newest article."""
        return self.as_of or self.corpus.default_as_of

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """What the claims of the corpus say, whenever it was known."""
        return tuple(resolve_claims(self.corpus.claims))

    def history(self) -> History:
        """What is known of every day, by what is asked for."""
        return history_of(self.facts, self.known_on, self.evidence)

    @cached_property
    def courses(self) -> tuple[Course, ...]:
        """How what is asked for goes over time."""
        from geo.courses import asked_for, courses_of

        known = self.corpus.gazetteer
        return asked_for(
            courses_of(self.history(), self.land, known, self.language), self.filters, known
        )

    def picture(self, out: Path | None = None) -> Picture:
        """The picture asked for; in English if *out* is a file that programs read."""
        programs = out is not None and out.suffix.lower() in _FOR_PROGRAMS
        language = Language.EN if programs else self.language
        asked = (self.day, self.known_on, self.evidence)
        whole = picture_of(self.corpus, self.land, *asked, language=language)
        layers = frozenset(LAYERS)
        return shown_of(whole, self.filters, layers, self.land, self.corpus.gazetteer)

    @cached_property
    def filters(self) -> Filters:
        """What of the picture is asked for, by ids; a name may be any the gazetteer knows."""
        return Filters(
            countries=frozenset(self._country(name) for name in self.countries),
            operators=frozenset(self._id("--operator", name) for name in self.operators),
        )

    def _country(self, name: str) -> str:
        country = self._id("--country", name)
        # Nothing stands in Wagner or in a bloc: an empty answer would read as "nobody is there".
        if misfit := self.corpus.gazetteer.misfit("hosts", country):
            raise SahelscopeError([Problem("command", "--country", "name", name, *misfit)])
        return country

    def _id(self, option: str, name: str) -> str:
        known = self.corpus.gazetteer
        try:
            return known.actor_named(name.strip()).id
        except KeyError:
            fix = known.advice("hosts", name)
            problem = Problem("command", option, "name", name, "an actor of the gazetteer", fix)
            raise SahelscopeError([problem]) from None


# What programs read is the same in every language.
_FOR_PROGRAMS = (".json", ".geojson", ".gpkg")

AS_OF = click.option(
    "--as-of",
    type=Day(),
    default=None,
    help="The day the picture describes. Default: the day the newest article appeared.",
)
CORPUS = click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    default=None,
    metavar="DIR",
    help="Your own folder of articles and claims. Default: the shipped one.",
)
_OTHERS = (
    click.option(
        "--known-on",
        type=Day(),
        default=None,
        help="Use only what was known by this day. Default: everything in the corpus.",
    ),
    click.option(
        "--evidence",
        type=click.Choice([evidence.value for evidence in Evidence]),
        default=Evidence.ALL.value,
        show_default=True,
        help="'seeds': the articles alone. 'all': reference rows too, marked as such.",
    ),
    click.option(
        "--lang",
        type=click.Choice([language.value for language in Language]),
        default=Language.EN.value,
        show_default=True,
        help="The language of the words. Quotes keep theirs; JSON and GIS layers are the same in "
        "each.",
    ),
    CORPUS,
)


Command = Callable[..., Any]


def asks(command: Command) -> Command:
    """Give a command the options of a question, as one argument: *asked*."""

    @wraps(command)
    def asking(
        known_on: dt.date | None,
        evidence: str,
        lang: str,
        corpus: Path | None,
        as_of: dt.date | None = None,
        **others: Any,
    ) -> Any:
        return command(Asked(as_of, known_on, Evidence(evidence), Language(lang), corpus), **others)

    for option in reversed(_OTHERS):
        asking = option(asking)
    return asking


_THROUGH = (
    click.option(
        "--country",
        "countries",
        multiple=True,
        metavar="NAME",
        help="Only what is told of this country (NER, Niger); may be given several times.",
    ),
    click.option(
        "--operator",
        "operators",
        multiple=True,
        metavar="NAME",
        help="Only what is told of this partner (RUS, Russia); may be given several times.",
    ),
)


def filtered(command: Command) -> Command:
    """Give a command that asks the options of a filter, as part of what is *asked*."""

    @wraps(command)
    def filtering(
        asked: Asked, countries: tuple[str, ...], operators: tuple[str, ...], **others: Any
    ) -> Any:
        return command(replace(asked, countries=countries, operators=operators), **others)

    for option in reversed(_THROUGH):
        filtering = option(filtering)
    return filtering


FOCUS = click.option(
    "--focus",
    default=None,
    metavar="ID",
    help="A country (NER), the members of a body (aes, ecowas), or sahel.  [default: sahel, or all "
    "that a corpus about more than it tells of]",
)
_CHECK = click.option(
    "--check", is_flag=True, help="Measure what is drawn; exit code 1 if a file is faulty."
)


def drawn(told: str) -> Callable[[Command], Command]:
    """Give a command that draws `--out`, of which *told* is the help, and `--check`.

    One of them is to be given. What is given as `--out` comes as *outs*, a tuple of files.
    """
    files = click.option(
        "--out",
        "outs",
        type=File(".png", ".svg", ".pdf", ".pptx"),
        multiple=True,
        metavar="FILE",
        help=told,
    )

    def drawing(command: Command) -> Command:
        @wraps(command)
        def asking(*args: Any, outs: tuple[Path, ...], check: bool, **others: Any) -> Any:
            if not outs and not check:
                raise click.UsageError("Nothing to do: give --out, or --check.")
            return command(*args, outs=outs, check=check, **others)

        return files(_CHECK(asking))

    return drawing


_FROM_TO = (
    click.option("--from", "start", type=Day(), required=True, help="The first day."),
    click.option("--to", "end", type=Day(), required=True, help="The last day."),
)


def spans(command: Command) -> Command:
    """Give a command two days, the first not after the last."""

    @wraps(command)
    def spanning(*args: Any, start: dt.date, end: dt.date, **others: Any) -> Any:
        if start > end:
            raise click.BadParameter(f"{start} is after {end}", param_hint="--from")
        return command(*args, start=start, end=end, **others)

    for option in reversed(_FROM_TO):
        spanning = option(spanning)
    return spanning


class File(click.Path):
    """A file whose ending says what it is to hold; told before anything is read or drawn.

    Parameters
    ----------
    suffixes : str
        The endings that a message names.
    also : tuple of str
        Other spellings of them, which no message names.

    Examples
    --------
    >>> File(".csv").suffixes
    ('.csv',)
    """

    def __init__(self, *suffixes: str, also: tuple[str, ...] = ()) -> None:
        super().__init__(path_type=Path, dir_okay=False)
        self.suffixes, self.also = suffixes, also

    def convert(self, value: Any, param: Any, ctx: Any) -> Path:
        """The path, of an ending that is known and where a file can be written."""
        path = Path(os.fsdecode(value))
        if path.suffix.lower() not in (*self.suffixes, *self.also):
            endings = " or ".join(filter(None, [", ".join(self.suffixes[:-1]), self.suffixes[-1]]))
            self.fail(f"'{printable(path.name)}' does not end in {endings}.", param, ctx)
        checked = Path(os.fsdecode(super().convert(value, param, ctx)))
        check_place(checked)
        return checked


def out_file(*suffixes: str, also: tuple[str, ...] = ()) -> Callable[[Command], Command]:
    """Give a command the option `--out`: a file of one of these endings.

    Examples
    --------
    >>> from click.testing import CliRunner
    >>> @click.command()
    ... @out_file(".csv", ".json")
    ... def written(out):
    ...     click.echo(out.suffix)
    >>> CliRunner().invoke(written, ["--out", "facts.csv"]).output.strip()
    '.csv'
    >>> CliRunner().invoke(written, ["--out", "facts.txt"]).exit_code
    2
    """
    return click.option(
        "--out",
        type=File(*suffixes, also=also),
        required=True,
        metavar="FILE",
        help=f"The file to write ({', '.join(suffixes)}).",
    )
