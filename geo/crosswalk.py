"""Our claims in the codes of event data sets: PLOVER, CAMEO, ACLED.

Those ontologies code acts, half of our claims state what is so; a state gets the code of the act
that brought it about, an attribute (a number of troops, a cost) gets none. Codes say what a
claim is about; how firmly it is said is in its modality, except that what is denied has no code.

Sources: PLOVER manual and ``CAMEO2PLOVER-2021.txt`` (github.com/openeventdata/PLOVER, read at
the commit of 4 February 2024, CC BY-SA 4.0); CAMEO codebook 1.1b3; the names of ACLED's
sub-event types (codebook of 2023). No data of theirs is used.
"""

from __future__ import annotations

from typing import NamedTuple

from geo.model import Claim, Form, Kind, Modality, Scope, Stage


class Codes(NamedTuple):
    """Codes of one claim; None where the ontology has none.

    ``plover`` is the event type, with its mode after a slash. ``cameo`` is a text: ``036`` is
    not 36. ``acled`` is a sub-event type.
    """

    plover: str | None = None
    cameo: str | None = None
    acled: str | None = None


_NONE = Codes()
_OTHER = "Other"
_AGREEMENT = "Agreement"
_BASE = "Headquarters or base established"
_DEMANDED, _ANNOUNCED, _AGREED = Stage.DEMANDED, Stage.ANNOUNCED, Stage.AGREED
_UNDER_WAY, _IN_EFFECT, _COMPLETED = Stage.UNDER_WAY, Stage.IN_EFFECT, Stage.COMPLETED
_SUSPENDED, _REVOKED = Stage.SUSPENDED, Stage.REVOKED

# PLOVER spreads one withdrawal over four types by its stage: an announced retreat is a
# concession. CAMEO 087 and not its child 0874, which is about the battlefield.
_WITHDRAWAL = {
    _DEMANDED: Codes("REQUEST/yield", "1056"),
    _ANNOUNCED: Codes("CONCEDE", "0356", _OTHER),
    _AGREED: Codes("AGREE", "0356", _OTHER),
    _UNDER_WAY: Codes("RETREAT/withdraw", "087", _OTHER),
    _COMPLETED: Codes("RETREAT/withdraw", "087", _OTHER),
}
_LEFT = Codes("SANCTION/withdraw", "166", _OTHER)  # "from a group, organization"
_DISCONTINUED = Codes("SANCTION/discontinue", "1622", _OTHER)
_MET = Codes("CONSULT", "040")
_TO_MEET = Codes("AGREE", "036")
_MARCHED = Codes("PROTEST/demo", "141", "Peaceful protest")
_JOINED = Codes("COOPERATE", "060", _AGREEMENT)
_LIFTED = Codes("RETREAT", "085", _OTHER)

_BY_STAGE: dict[Kind, dict[Stage, Codes]] = {
    Kind.WITHDRAWAL: _WITHDRAWAL,
    Kind.AGREEMENT: {
        _ANNOUNCED: Codes("AGREE", "0312"),
        _AGREED: Codes("AGREE", "0312", _AGREEMENT),
        _IN_EFFECT: Codes("SUPPORT", "057", _AGREEMENT),
        _SUSPENDED: _DISCONTINUED,
        _REVOKED: _DISCONTINUED,  # completed has none: a pact that ran its term is no act
    },
    Kind.MEMBERSHIP: {
        _ANNOUNCED: Codes("AGREE", "030"),
        _AGREED: Codes("AGREE", "030", _AGREEMENT),
        _IN_EFFECT: _JOINED,
        _COMPLETED: _JOINED,
    },
    # A member leaves by giving notice: announcing it is the act, not a promise of one.
    Kind.EXIT: {
        _DEMANDED: Codes("REQUEST", "100"),
        **dict.fromkeys((_ANNOUNCED, _AGREED, _UNDER_WAY, _COMPLETED), _LEFT),
    },
    # "Permanently or temporarily expel an entity from a group, organization".
    Kind.SUSPENSION: {
        _IN_EFFECT: Codes("SANCTION/expel", "166", _OTHER),
        _REVOKED: Codes("RETREAT", "080", _OTHER),
    },
    # The manual codes sanctions as "discontinue", against the older conversion table.
    Kind.SANCTION: {
        _ANNOUNCED: Codes("THREATEN/restrict", "1312"),
        _IN_EFFECT: Codes("SANCTION/discontinue", "163", _OTHER),
        _SUSPENDED: _LIFTED,
        _REVOKED: _LIFTED,
    },
    Kind.TALKS: {
        _ANNOUNCED: _TO_MEET,
        _AGREED: _TO_MEET,
        **dict.fromkeys((_UNDER_WAY, _IN_EFFECT, _COMPLETED), _MET),
    },
    Kind.PROTEST: dict.fromkeys((_UNDER_WAY, _IN_EFFECT, _COMPLETED), _MARCHED),
    Kind.COUP: dict.fromkeys((_UNDER_WAY, _COMPLETED), Codes(acled=_OTHER)),
}

# Under the flag of the United Nations a soldier is a peacekeeper, and codes differ.
_PEACEKEEPING = "un"


def codes_of(claim: Claim) -> Codes:
    """The codes of a claim.

    Examples
    --------
    >>> import datetime as dt
    >>> from geo.model import Basis, Source
    >>> blank = (None, None, None, "en", None, "", "", None, (), None, Basis.SEED, "", "")
    >>> told = (Kind.WITHDRAWAL, Stage.ANNOUNCED, Modality.ASSERTED, Source("source", *blank))
    >>> codes_of(Claim("claim", *told, dt.date(2024, 4, 19)))
    Codes(plover='CONCEDE', cameo='0356', acled='Other')
    """
    if claim.modality is Modality.DENIED:
        return _NONE
    if claim.kind in (Kind.PRESENCE, Kind.ESTABLISHMENT):
        return _presence(claim)
    if claim.kind is Kind.ALIGNMENT:
        return _alignment(claim)
    found = _BY_STAGE.get(claim.kind, {}).get(claim.stage, _NONE)
    done = claim.kind is Kind.WITHDRAWAL and claim.stage in (_UNDER_WAY, _COMPLETED)
    return _departure(claim, found) if done else found


def _departure(claim: Claim, found: Codes) -> Codes:
    if _PEACEKEEPING in claim.actors:
        found = found._replace(plover="SANCTION/withdraw", cameo="1661")
    # Only a site that was given up changes hands; troops that left a country hand nothing over.
    if claim.stage is _COMPLETED and (claim.place or claim.scope is Scope.SITE):
        found = found._replace(acled="Non-violent transfer of territory")
    return found


def _presence(claim: Claim) -> Codes:
    peacekeepers = _PEACEKEEPING in claim.actors
    if claim.stage is _REVOKED:  # the host ends it: an expulsion
        return Codes("SANCTION/expel", "1661" if peacekeepers else "166", _OTHER)
    protection = peacekeepers or claim.form is Form.MISSION
    aid = protection or claim.form in (Form.INSTRUCTORS, Form.EQUIPMENT)
    if claim.stage in (_ANNOUNCED, _AGREED):
        return Codes("AGREE", "0334" if protection else "0332" if aid else "0312")
    if aid:
        return Codes("AID", "074" if protection else "072")
    return Codes("MOBILIZE/troops", "154", _BASE if claim.form is Form.BASE else None)


def _alignment(claim: Claim) -> Codes:
    if claim.direction == "away_from":
        return Codes("SANCTION", "160")
    if claim.stage is _DEMANDED:
        return Codes("REQUEST/assist", "101")
    return (
        Codes("AGREE", "030") if claim.stage in (_ANNOUNCED, _AGREED) else Codes("COOPERATE", "060")
    )
