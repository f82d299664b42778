"""When those who are there came: by a stated beginning, or by a report in words of coming."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from geo.dates import Bound
from geo.model import Claim, Kind, Stage


def arrival_in(began: Bound | None, support: Sequence[Claim]) -> Bound | None:
    """The stated beginning; failing that the first report, if it names no day of any kind.

    Such a report is news and no older than the arrival, if its words speak of one: "have arrived",
    and not "remain". One that names a day ("on 8 June troops are there", a head count, a speech)
    says that they were there then, and nothing of when they came; nor does a call to leave say
    that anybody came. How many came, in the words of the same source, is no other report.

    Parameters
    ----------
    began : Bound or None
        The stated beginning; None is *not stated*.
    support : sequence of Claim
        Who says that they are there, in event order; empty: nobody.

    Examples
    --------
    >>> arrival_in(None, []) is None
    True
    """
    if began is not None or not support:
        return began
    first = support[0].happened
    told = [c for c in support if c.happened.earliest <= first.latest]
    coming = [c for c in told if c.kind is Kind.PRESENCE and tells_coming(c)]
    sources = {c.source.id for c in coming}
    dated = any(c.valid or c.said or not _tells_of_them(c, sources) for c in told)
    return first if not dated and coming else None


def _tells_of_them(claim: Claim, sources: Collection[str]) -> bool:
    """Whether it is a report of who came, or counts them in the source that has them come."""
    counts = claim.kind is Kind.TROOP_COUNT and claim.source.id in sources
    return claim.kind is Kind.PRESENCE or counts


# Of coming, in English and French. As for "all" in geo.claims, a list errs on the side of silence:
# what it lacks is a presence without an arrow.
_COMING = re.compile(
    r"\b(arriv|deploy|land(ed|ing)|sen(t|ds?)\b|came\b|ha(s|ve) come|flew in|moved in|set up|welcom"
    r"|open(ed|s)|install|establish|new(ly)?\b|déploi|débarqu|envo[iy]|venue?s?\b|ouver|accueil)",
    re.IGNORECASE,
)


def tells_coming(claim: Claim) -> bool:
    """Whether a report of who is there speaks of their coming, by its stage or its words."""
    words = (claim.words, *(support.exact for support in claim.support))
    return claim.stage is not Stage.IN_EFFECT or any(_COMING.search(one) for one in words)


# Of some who join others of theirs. Whom somebody reinforces is not said by the verb.
_MORE = re.compile(
    r"\b(additional|extra\b|reinforcements?\b|(more|further|fresh) (troops|soldiers|men\b)"
    r"|another (\d|hundred|thousand|dozen|group|batch|contingent)"
    r"|(\d+|hundreds?|thousands?|dozens?|some) more\b(?! than)"
    r"|supplémentaires?|renforts?\b|\d+ autres)",
    re.IGNORECASE,
)


def tells_of_more(claim: Claim) -> bool:
    """Whether a report of who came says that they join others who are there."""
    return any(_MORE.search(words) for words in (claim.words, *(s.exact for s in claim.support)))
