"""Partners that go out of a country or come into it: derived, so without claims of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from geo.agreements import Agreement
from geo.arrivals import arrival_in
from geo.confidence import Confidence
from geo.conflicts import is_about_state, time_apart
from geo.dates import Bound
from geo.forms import leaves_others
from geo.model import SIDE_FORMS, Claim, Direction, Form, PactState, ShiftBasis, Stage, State
from geo.presences import Presence, of_all
from geo.threads import Count

# How long a beginning or an end still counts as a shift. A year: a rule a reader can hold in
# mind, not a measurement.
SHIFT_DAYS = 365


@dataclass(frozen=True, slots=True)
class Shift:
    """One partner going out of, or coming into, one country. Derived, so it has no own claims.

    ``basis`` is ``presence``, or ``agreement`` where only a pact ended: the sources then do not
    say that anybody left, and no arrow may be drawn. ``forces`` are those it is told of alone,
    empty where it is told of the partner as a whole: Wagner leaving is not Russia leaving. So are
    ``forms`` what goes alone: aircraft or instructors that leave are not the power leaving.
    ``collective``: said of several hosts or partners together. ``contested``: sources disagree that
    it moves; a contested number is the business of the presence it derives from.
    """

    id: str
    host: str
    partner: str
    forces: tuple[str, ...]
    forms: tuple[Form, ...]
    direction: Direction
    basis: ShiftBasis
    state: State
    stage: Stage
    since: str | None
    due: str | None
    due_passed: bool
    count: Count | None
    confidence: Confidence
    contested: bool
    collective: bool
    facts: tuple[str, ...]
    claims: tuple[Claim, ...]


def shifts_of(
    pair: tuple[str, str],
    presences: Sequence[Presence],
    agreements: Sequence[Agreement],
    as_of: dt.date,
) -> list[Shift]:
    """What moved between one country and one partner within a year of a day.

    Parameters
    ----------
    pair : (host, partner)
        The country and the partner.
    presences : sequence of Presence
        Everything of the partner in the country on the day.
    agreements : sequence of Agreement
        The pacts between the two on the day, by id.
    as_of : date
        The day the picture describes.
    """
    judged = [presence for presence in presences if presence.state is not State.ALLEGED]
    shift = _presence_shift(judged, as_of) if judged else None
    shifts = [shift] if shift else []
    ended = _ended_pact(agreements, as_of)
    if ended and not (shift and shift.direction is Direction.OUT):
        shifts.append(_pact_shift(*pair, ended))
    return shifts


def sites_of(shift: Shift, presences: Iterable[Presence]) -> tuple[Presence, ...]:
    """Where the one who moves is, place by place: what an arrow can be drawn from."""
    return tuple(
        one
        for one in presences
        if one.place is not None
        and (one.actor, one.host) == (shift.partner, shift.host)
        and not one.inferred
        and one.state in (State.LEAVING, State.ACTIVE)
    )


def shift_days(turned: Iterable[dt.date]) -> set[dt.date]:
    """The days from which what turned on these days is no shift any more."""
    over = dt.timedelta(days=SHIFT_DAYS + 1)
    return {day + over for day in turned if day < dt.date.max - over}


def _presence_shift(pair: Sequence[Presence], as_of: dt.date) -> Shift | None:
    """The shift of one partner in one country: out before in, for leaving is the later news."""
    wholes = [p for p in pair if p.place is None]
    judged = wholes or list(pair)
    # A country is not left while anything there is in use: a force renamed, a base opened after all
    # had gone. (What the whole takes with it is leaving or ended by inference.)
    still = [p for p in pair if p.state is State.ACTIVE]
    # One site closed is not a country left: only the whole going is a shift of the country.
    leaving = [p for p in wholes if p.state is State.LEAVING and _is_news(p, as_of)]
    ended = [p for p in wholes if p.state is State.ENDED and _recent(p.ended, as_of)]
    if not still and (leaving or ended):
        return _shift(leaving or ended, Direction.OUT, pair)
    began = [p for p in still if _recent(_arrival(p), as_of)]
    if began and not any(_was_there(p, min(_arrivals(began)), as_of) for p in pair):
        return _shift(began, Direction.IN, pair)
    # An arrival announced long ago and never reported is no news any more.
    planned = [
        p for p in judged if p.state is State.PLANNED and _recent(p.support[-1].happened, as_of)
    ]
    there = still or [p for p in pair if p.state is State.LEAVING]
    if planned and not there:  # who has one camp to give up and another to open does not come
        return _shift(planned, Direction.IN, pair)
    return None


def _arrival(presence: Presence) -> Bound | None:
    return arrival_in(presence.began, presence.support)


def _arrivals(presences: Sequence[Presence]) -> Iterator[dt.date]:
    return (bound.earliest for p in presences if (bound := _arrival(p)) is not None)


def _was_there(presence: Presence, arrival: dt.date, as_of: dt.date) -> bool:
    """Whether a presence stood before the partner is said to arrive: then nobody arrives.

    Seen a year ago it did, and seen before that day. Seen for the first time after it, it bears the
    arrival out, whether or not anybody says since when it is there. Who left more than a year ago
    may come back.
    """
    if presence.state is State.PLANNED or _recent(_arrival(presence), as_of):
        return False
    if presence.state is State.ENDED and not _recent(presence.ended, as_of):
        return False
    seen = presence.began or min(claim.happened for claim in presence.claims if claim.is_affirmed)
    return not _recent(seen, as_of) or seen.latest < arrival


def _is_news(leaving: Presence, as_of: dt.date) -> bool:
    """Whether somebody has spoken of a leaving within a year, or its day is no further back.

    Who was to go years ago, and nobody tells of, is still leaving and moves nobody any more.
    """
    told = [claim.happened.latest for claim in leaving.support]
    told += [c.due.when.ends.latest for c in leaving.support if c.due and c.due.when.ends]
    return as_of - max(told) <= dt.timedelta(SHIFT_DAYS)


def _recent(bound: Bound | None, as_of: dt.date) -> bool:
    """Whether it came about within a year; "in the 1990s" says that of no day."""
    if bound is None or (bound.latest - bound.earliest).days > SHIFT_DAYS:
        return False
    return (as_of - bound.latest).days <= SHIFT_DAYS


def _shift(all_told: Sequence[Presence], direction: Direction, pair: Sequence[Presence]) -> Shift:
    # The power as a whole speaks for its forces: Takuba's 800 are not how many French left Mali.
    told = min(all_told, key=lambda presence: (presence.force is not None, presence.id))
    counts = of_all(told.counts_of_it, told.claims) or sorted(
        (count for one in all_told for count in of_all(one.counts_of_it, one.claims)),
        key=lambda count: count.claim.happened,
    )
    since = told.since if direction is Direction.IN else told.until
    claims = {claim.id: claim for presence in all_told for claim in presence.support}
    claims.update({count.claim.id: count.claim for count in counts})
    return Shift(
        id=f"shift-{told.host}-{told.actor}-{direction}".lower(),
        host=told.host,
        partner=told.actor,
        forces=_forces(all_told),
        forms=_forms(all_told, pair) if direction is Direction.OUT else (),
        direction=direction,
        basis=ShiftBasis.PRESENCE,
        state=told.state,
        stage=told.stage,
        since=since,
        due=told.due,
        due_passed=told.due_passed,
        count=_left(counts, told) if direction is Direction.OUT else _came(counts, told),
        confidence=told.confidence,
        contested=is_about_state(told.conflicts),
        collective=False,
        facts=tuple(presence.id for presence in pair),
        claims=tuple(claims[name] for name in sorted(claims)),
    )


def _forces(told: Iterable[Presence]) -> tuple[str, ...]:
    """The forces that move, where no source says it of the partner as a whole."""
    forces = {presence.force for presence in told}
    return () if None in forces else tuple(sorted(force for force in forces if force))


def _forms(told: Iterable[Presence], pair: Iterable[Presence]) -> tuple[Form, ...]:
    """What goes, where no source says it of all of them and it is not all that there was."""
    going = {claim.id: claim for presence in told for claim in presence.support}
    forms = {claim.form for claim in going.values()}
    there = [claim for presence in pair for claim in presence.claims]
    alone = forms <= SIDE_FORMS or any(leaves_others(c, there) for c in going.values())
    named = sorted(form for form in forms if form)
    return tuple(named) if alone and None not in forms else ()


def _came(counts: Sequence[Count], told: Presence) -> Count | None:
    """The newest count of those who came: who was counted before had come another time."""
    arrival = _arrival(told)
    if arrival is None:
        return None
    since = [count for count in counts if count.claim.happened.latest >= arrival.earliest]
    return since[-1] if since else None


def _left(counts: Sequence[Count], told: Presence) -> Count | None:
    """How many leave: the count nearest to when leaving began, and within a year of it.

    The last count of a withdrawal is of those who were still to go: two dozen of a thousand. One of
    years before is of others: where leaving took longer than a year, its last year is what counts.
    """
    bound = told.left_from
    if bound and told.ended and time_apart(bound, told.ended) > dt.timedelta(SHIFT_DAYS):
        last_year = told.ended.latest - dt.timedelta(SHIFT_DAYS)
        bound = Bound(last_year, last_year)
    if bound is None or not counts:
        return None
    apart, _, count = min(
        (time_apart(count.claim.happened, bound), number, count)
        for number, count in enumerate(counts)
    )
    return count if apart <= dt.timedelta(SHIFT_DAYS) else None


def _ended_pact(agreements: Sequence[Agreement], as_of: dt.date) -> Agreement | None:
    """The first of the pacts that has ended within a year, and has none in its place since."""
    ended = (a for a in agreements if a.state is PactState.ENDED)
    since = max(
        (a.turned for a in agreements if a.state is PactState.IN_EFFECT), default=dt.date.min
    )
    recent = (a for a in ended if (as_of - a.turned).days <= SHIFT_DAYS)
    return next((a for a in recent if a.turned >= since), None)


def _pact_shift(host: str, partner: str, agreement: Agreement) -> Shift:
    return Shift(
        id=f"shift-{host}-{partner}-pact-ended".lower(),
        host=host,
        partner=partner,
        forces=(),
        forms=(),
        direction=Direction.OUT,
        basis=ShiftBasis.AGREEMENT,
        state=State.ENDED,
        stage=agreement.stage,
        since=agreement.until,
        due=None,
        due_passed=False,
        count=None,
        confidence=agreement.confidence,
        contested=is_about_state(agreement.conflicts),
        collective=agreement.collective,
        facts=(agreement.id,),
        claims=agreement.claims,
    )
