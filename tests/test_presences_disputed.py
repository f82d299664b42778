"""A presence of which sources, or one source by itself, tell what does not agree."""

from dataclasses import replace

import pytest

from geo.changes import changes_between
from geo.history import history_of
from geo.language import Language
from geo.resolve import resolve_claims
from geo.words import state_words
from tests.fort import (
    AT_FORT,
    FORT,
    OLD_FORT_FACT,
    POST,
    SINCE_2013,
    WHOLE_LEFT,
    establishment,
)
from tests.invented import (
    count,
    day,
    day_table,
    exactly,
    from_one,
    on,
    presence,
    presence_in,
    state_on,
    withdrawal,
)

# --- contradictions ----------------------------------------------------------------------------

CONTESTED = {
    "a denial": ([SINCE_2013, presence("2020-01-01", modality="denied")], True),
    "a denied allegation": (
        [
            presence("2020-01-01", modality="alleged"),
            presence("2020-01-02", modality="denied"),
        ],
        True,
    ),
    "an undated report after the end": (
        [SINCE_2013, WHOLE_LEFT, presence(None, known="2020-12-01")],
        True,
    ),
    "that a base was built, told after the end": (
        [SINCE_2013, WHOLE_LEFT, establishment("completed", None, known="2020-12-01")],
        False,
    ),
    "two ends within a month": (
        [SINCE_2013, WHOLE_LEFT, withdrawal("completed", "2020-06-02")],
        False,
    ),
    "a denial of an earlier day": (
        [presence("2012-05-01", modality="denied"), SINCE_2013],
        False,
    ),
    "a denial of what was told of afterwards": (
        [
            SINCE_2013,
            presence("2014-05-01", modality="denied", origins=("Radio",)),
            presence("2015-01-01"),
        ],
        True,
    ),
    "that they have left is denied, and they are there": (
        [SINCE_2013, withdrawal("completed", "2019-01-01", modality="denied")],
        False,
    ),
    "that they have left is denied before they left": (
        [SINCE_2013, withdrawal("completed", "2019-01-01", modality="denied"), WHOLE_LEFT],
        False,
    ),
    "that they have left is denied, and they are to leave": (
        [
            *(SINCE_2013, withdrawal("announced", "2019-01-01", due="2022-06-01")),
            withdrawal("completed", "2020-06-02", modality="denied"),
        ],
        False,
    ),
    "that a part has left is denied, for which they are leaving": (
        [
            *(SINCE_2013, withdrawal("completed", "2019-01-01", scope="part")),
            withdrawal("completed", "2019-02-01", scope="part", modality="denied"),
        ],
        True,
    ),
    "that all have left is denied, and a part has": (
        [
            *(SINCE_2013, withdrawal("completed", "2019-01-01", scope="part")),
            withdrawal("completed", "2019-02-01", modality="denied"),
        ],
        False,
    ),
    "that anybody called on them to go is denied, and they are to leave": (
        [
            *(SINCE_2013, withdrawal("announced", "2019-01-01")),
            withdrawal("demanded", "2019-02-01", modality="denied"),
        ],
        False,
    ),
    "that anybody called on them to go is denied, and they have left": (
        [SINCE_2013, WHOLE_LEFT, withdrawal("demanded", "2020-06-02", modality="denied")],
        False,
    ),
    "that they are to leave is denied": (
        [
            *(SINCE_2013, withdrawal("announced", "2019-01-01")),
            withdrawal("announced", "2019-02-01", modality="denied", origins=("Radio",)),
        ],
        True,
    ),
    "that they have left is denied after it": (
        [SINCE_2013, WHOLE_LEFT, withdrawal("completed", "2020-06-02", modality="denied")],
        True,
    ),
    "two ends that may be the same": (
        [SINCE_2013, withdrawal("completed", "2020-06"), WHOLE_LEFT],
        False,
    ),
    "an end retold without a day": (
        [SINCE_2013, WHOLE_LEFT, withdrawal("completed", None, known="2020-06-20")],
        False,
    ),
    "two closed intervals of one end": ([presence("2013/2018"), presence("2013/2019")], False),
    "a return": ([presence("2013/2018"), presence("2020/..")], False),
    "a plain presence": ([SINCE_2013, presence("2014")], False),
}


@pytest.mark.parametrize(("claims", "contested"), CONTESTED.values(), ids=CONTESTED)
def test_contradictions_are_contested_and_recaps_are_not(claims, contested):
    found = presence_in(on(claims, "2021-01-01"))
    assert found.contested is contested
    assert (found.confidence == "contested") is contested
    assert {one.point.value for one in found.conflicts} == ({"state"} if contested else set())


@pytest.mark.parametrize("claims", [case[0] for case in CONTESTED.values()], ids=CONTESTED)
def test_both_sides_of_it_stay_on_view(claims):
    assert set(presence_in(on(claims, "2021-01-01")).claims) == set(claims)


def test_ends_told_of_different_months_are_two_sides_of_an_end_nobody_doubts():
    later = withdrawal("completed", "2020-09-01", origins=("Radio",))
    found = presence_in(on([SINCE_2013, WHOLE_LEFT, later], "2021-01-01"))
    (conflict,) = found.conflicts
    assert (conflict.point, conflict.sides) == ("end", ((WHOLE_LEFT,), (later,)))
    assert (found.state, found.confidence) == ("ended", "corroborated")


def test_a_denial_of_an_earlier_stay_says_nothing_of_a_later_one():
    claims = [
        presence("2013/2015"),
        presence("2014-05-05", modality="denied", origins=("Radio",)),
        presence("2018/.."),
    ]
    assert presence_in(on(claims, "2014-06-01")).contested
    assert not presence_in(on(claims, "2019-01-01")).contested


def test_a_number_denied_contests_the_number():
    told, denied = (
        count(exactly(1000), "2020-01-01"),
        count(exactly(1000), "2020-02-01", modality="denied"),
    )
    found = presence_in(on([SINCE_2013, told, denied], "2021-01-01"))
    assert [(one.point, one.sides) for one in found.conflicts] == [
        ("head count", ((told,), (denied,)))
    ]
    assert found.confidence != "contested"


def test_what_is_alleged_is_confirmed_by_nobody():
    claims = [
        presence("2020-01-01", modality="alleged", by="official", who="XXX"),
        presence("2020-01-02", modality="alleged", origins=("Radio",)),
    ]
    found = presence_in(on(claims, "2020-02-01"))
    assert (found.state, found.confidence) == ("alleged", "corroborated")


FORMED = {
    # Nobody says that the troops go: what has gone is told beside those who stay.
    "all instructors where troops are too": (["troops", "instructors"], "instructors", "active"),
    "all instructors where nobody else is": (["instructors"], "instructors", "ended"),
    "all of them": (["troops", "instructors"], None, "ended"),
}


@pytest.mark.parametrize(("forms", "leaves", "state"), FORMED.values(), ids=FORMED)
def test_all_of_one_kind_are_a_part_where_there_are_others(forms, leaves, state):
    claims = [presence("2013/..", form=form) for form in forms]
    claims.append(withdrawal("completed", "2020-01-01", form=leaves))
    assert state_on(claims, "2020-02-01") == state


@pytest.mark.parametrize(
    ("due", "states"),
    [
        (None, ("ended", "ended")),
        ("2020-12-31", ("leaving", "leaving")),
        ("2020-06-30", ("ended", "ended")),
    ],
)
def test_a_mission_ended_for_a_later_day_is_leaving_until_somebody_says_it_left(due, states):
    claims = [
        presence("2013/..", form="mission"),
        presence("2020-06-30", "revoked", form="mission", due=due),
    ]
    assert (state_on(claims, "2020-07-01"), state_on(claims, "2021-01-01")) == states
    if due == "2020-12-31":
        found = presence_in(on(claims, "2021-01-01"))
        assert (found.stage, found.due, found.due_passed) == ("agreed", "2020-12-31", True)


@pytest.mark.parametrize(("when", "passed"), [("2020-06-01", False), ("2020-06-02", True)])
def test_an_arrival_announced_keeps_its_day_and_says_when_it_passed(when, passed):
    found = presence_in(on([presence("2020-01-01", "announced", due="2020-06-01")], when))
    assert (found.state, found.due, found.due_passed) == ("planned", "2020-06-01", passed)


def test_a_source_that_is_still_there_by_its_own_interval_contests_the_end():
    claims = [presence("2013/2018"), presence("2013/2020", known="2021-01-01")]
    found = presence_in(on(claims, "2019-06-01"))
    assert (found.state, found.contested) == ("ended", True)


# --- one source that tells of both -------------------------------------------------------------

LATE = {"known": "2020-12-01"}
LEFT_IN_JUNE = withdrawal("completed", "2020-06-01", **LATE)
ONE_SOURCE = {
    "had been there, and left": ([LEFT_IN_JUNE, presence(None, **LATE)], "presence-xxx-aaa", False),
    "another paper of that day": (
        [LEFT_IN_JUNE, presence(None, origins=("Radio",), **LATE)],
        "presence-xxx-aaa",
        True,
    ),
    "had been at a camp, and all left": (
        [LEFT_IN_JUNE, presence(None, **LATE, **FORT)],
        OLD_FORT_FACT,
        False,
    ),
    "had been at a camp, says another paper": (
        [LEFT_IN_JUNE, presence(None, origins=("Radio",), **LATE, **FORT)],
        OLD_FORT_FACT,
        True,
    ),
}


@pytest.mark.parametrize(("claims", "name", "contested"), ONE_SOURCE.values(), ids=ONE_SOURCE)
def test_one_source_that_tells_of_both_before_and_after_contradicts_nobody(claims, name, contested):
    found = presence_in(on(claims, "2021-01-01"), name)
    assert found.contested is contested
    assert set(claims) <= set(found.behind)
    assert found.state == ("active" if contested and name == OLD_FORT_FACT else "ended")


@pytest.mark.parametrize(
    ("last", "when", "contested"),
    [
        ("2020-06-01", "2020-06-01", False),  # till that day, and gone on it
        ("2020-06-02", "2020-06-01", True),
        ("2020-06-02", "2020-06-02", True),
        ("2020-06-02", "2020-06-03", False),
    ],
)
def test_the_day_on_which_an_interval_ends_is_the_day_they_left(last, when, contested):
    found = presence_in(on([presence(f"2013/{last}"), WHOLE_LEFT], when))
    assert (found.state, found.contested) == ("ended", contested)


def test_a_vague_beginning_is_nothing_to_tell_of_before_the_closer_one():
    claims = [presence("2020-03/.."), presence("2020-03-20/..", origins=("Radio",))]
    before = on(claims, "2020-03-10")
    assert (before.presences, before.events) == ((), ())
    assert state_on(claims, "2020-03-20") == "active"
    # Nothing dates it closer: it is told from the first day on which it may have been.
    assert state_on(claims[:1], "2020-03-10") == "active"


# --- who takes a word back ----------------------------------------------------------------------

SAID_NO = {"modality": "denied", "by": "official", "who": "AAA"}
NO = presence("2021-04-05", **SAID_NO)
YES = {"by": "official", "who": "AAA", "known": "2021-05-07"}
CONCEDED = {
    "who denied it says so": ([NO, presence("2021-03-20/..", **YES)], False),
    "another says so": ([NO, presence("2021-03-20/..", **YES | {"who": "XXX"})], True),
    "somebody unnamed says so": ([NO, presence("2021-03-20/..", **YES | {"who": None})], True),
    "said so before denying it": (
        [NO, presence("2021-03-20/..", **YES | {"known": "2021-04-01"})],
        True,
    ),
    "alleges it only": ([NO, presence("2021-03-20/..", modality="alleged", **YES)], True),
    "is silent": ([NO], True),
}


@pytest.mark.parametrize(("claims", "contested"), CONCEDED.values(), ids=CONCEDED)
def test_who_denied_and_then_says_so_denies_it_no_more(claims, contested):
    told = [presence("2021-03/.."), *claims]
    found = presence_in(on(told, "2021-09-01"))
    assert (found.confidence == "contested") is contested
    assert NO in found.claims
    assert presence_in(on(told, "2021-04-06", "2021-04-06")).contested


@pytest.mark.parametrize(
    ("denied", "admitted", "contested"),
    [
        ("troops", "instructors", True),
        ("troops", "equipment", True),
        ("instructors", "instructors", False),
        ("instructors", "troops", False),
        ("base", "troops", False),
    ],
)
def test_who_admits_instructors_denies_the_soldiers_still(denied, admitted, contested):
    told = presence("2021-03/..", form="troops", place="old-fort")
    denial = presence("2021-04-05", form=denied, **SAID_NO)
    since = presence("2021-04-10/..", form=admitted, **YES)
    found = presence_in(on([told, denial, since], "2021-09-01"), OLD_FORT_FACT)
    assert found.contested is contested


def test_who_denied_the_whole_and_then_says_so_denies_its_sites_no_more():
    told = [presence("2021-03/..", form="base", **FORT), NO]
    assert presence_in(on(told, "2021-09-01"), OLD_FORT_FACT).confidence == "contested"
    told.append(presence("2021-03-20/..", **YES))
    assert presence_in(on(told, "2021-09-01"), OLD_FORT_FACT).confidence != "contested"


REPORT = presence(None, known="2021-05-03", **POST)
WITHDRAWN = presence(None, known="2021-05-10", modality="denied", **POST)
TAKEN_BACK = {
    "its only origin withdraws it": ([REPORT, WITHDRAWN], "alleged"),
    "with its day": (
        [
            presence("2021-05-01/..", known="2021-05-03", **POST),
            presence("2021-05-01/..", known="2021-05-10", modality="denied", **POST),
        ],
        "alleged",
    ),
    "another origin says so too": (
        [REPORT, WITHDRAWN, presence(None, known="2021-05-04", origins=("Radio",))],
        "active",
    ),
    "the other origin of it stays": (
        [presence(None, known="2021-05-03", origins=("Post", "Radio")), WITHDRAWN],
        "active",
    ),
    "another origin denies it": (
        [REPORT, presence(None, known="2021-05-10", modality="denied", origins=("Radio",))],
        "active",
    ),
    "an official denies it in the same paper": (
        [REPORT, presence(None, known="2021-05-10", **POST, **SAID_NO)],
        "active",
    ),
    "denied of another day": (
        [REPORT, presence("2021-05-08", known="2021-05-10", modality="denied", **POST)],
        "active",
    ),
    "denied before it was told": (
        [REPORT, presence(None, known="2021-05-02", modality="denied", **POST)],
        "active",
    ),
}


@pytest.mark.parametrize(("claims", "state"), TAKEN_BACK.values(), ids=TAKEN_BACK)
def test_what_its_only_origin_withdraws_nobody_says(claims, state):
    for told in (claims, claims[::-1]):
        found = presence_in(on(told, "2021-05-12"))
        assert (found.state, set(claims) <= set(found.behind)) == (state, True)


def test_a_withdrawn_report_was_wrong_on_its_day_and_stood_until_it_was_known():
    found = presence_in(on([REPORT, WITHDRAWN], "2021-05-05"))
    assert (found.state, found.confidence) == ("alleged", "contested")
    assert set(found.behind) == {REPORT, WITHDRAWN}
    then = presence_in(on([REPORT, WITHDRAWN], "2021-05-05", "2021-05-05"))
    assert (then.state, then.confidence) == ("active", "single source")


def test_a_withdrawn_report_of_an_end_ends_nothing():
    gone = {"origins": ("Post",), "valid": "2021-05-01"}
    claims = [
        SINCE_2013,
        withdrawal("completed", known="2021-05-03", **gone),
        withdrawal("completed", known="2021-05-10", modality="denied", **gone),
    ]
    assert state_on(claims, "2021-05-12") == "active"
    assert state_on(claims[:2], "2021-05-12") == "ended"


# --- one voice -----------------------------------------------------------------------------------

POST_NO = presence("2021-04-05", modality="denied", **POST)
ONE_VOICE = {
    "the paper itself": (presence("2021-03-20/..", known="2021-05-07", **POST), False),
    "another paper": (presence("2021-03-20/..", known="2021-05-07", origins=("Radio",)), True),
    "with another": (
        presence("2021-03-20/..", known="2021-05-07", origins=("Post", "Radio")),
        False,
    ),
    "the paper, of an official": (
        presence("2021-03-20/..", by="official", who="AAA", known="2021-05-07", **POST),
        True,
    ),
    "the paper itself, before": (presence("2021-03-20/..", known="2021-04-01", **POST), True),
    "the paper itself, of one site": (
        presence("2021-03-20/..", known="2021-05-07", **POST, **FORT),
        False,
    ),
    "the paper itself, that it is to be": (
        presence("2021-03-20", "announced", known="2021-05-07", **POST),
        True,
    ),
}


@pytest.mark.parametrize(("claim", "contested"), ONE_VOICE.values(), ids=ONE_VOICE)
def test_a_paper_that_denied_and_then_reports_it_denies_it_no_more(claim, contested):
    told = [presence("2021-03/.."), POST_NO, claim]
    assert (presence_in(on(told, "2021-09-01")).confidence == "contested") is contested
    assert presence_in(on(told, "2021-04-06", "2021-04-06")).contested


@pytest.mark.parametrize(
    ("denied", "said", "contested"),
    [
        ("announced", "completed", False),
        ("completed", "completed", False),
        ("completed", "announced", True),
    ],
)
def test_who_denied_a_leaving_and_then_tells_of_more_denies_it_no_more(denied, said, contested):
    theirs = {"by": "official", "who": "XXX"}
    denial = withdrawal(denied, "2020-06-05", modality="denied", **theirs)
    told = [SINCE_2013, WHOLE_LEFT, denial, withdrawal(said, "2020-06-10", **theirs)]
    assert presence_in(on(told, "2020-07-01")).contested is contested


ONLY_DENIED = {
    "that they are there": ({"kind": "presence"}, "denied", "présence démentie"),
    "that they are to come": (
        {"kind": "presence", "stage": "announced"},
        "denied (presence announced)",
        "démentie (présence annoncée)",
    ),
    "that they are called on to go": (
        {"kind": "withdrawal", "stage": "demanded"},
        "denied (withdrawal demanded)",
        "démenti (retrait demandé)",
    ),
    "that they have gone": (
        {"kind": "withdrawal", "stage": "completed"},
        "denied (withdrawal completed)",
        "démenti (retrait achevé)",
    ),
}


@pytest.mark.parametrize(("denied", "told", "french"), ONLY_DENIED.values(), ids=ONLY_DENIED)
def test_what_nobody_says_and_somebody_denies_is_not_said_to_be_alleged(denied, told, french):
    made = presence if denied["kind"] == "presence" else withdrawal
    denial = made(stage=denied.get("stage", "in_effect"), known="2020-02-01", modality="denied")
    found = presence_in(on([denial], "2020-03-01"))
    assert found.denied
    assert found.state == "alleged"
    assert state_words(found) == told
    assert state_words(found, language=Language.FR) == french
    # Where somebody alleges that they are there, two say two things.
    alleged = presence(None, known="2020-01-01", modality="alleged", origins=("Radio",))
    both = presence_in(on([alleged, denial], "2020-03-01"))
    assert (both.denied, state_words(both)) == (False, "alleged")


TO_RETURN = presence("2020-09-01", "announced", modality="alleged", form="troops")
NOT_TO_RETURN = presence(
    "2020-09-05", "announced", modality="denied", form="troops", by="official", who="XXX"
)


@pytest.mark.parametrize(
    ("told", "modality", "contested"),
    [
        ([TO_RETURN], "alleged", False),
        ([NOT_TO_RETURN], "denied", False),
        ([TO_RETURN, NOT_TO_RETURN], "alleged", True),
    ],
)
def test_an_alleged_plan_to_come_back_hides_no_end_and_is_told_beside_it(told, modality, contested):
    camp = presence("2014/..", place="old-fort")
    found = on([SINCE_2013, camp, WHOLE_LEFT, *told], "2020-10-01")
    assert [(one.state, one.contested) for one in found.presences] == [("ended", False)] * 2
    assert [shift.direction for shift in found.shifts] == ["out"]
    (event,) = found.events
    assert (event.modality, event.stage, event.contested) == (modality, "announced", contested)
    assert set(event.claims) == set(told)


def test_who_says_that_they_are_to_come_back_has_them_planned():
    told = [SINCE_2013, WHOLE_LEFT, presence("2020-09-01", "announced", form="troops")]
    assert state_on(told, "2020-10-01") == "planned"
    assert not on(told, "2020-10-01").events


def test_what_is_only_denied_changes_nothing():
    denial = presence("2020-02-01", modality="denied")
    facts = resolve_claims([denial])
    assert changes_between(facts, day("2020-01-01"), day("2020-03-01")) == ()
    alleged = presence("2020-02-01", modality="alleged")
    assert changes_between(resolve_claims([alleged]), day("2020-01-01"), day("2020-03-01"))


def test_who_takes_back_a_withdrawal_of_a_report_says_it_again():
    told = [REPORT, WITHDRAWN, presence(None, known="2021-05-20", **POST)]
    assert state_on(told, "2021-05-15") == "active"
    assert state_on(told, "2021-05-15", known_on="2021-05-15") == "alleged"
    other = presence(None, known="2021-05-20", origins=("Radio",))
    assert state_on([REPORT, WITHDRAWN, other], "2021-05-15") == "alleged"


@pytest.mark.parametrize(("who", "until"), [("XXX", "2020-08-01"), ("AAA", "2020-06-01")])
def test_an_official_who_corrects_himself_takes_back_what_he_said(who, until):
    left = {"by": "official", "who": "XXX"}
    told = [
        SINCE_2013,
        withdrawal("completed", "2020-06-01", **left),
        withdrawal(
            "completed", "2020-06-01", known="2020-07-01", modality="denied", by="official", who=who
        ),
        withdrawal("completed", "2020-08-01", **left),
    ]
    assert presence_in(on(told, "2020-09-01")).until == until


# --- what was taken back is not told anew by who retells it --------------------------------------

TO_LEAVE = withdrawal("announced", "2020-01-01", due="2021-01-01")
NOT_LEAVING = withdrawal("revoked", "2020-06-01")


@pytest.mark.parametrize(
    ("fields", "state", "contested"),
    [
        ({"due": "2021-01-01"}, "active", True),
        ({}, "active", True),
        ({"due": "2022-01-01"}, "leaving", False),
        ({"valid": "2020-09-01"}, "leaving", False),
        ({"said": "2020-09-01", "by": "official", "who": "AAA"}, "leaving", False),
        ({"stage": "under_way"}, "leaving", False),
        ({"stage": "demanded"}, "active", False),
    ],
    ids=["its day", "no day", "another", "dated", "a party", "more than that", "less than that"],
)
def test_an_undated_word_of_a_leaving_that_was_called_off_retells_it(fields, state, contested):
    fields = {"stage": "announced", "known": "2020-09-01", "origins": ("Radio",)} | fields
    retold = withdrawal(**fields)
    found = presence_in(on([SINCE_2013, TO_LEAVE, NOT_LEAVING, retold], "2020-10-01"))
    assert (found.state.value, found.contested) == (state, contested)
    assert retold in found.claims


@pytest.mark.parametrize(
    ("fields", "state", "contested"),
    [
        ({}, "leaving", True),
        ({"valid": "2021-02-01"}, "active", False),
        ({"said": "2021-02-01", "by": "official", "who": "XXX"}, "active", False),
    ],
    ids=["no day", "dated", "a party"],
)
def test_an_undated_word_of_a_calling_off_retells_it(fields, state, contested):
    again = withdrawal("announced", "2021-01-01")
    retold = withdrawal("revoked", **fields, known="2021-02-01", origins=("Radio",))
    found = presence_in(on([SINCE_2013, TO_LEAVE, NOT_LEAVING, again, retold], "2021-03-01"))
    assert (found.state.value, found.contested) == (state, contested)
    assert retold in found.claims


def test_a_calling_off_of_a_part_is_none_of_the_whole():
    part = {"scope": "part"}
    told = [SINCE_2013, withdrawal("announced", "2019-01-01", **part)]
    told += [withdrawal("revoked", "2019-06-01", **part), TO_LEAVE]
    told.append(withdrawal("revoked", known="2020-06-01", origins=("Radio",)))
    assert state_on(told, "2020-07-01") == "active"


def test_an_undated_calling_off_of_which_nobody_says_the_day_is_news():
    told = [SINCE_2013, TO_LEAVE, withdrawal("revoked", known="2020-06-01", origins=("Radio",))]
    assert state_on(told, "2020-07-01") == "active"


def test_a_new_leaving_settles_what_was_retold_before_it():
    told = [SINCE_2013, TO_LEAVE, NOT_LEAVING, withdrawal("announced", known="2020-09-01")]
    again = withdrawal("announced", "2021-01-01")
    late = withdrawal("announced", known="2021-09-01")
    found = presence_in(on([*told, again, late], "2021-10-01"))
    assert (found.state.value, found.contested) == ("leaving", False)


@pytest.mark.parametrize(
    ("fields", "state"),
    [({"due": "2020-07-01"}, None), ({"due": "2020-12-01"}, "planned"), ({}, None)],
    ids=["its day", "another", "no day"],
)
def test_a_plan_that_was_called_off_is_none_for_who_retells_it(fields, state):
    plan = presence("2020-01-01", "announced", due="2020-07-01")
    retold = presence(None, "announced", known="2020-05-01", **fields)
    assert state_on([plan, presence("2020-04-01", "revoked"), retold], "2020-06-01") == state


def test_who_says_that_they_are_there_contests_no_stay_that_began_later():
    told = [
        *(SINCE_2013, withdrawal("completed", "2015-12-01")),
        presence(None, known="2016-06-01", origins=("Radio",)),
        *(presence("2018-01-01/.."), withdrawal("completed", "2019-12-01")),
    ]
    contested = [
        presence_in(on(told, when)).contested for when in ("2016-07-01", "2018-02-01", "2020-01-01")
    ]
    assert contested == [True, False, False]


LEFT_AND_BACK = [SINCE_2013, WHOLE_LEFT, presence("2022-01-01/..", origins=("Radio",))]


@pytest.mark.parametrize(
    ("fields", "state", "contested"),
    [
        ({}, "active", True),
        ({"valid": "2022-05-01"}, "ended", False),
        ({"said": "2022-05-01", "by": "official", "who": "XXX"}, "ended", False),
        ({"valid": "2020-06-01"}, "active", False),
    ],
    ids=["no day", "a later day", "a party", "the day of before"],
)
def test_an_undated_word_of_an_end_after_their_return_retells_the_end(fields, state, contested):
    retold = withdrawal("completed", **({"known": "2022-05-01", "origins": ("Paper",)} | fields))
    found = presence_in(on([*LEFT_AND_BACK, retold], "2022-06-01"))
    assert (found.state.value, found.contested) == (state, contested)
    assert retold in found.claims


@pytest.mark.parametrize("stage", ["demanded", "announced", "under_way"])
def test_an_undated_end_of_who_was_leaving_again_is_news(stage):
    again = withdrawal(stage, "2022-03-01")
    gone = withdrawal("completed", known="2022-05-01")
    assert state_on([*LEFT_AND_BACK, again, gone], "2022-06-01") == "ended"


def test_who_tells_of_an_end_with_its_day_and_without_it_speaks_of_one():
    later = {"known": "2022-05-01", "origins": ("Paper",)}
    told = from_one(
        withdrawal("completed", "2020-06-01", **later), withdrawal("completed", **later)
    )
    returned = presence("2022-01-01/..", origins=("Radio",))
    found = presence_in(on([SINCE_2013, *told, returned], "2022-06-01"))
    assert (found.state.value, found.contested) == ("active", False)


def test_a_site_that_is_back_does_not_go_with_a_retold_end_of_the_whole():
    retold = withdrawal("completed", known="2022-05-01", origins=("Paper",))
    returned = presence("2022-01-01/..", **FORT)
    assert state_on([AT_FORT, WHOLE_LEFT, returned, retold], "2022-06-01", OLD_FORT_FACT) == (
        "active"
    )


NOT_GONE = {"modality": "denied", "by": "official", "who": "XXX", "origins": ("Radio",)}
NOT_LEFT = withdrawal("completed", "2020-09-01", **NOT_GONE)
DENIED_LATER = {
    "that they have left": ([SINCE_2013, WHOLE_LEFT, NOT_LEFT], True),
    "and conceded since": (
        [
            *(SINCE_2013, WHOLE_LEFT, NOT_LEFT),
            withdrawal("completed", "2020-06-01", known="2020-10-01", by="official", who="XXX"),
        ],
        False,
    ),
    "when they had come back": (
        [SINCE_2013, WHOLE_LEFT, presence("2020-08-01/.."), NOT_LEFT],
        False,
    ),
    "that a part has left": (
        [SINCE_2013, WHOLE_LEFT, withdrawal("completed", "2020-09-01", "part", **NOT_GONE)],
        False,
    ),
    "that they are to leave": (
        [SINCE_2013, WHOLE_LEFT, withdrawal("announced", "2020-09-01", **NOT_GONE)],
        False,
    ),
}


@pytest.mark.parametrize(("claims", "contested"), DENIED_LATER.values(), ids=DENIED_LATER)
def test_who_has_not_left_by_a_day_had_not_left_before(claims, contested):
    found = presence_in(on(claims, "2020-07-01"))
    assert (found.state.value, found.contested) == ("ended", contested)
    assert history_of(resolve_claims(claims)).on(day("2020-07-01")).presences == (found,)
    assert not presence_in(on(claims, "2020-05-31")).contested


@pytest.mark.parametrize(
    ("stays", "contested"),
    [
        (withdrawal("revoked", "2020-06-19", origins=("Radio",)), True),
        (withdrawal("revoked", None, known="2020-06-19", origins=("Radio",)), True),
        (withdrawal("revoked", "2020-06-19", "part", origins=("Radio",)), False),
        (withdrawal("revoked", "2020-04-19", origins=("Radio",)), False),
    ],
    ids=["on a day", "without a day", "of a part", "before"],
)
def test_who_calls_a_leaving_off_after_its_end_contests_that(stays, contested):
    found = presence_in(on([SINCE_2013, WHOLE_LEFT, stays], "2020-07-01"))
    assert (found.state.value, found.contested) == ("ended", contested)


def test_a_leaving_that_was_called_off_before_is_retold_and_contests_no_later_end():
    off = withdrawal("revoked", "2020-02-19")
    retold = withdrawal("revoked", None, known="2020-06-19", origins=("Radio",))
    assert not presence_in(on([SINCE_2013, off, WHOLE_LEFT, retold], "2020-07-01")).contested


def test_a_whole_that_nobody_denies_any_more_is_no_fact():
    denial = presence(None, said="2020-03-09", form="base", **NOT_GONE)
    opened = presence("2022-01-09/..", by="official", who="XXX", **FORT)
    told = [denial, opened]
    assert [one.denied for one in on(told, "2020-05-01").presences] == [True]
    assert [one.place for one in on(told, "2022-02-01").presences] == ["old-fort"]
    (event,) = on(told, "2022-02-01").events
    assert (event.modality.value, event.claims) == ("denied", (denial,))


def test_who_denies_later_that_the_whole_has_left_denies_it_of_its_sites():
    found = presence_in(on([AT_FORT, WHOLE_LEFT, NOT_LEFT], "2020-07-01"), OLD_FORT_FACT)
    assert (found.state.value, found.against) == ("ended", (NOT_LEFT,))


# --- plans and departures that are denied --------------------------------------------------------

PLANNED = presence("2020-01-01", "announced")
DROPPED = presence("2020-03-01", "revoked")
NO_PLAN = {"modality": "denied", "by": "official", "who": "AAA", "origins": ("Radio",)}
DENIED_PLANS = {
    "a plan denied and then dropped is none": (
        [PLANNED, presence("2020-02-01", "announced", **NO_PLAN), DROPPED],
        {"2020-02-15": ("planned", True), "2020-04-01": None},
    ),
    "a plan dropped, and denied since": (
        [PLANNED, DROPPED, presence(None, "agreed", known="2020-05-01", **NO_PLAN)],
        {"2020-04-01": None, "2020-06-01": None},
    ),
    "that it is dropped is denied": (
        [PLANNED, presence("2020-03-01", "revoked", **NO_PLAN)],
        {"2020-04-01": ("planned", False)},
    ),
    "that it is dropped is alleged": (
        [PLANNED, presence("2020-03-01", "revoked", modality="alleged", origins=("Radio",))],
        {"2020-02-15": ("planned", False), "2020-04-01": ("planned", True)},
    ),
    "that it is dropped was alleged before it was announced again": (
        [
            *(PLANNED, presence("2020-05-01", "agreed")),
            presence("2020-03-01", "revoked", modality="alleged", origins=("Radio",)),
        ],
        {"2020-06-01": ("planned", False)},
    ),
    "that they are called back is denied": (
        [SINCE_2013, presence("2020-03-01", "revoked", **NO_PLAN)],
        {"2020-04-01": ("active", False)},
    ),
    "that they were called back is denied": (
        [SINCE_2013, DROPPED, presence("2020-03-02", "revoked", **NO_PLAN)],
        {"2020-04-01": ("ended", True)},
    ),
    "that there is anybody is denied, of a plan that was dropped": (
        [PLANNED, DROPPED, presence("2020-05-01", **NO_PLAN)],
        {"2020-06-01": ("alleged", True)},
    ),
}


@pytest.mark.parametrize(("claims", "when", "stands"), day_table(DENIED_PLANS))
def test_who_denies_a_plan_that_is_dropped_leaves_nobody_alleged(claims, when, stands):
    found = presence_in(on(claims, when))
    assert (found and (found.state.value, found.contested)) == stands


def test_a_plan_denied_and_dropped_is_one_event_with_all_that_was_said():
    denial = presence("2020-01-01", "announced", **NO_PLAN)
    (event,) = on([PLANNED, denial, DROPPED], "2020-04-01").events
    assert (event.stage, set(event.claims)) == ("revoked", {PLANNED, denial, DROPPED})


PART_TO_GO = withdrawal("announced", "2020-01-01", scope="part", by="official", who="XXX")
EQUIPMENT_TO_GO = withdrawal("announced", "2020-01-01", form="equipment")
CALL_TO_LEAVE = withdrawal("demanded", "2020-01-01", by="official", who="AAA")
DENIED_DEPARTURES = {
    "that a part is to go": (PART_TO_GO, "announced", {"scope": "part"}, True),
    "that a part has gone, which is to": (PART_TO_GO, "completed", {"scope": "part"}, False),
    "that all are to go": (PART_TO_GO, "announced", {}, False),
    "another form": (
        withdrawal("announced", "2020-01-01", scope="part", form="equipment"),
        *("announced", {"scope": "part", "form": "instructors"}, False),
    ),
    "that the equipment is to go": (EQUIPMENT_TO_GO, "announced", {"form": "equipment"}, True),
    "that all go, where the equipment does": (EQUIPMENT_TO_GO, "announced", {}, False),
    "a call to leave": (CALL_TO_LEAVE, "demanded", {}, True),
    "that they leave, where they are called on to": (CALL_TO_LEAVE, "announced", {}, False),
}


@pytest.mark.parametrize(
    ("told", "stage", "fields", "denied"), DENIED_DEPARTURES.values(), ids=DENIED_DEPARTURES
)
def test_who_denies_what_is_told_beside_those_who_stay_is_shown(told, stage, fields, denied):
    denial = withdrawal(stage, "2020-02-01", **NO_PLAN, **fields)
    there = presence("2013/..", form="troops")
    found = presence_in(on([there, told, denial], "2020-03-01"))
    sides = [(one.point, one.sides) for one in found.conflicts]
    assert sides == ([("departure", ((told,), (denial,)))] if denied else [])
    assert (found.state, found.confidence) == ("active", "single source")  # nobody doubts that
    before = presence_in(on([there, told, denial], "2020-01-15"))
    assert not before.contested


def test_who_denied_that_a_part_goes_and_then_says_so_denies_it_no_more():
    denial = withdrawal("announced", "2020-02-01", scope="part", **NO_PLAN)
    own = withdrawal("announced", "2020-02-05", scope="part", by="official", who="AAA")
    claims = [presence("2013/..", form="troops"), PART_TO_GO, denial, own]
    assert presence_in(on(claims, "2020-02-04")).contested
    assert not presence_in(on(claims, "2020-03-01")).contested


@pytest.mark.parametrize(("scope", "contested"), [("part", False), ("whole", True)])
def test_who_denies_that_a_part_goes_contests_no_site_that_was_left(scope, contested):
    fort = {"place": "old-fort"}
    left = [presence("2013/..", **fort), withdrawal("completed", "2018-01-01", **fort)]
    denial = withdrawal("announced", "2020-02-01", scope=scope, **NO_PLAN)
    told = [presence("2013/..", form="troops"), PART_TO_GO, *left, denial]
    site = presence_in(on(told, "2020-03-01"), "presence-xxx-aaa-old-fort")
    assert (site.state, site.contested) == ("ended", contested)


@pytest.mark.parametrize(
    ("when", "contested"), [("2021-02-01", True), ("2022-12-31", True), ("2023-01-01", False)]
)
def test_a_denial_before_the_stated_day_of_coming_says_nothing_of_those_who_came(when, contested):
    claims = [
        presence("2021-01-16", origins=("Post",)),
        presence("2021-01-20", **NO_PLAN),
        presence("2023-01-01/.."),
    ]
    assert presence_in(on(claims, when)).contested is contested


# --- one page on which two contradict each other --------------------------------------------------

LAST_GONE = withdrawal("completed", "2020-06-01", known="2020-06-10", by="official", who="XXX")
SAYS_STILL = {
    "the other side says so": ("official", "AAA", True),
    "who tells of the end says so, of the time before": ("official", "XXX", False),
    "the page itself says so, of the time before": ("none", None, False),
}


@pytest.mark.parametrize(("by", "who", "contested"), SAYS_STILL.values(), ids=SAYS_STILL)
def test_one_page_may_hand_on_two_who_contradict_each_other(by, who, contested):
    still = presence(None, known="2020-06-10", by=by, who=who)
    told = from_one(LAST_GONE, still)
    found = presence_in(on([SINCE_2013, *told], "2020-07-01"))
    assert (found.state, found.contested) == ("ended", contested)
    (fort,) = from_one(LAST_GONE, replace(still, place="old-fort"))[1:]
    site = presence_in(on([SINCE_2013, told[0], fort], "2020-07-01"), "presence-xxx-aaa-old-fort")
    assert (site.state, site.contested) == (("active", True) if contested else ("ended", False))


# --- numbers of who were not there -------------------------------------------------------------

LANDED = from_one(
    presence("2021-05-01/..", known="2021-05-02", origins=("Gazette",)),
    count(exactly(500), None, known="2021-05-02", origins=("Gazette",)),
)
CORRECTED = presence(
    "2021-05-01/..", known="2021-05-06", modality="denied", origins=("Gazette",), by="none"
)
RESIDENT = presence(None, known="2021-05-04", modality="reported", origins=("Herald",))


def test_who_takes_back_that_they_are_there_takes_back_how_many():
    found = presence_in(on([*LANDED, CORRECTED], "2021-05-10"))
    assert (found.state.value, found.contested, found.count) == ("alleged", True, None)
    assert LANDED[1] in found.claims
    before = presence_in(on([*LANDED, CORRECTED], "2021-05-10", "2021-05-05"))
    assert (before.state.value, before.count.quantity.low) == ("active", 500)


def test_a_number_stands_that_another_gives_or_that_who_is_still_said_to_be_there_has():
    theirs = count(exactly(400), None, known="2021-05-03", origins=("Herald",))
    found = presence_in(on([*LANDED, CORRECTED, theirs], "2021-05-10"))
    assert (found.state.value, found.count.quantity.low) == ("active", 400)
    kept = from_one(*LANDED, presence("2015/..", known="2021-05-02", origins=("Gazette",)))
    found = presence_in(on([*kept, CORRECTED], "2021-05-10"))
    assert (found.state.value, found.count.quantity.low) == ("active", 500)


@pytest.mark.parametrize(
    ("denied", "contested"),
    [("2021-05-01/..", True), ("2021-05-01", False), ("2021-05-01/2021-05-03", False)],
)
def test_who_denies_that_they_are_there_since_a_day_denies_it_until_the_page(denied, contested):
    denial = presence(denied, known="2021-05-06", modality="denied", origins=("Gazette",))
    assert presence_in(on([RESIDENT, denial], "2021-05-10")).contested is contested
    later = presence("2021-05-20", known="2021-05-21")
    assert not presence_in(on([denial, later], "2021-05-25")).contested
