"""The numbered table that belongs to one figure: every fact it shows, on whose word."""

from __future__ import annotations

import html
import itertools
import re
from dataclasses import replace

from geo.figures.layout import Layout
from geo.figures.words import WORDS
from geo.layers import Picture
from geo.markdown import as_text, evidence_markdown


def figure_evidence(layout: Layout) -> str:
    """The facts of a figure as Markdown, each with its sentences; sources as printed on it.

    A source keeps the number that the figure gives it. Those that it only counts follow, in the
    order in which the facts need them.
    """
    head = f"# {as_text(layout.title)}\n\n{WORDS[layout.language]['evidence']}\n\n"
    return head + evidence_markdown(shown_picture(layout))


# What our Markdown marks: headings, quotes, bold; and a sign escaped.
_MARKS = re.compile(r"^(?:#{1,6} |> ?)|\*\*|\\(?=[^\w\s])", re.MULTILINE)


def figure_notes(layout: Layout, most: int) -> str:
    """The same as plain text of up to *most* letters; whole paragraphs, and a word of what is left.

    A presenter's view shows no Markdown.
    """
    plain = html.unescape(_MARKS.sub("", figure_evidence(layout)))
    paragraphs = plain.strip().split("\n\n")
    left_out = WORDS[layout.language]["left_out"]
    room = most - len(left_out) - 2
    ends = itertools.accumulate(len(paragraph) + 2 for paragraph in paragraphs)
    kept = [one for one, end in zip(paragraphs, ends, strict=True) if end <= room]
    return "\n\n".join(kept if len(kept) == len(paragraphs) else [*kept, left_out])


def shown_picture(layout: Layout) -> Picture:
    """What the figure shows of its picture, the sources in the order of their numbers."""
    picture = layout.picture
    shown = [row for row in picture.rows if row.fact in layout.telling.facts]
    # What the figure tells in words comes first.
    rows = tuple(sorted(shown, key=lambda row: row.topic != "shift"))
    used = [claim for row in rows for claim in row.claims]
    claims = {claim.id: claim for claim in picture.claims}
    sources = {source.id: source for source in layout.telling.sources}
    by_id = {source.id: source for source in picture.sources}
    for name in used:
        source = claims[name].source.id
        sources.setdefault(source, by_id[source])
    blanks = tuple(b for b in picture.situation.not_stated if b.claim.id in set(used))
    return replace(
        picture,
        rows=rows,
        claims=tuple(claim for claim in picture.claims if claim.id in set(used)),
        sources=tuple(sources.values()),
        situation=replace(picture.situation, not_stated=blanks),
    )
