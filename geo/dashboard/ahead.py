"""What the first visitor will ask for, worked out before anybody has come."""

from __future__ import annotations

from pathlib import Path

from geo.corpus import fingerprint
from geo.dashboard import kept
from geo.dashboard.answer import answered
from geo.view import View


def work_ahead(folder: str | None) -> None:
    """Have in memory all that the map's page asks for when it is opened without an address.

    The script asks ``kept`` for the same and finds it there. Who comes meanwhile waits for what is
    under way and does not begin it again: ``kept`` works out one thing for one caller at a time.

    Parameters
    ----------
    folder : str or None
        The corpus, as in ``kept``; None for the shipped one.

    Raises
    ------
    SahelscopeError
        If the corpus cannot be shown. Nothing is kept of that: a visitor is told anew.
    """
    stamp = fingerprint(Path(folder) if folder else None)
    view = View(kept.corpus_at(folder, stamp).default_as_of)
    answer = answered(folder, stamp, view)
    _ = answer.document, answer.picture
    kept.choices_for(folder, stamp, view.known_on, view.evidence, view.language)
