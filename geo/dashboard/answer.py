"""What one run shows: the view, the whole answer to it, and what of that is on screen."""

from __future__ import annotations

from collections.abc import Mapping, Sized
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from geo.corpus import Corpus
from geo.courses import Course, asked_for
from geo.dashboard import kept
from geo.filters import NOTHING
from geo.interface import DASHBOARD
from geo.language import Language, number_words
from geo.layers import Picture
from geo.pagewords import page_words
from geo.rows import Row
from geo.view import View


@dataclass(frozen=True)
class Answer:
    """The answer to a view. ``folder`` and ``stamp`` say of which corpus, as in ``kept``.

    What is asked for again and again in a run is looked up once: to tell one view from another
    takes longer than to find its picture.
    """

    folder: str | None
    stamp: str
    corpus: Corpus
    view: View

    @property
    def words(self) -> Mapping[str, Any]:
        """The dashboard's words in the language of the view."""
        return DASHBOARD[self.view.language]

    @property
    def language(self) -> Language:
        """The language of the view."""
        return self.view.language

    @cached_property
    def whole(self) -> Picture:
        """Everything that holds, filtered or not."""
        view = self.view
        asked = (view.as_of, view.known_on, view.evidence, view.language)
        return kept.picture_for(self.folder, self.stamp, *asked)

    @cached_property
    def picture(self) -> Picture:
        """What is on screen."""
        return kept.shown_for(self.folder, self.stamp, self.view)

    @property
    def row(self) -> Row | None:
        """The selected fact, if it is on screen."""
        return next((row for row in self.picture.rows if row.fact == self.view.selected), None)

    def counted(self, things: Sized) -> str:
        """How many there are, in the figures of the language."""
        return number_words(len(things), self.language)

    def nothing(self, name: str) -> str:
        """The words for a list with nothing in it; where a filter is on, that nothing passes it."""
        if self.view.filters != NOTHING:
            return str(page_words(self.language)["nothing_passes"])
        return str(self.words[name])

    @property
    def courses(self) -> tuple[Course, ...]:
        """How the facts of the view go over time."""
        view = self.view
        asked = (view.known_on, view.evidence, view.language)
        courses = kept.courses_for(self.folder, self.stamp, *asked)
        return asked_for(courses, view.filters, self.corpus.gazetteer)

    @property
    def document(self) -> str:
        """The exported document as every session is sent it, opened on the corpus's own day."""
        return kept.page_for(self.folder, self.stamp, View(self.corpus.default_as_of))


def answered(folder: str | None, stamp: str, view: View) -> Answer:
    """The answer to a view; a selected fact that nothing tells of is not selected."""
    known = kept.facts_for(folder, stamp, view.known_on, view.evidence)
    if view.selected not in known:
        view = replace(view, selected=None)
    return Answer(folder, stamp, kept.corpus_at(folder, stamp), view)
