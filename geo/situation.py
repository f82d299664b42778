"""What holds on a day, known on a day: the whole picture, and what the sources leave blank."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from geo.agreements import Agreement
from geo.blanks import blanks_of
from geo.coverage import Coverage, coverage_of, supported_on
from geo.events import Event
from geo.families import Part, claims_in, families_of
from geo.language import Language
from geo.memberships import Membership
from geo.model import Basis, Claim, Evidence, Modality
from geo.presences import Presence
from geo.resolve import Fact, resolve_claims
from geo.sanctions import Sanction
from geo.shifts import Shift, shifts_of

# How long after its last report a fact is drawn as stale. A year: a rule a reader can hold in
# mind, not a measurement.
STALE_DAYS = 365


@dataclass(frozen=True, slots=True)
class Blank:
    """Something a source leaves unsaid, with the claim whose sentence leaves it.

    ``number`` says which of the blanks of its claim it is, from 1; ``what`` is it in English.
    """

    id: str
    what: str
    claim: Claim
    facts: tuple[str, ...]
    number: int = 1

    def words(self, language: Language) -> str:
        """What is left unsaid, in a language."""
        return blanks_of(self.claim, language)[self.number - 1]


@dataclass(frozen=True, slots=True)
class Situation:
    """The answer to one question: true on ``as_of``, known on ``known_on`` (None: all known).

    ``coverage`` says how far the claims that may be used reach. Nothing in an answer for a day
    after the newest of them may be called current.
    """

    as_of: dt.date
    known_on: dt.date | None
    evidence: Evidence
    coverage: Coverage
    presences: tuple[Presence, ...]
    memberships: tuple[Membership, ...]
    agreements: tuple[Agreement, ...]
    sanctions: tuple[Sanction, ...]
    shifts: tuple[Shift, ...]
    events: tuple[Event, ...]
    not_stated: tuple[Blank, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything that has claims of its own: all but the shifts, which are derived."""
        return (
            *self.presences,
            *self.memberships,
            *self.agreements,
            *self.sanctions,
            *self.events,
        )

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim a reader may ask for, behind a part, a shift or a blank: once, by id."""
        told = [claim for part in self.parts for claim in part.behind]
        told += [claim for shift in self.shifts for claim in shift.claims]
        told += [blank.claim for blank in self.not_stated]
        found = {claim.id: claim for claim in told}
        return tuple(found[name] for name in sorted(found))

    @property
    def beyond(self) -> bool:
        """Whether the day lies after everything the sources were written on."""
        return self.coverage.depth_on(self.as_of) in ("undated", "beyond")

    def is_stale(self, claims: Iterable[Claim]) -> bool:
        """Whether what rests on these claims may not be called current.

        So it is where the newest report is more than ``STALE_DAYS`` older than the day asked for,
        where none has a date, and for everything beyond the coverage.
        """
        newest = self.last_supported(claims)
        return self.beyond or newest is None or (self.as_of - newest).days > STALE_DAYS

    def last_supported(self, claims: Iterable[Claim]) -> dt.date | None:
        """The newest day on which the claims say that it is so; None if none has a day.

        A denial makes nothing fresh, unless nobody says anything else.
        """
        told = list(claims)
        saying = [claim for claim in told if claim.modality is not Modality.DENIED] or told
        days = (supported_on(claim, self.known_on) for claim in saying)
        return max((day for day in days if day), default=None)


def situation_of(
    claims: Iterable[Claim],
    as_of: dt.date,
    known_on: dt.date | None = None,
    evidence: Evidence = Evidence.ALL,
) -> Situation:
    """Resolve claims and ask for one day; see :func:`situation_on`."""
    return situation_on(resolve_claims(claims), as_of, known_on, evidence)


def situation_on(
    facts: Sequence[Fact],
    as_of: dt.date,
    known_on: dt.date | None = None,
    evidence: Evidence = Evidence.ALL,
) -> Situation:
    """What the usable claims amount to on a day.

    To ask for many days, prepare a :class:`geo.history.History` once.

    Parameters
    ----------
    facts : sequence of Fact
        From :func:`geo.resolve.resolve_claims`.
    as_of : date
        The day the picture describes.
    known_on : date or None
        Only claims known by this day are used; None uses all.
    evidence : Evidence
        Seeds alone, or reference rows too.

    Examples
    --------
    >>> situation_on([], dt.date(2024, 4, 20)).presences
    ()
    """
    families = families_of(facts, known_on, evidence)
    found = {part.id: part for family in families for part in family.parts_on(as_of)}
    parts = [found[name] for name in sorted(found)]
    presences = tuple(part for part in parts if isinstance(part, Presence))
    agreements = tuple(part for part in parts if isinstance(part, Agreement))
    memberships = tuple(part for part in parts if isinstance(part, Membership))
    sanctions = tuple(part for part in parts if isinstance(part, Sanction))
    events = tuple(part for part in parts if isinstance(part, Event))
    told = (*presences, *memberships, *agreements, *sanctions, *events)
    return Situation(
        as_of=as_of,
        known_on=known_on,
        evidence=evidence,
        coverage=coverage_of(claims_in(families), known_on),
        presences=presences,
        memberships=memberships,
        agreements=agreements,
        sanctions=sanctions,
        shifts=tuple(sorted(_shifts(presences, agreements, as_of), key=lambda shift: shift.id)),
        events=events,
        not_stated=tuple(blanks_in((part.id, part.claims) for part in told)),
    )


def blanks_in(told: Iterable[tuple[str, Iterable[Claim]]]) -> Iterator[Blank]:
    """What is left blank by claims, given as (id of the fact they speak of, claims)."""
    facts: dict[str, list[str]] = {}
    claims: dict[str, Claim] = {}
    for fact, its_claims in told:
        for claim in its_claims:
            if claim.leaves_blank:
                facts.setdefault(claim.id, []).append(fact)
                claims[claim.id] = claim
    for claim_id in sorted(claims):
        claim = claims[claim_id]
        for number, what in enumerate(claim.leaves_blank, start=1):
            mine = tuple(facts[claim_id])
            yield Blank(f"blank-{claim_id}-{number}", what, claim, mine, number)


def basis_of(claims: Iterable[Claim]) -> str:
    """Whether some claims are from seeds, from reference rows or from both; none are reference.

    Examples
    --------
    >>> basis_of([])
    'reference'
    """
    found = {claim.source.basis.value for claim in claims}
    return "both" if len(found) > 1 else next(iter(found), Basis.REFERENCE.value)


def _shifts(
    presences: Iterable[Presence], agreements: Iterable[Agreement], as_of: dt.date
) -> Iterator[Shift]:
    by_pair: dict[tuple[str, str], tuple[list[Presence], list[Agreement]]] = {}
    for presence in presences:
        by_pair.setdefault((presence.host, presence.actor), ([], []))[0].append(presence)
    for agreement in agreements:
        for pair in pairs_of(agreement):
            by_pair.setdefault(pair, ([], []))[1].append(agreement)
    for pair, (there, pacts) in by_pair.items():
        yield from shifts_of(pair, there, pacts, as_of)


def pairs_of(agreement: Agreement) -> list[tuple[str, str]]:
    """Every host with every partner of a pact."""
    return [(host, partner) for host in agreement.hosts for partner in agreement.partners]
