"""Claims in the codes of others: the table of the design, and what has no code."""

import pytest

from geo.crosswalk import Codes, codes_of
from geo.model import KIND_RULES, Kind
from tests.invented import claim, event, presence, withdrawal

# The stages of one withdrawal, as the PLOVER manual spreads them over its types.
WITHDRAWAL = {
    "demanded": ("REQUEST/yield", "1056", None),
    "announced": ("CONCEDE", "0356", "Other"),
    "agreed": ("AGREE", "0356", "Other"),
    "under_way": ("RETREAT/withdraw", "087", "Other"),
    "completed": ("RETREAT/withdraw", "087", "Other"),
    "revoked": (None, None, None),
}


@pytest.mark.parametrize("stage", WITHDRAWAL)
def test_a_withdrawal_is_coded_by_its_stage(stage):
    assert codes_of(withdrawal(stage)) == WITHDRAWAL[stage]


CASES = {
    "peacekeepers leave": (withdrawal("completed", actors=("un",)), "SANCTION/withdraw", "1661"),
    "peacekeepers come": (presence(actors=("un",), form="mission"), "AID", "074"),
    "a host expels": (presence(stage="revoked"), "SANCTION/expel", "166"),
    "a base": (presence(), "MOBILIZE/troops", "154"),
    "instructors": (presence(form="instructors"), "AID", "072"),
    "instructors to come": (presence(stage="agreed", form="instructors"), "AGREE", "0332"),
    "a pact": (claim("agreement", "in_effect"), "SUPPORT", "057"),
    "a pact ended": (claim("agreement", "revoked"), "SANCTION/discontinue", "1622"),
    "a pact that ran out": (claim("agreement", "completed"), None, None),
    "a member": (claim("membership", "in_effect"), "COOPERATE", "060"),
    "a member out": (claim("exit", "completed"), "SANCTION/withdraw", "166"),
    "a member suspended": (claim("suspension", "in_effect"), "SANCTION/expel", "166"),
    "closer": (event("alignment", "in_effect", direction="towards"), "COOPERATE", "060"),
    "further": (event("alignment", "in_effect", direction="away_from"), "SANCTION", "160"),
    "talks": (event("talks"), "CONSULT", "040"),
    "talks to come": (event("talks", "announced"), "AGREE", "036"),
    "a march": (event("protest"), "PROTEST/demo", "141"),
    "a march to come": (event("protest", "announced"), None, None),
    "a coup": (event("coup"), None, None),
}


@pytest.mark.parametrize("name", CASES)
def test_plover_and_cameo(name):
    told, plover, cameo = CASES[name]
    assert codes_of(told)[:2] == (plover, cameo)


@pytest.mark.parametrize(
    ("told", "acled"),
    [
        (presence(), "Headquarters or base established"),
        (presence(form="troops"), None),
        (withdrawal("completed", place="old-fort"), "Non-violent transfer of territory"),
        (withdrawal("under_way", place="old-fort"), "Other"),
        (event("coup"), "Other"),
        (event("protest"), "Peaceful protest"),
    ],
)
def test_acled(told, acled):
    assert codes_of(told).acled == acled


@pytest.mark.parametrize("kind", ["troop_count", "base_count", "cost", "context"])
def test_an_attribute_is_no_act(kind):
    assert codes_of(claim(kind, "in_effect")) == Codes(None, None, None)


def test_what_is_denied_has_no_code():
    assert codes_of(presence(modality="denied")) == Codes()
    assert codes_of(presence(modality="alleged")) != Codes()


@pytest.mark.parametrize("kind", Kind)
def test_every_stage_of_every_kind_has_codes_of_the_right_form(kind):
    for stage in KIND_RULES[kind].stages:
        plover, cameo, _ = codes_of(claim(kind, stage))
        assert plover is None or plover.partition("/")[0].isupper()
        assert cameo is None or (cameo.isdigit() and len(cameo) in (3, 4))
        assert (plover is None) == (cameo is None)
