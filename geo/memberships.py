"""What a membership amounts to on a day: announced, notified and effective kept apart."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geo.confidence import Confidence, confidence_in
from geo.conflicts import (
    Conflict,
    Contestable,
    beginnings_in_conflict,
    deadlines_in_conflict,
    later_denials_of,
    state_conflict,
)
from geo.dates import When, day_after
from geo.deadlines import due_of, has_passed, mandate_told_on, open_deadlines, sets_a_term
from geo.model import STAGE_RANK, Claim, Kind, Modality, Stage
from geo.resolve import (
    Fact,
    closest_of,
    denials_in,
    in_turn,
    is_of_one_account,
    is_of_one_day,
    is_recap,
    is_sequel,
    is_set_anew,
    is_within,
    of_that_day,
    retells,
    standing_in,
)


@dataclass(frozen=True, slots=True)
class Membership(Contestable):
    """A country in an organisation on one day.

    ``member`` is the formal answer. ``suspended`` and ``exit_announced`` do not end it.
    ``suspension_term`` is the day until which it is suspended, or was by what was told ahead while
    nobody has reported more. ``until`` is the day from which it was no member any more, ``due`` the
    day on which an announced exit is to take effect; all EDTF, None where not stated. ``conflicts``
    hold the claims that say the other thing of this very day.
    """

    id: str
    country: str
    organisation: str
    member: bool
    suspended: bool
    suspension_term: str | None
    exit_announced: bool
    stage: Stage
    since: str | None
    until: str | None
    due: str | None
    due_passed: bool
    confidence: Confidence
    support: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class _Exit:
    """What the claims say of one leaving.

    ``over``: who says that it is over. ``formal``: those whose word ends the membership.
    ``before``: the last day of an earlier spell, after which the country joined anew. ``retold``:
    who tells again, without a day, of a notice that was taken back, or of a taking back before it,
    or of the exit before it joined anew.
    """

    told: tuple[Claim, ...]
    over: tuple[Claim, ...]
    formal: tuple[Claim, ...]
    before: dt.date | None
    retold: tuple[Claim, ...]

    @property
    def effective(self) -> dt.date | None:
        # Who was out by a day may have left long before it, on the day that another tells.
        told = [claim for claim in self.formal if not claim.is_done_by] or self.formal
        return max((claim.finished.latest for claim in told), default=None)

    @property
    def until(self) -> str | None:
        last = [claim for claim in self.formal if claim.finished.latest == self.effective]
        stated = closest_of([claim for claim in last if claim.valid])
        return stated.over_on if stated else None


def membership_on(fact: Fact, known: Sequence[Claim], as_of: dt.date) -> Membership | None:
    """One country in one organisation on one day; None if nothing is known to have begun.

    Parameters
    ----------
    fact : Fact
        The membership.
    known : sequence of Claim
        The claims that may be used, in event order. What came about after *as_of* is used for
        one thing only: that an exit took effect in 2025 also says that it had not in 2024,
        whatever was said then.
    as_of : date
        The day the picture describes.

    Notes
    -----
    A membership ends formally on the day the organisation names. Failing that, notice given with
    a day (``due``) keeps the member in until somebody else reports the exit from that day on.
    Failing that, the exit ends it on the day a source gives, or, without any day, when a source
    says that the country has left; not on its own word alone where the organisation denies it. Who
    says otherwise is shown beside it.
    """
    claims = [claim for claim in known if claim.held_from <= as_of]
    standing = standing_in(known)
    told = [c for c in standing if c.held_from <= as_of]
    joins = [c for c in told if _is_join(c)]
    denied = [*denials_in(claims), *_denied_later(known, as_of)]
    leaving = _leaving(fact, told, standing, joins, denials_in(known))
    if not joins and not leaving.told:
        return None
    joins = _since_joining(joins, leaving)
    out = leaving.effective is not None and leaving.effective <= as_of
    until = leaving.until if out else None
    if not out and (span := _closed_span(joins, as_of)) is not None:
        out, until = True, span.last
    return _membership(fact, claims, joins, leaving, denied, (out, until), as_of)


def accessions_in(claims: Sequence[Claim], as_of: dt.date) -> list[Claim]:
    """Of who has left, the claims that it is to join anew: told after the end, or called off.

    Examples
    --------
    >>> accessions_in([], dt.date(2024, 4, 20))
    []
    """
    told = [claim for claim in claims if claim.held_from <= as_of]
    over = [c.finished.latest for c in told if c.kind is Kind.EXIT and c.stage is Stage.COMPLETED]
    over += [c.finished.latest for c in told if _is_join(c)]
    last = max((day for day in over if day <= as_of), default=dt.date.min)
    return [
        claim
        for claim in told
        if claim.kind is Kind.MEMBERSHIP
        and claim.stage in (Stage.ANNOUNCED, Stage.AGREED, Stage.REVOKED)
        and claim.happened.earliest >= last
    ]


def suspensions_ahead(claims: Sequence[Claim], as_of: dt.date) -> list[Claim]:
    """Of a member, the claims that it is to be suspended, or is not after all, or no more.

    Until somebody says that it is; what lifts a suspension calls none off.

    Examples
    --------
    >>> suspensions_ahead([], dt.date(2024, 4, 20))
    []
    """
    told = [c for c in claims if c.kind is Kind.SUSPENSION and _counts_from(c) <= as_of]
    standing = {c.id for c in standing_in(told)}
    ahead: list[Claim] = []
    suspended = False
    for number, claim in enumerate(told):
        if claim.stage is Stage.ANNOUNCED:
            ahead += [] if claim.is_affirmed and retells(claim, told[:number]) else [claim]
        elif claim.id in standing and not is_recap(claim, told[:number]):
            off = _lifts(claim) and bool(ahead) and not suspended
            ahead, suspended = [*ahead, claim] if off else [], not _lifts(claim)
    by_then = [c for c in claims if min(c.finished.latest, _counts_from(c)) <= as_of]
    return [*ahead, *_liftings_ahead(by_then)]


def calls_to_leave(membership: Membership) -> list[Claim]:
    """The calls on a member to leave, until it is to, or somebody takes them back."""
    if not membership.member or membership.exit_announced:
        return []
    told = membership.claims
    turns = [c for c in standing_in(told) if c.kind is Kind.EXIT and c.stage is not Stage.DEMANDED]
    turns = [c for c in turns if not _refuses(c, membership.country)]
    since = max((c.happened.earliest for c in turns), default=dt.date.min)
    calls = [c for c in told if c.kind is Kind.EXIT and c.stage is Stage.DEMANDED]
    return [c for c in calls if c.happened.earliest > since]


def _refuses(stays: Claim, country: str) -> bool:
    """Whether a member says that it stays, which takes back nobody else's call."""
    return stays.stage is Stage.REVOKED and stays.attribution.who == country


def membership_days(claims: Sequence[Claim]) -> set[dt.date]:
    """Every day on which :func:`membership_on` may answer otherwise than on the day before."""
    days = set()
    for claim in claims:
        days |= {claim.held_from, claim.happened.earliest, claim.finished.latest}
        days |= {mandate_told_on(claim)} if sets_a_term(claim) else set()
        if claim.due and claim.due.when.ends:
            days |= {claim.due.when.ends.latest, day_after(claim.due.when.ends.latest)}
        if claim.valid and claim.valid.when.ends:
            days.add(day_after(claim.valid.when.ends.latest))
    return days


def _is_join(claim: Claim) -> bool:
    return claim.kind is Kind.MEMBERSHIP and claim.stage in (Stage.IN_EFFECT, Stage.COMPLETED)


def _closed_span(joins: Sequence[Claim], as_of: dt.date) -> When | None:
    """The source's own interval ("member from 1975 to 2000") that was the last and is over."""
    spans = [c.valid.when for c in joins if c.valid and c.valid.when.interval and c.valid.when.ends]
    last = max(spans, key=lambda when: when.ends.latest if when.ends else dt.date.min, default=None)
    if last is None or last.ends is None or last.ends.latest >= as_of:
        return None
    end = last.ends.latest
    again = any(c.is_dated and c.happened.earliest > end for c in joins)
    return None if again else last


def _membership(
    fact: Fact,
    claims: Sequence[Claim],
    joins: Sequence[Claim],
    leaving: _Exit,
    denied: Sequence[Claim],
    answer: tuple[bool, str | None],
    as_of: dt.date,
) -> Membership:
    out, until = answer
    suspended, contested, term = _suspension(claims, as_of, leaving.before, joins)
    contrary = [*_against(joins, leaving, as_of, out=out), *([] if out else contested)]
    contrary += [c for c in denied if _denies(c, joins, leaving, out=out)]
    contrary += [] if out else _rumours(claims, joins, as_of)
    contrary += leaving.retold if leaving.told or not out else ()
    against = {c.id: c for c in contrary}
    support = [c for c in _support(joins, leaving, out=out) if c.id not in against]
    ahead = [] if out else open_deadlines(leaving.told)
    due = due_of(ahead)
    announced = [] if out else [c for c in leaving.told if _announces(c, as_of)]
    country, organisation = fact.actors[0], fact.subject or ""
    return Membership(
        id=fact.id,
        country=country,
        organisation=organisation,
        member=not out,
        suspended=not out and suspended,
        suspension_term=None if out else term,
        exit_announced=bool(announced),
        stage=_stage(announced, out=out),
        since=_since(joins),
        until=until,
        due=due.edtf if due else None,
        # From the day of an exit on the country is out: it passes on that day, not after it.
        due_passed=has_passed(due, day_after(as_of)),
        confidence=confidence_in(support, contested=bool(against), parties=(country, organisation)),
        support=tuple(support),
        conflicts=_conflicts([*support, *announced], tuple(against.values()), ahead, support),
        claims=tuple(claims),
    )


def _conflicts(
    drawn: Sequence[Claim],
    against: Sequence[Claim],
    ahead: Sequence[Claim],
    joins: Sequence[Claim],
) -> tuple[Conflict, ...]:
    """What is disputed; an announced exit is drawn too, and who denies it held against it."""
    told = {c.id: c for c in drawn}
    begun = [claim for claim, _ in _begun_in(joins)]
    found = (
        state_conflict(told.values(), against),
        beginnings_in_conflict(begun),
        deadlines_in_conflict(ahead),
    )
    return tuple(one for one in found if one is not None)


def _leaving(
    fact: Fact,
    told: Sequence[Claim],
    known: Sequence[Claim],
    joins: Sequence[Claim],
    denied: Sequence[Claim],
) -> _Exit:
    exits = [c for c in told if c.kind is Kind.EXIT]
    recalled = _recalled(exits)
    exits = [c for c in exits if c not in recalled]
    by_then = _since_last_turn(exits, joins)
    # Who takes an exit back later has not done so yet.
    ahead = [c for c in known if c.stage is not Stage.REVOKED or c in exits]
    in_all = _since_last_turn([c for c in ahead if c.kind is Kind.EXIT], joins)
    in_all = _of_this_spell(in_all, [c for c in known if _is_join(c) and c not in told])
    over = [c for c in in_all if c.stage is Stage.COMPLETED]
    over = [c for c in over if not _disowned(fact, c, _before_joining_anew(c, denied, known))]
    said = [c for c in by_then if c.stage is Stage.COMPLETED]
    spells = [over for join in joins for over in _over_before(join, exits, joins)]
    formal = tuple(_formal(fact, in_all, over))
    last = max(spells, default=None)
    retold = [*(recalled if by_then else _retold(exits)), *_told_again(exits, joins)]
    retold = [c for c in retold if last is None or c.happened.earliest > last]
    return _Exit(tuple(by_then), tuple(said), formal, last, tuple(retold))


def _since_last_turn(exits: Sequence[Claim], joins: Sequence[Claim]) -> list[Claim]:
    """Exit claims that still count: after a revoked exit, and after joining anew."""
    turns = [c.happened.earliest for c in exits if c.stage is Stage.REVOKED]
    turns += [c.happened.earliest for c in joins if any(_over_before(c, exits, joins))]
    last = max(turns, default=dt.date.min)
    off = [c for c in exits if c.stage is Stage.REVOKED]
    standing = [c for c in exits if c.stage not in (Stage.REVOKED, Stage.DEMANDED)]
    since = [c for c in standing if c.happened.latest > last or is_set_anew(c, off, standing)]
    retold = [*_retold(exits), *_told_again(exits, joins)]
    return [c for c in since if c not in retold]


def _recalled(exits: Sequence[Claim]) -> list[Claim]:
    """Undated claims that tell again of a taking back: what was told since it leaves them be."""
    revoked = [c for c in exits if c.stage is Stage.REVOKED]
    return [c for number, c in enumerate(revoked) if is_recap(c, revoked[:number])]


def _retold(exits: Sequence[Claim]) -> list[Claim]:
    """Undated claims that tell again of a notice which was taken back, until there is a new one."""
    turns = [c.happened.earliest for c in exits if c.stage is Stage.REVOKED]
    last = max(turns, default=dt.date.min)
    taken_back = [c for c in exits if c.stage is not Stage.REVOKED and c.happened.earliest < last]
    notices = [c for c in exits if c.stage not in (Stage.DEMANDED, Stage.COMPLETED)]
    since = [c for c in notices if c.happened.earliest > last]
    return [*itertools.takewhile(lambda claim: retells(claim, taken_back), since)]


def _told_again(exits: Sequence[Claim], joins: Sequence[Claim]) -> list[Claim]:
    """Undated claims that tell of an exit before it joined anew, until it is to leave again."""
    back = [c.happened.earliest for c in joins if any(_over_before(c, exits, joins))]
    if not back:
        return []
    standing = [c for c in exits if c.stage not in (Stage.REVOKED, Stage.DEMANDED)]
    before = [c for c in standing if c.happened.earliest < max(back)]
    since = [c for c in standing if c.happened.earliest >= max(back)]
    return [*itertools.takewhile(lambda claim: _is_of_exits(claim, before), since)]


def _is_of_exits(claim: Claim, before: Sequence[Claim]) -> bool:
    retold = is_recap if claim.stage is Stage.COMPLETED else retells
    return retold(claim, before)


def _since_joining(joins: Sequence[Claim], leaving: _Exit) -> list[Claim]:
    """Who says that it is in since it joined anew: who told of the time before speaks of that."""
    before = leaving.before
    anew = [c for c in joins if before is not None and c.happened.earliest >= before]
    return anew or list(joins)


def _of_this_spell(exits: Sequence[Claim], later: Sequence[Claim]) -> list[Claim]:
    """Exit claims up to the next joining anew; what comes after it ends another membership."""
    anew = [c for c in later if c.is_dated and any(_ended_before(e, c) for e in exits)]
    back = min(anew, key=lambda join: join.happened, default=None)
    if back is None:
        return list(exits)
    begun = back.happened.earliest
    return [c for c in exits if c.happened.earliest < begun or _ended_before(c, back)]


def _over_before(join: Claim, exits: Sequence[Claim], joins: Sequence[Claim]) -> Iterator[dt.date]:
    """The days on which it was out by, of who joins on a stated day after them.

    An exit, the end of a term that is not taken up, and the day of a notice that nobody took back:
    who joins on a day was no member till then, whether or not anybody has reported the exit.
    """
    if not join.is_dated:
        return
    begun = join.happened.earliest
    yield from (c.finished.latest for c in exits if _ended_before(c, join))
    terms = (c.term_ends.latest for c in joins if c.term_ends)
    yield from (end for end in terms if day_after(end) < begun)
    off = [c.happened.earliest for c in exits if c.stage is Stage.REVOKED]
    for notice in exits:
        end = notice.due.when.ends if notice.due and notice.stage in _NOTICE else None
        day = notice.happened.earliest
        if end and end.latest < begun and not any(day <= turn < begun for turn in off):
            yield end.latest


_NOTICE = (Stage.ANNOUNCED, Stage.AGREED, Stage.UNDER_WAY)


def _ended_before(exit_claim: Claim, join: Claim) -> bool:
    over = exit_claim.stage is Stage.COMPLETED and exit_claim.is_dated
    earlier = exit_claim.finished.latest < join.happened.earliest
    return over and (earlier or is_sequel(join, exit_claim))


def _formal(fact: Fact, told: Sequence[Claim], over: Sequence[Claim]) -> Sequence[Claim]:
    """The completed exits whose word ends the membership; see :func:`membership_on`."""
    by_organisation = [c for c in over if c.attribution.who == fact.subject and c.is_dated]
    if by_organisation:
        return by_organisation
    notices = [c.due.when.ends.earliest for c in open_deadlines(told) if c.due and c.due.when.ends]
    if notices:
        others = [c for c in over if c.attribution.who != fact.actors[0]]
        return [c for c in others if c.finished.latest >= max(notices)]
    dated = [c for c in over if c.is_dated]
    return dated or over


def _disowned(fact: Fact, over: Claim, denied: Sequence[Claim]) -> bool:
    """Whether the organisation denies that a member is out that only says so itself."""
    return over.attribution.who == fact.actors[0] and any(
        denial.attribution.who == fact.subject
        and denial.stage is Stage.COMPLETED
        and denial.happened.latest >= over.happened.earliest
        for denial in denied
        if denial.kind is Kind.EXIT
    )


def _before_joining_anew(
    over: Claim, denied: Sequence[Claim], known: Sequence[Claim]
) -> list[Claim]:
    """Denials that may speak of an exit, told whenever: not those since the next joining."""
    joins = [c.happened.earliest for c in known if _is_join(c) and c.is_dated]
    back = min((day for day in joins if day > over.finished.latest), default=dt.date.max)
    return [c for c in denied if c.happened.earliest < back]


def _denied_later(known: Sequence[Claim], as_of: dt.date) -> list[Claim]:
    """Who denies an exit after a day, up to the next joining: it had not left before either."""
    exits = [c for c in known if c.kind is Kind.EXIT or _is_join(c)]
    return later_denials_of(exits, (Stage.COMPLETED,), as_of)


def _against(joins: Sequence[Claim], leaving: _Exit, as_of: dt.date, *, out: bool) -> list[Claim]:
    if not out:
        return [c for c in leaving.over if c.finished.latest <= as_of and c not in leaving.formal]
    effective = leaving.effective
    # Who tells of the exit itself calls it a member as it was.
    others = [c for c in joins if not any(is_of_one_account(c, end) for end in leaving.formal)]
    first = min((c.happened.earliest for c in joins), default=dt.date.max)
    joined = [
        c
        for c in others
        if any(is_of_one_day(c, one) or is_within(c, one, first) for one in leaving.formal)
    ]
    if effective is None or not any(one.is_dated for one in leaving.formal):
        return joined
    return [*joined, *(c for c in others if not c.is_dated and c.known_since > effective)]


def _support(joins: Sequence[Claim], leaving: _Exit, *, out: bool) -> list[Claim]:
    if out and leaving.formal:
        return list(leaving.formal)
    return list(joins or leaving.told)


def _stage(told: Sequence[Claim], *, out: bool) -> Stage:
    if out:
        return Stage.COMPLETED
    stages = [c.stage for c in told if c.stage in STAGE_RANK]
    # A member's word that it has left is not more than an announcement while it formally stays.
    short = [stage for stage in stages if stage is not Stage.COMPLETED]
    if stages and not short:
        return Stage.ANNOUNCED
    return max(short, key=STAGE_RANK.__getitem__, default=Stage.IN_EFFECT)


def _since(joins: Sequence[Claim]) -> str | None:
    """The first stated beginning; a later retelling that it is a member begins nothing."""
    first = closest_of([c for c in joins if c.valid and c.valid.when.first])
    return first.valid.when.first if first and first.valid else None


def _announces(claim: Claim, as_of: dt.date) -> bool:
    """Whether a claim of leaving says by a day that the country is to go, or has gone.

    "It left in 2000" says nothing of June 2000: it may have been December.
    """
    return claim.stage is not Stage.COMPLETED or claim.happened.latest <= as_of


def _denies(claim: Claim, joins: Sequence[Claim], leaving: _Exit, *, out: bool) -> bool:
    """Whether a denial speaks of the answer: of its kind, and of its time."""
    if claim.kind is Kind.EXIT:
        if claim.stage is Stage.COMPLETED and not out:
            return False  # that it is not out bears out that it is in
        turns = leaving.formal if out else leaving.told
        return bool(turns) and claim.happened.latest >= min(c.happened.earliest for c in turns)
    if claim.kind is Kind.MEMBERSHIP:
        # That it was none in 2012 says nothing of who joined in 2013, whoever had called it one.
        dated = [c for c in joins if c.valid and c.valid.when.first]
        begun = [c.happened.earliest for c in dated or joins]
        return not out and claim.happened.latest >= min(begun, default=dt.date.min)
    return False  # a suspension that is denied: see _suspension


def _rumours(claims: Sequence[Claim], joins: Sequence[Claim], as_of: dt.date) -> list[Claim]:
    """Who alleges of a member that it has left: an exit that is no exit, and says the other thing.

    Not of an earlier membership, nor before a notice was taken back.
    """
    turns = [c for c in claims if c.kind is Kind.EXIT and c.stage is Stage.REVOKED]
    turns += [c for c in joins if c.is_dated]
    last = max((c.happened.earliest for c in turns if c.is_affirmed), default=dt.date.min)
    return [
        c
        for c in claims
        if c.kind is Kind.EXIT
        and c.stage is Stage.COMPLETED
        and c.modality is Modality.ALLEGED
        and last <= c.finished.latest <= as_of
    ]


def _suspension(
    claims: Sequence[Claim], as_of: dt.date, before: dt.date | None, joins: Sequence[Claim]
) -> tuple[bool, list[Claim], str | None]:
    """Whether it is suspended, who says the other thing, and until when if that is told.

    They are undated retellings of it, who denies the last act, and who alleges another since; and
    who has a suspended member join on a later day.
    What was done to an earlier membership, up to its last day *before*, ended with it; so it is
    with what was told of it until it *joins* anew, for who is no member is not suspended.
    """
    known = [
        (day, c)
        for c in claims
        if c.kind is Kind.SUSPENSION and c.stage in (Stage.IN_EFFECT, Stage.REVOKED)
        if (day := _counts_from(c)) <= as_of
    ]
    begun = min((c.happened.earliest for c in joins if c.is_dated), default=dt.date.min)
    told = [
        (day, c)
        for day, c in known
        if before is None or (day > before and c.happened.latest >= begun)
    ]
    alleged = [(day, c) for day, c in told if c.modality is Modality.ALLEGED]
    standing = {c.id for c in standing_in(claims)}
    acts = in_turn([act for act in told if act[1].id in standing], _lifts)
    earlier = [c for day, c in known if c.id in standing and (day, c) not in told]
    last, contrary = _last_act([c for _, c in acts], earlier)
    suspended = last is not None and not _lifts(last) and not _has_run_out(last, as_of)
    since = last.happened.earliest if last else dt.date.min
    contrary += [c for day, c in alleged if day >= since and _lifts(c) is suspended]
    if last is not None:
        denied = (c for c in denials_in(claims) if c.kind is Kind.SUSPENSION)
        contrary += [c for c in denied if c.stage is last.stage and c.happened.latest >= since]
        contrary += of_that_day((c for _, c in acts), last)
    contrary += _joining_since(joins, since) if suspended else []
    return suspended, contrary, _term(last, as_of)


def _term(last: Claim | None, as_of: dt.date) -> str | None:
    """The day that the last act sets for its own end."""
    told = last is not None and sets_a_term(last) and mandate_told_on(last) <= as_of
    return last.over_on if last is not None and told else None


def _joining_since(joins: Sequence[Claim], day: dt.date) -> list[Claim]:
    """Who has it join after a day."""
    return [claim for claim, first in _begun_in(joins) if first > day]


def _begun_in(joins: Sequence[Claim]) -> list[tuple[Claim, dt.date]]:
    """The stated beginnings, but of who takes up a term that was over."""
    told = [c for c in joins if c.kind is Kind.MEMBERSHIP and c.valid and c.valid.when.interval]
    begun = [(c, c.valid.when.begins.earliest) for c in told if c.valid and c.valid.when.begins]
    taken_up = {day_after(c.term_ends.latest) for c in told if c.term_ends}
    return [(claim, first) for claim, first in begun if first not in taken_up]


def _lifts(suspension: Claim) -> bool:
    return suspension.stage is Stage.REVOKED


def _counts_from(suspension: Claim) -> dt.date:
    """From when on it is one; a lifting for a later day is none until somebody reports it."""
    if not _lifts(suspension):
        return suspension.happened.earliest
    return dt.date.max if _is_to_lift(suspension) else suspension.finished.latest


def _is_to_lift(claim: Claim) -> bool:
    """Whether it tells of a suspension that it will be lifted on a later day."""
    if claim.kind is not Kind.SUSPENSION or not _lifts(claim) or claim.due is None:
        return False
    day = claim.due.when.ends
    return day is None or day.latest > claim.finished.latest


def _liftings_ahead(claims: Sequence[Claim]) -> list[Claim]:
    """The liftings for a later day since which no lifting, and no act of a day, was told of."""
    acts = [c for c in standing_in(claims) if c.kind is Kind.SUSPENSION]
    acts = [c for c in acts if c.stage is not Stage.ANNOUNCED and (c.is_dated or _lifts(c))]
    return [
        one for one in filter(_is_to_lift, acts) if not any(_is_later(act, one) for act in acts)
    ]


def _is_later(act: Claim, lifting: Claim) -> bool:
    over = act.finished.latest if _lifts(act) else act.happened.earliest
    return over > lifting.finished.latest


def _last_act(acts: Sequence[Claim], earlier: Sequence[Claim]) -> tuple[Claim | None, list[Claim]]:
    """The act that holds, and undated retellings of the other thing since, or of an *earlier* one.

    Those are of a membership before.
    """
    last: Claim | None = None
    recaps: list[Claim] = []
    for number, act in enumerate(acts):
        if not is_recap(act, [*earlier, *acts[:number]]):
            same = last is not None and act.stage is last.stage
            recaps = recaps if same else []  # of the time before it
            last = act
        elif last is None:
            recaps += [] if _lifts(act) else [act]
        elif act.stage is not last.stage or _has_run_out(last, act.happened.earliest):
            recaps.append(act)
    return last, recaps


def _has_run_out(suspension: Claim, as_of: dt.date) -> bool:
    return suspension.term_ends is not None and suspension.term_ends.latest < as_of
