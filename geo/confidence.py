"""Confidence as a word with a written rule, counted by distinct origin, never by article."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum

from geo.model import AttributionType, Claim


class Confidence(StrEnum):
    """The words, strongest first; ``CONTESTED`` stands apart. No decimals anywhere."""

    CONFIRMED = "confirmed"
    OFFICIAL = "official, one origin"
    CORROBORATED = "corroborated"
    SINGLE = "single source"
    ANONYMOUS = "single anonymous source"
    CONTESTED = "contested"


def confidence_in(
    claims: Sequence[Claim], *, contested: bool, parties: Collection[str] | None = ()
) -> Confidence:
    """The word for what these claims together support.

    Parameters
    ----------
    claims : sequence of Claim
        The claims that support one statement; at least one.
    contested : bool
        Whether another claim contradicts them: then no count of origins settles it.
    parties : collection of str or None
        The actors on either side. An official of somebody else is one more voice. An official
        whose actor a claim leaves out is taken to be of a side. None: nobody's word is official,
        for what is alleged only.

    Returns
    -------
    Confidence
        *confirmed*: an official of either side and a second origin. *official, one origin*: an
        official alone. *corroborated*: two or more origins. *single source*, *single anonymous
        source*: one.
    """
    if contested:
        return Confidence.CONTESTED
    official = parties is not None and any(_speaks_for(claim, parties) for claim in claims)
    several = len(distinct_origins(claims)) > 1
    if official:
        return Confidence.CONFIRMED if several else Confidence.OFFICIAL
    if several:
        return Confidence.CORROBORATED
    anonymous = all(claim.attribution.type is AttributionType.ANONYMOUS for claim in claims)
    return Confidence.ANONYMOUS if anonymous else Confidence.SINGLE


def _speaks_for(claim: Claim, parties: Collection[str]) -> bool:
    attribution = claim.attribution
    of_a_side = attribution.who is None or attribution.who in parties
    return attribution.type is AttributionType.OFFICIAL and of_a_side


def distinct_origins(claims: Iterable[Claim]) -> list[frozenset[str]]:
    """Groups of origins that share none: two rewordings of one wire story are one origin.

    An article traced to "the BBC or AFP" is one origin, not two; a second article from AFP alone
    is then the same one. So origins are joined wherever one claim names both.
    """
    groups: list[frozenset[str]] = []
    for claim in claims:
        mine = claim.voices
        apart = [group for group in groups if not group & mine]
        joined = mine.union(*(group for group in groups if group & mine))
        groups = [*apart, joined]
    return groups
