"""A situation as one JSON object: the shape scripts rely on (docs/situation-json.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from geo.agreements import Agreement
from geo.changes import Change
from geo.conflicts import Contestable
from geo.dates import Bound
from geo.events import Event
from geo.memberships import Membership
from geo.model import Claim, Quantity
from geo.presences import Presence
from geo.sanctions import Sanction
from geo.shifts import Shift
from geo.situation import Blank, Situation, basis_of
from geo.threads import Count

NO_FILTER: Mapping[str, Any] = {}


def answer_of(situation: Situation, filters: Mapping[str, Any] = NO_FILTER) -> dict[str, Any]:
    """The situation as plain values for JSON.

    *filters* is what the answer was asked through, by name of each list: a part says that it is
    one.

    Dates are ISO days or EDTF texts, countries ISO 3166-1 alpha-3, organisations and places
    slugs; null is *not stated* or does not apply, never 0 or an empty text. ``claims`` maps the
    id of every claim named anywhere in the answer to its sentence and source.

    Examples
    --------
    >>> from geo.situation import situation_on
    >>> answer_of(situation_on([], dt.date(2024, 4, 20)))["as_of"]
    '2024-04-20'
    """
    return {
        "as_of": situation.as_of.isoformat(),
        "known_on": situation.known_on.isoformat() if situation.known_on else None,
        "evidence": situation.evidence.value,
        "filters": dict(filters),
        "reaches_to": _day(situation.coverage.reaches_to),
        "dense_to": _day(situation.coverage.dense_to),
        "beyond": situation.beyond,
        "presences": [_presence(presence, situation) for presence in situation.presences],
        "memberships": [_membership(membership, situation) for membership in situation.memberships],
        "agreements": [_agreement(agreement, situation) for agreement in situation.agreements],
        "shifts": [_shift(shift, situation) for shift in situation.shifts],
        "sanctions": [_sanction(sanction, situation) for sanction in situation.sanctions],
        "events": [_event(event, situation) for event in situation.events],
        "not_stated": [_blank(blank) for blank in situation.not_stated],
        "claims": {claim.id: _claim(claim) for claim in situation.claims},
    }


def changes_answer(
    changes: Iterable[Change],
    start: dt.date,
    end: dt.date,
    known_on: dt.date | None,
    evidence: str,
    filters: Mapping[str, Any] = NO_FILTER,
) -> dict[str, Any]:
    """Changes between two days as plain values for JSON, with the claims behind them.

    *filters* is as for :func:`answer_of`.
    """
    found = list(changes)
    claims = {claim.id: claim for change in found for claim in change.claims}
    return {
        "from": start.isoformat(),
        "to": end.isoformat(),
        "known_on": known_on.isoformat() if known_on else None,
        "evidence": evidence,
        "filters": dict(filters),
        "changes": [
            {
                "day": change.day.isoformat(),
                "date": change.edtf or change.day.isoformat(),
                "turn": change.turn.value,
                "topic": change.topic,
                "fact": change.fact,
                "before": change.before,
                "after": change.after,
                "claims": [claim.id for claim in change.claims],
            }
            for change in found
        ],
        "claims": {name: _claim(claims[name]) for name in sorted(claims)},
    }


def _support(claims: Iterable[Claim], situation: Situation) -> dict[str, Any]:
    """What every fact says of its evidence."""
    gathered = list(claims)
    newest = situation.last_supported(gathered)
    return {
        "last_supported": newest.isoformat() if newest else None,
        "stale": situation.is_stale(gathered),
        "basis": basis_of(gathered),
        "claims": [claim.id for claim in gathered],
    }


def _presence(presence: Presence, situation: Situation) -> dict[str, Any]:
    return {
        "id": presence.id,
        "actor": presence.actor,
        "force": presence.force,
        "host": presence.host,
        "place": presence.place,
        "kind": presence.kind.value,
        "state": presence.state.value,
        "stage": presence.stage.value,
        "since": presence.since,
        "until": presence.until,
        "due": presence.due,
        "due_passed": presence.due_passed,
        "mandate": presence.mandate,
        "mandate_passed": presence.mandate_passed,
        "demand": presence.demand.id if presence.demand else None,
        "part_to_leave": presence.part.id if presence.part else None,
        "count": _count(presence.count),
        "counts": [_count(count) for count in presence.counts],
        "inferred": presence.inferred,
        "reported": presence.reported,
        "confidence": presence.confidence.value,
        **_disagreement(presence),
        **_support(presence.claims, situation),
        "claims": [claim.id for claim in presence.behind],
    }


def _membership(membership: Membership, situation: Situation) -> dict[str, Any]:
    return {
        "id": membership.id,
        "country": membership.country,
        "organisation": membership.organisation,
        "member": membership.member,
        "suspended": membership.suspended,
        "suspension_term": membership.suspension_term,
        "exit_announced": membership.exit_announced,
        "stage": membership.stage.value,
        "since": membership.since,
        "until": membership.until,
        "due": membership.due,
        "due_passed": membership.due_passed,
        "confidence": membership.confidence.value,
        **_disagreement(membership),
        **_support(membership.claims, situation),
    }


def _agreement(agreement: Agreement, situation: Situation) -> dict[str, Any]:
    return {
        "id": agreement.id,
        "hosts": list(agreement.hosts),
        "partners": list(agreement.partners),
        "name": agreement.name,
        "state": agreement.state,
        "stage": agreement.stage.value,
        "since": agreement.since,
        "until": agreement.until,
        "end_announced": agreement.end_announced,
        "due": agreement.due,
        "due_passed": agreement.due_passed,
        "by_notice": agreement.by_notice,
        "term": agreement.term,
        "collective": agreement.collective,
        "confidence": agreement.confidence.value,
        **_disagreement(agreement),
        **_support(agreement.claims, situation),
    }


def _sanction(sanction: Sanction, situation: Situation) -> dict[str, Any]:
    return {
        "id": sanction.id,
        "by": sanction.by,
        "on": sanction.on,
        "state": sanction.state,
        "stage": sanction.stage.value,
        "eased": sanction.eased,
        "since": sanction.since,
        "until": sanction.until,
        "to_be_lifted": sanction.ahead.id if sanction.ahead else None,
        "term": sanction.term,
        "due": sanction.due,
        "due_passed": sanction.due_passed,
        "confidence": sanction.confidence.value,
        **_disagreement(sanction),
        **_support(sanction.claims, situation),
    }


def _disagreement(part: Contestable) -> dict[str, Any]:
    return {
        "contested": part.contested,
        "against": [claim.id for claim in part.against],
        "conflicts": [
            {
                "point": conflict.point.value,
                "sides": [[claim.id for claim in side] for side in conflict.sides],
            }
            for conflict in part.conflicts
        ],
    }


def _shift(shift: Shift, situation: Situation) -> dict[str, Any]:
    return {
        "id": shift.id,
        "host": shift.host,
        "partner": shift.partner,
        "forces": list(shift.forces),
        "forms": [form.value for form in shift.forms],
        "direction": shift.direction,
        "basis_of_shift": shift.basis,
        "state": shift.state,
        "stage": shift.stage.value,
        "since": shift.since,
        "due": shift.due,
        "due_passed": shift.due_passed,
        "count": _count(shift.count),
        "collective": shift.collective,
        "confidence": shift.confidence.value,
        "contested": shift.contested,
        "facts": list(shift.facts),
        **_support(shift.claims, situation),
    }


def _event(event: Event, situation: Situation) -> dict[str, Any]:
    return {
        "id": event.id,
        "kind": event.kind.value,
        "stage": event.stage.value,
        "modality": event.modality.value,
        "date": event.date,
        "due": event.due,
        "due_passed": event.due_passed,
        "days": _days(event.day) if event.date else None,
        "actors": list(event.actors),
        "hosts": list(event.hosts),
        "counterparties": list(event.counterparties),
        "direction": event.direction,
        "place": event.place,
        "organisation": event.organisation,
        "relevance": event.relevance.value,
        "confidence": event.confidence.value,
        **_disagreement(event),
        **_support(event.claims, situation),
    }


def _blank(blank: Blank) -> dict[str, Any]:
    return {
        "id": blank.id,
        "what": blank.what,
        "facts": list(blank.facts),
        "claim": blank.claim.id,
        "sentence": blank.claim.words,
    }


def _count(count: Count | None) -> dict[str, Any] | None:
    if count is None:
        return None
    return {**_quantity(count.quantity), "as_of": count.as_of, "claim": count.claim.id}


def _quantity(quantity: Quantity) -> dict[str, Any]:
    return {
        "low": quantity.low,
        "high": quantity.high,
        "comparison": quantity.comparison.value,
        "unit": quantity.unit,
        "words": quantity.words,
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _days(bound: Bound) -> list[str]:
    return [bound.earliest.isoformat(), bound.latest.isoformat()]


def _claim(claim: Claim) -> dict[str, Any]:
    source = claim.source
    return {
        "kind": claim.kind.value,
        "stage": claim.stage.value,
        "modality": claim.modality.value,
        "basis": source.basis.value,
        "quote": claim.quote.exact if claim.quote else None,
        "start": claim.quote.start if claim.quote else None,
        "end": claim.quote.end if claim.quote else None,
        "statement": claim.statement,
        "valid": claim.valid.when.edtf if claim.valid else None,
        "said": claim.said.when.edtf if claim.said else None,
        "due": claim.due.when.edtf if claim.due else None,
        "attribution": claim.attribution.type.value,
        "attribution_words": claim.attribution.words,
        "origins": list(claim.origins),
        "quantity": _quantity(claim.quantity) if claim.quantity else None,
        "known_since": claim.known_since.isoformat(),
        "source": {
            "id": source.id,
            "file": source.file,
            "title": source.title,
            "publisher": source.publisher,
            "url": source.url,
            "published": source.published.edtf if source.published else None,
        },
        "grade": asdict(claim.grade) if claim.grade else None,
    }
