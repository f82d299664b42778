"""What a presence consists of, and what of it stays when only one form of it goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from geo.deadlines import is_of_a_part
from geo.model import SIDE_FORMS, Claim, Form, Kind, Scope, Stage

# What goes along with a form: the base of the soldiers who have gone is no base of theirs any more,
# a mission's is the mission's. People counted without a form may be any people, and no drones.
_PEOPLE = None
_ALONG: dict[Form, frozenset[Form | None]] = {
    Form.BASE: frozenset([Form.BASE, _PEOPLE]),
    Form.TROOPS: frozenset([Form.TROOPS, Form.BASE, _PEOPLE]),
    Form.INSTRUCTORS: frozenset([Form.INSTRUCTORS, _PEOPLE]),
    Form.MISSION: frozenset([Form.MISSION, Form.BASE, _PEOPLE]),
    Form.EQUIPMENT: frozenset([Form.EQUIPMENT]),
}


def forms_of(claims: Iterable[Claim]) -> frozenset[Form]:
    """What somebody says is there: troops, instructors … A head count or a cost names nothing.

    Examples
    --------
    >>> forms_of([])
    frozenset()
    """
    return frozenset(c.form for c in claims if c.form and c.kind is Kind.PRESENCE and c.is_affirmed)


def counts_a_part(claim: Claim, told: Iterable[Claim]) -> bool:
    """Whether a number is of instructors or crews among others who are told of.

    *told* is what is said of the force; who had gone by the day of the number is nobody among whom
    they are. Empty: nobody is told of.
    """
    if claim.form not in SIDE_FORMS:
        return False
    known = [one for one in told if one.is_affirmed]
    others = [one for one in known if one.kind is Kind.PRESENCE and one.form in _ALL_OF_THEM]
    return bool(others and _still_there(others, known, claim))


# Of whom instructors are a part, where both are told of.
_ALL_OF_THEM = frozenset([Form.TROOPS, Form.MISSION])


def goes_along(form: Form, forms: Iterable[Form]) -> bool:
    """Whether all these forms go where one of them goes.

    Examples
    --------
    >>> goes_along(Form.TROOPS, [Form.BASE]), goes_along(Form.INSTRUCTORS, [Form.BASE])
    (True, False)
    """
    return all(one in _ALONG[form] for one in forms)


def form_alone(claim: Claim) -> Form | None:
    """The form of which alone a claim tells; None where it tells of all.

    A mission that has a name is the force itself: its soldiers go with it. Those of a power need
    not go with a mission of that power.
    """
    mission = claim.form is Form.MISSION and claim.force is not None
    return None if mission else claim.form


def leaves_others(gone: Claim, told: Iterable[Claim]) -> bool:
    """Whether what goes of one form leaves another there: all instructors are not all.

    Parameters
    ----------
    gone : Claim
        A leaving, or a stay whose interval is over; of all or of one form, see :func:`form_alone`.
    told : iterable of Claim
        What is said of the force, of its sites too. What had gone by then, or came later, is
        nobody who stays.
    """
    form = form_alone(gone)
    if form is None:
        return False
    known = [claim for claim in told if claim.is_affirmed]
    there = (c for c in known if _names_a_form(c) and c.held_from <= _day(gone))
    others = [c for c in there if c.form not in _along(gone, form)]
    return bool(_still_there(others, known, gone))


def leaves_a_holder(gone: Claim, told: Iterable[Claim]) -> bool:
    """Whether who stays may hold the bases: a mission where soldiers go, or the reverse."""
    form = form_alone(gone)
    if form not in _ALL_OF_THEM:
        return False
    return bool(forms_of(told) & (_ALL_OF_THEM - _along(gone, form)))


def _along(gone: Claim, form: Form) -> frozenset[Form | None]:
    """What goes with a form: of a force that has a name, its mission with its soldiers."""
    soldiers = form is Form.TROOPS and gone.force is not None
    return _ALONG[form] | {Form.MISSION} if soldiers else _ALONG[form]


def _still_there(others: Iterable[Claim], told: Iterable[Claim], then: Claim) -> list[Claim]:
    """Those of others who had not gone, by what else is *told*, by the day of a claim."""
    ends = [c for c in told if c is not then and _ends(c) and c.finished.latest <= _day(then)]
    staying = (one for one in others if not _over(one, then))
    return [one for one in staying if not any(takes_along(end, one) for end in ends)]


def _day(then: Claim) -> dt.date:
    return then.finished.latest


def _names_a_form(claim: Claim) -> bool:
    if claim.quantity is not None and claim.quantity.is_none:
        return False
    if claim.kind is Kind.TROOP_COUNT:
        return claim.quantity is not None and claim.quantity.unit == "persons"
    here = claim.stage in (Stage.UNDER_WAY, Stage.IN_EFFECT, Stage.COMPLETED)
    built = claim.kind is Kind.ESTABLISHMENT and claim.stage is Stage.COMPLETED
    return built or (claim.kind is Kind.PRESENCE and here)


def _over(claim: Claim, then: Claim) -> bool:
    """Whether its own interval was over by the day of another claim."""
    return claim.term_ends is not None and claim.finished.latest <= _day(then)


def _ends(claim: Claim) -> bool:
    if claim.kind is Kind.WITHDRAWAL:
        return claim.stage is Stage.COMPLETED and not is_of_a_part(claim)
    return claim.kind is Kind.PRESENCE and claim.stage is Stage.REVOKED and claim.due is None


def takes_along(end: Claim, one: Claim) -> bool:
    """Whether an end is one of what another claim says is there, which came before it.

    Parameters
    ----------
    end : Claim
        A leaving that is completed, of all or of one form.
    one : Claim
        Who is there, or how many.
    """
    place = None if end.scope is Scope.WHOLE else end.place
    there = place in (None, one.place) and end.force in (None, one.force)
    before = one.happened.earliest <= end.finished.latest
    form = form_alone(end)
    return there and before and (form is None or one.form in _along(end, form))
