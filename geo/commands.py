"""The commands of the command line, each one question."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import io
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo.answers import answer_of, changes_answer
from geo.asking import (
    AS_OF,
    CORPUS,
    FOCUS,
    Asked,
    File,
    asks,
    drawn,
    filtered,
    out_file,
    spans,
)
from geo.changes import Change, changes_between
from geo.check import problems_of, summary_of
from geo.corpus import gazetteer_of, read_corpus
from geo.errors import Problem, SahelscopeError, printable
from geo.figures.template import TEMPLATES
from geo.files import write_whole
from geo.filters import NOTHING
from geo.gazetteer import Gazetteer
from geo.language import counted
from geo.layers import Picture
from geo.records import canonical_text, check_draft
from geo.seeds import SUFFIX, anchor, article_bytes, article_text
from geo.situation import situation_on
from geo.yamlfiles import load_yaml

if TYPE_CHECKING:
    from geo.courses import Step
    from geo.figures.check import Fault
    from geo.figures.layout import Layout
    from geo.figures.story import Story

# figures and webmap are imported by the commands that draw: matplotlib and folium take a second
# to load, and most questions are asked in text.


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Foreign military presence in the Sahel, no mark without its sentence.

    Every command answers one question: what was true on a day (--as-of), as known on a day
    (--known-on), by the articles alone or with reference rows (--evidence).
    """


@main.command()
@AS_OF
@asks
@filtered
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for scripts.")
def situation(
    asked: Asked,
    as_json: bool,
) -> None:
    """Print who is where, who is leaving, who is in which bloc on a day."""
    if as_json:
        whole = situation_on(asked.facts, asked.day, asked.known_on, asked.evidence)
        part = whole if asked.filters == NOTHING else asked.picture().situation
        answer = answer_of(part, asked.filters.told)
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    from geo.report import situation_lines

    for line in situation_lines(asked.picture()):
        click.echo(line)


@main.command()
@AS_OF
@asks
@filtered
@out_file(".html", ".geojson", ".gpkg", ".kml", ".csv", also=(".htm", ".json"))
def export(
    asked: Asked,
    out: Path,
) -> None:
    """Write the picture to one file: an HTML map, GIS layers, or the fact table as CSV.

    The HTML opens from disk without a network, with the evidence inside.
    """
    write_whole(out, _exported(out, asked))
    click.echo(f"wrote {out}")


def _exported(out: Path, asked: Asked) -> str | bytes:
    from geo.export import picture_geojson, table_csv
    from geo.gis import geopackage_bytes, picture_kml
    from geo.webmap import build_map, page_of

    picture, suffix = asked.picture(out), out.suffix.lower()
    if suffix == ".csv":
        return table_csv(picture)
    if suffix in (".geojson", ".json"):
        return picture_geojson(picture, asked.land)
    if suffix == ".gpkg":
        return geopackage_bytes(picture, asked.land)
    if suffix == ".kml":
        return picture_kml(picture, asked.land)
    return page_of(build_map(picture, asked.corpus, asked.land, filters=asked.filters))


@main.command()
@AS_OF
@asks
@filtered
@out_file(".csv", ".json", ".md", ".geojson")
def evidence(
    asked: Asked,
    out: Path,
) -> None:
    """Write the numbered evidence that goes with a briefing: each claim behind each fact.

    CSV or JSON for work, Markdown to read, GeoJSON with the place of each fact.
    """
    write_whole(out, _evidence(out, asked))
    click.echo(f"wrote {out}")


def _evidence(out: Path, asked: Asked) -> str:
    from geo.evidence import evidence_csv, evidence_geojson, evidence_json
    from geo.markdown import evidence_markdown

    picture, suffix = asked.picture(out), out.suffix.lower()
    if suffix == ".geojson":
        return evidence_geojson(picture, asked.land, asked.corpus.seeds)
    forms = {".csv": evidence_csv, ".json": evidence_json, ".md": evidence_markdown}
    return forms[suffix](picture)


@main.command()
@AS_OF
@asks
@click.option("--title", default=None, help="Instead of the finding computed from the facts.")
@click.option("--marking", default=None, help="A line at the top, such as a classification.")
@FOCUS
@click.option(
    "--template",
    type=click.Choice(list(TEMPLATES), case_sensitive=False),
    default="slide",
    show_default=True,
    help="The sheet; a column is 85 mm wide.",
)
@click.option(
    "--scale", type=click.IntRange(1, 4), default=1, help="Of a PNG: 2 is twice as sharp."
)
@click.option(
    "--svg-text", is_flag=True, help="SVG with letters as text; without, as outlines, for slides."
)
@click.option(
    "--evidence-table",
    type=File(".md"),
    default=None,
    metavar="FILE",
    help="Write the numbered evidence of this figure too (.md).",
)
@drawn("The file to write (.png, .svg, .pdf, .pptx); may be given several times.")
def figure(
    asked: Asked,
    title: str | None,
    marking: str | None,
    focus: str | None,
    template: str,
    scale: int,
    svg_text: bool,
    evidence_table: Path | None,
    outs: tuple[Path, ...],
    check: bool,
) -> None:
    """Draw the picture as a figure for a briefing, laid out for a sheet."""
    from geo.figures.check import faults_of
    from geo.figures.focus import focus_on
    from geo.figures.layout import Layout, Sheet
    from geo.figures.numbered import figure_evidence
    from geo.figures.template import template_named

    wanted = focus_on(focus, asked.land, asked.corpus.claims, asked.corpus.gazetteer)
    sheet = Sheet(template_named(template), wanted, title, marking)
    picture = asked.picture()
    gc.freeze()  # what is read stays to the end: no need to look it over again and again
    layout = Layout(picture, asked.land, asked.corpus.gazetteer, sheet)
    _write_drawn(outs, layout, scale=scale, outlined=not svg_text)
    if evidence_table is not None:
        write_whole(evidence_table, figure_evidence(layout))
        click.echo(f"wrote {evidence_table}")
    if check:
        _check_drawn(layout, faults_of)


@main.command()
@spans
@asks
@FOCUS
@click.option("--title", default=None, help="Over the page of small pictures.")
@click.option("--most", type=click.IntRange(1, 6), default=6, help="How many days at most.")
@drawn("One page (.png, .svg, .pdf), or a slide for each day (.pptx).")
def story(
    asked: Asked,
    start: dt.date,
    end: dt.date,
    focus: str | None,
    title: str | None,
    most: int,
    outs: tuple[Path, ...],
    check: bool,
) -> None:
    """Draw the turning points between two days: side by side, and one slide each."""
    from geo.figures.check import story_faults_of
    from geo.figures.focus import focus_on
    from geo.figures.layout import Sheet
    from geo.figures.story import Story, turning_points
    from geo.layers import build_layers

    land, gazetteer = asked.land, asked.corpus.gazetteer
    wanted = focus_on(focus, land, asked.corpus.claims, gazetteer)
    history = asked.history()

    def picture_on(day: dt.date) -> Picture:
        return build_layers(history.on(day), land, gazetteer, language=asked.language)

    days = {start, end, *(day for day in history.days if start <= day <= end)}
    pictures = turning_points(days, picture_on, gazetteer, wanted, most)
    told = Story(pictures, land, gazetteer, Sheet(focus=wanted, title=title))
    _write_drawn(outs, told)
    if check:
        _check_drawn(told, story_faults_of)


def _write_drawn(
    outs: Sequence[Path], leaf: Layout | Story, *, scale: int = 1, outlined: bool = True
) -> None:
    from geo.figures.figure import layout_bytes

    for out in outs:
        form = out.suffix.lower().removeprefix(".")
        if form == "pptx":
            from geo.figures.slides import slides_bytes

            write_whole(out, slides_bytes(leaf.slides))
        else:
            write_whole(out, layout_bytes(leaf, form, scale=scale, outlined=outlined))
        click.echo(f"wrote {out}")


def _check_drawn(
    leaf: Layout | Story, faults_of: Callable[[bytes, bytes, bytes, str], list[Fault]]
) -> None:
    from geo.figures.figure import layout_bytes

    png, pdf = layout_bytes(leaf, "png"), layout_bytes(leaf, "pdf")
    svg = layout_bytes(leaf, "svg", outlined=False)
    faults = faults_of(png, svg, pdf, leaf.template.name)
    for fault in faults:
        click.echo(str(fault))
    if faults:
        raise SystemExit(1)
    click.echo("no fault")


@main.command()
@spans
@asks
@filtered
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for scripts.")
def changes(
    asked: Asked,
    start: dt.date,
    end: dt.date,
    as_json: bool,
) -> None:
    """Print what began, ended or was announced between two days, and what was revised.

    Revised: the world did not change, what is known of the first day did.
    """
    found = changes_between(asked.facts, start, end, asked.known_on, asked.evidence)
    if asked.filters != NOTHING:
        passing = {one.item.id for one in asked.courses}
        found = tuple(change for change in found if change.fact in passing)
    if as_json:
        question = (asked.known_on, asked.evidence, asked.filters.told)
        answer = changes_answer(found, start, end, *question)
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    from geo.interface import DASHBOARD
    from geo.report import change_lines

    if not found:
        click.echo(DASHBOARD[asked.language]["no_changes"])
    for step in _named(found, asked):
        for line in change_lines(step, asked.language):
            click.echo(line)


def _named(changes: Iterable[Change], asked: Asked) -> tuple[Step, ...]:
    from geo.courses import Step, steps_in

    named = {step.change: step for step in steps_in(changes, asked.courses)}
    # What was told alone before more was known has no name of its own any more.
    return tuple(named.get(change) or Step(change, change.fact) for change in changes)


@main.command()
@CORPUS
def check(corpus: Path | None) -> None:
    """Verify every article, quote, name, date and place; one line for each problem.

    Exit code 0 when all is well, 1 when something is not.
    """
    problems = problems_of(corpus)
    for problem in problems:
        click.echo(str(problem))
    if problems:
        raise SystemExit(1)
    click.echo(summary_of(read_corpus(corpus)))


@main.command()
def schema() -> None:
    """Print the JSON Schema of a claims file, for an editor or another program."""
    from geo.schema import schema_text

    click.echo(schema_text(), nl=False)


@main.command(name="anchor")
@click.argument("claims_file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def anchor_command(claims_file: Path) -> None:
    """Fill in what a claims file can compute: hash, quote offsets, context, missing ids.

    CLAIMS_FILE is NAME.claims.yaml beside its article. Comments in it are not kept; use 'note'.
    """
    name = claims_file.name
    if not name.endswith(SUFFIX):
        told = f"{printable(name)!r} does not end in {SUFFIX}."
        raise click.BadParameter(told, param_hint="'CLAIMS_FILE'")
    content = load_yaml(claims_file, name)
    source = _named_article(content, name)
    raw = article_bytes(claims_file, source)
    text = article_text(raw, source)
    check_draft(content, name, _names_beside(claims_file))
    filled = anchor(content, text, hashlib.sha256(raw).hexdigest(), name)
    write_whole(claims_file, canonical_text(filled, name))
    click.echo(f"anchored {counted(len(filled['claims']), 'claim', 'claims')} in {name}")


def _named_article(content: Any, file: str) -> str:
    try:
        name = str(content["source"]["file"])
        claims = [dict(claim) for claim in content["claims"]]
    except (KeyError, TypeError, ValueError):
        name, claims = "nothing usable", []
    if not claims:
        fix = f"Start from the example in CONTRIBUTING.md; NAME.txt lies beside NAME{SUFFIX}."
        expected = "an article beside this file, and claims"
        raise SahelscopeError([Problem(file, "head", "source.file, claims", name, expected, fix)])
    return name


def _names_beside(claims_file: Path) -> Gazetteer:
    """The names a claims file may use; what is wrong with them is for `check` to tell."""
    folder = claims_file.resolve().parent
    return gazetteer_of(folder.parent if folder.name == "seeds" else folder, [])


def run(arguments: list[str] | None = None) -> int:
    """Run a command line; the exit code. Domain errors are one line each, without a traceback.

    0: done; 1: something is wrong in what was read, or could not be written; 2: a command that
    cannot be.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # not every terminal has every letter
    try:
        main.main(args=arguments, prog_name=".venv/bin/python -m geo", standalone_mode=False)
    except SahelscopeError as error:
        click.echo(str(error), err=True)
        return 1
    except OSError as error:
        file = Path(str(error.filename or "the output")).name
        fix = "Check the path, and that it may be read or written."
        click.echo(Problem(file, "the file", "path", str(error.strerror), "a file", fix), err=True)
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Abort:
        return 130
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0
