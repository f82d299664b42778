"""Every fact as a line of the fact table, which carries the same content as the map."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.agreements import Agreement
from geo.amounts import amount_words, count_words
from geo.changes import has_ended
from geo.confidence import Confidence
from geo.conflicts import Conflict, Contestable
from geo.daywords import begun_words, date_words, due_words, since_words
from geo.events import Event
from geo.gazetteer import Gazetteer
from geo.interface import REPORT
from geo.language import Language, day_words, plain
from geo.marks import is_drawn
from geo.memberships import Membership
from geo.model import Claim, Stage
from geo.naming import grammar_of, name_of, names_of
from geo.presences import Presence
from geo.sanctions import Sanction
from geo.shifts import Shift
from geo.situation import Situation, basis_of
from geo.vocabulary import CONFIDENCES
from geo.words import (
    agreement_title,
    agreement_words,
    conflict_words,
    event_state,
    event_words,
    membership_title,
    membership_words,
    presence_title,
    sanction_title,
    sanction_words,
    shift_state_words,
    shift_words,
    state_words,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One fact as a line of the fact table, which carries the same content as the map."""

    fact: str
    topic: str
    group: str
    title: str
    state: str
    since: str | None
    until: str | None
    due: str | None
    count: str | None
    last_supported: dt.date | None
    stale: bool
    ended: (
        bool  # a presence, membership, pact or sanction that is over: it had begun, it is not since
    )
    over: bool  # an event that is over on a stated day: its line says the day, and nothing is old
    confidence: str
    contested: bool
    basis: str
    drawn: str
    claims: tuple[str, ...]  # what the state rests on first, the newest of it at the top
    against: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def rows_of(
    situation: Situation, known: Gazetteer, language: Language, drawn: dict[str, str]
) -> Iterable[Row]:
    """A row for every fact of a situation; *drawn* says how the map shows those that it shows."""
    asked = _Asked(situation, known, language)
    for presence in situation.presences:
        tray = "tray" if is_drawn(presence, situation) else "table"
        yield asked.presence(presence, drawn.get(presence.id, tray))
    for shift in situation.shifts:
        yield asked.shift(shift, drawn.get(shift.id, "table"))
    for membership in situation.memberships:
        yield asked.membership(membership, drawn.get(membership.id, "table"))
    yield from map(asked.agreement, situation.agreements)
    yield from map(asked.sanction, situation.sanctions)
    yield from map(asked.event, situation.events)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the rows of one picture have in common: the answer, the names and the language."""

    situation: Situation
    known: Gazetteer
    language: Language

    def presence(self, presence: Presence, drawn: str) -> Row:
        language = self.language
        return self.row(
            presence.id,
            "presence",
            presence.claims,
            group=name_of(self.known, presence.host, language=language),
            title=presence_title(self.known, presence, language=language),
            state=state_words(presence, language=language),
            since=presence.since,
            until=presence.until,
            due=due_words(presence.due, passed=presence.due_passed, language=language),
            count=count_words(presence.count, language=language),
            confidence=presence.confidence,
            ended=has_ended(presence),
            drawn=drawn,
            about=presence,
            behind=presence.behind,
            support=presence.support,
        )

    def shift(self, shift: Shift, drawn: str) -> Row:
        language = self.language
        return self.row(
            shift.id,
            "shift",
            shift.claims,
            group=name_of(self.known, shift.host, language=language),
            title=shift_words(self.known, shift, language=language),
            state=shift_state_words(shift, language=language),
            due=due_words(shift.due, passed=shift.due_passed, language=language),
            count=count_words(shift.count, language=language),
            confidence=shift.confidence,
            contested=shift.contested,
            drawn=drawn,
        )

    def membership(self, membership: Membership, drawn: str) -> Row:
        language, country = self.language, membership.country
        grammar = grammar_of(self.known, country)
        return self.row(
            membership.id,
            "membership",
            membership.claims,
            group=name_of(self.known, country, language=language),
            title=membership_title(
                self.known, [country], membership.organisation, language=language
            ),
            state=membership_words(membership, due=False, language=language, grammar=grammar),
            since=membership.since,
            until=membership.until,
            due=due_words(membership.due, passed=membership.due_passed, language=language),
            confidence=membership.confidence,
            ended=has_ended(membership),
            drawn=drawn,
            about=membership,
        )

    def agreement(self, agreement: Agreement) -> Row:
        return self.row(
            agreement.id,
            "agreement",
            agreement.claims,
            group=names_of(self.known, agreement.hosts, language=self.language),
            title=agreement_title(self.known, agreement, language=self.language),
            state=agreement_words(agreement, due=False, language=self.language),
            since=agreement.since,
            until=agreement.until,
            due=due_words(agreement.due, passed=agreement.due_passed, language=self.language),
            confidence=agreement.confidence,
            ended=has_ended(agreement),
            about=agreement,
        )

    def sanction(self, sanction: Sanction) -> Row:
        return self.row(
            sanction.id,
            "sanction",
            sanction.claims,
            group=name_of(self.known, sanction.on, language=self.language),
            title=sanction_title(self.known, sanction, language=self.language),
            state=sanction_words(sanction, language=self.language),
            since=sanction.since,
            until=sanction.until,
            due=due_words(sanction.due, passed=sanction.due_passed, language=self.language),
            confidence=sanction.confidence,
            ended=has_ended(sanction),
            about=sanction,
            support=sanction.support,
        )

    def event(self, event: Event) -> Row:
        return self.row(
            event.id,
            "event",
            event.claims,
            group=names_of(self.known, event.hosts, language=self.language),
            title=event_words(self.known, event, language=self.language),
            state=event_state(event, language=self.language),
            since=event.date,
            due=due_words(event.due, passed=event.due_passed, language=self.language),
            count=amount_words(event, language=self.language),
            over=event.stage in (Stage.COMPLETED, Stage.REVOKED) and event.date is not None,
            confidence=event.confidence,
            about=event,
        )

    def row(
        self,
        fact: str,
        topic: str,
        claims: Sequence[Claim],
        *,
        group: str,
        title: str,
        state: str,
        confidence: Confidence,
        since: str | None = None,
        until: str | None = None,
        due: str | None = None,
        count: str | None = None,
        contested: bool = False,
        ended: bool = False,
        over: bool = False,
        drawn: str = "table",
        about: Contestable | None = None,
        behind: Sequence[Claim] = (),
        support: Sequence[Claim] = (),
    ) -> Row:
        return Row(
            fact=fact,
            topic=topic,
            group=group,
            title=title,
            state=state,
            since=since,
            until=until,
            due=due,
            count=count,
            last_supported=self.situation.last_supported(claims),
            stale=self.situation.is_stale(claims),
            ended=ended,
            over=over,
            confidence=CONFIDENCES[self.language][confidence],
            contested=about.contested if about else contested,
            basis=basis_of(claims),
            drawn=drawn,
            claims=tuple(claim.id for claim in _reading_order(behind or claims, support)),
            against=tuple(claim.id for claim in about.against) if about else (),
            conflicts=about.conflicts if about else (),
        )


def in_reading_order(rows: Iterable[Row]) -> list[Row]:
    """The rows as a reader looks for them: of presences those that last first, each by its title.

    An id begins with a code, and Germany's comes before France's. What is told of besides keeps
    its order, after the presences.
    """
    told = list(rows)
    presences = [row for row in told if row.topic == "presence"]
    presences.sort(key=lambda row: (row.ended, plain(row.title)))
    return presences + [row for row in told if row.topic != "presence"]


def since_of(row: Row, language: Language = Language.EN) -> str | None:
    """From when on something is so, for an event its day, as part of the sentence on its row.

    What is over had begun then. None where that is not stated, and where the number beside it says
    it already: 1,500 "(since January 2013)" are there since then.
    """
    if row.since is None:
        return None
    if row.topic == "event":  # an event is not since its day
        return date_words(row.since, language=language)
    since = since_words(row.since, language=language)
    if f"({since})" in (row.count or ""):
        return None
    return begun_words(row.since, row.topic, language=language) if row.ended else since


def disagreement_of(row: Row, language: Language = Language.EN) -> str | None:
    """What the sources of a fact disagree about, as part of the sentence on its row; else None."""
    return conflict_words(row.conflicts, language=language) or None


def old_words(row: Row, language: Language = Language.EN) -> str | None:
    """When a stale fact was last supported, as the end of the sentence on its row.

    None where it is not stale, and for an event that is over: it says its own day.
    """
    if not row.stale or row.over:
        return None
    if row.last_supported is None:
        return REPORT[language]["undated"]
    day = day_words(row.last_supported, language)
    return REPORT[language]["last_supported"].format(day=day)


def _reading_order(claims: Sequence[Claim], support: Sequence[Claim]) -> list[Claim]:
    rests_on = {claim.id for claim in support}
    newest_first = claims[::-1]
    return sorted(newest_first, key=lambda claim: claim.id not in rests_on)
