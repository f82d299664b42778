"""From a record to a claim: what each kind must, may and may not say."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from geo.claims import Checker, duplicate_ids, known_since
from geo.dates import read_when
from geo.errors import SahelscopeError
from geo.model import KIND_RULES, Kind, Scope, Stage
from geo.records import parse_record
from geo.situation import situation_of
from tests.invented import GAZETTEER, source

CHECKER = Checker("f.yaml", source("gazette", "2021-01-01"), GAZETTEER)

# One value for each field whose use depends on the kind.
VALUES: dict[str, Any] = {
    "actors": ["XXX"],
    "hosts": ["AAA"],
    "counterparties": ["YYY"],
    "force": "blue",
    "form": "base",
    "place": "old-fort",
    "organisation": "bloc",
    "agreement": "fort-pact",
    "direction": "towards",
    "scope": "part",
    "quantity": {"low": 5, "high": 5, "comparison": "exactly", "unit": "persons", "words": "five"},
    "valid": {"edtf": "2020"},
    "due": {"edtf": "2022"},
}
MANY = [(kind, field) for kind in Kind for field in VALUES]


def content(kind: Kind, **changes: Any) -> dict[str, Any]:
    """The shortest good record of a kind, with changes; a change to None leaves a field out."""
    rule = KIND_RULES[kind]
    fields = {name: VALUES[name] for name in VALUES if name in rule.required | rule.asked}
    if "hosts" not in fields and "place" in fields:
        fields["place"] = "not stated"
    stage = min(rule.stages, key=lambda one: (one is not Stage.ANNOUNCED, one.value))
    base = {"id": "r", "kind": kind.value, "stage": stage.value, "modality": "reported"}
    base |= {"attribution": {"type": "none"}}
    base |= {"review": {"state": "accepted", "by": "x", "at": "2021-01-01"}}
    return {name: value for name, value in (base | fields | changes).items() if value is not None}


def problems(kind: Kind = Kind.PRESENCE, **changes: Any) -> list[tuple[str, str]]:
    record = parse_record(content(kind, **changes), "f.yaml", "r")
    return [(problem.field, problem.found) for problem in CHECKER.problems_of(record)]


@pytest.mark.parametrize("kind", Kind)
def test_the_shortest_record_of_each_kind_is_good(kind):
    assert problems(kind) == []


@pytest.mark.parametrize(("kind", "stage"), [(kind, stage) for kind in Kind for stage in Stage])
def test_a_kind_takes_its_own_stages_and_no_other(kind, stage):
    told = {"valid": None, "due": None, "statement": "It is so."}
    refused = [field for field, _ in problems(kind, stage=stage.value, **told)]
    assert ("stage" in refused) is (stage not in KIND_RULES[kind].stages)


@pytest.mark.parametrize(("kind", "field"), MANY)
def test_a_field_a_kind_does_not_know_is_refused_and_one_it_knows_is_taken(kind, field):
    rule = KIND_RULES[kind]
    allowed = field in rule.required | rule.asked | rule.optional
    found = [name for name, _ in problems(kind, **{field: VALUES[field]})]
    assert found == ([] if allowed else [field])


@pytest.mark.parametrize(
    ("kind", "field"),
    [(kind, field) for kind in Kind for field in sorted(KIND_RULES[kind].required)],
)
def test_what_a_kind_requires_must_be_there(kind, field):
    assert problems(kind, **{field: None}) == [(field, "nothing")]


@pytest.mark.parametrize(
    ("kind", "field"),
    [(kind, field) for kind in Kind for field in sorted(KIND_RULES[kind].asked)],
)
def test_what_a_kind_is_asked_may_be_not_stated_but_not_passed_over(kind, field):
    assert problems(kind, **{field: "not stated"}) == []
    assert problems(kind, **{field: None}) == [(field, "nothing")]


@pytest.mark.parametrize("kind", [Kind.AGREEMENT, Kind.EXIT, Kind.PRESENCE])
def test_what_a_kind_needs_is_told_in_plain_words_whatever_its_name(kind):
    (field, *_) = sorted(KIND_RULES[kind].required)
    record = parse_record(content(kind, **{field: None}), "f.yaml", "r")
    (problem,) = CHECKER.problems_of(record)
    assert problem.expected == f"this field of every {kind.value}"


@pytest.mark.parametrize("rule", KIND_RULES.values(), ids=[kind.value for kind in KIND_RULES])
def test_the_rule_of_a_kind_says_one_thing_of_each_field(rule):
    assert not rule.required & rule.asked
    assert not (rule.required | rule.asked) & rule.optional


@pytest.mark.parametrize(
    ("changes", "field", "found"),
    [
        ({"actors": ["XXX", "ZZZ"]}, "actors", "ZZZ"),
        ({"hosts": ["AAA", "ZZZ"]}, "hosts", "ZZZ"),
        ({"force": "green"}, "force", "green"),
        ({"place": "no-fort"}, "place", "no-fort"),
        ({"place": "far-camp"}, "place", "far-camp"),
        ({"attribution": {"type": "official", "who": "ZZZ"}}, "attribution.who", "ZZZ"),
        ({"attribution": {"type": "anonymous"}, "modality": "asserted"}, "modality", "asserted"),
        ({"stage": "in_effect", "valid": {"edtf": "2021-01-02"}}, "valid", "2021-01-02"),
        ({"stage": "in_effect", "valid": {"edtf": "2022/.."}}, "valid", "2022/.."),
    ],
)
def test_what_makes_no_sense_is_one_problem(changes, field, found):
    assert problems(**changes) == [(field, found)]


@pytest.mark.parametrize(
    "changes",
    [
        {"attribution": {"type": "anonymous"}, "modality": "reported"},
        {"attribution": {"type": "official", "who": "XXX"}, "modality": "asserted"},
        {"stage": "in_effect", "valid": {"edtf": "2021-01-01"}},
        {"stage": "in_effect", "valid": {"edtf": "../2020"}},
        {"stage": "announced", "valid": {"edtf": "2021-01-01"}, "due": {"edtf": "2022"}},
        {"stage": "announced", "valid": {"edtf": "2022"}},
        {"hosts": ["AAA", "BBB"], "place": "far-camp"},
    ],
)
def test_what_makes_sense_after_all_is_no_problem(changes):
    assert problems(**changes) == []


ENDS = {
    "troops have left": ("Xland’s troops have left Aland.", {}, True),
    "the last have left": ("Xland’s last troops have left Aland.", {}, False),
    "not all": ("Not all the soldiers are home.", {}, True),
    "last week": ("The soldiers went home last week.", {}, True),
    "last Monday": ("The soldiers went home last Monday.", {}, True),
    "in full": ("Xland has withdrawn in full.", {}, False),
    "in French": ("Les derniers soldats ont quitté Aland.", {}, False),
    "the final convoy": ("The final convoy has left Aland.", {}, False),
    "a finalised plan": ("Xland’s troops have left, the plan is finalised.", {}, True),
    "all of them in French": ("L’ensemble des soldats a quitté Aland.", {}, False),
    "with a typewriter's apostrophe": ("L'ensemble des soldats a quitté Aland.", {}, False),
    "together in French": ("Les soldats ont quitté Aland ensemble.", {}, True),
    "not one more in French": ("Il ne reste plus un seul soldat en Alande.", {}, False),
    "wholly in French": ("Les soldats ont complètement quitté Aland.", {}, False),
    "all in a word that is not all": ("The small force has left Aland.", {}, True),
    "an official": (
        "The troops have left.",
        {"attribution": {"type": "official", "who": "XXX"}},
        False,
    ),
    "a site": ("Xland’s troops have left the fort.", {"scope": "site", "place": "old-fort"}, False),
    "a part": ("Xland’s troops have left Aland.", {"scope": "part"}, False),
    "under way": ("Xland’s troops leave Aland.", {"stage": "under_way"}, False),
    "alleged": ("Xland’s troops have left Aland.", {"modality": "alleged"}, False),
}


@pytest.mark.parametrize(("words", "changes", "refused"), ENDS.values(), ids=ENDS)
def test_that_the_whole_has_gone_must_be_said(words, changes, refused):
    told = {"stage": "completed", "place": "not stated", "scope": "whole", "statement": words}
    told |= changes
    found = problems(Kind.WITHDRAWAL, **told)
    assert found == ([("scope", "whole, completed")] if refused else [])


SEVERAL = {
    "a count of two countries": (
        Kind.TROOP_COUNT,
        {"hosts": ["AAA", "BBB"]},
        [("hosts", "AAA; BBB")],
    ),
    "a count of two powers": (
        Kind.TROOP_COUNT,
        {"actors": ["XXX", "YYY"]},
        [("actors", "XXX; YYY")],
    ),
    "a presence of two powers with one number": (
        Kind.PRESENCE,
        {"actors": ["XXX", "YYY"], "quantity": VALUES["quantity"]},
        [("actors", "XXX; YYY")],
    ),
    "a presence in two countries without a number": (
        Kind.PRESENCE,
        {"hosts": ["AAA", "BBB"], "place": "not stated"},
        [],
    ),
    "a march in two countries with one number": (
        Kind.PROTEST,
        {"hosts": ["AAA", "BBB"], "place": "not stated", "quantity": VALUES["quantity"]},
        [],
    ),
    "the whole of a place": (
        Kind.WITHDRAWAL,
        {"scope": "whole", "place": "old-fort"},
        [("scope", "whole")],
    ),
    "a site": (Kind.WITHDRAWAL, {"scope": "site", "place": "old-fort"}, []),
}


@pytest.mark.parametrize(("kind", "changes", "found"), SEVERAL.values(), ids=SEVERAL)
def test_a_number_is_of_one_and_the_whole_of_no_place(kind, changes, found):
    assert problems(kind, **changes) == found


MISFITS = {
    "a force as host": ({"hosts": ["blue"], "place": "not stated"}, "hosts", "Name the country"),
    "a body as host": ({"hosts": ["bloc"], "place": "not stated"}, "hosts", "Name the country"),
    "a body as force": ({"force": "bloc"}, "force", "leave the field out"),
}


@pytest.mark.parametrize(("changes", "field", "fix"), MISFITS.values(), ids=MISFITS)
def test_a_name_of_another_kind_is_refused(changes, field, fix):
    record = parse_record(content(Kind.PRESENCE, **changes), "f.yaml", "r")
    (problem,) = [one for one in CHECKER.problems_of(record) if one.field == field]
    assert fix in problem.fix
    assert problem.expected in ("a state", "a force")


def test_a_force_that_leads_a_bloc_is_no_organisation():
    assert ("organisation", "blue") in problems(Kind.MEMBERSHIP, organisation="blue")
    assert problems(Kind.MEMBERSHIP) == []


def test_a_country_as_force_is_not_told_to_write_what_it_is():
    with pytest.raises(SahelscopeError) as error:
        parse_record(content(Kind.PRESENCE, force="AAA"), "f.yaml", "r", GAZETTEER)
    (problem,) = error.value.problems
    assert (problem.expected, problem.fix[:14]) == ("a force", "Name the body,")


def test_who_speaks_and_is_not_known_is_an_unknown_actor():
    record = parse_record(
        content(Kind.PRESENCE, attribution={"type": "official", "who": "QQQ"}), "f.yaml", "r"
    )
    (problem,) = CHECKER.problems_of(record)
    assert problem.expected == "a known actor"
    # A country's code that nobody knows is not a slip for the short name of a body.
    assert problem.fix.endswith("add it to actors.csv.")


def test_a_force_is_no_power_of_its_own():
    actors = GAZETTEER.actors | {"blue": replace(GAZETTEER.actors["blue"], part_of="XXX")}
    checker = Checker("f.yaml", source("gazette", "2021-01-01"), replace(GAZETTEER, actors=actors))
    record = parse_record(content(Kind.PRESENCE, actors=["blue"]), "f.yaml", "r")
    (problem,) = checker.problems_of(record)
    assert (problem.field, problem.found) == ("actors", "blue")
    assert "actors: [XXX] and force: blue" in problem.fix
    beside = parse_record(content(Kind.PRESENCE, force="blue"), "f.yaml", "r")
    assert checker.problems_of(beside) == []


@pytest.mark.parametrize(("day", "refused"), [("2021-01-01", False), ("2021-01-02", True)])
def test_no_page_tells_of_an_act_before_it_was_public(day, refused):
    found = problems(Kind.PRESENCE, made_public=day)
    assert found == ([("made_public", day)] if refused else [])


@pytest.mark.parametrize(
    ("published", "said", "refused"),
    [
        ("2021-01-01", "2021-01-01", False),
        ("2021-01-01", "2021-01-02", True),
        ("2021-01-01", "2020-12-31/2021-01-05", False),  # from before it on
        ("2021-01-01", "2021-01", False),  # some day of the month may have been the first
        ("2021-01", "2021-01-31", False),
        ("2021-01", "2021-02", True),
        ("2021", "2021-12-31", False),
        ("2021-01-31", "2021-02~", False),  # about February may be the end of January
        ("2021-01-01", "2021-04~", True),
        ("2021-01~", "2021-02-15", False),
        ("2021-01-01", "../2021-05-01", False),
        (None, "2021-05-01", False),
    ],
)
def test_no_page_quotes_what_is_said_after_it(published, said, refused):
    checker = Checker("f.yaml", source("gazette", published), GAZETTEER)
    told = content(Kind.PRESENCE, said={"edtf": said}, valid="not stated")
    found = [one.field for one in checker.problems_of(parse_record(told, "f.yaml", "r"))]
    assert found == (["said"] if refused else [])


@pytest.mark.parametrize(
    ("published", "told", "refused"),
    [
        ("2021-01-15~", {"made_public": "2021-01-16"}, []),
        ("2021-01-15", {"made_public": "2021-01-16"}, ["made_public"]),
        ("2021-01-15~", {"made_public": "2021-03-01"}, ["made_public"]),
        ("2021-01-15~", {"valid": {"edtf": "2021-01-16/.."}}, []),
        ("2021-01-15", {"valid": {"edtf": "2021-01-16/.."}}, ["valid"]),
        ("2021-01-31", {"valid": {"edtf": "2021-02~/.."}}, []),
        ("2021-01-31", {"valid": {"edtf": "2021-04~/.."}}, ["valid"]),
    ],
)
def test_only_what_cannot_be_is_refused_as_later_than_its_page(published, told, refused):
    checker = Checker("f.yaml", source("gazette", published), GAZETTEER)
    record = parse_record(content(Kind.PRESENCE, stage="in_effect", **told), "f.yaml", "r")
    assert [one.field for one in checker.problems_of(record)] == refused


@pytest.mark.parametrize(
    ("stage", "published", "valid", "is_deadline"),
    [
        ("announced", "2021-01-01", "2021-01-01", False),
        ("announced", "2021-01-01", "2021-01-02", True),
        ("announced", "2021-01-01", "2021-03-01/..", True),
        ("announced", "2021-01-01", "../2021-03-01", True),
        ("announced", "2021-01-01", "2020-12-31/2021-03-01", False),  # some day from before it on
        ("announced", "2021-01", "2021-01-31", False),
        ("announced", "2021-01-31", "2021-02~", False),  # about February may be the end of January
        ("agreed", "2021-01-01", "2021-03-01", True),
    ],
)
@pytest.mark.parametrize("kind", [Kind.PRESENCE, Kind.WITHDRAWAL, Kind.EXIT, Kind.AGREEMENT])
def test_what_is_announced_was_announced_by_its_publication(
    kind, stage, published, valid, is_deadline
):
    checker = Checker("f.yaml", source("gazette", published), GAZETTEER)
    told = content(kind, stage=stage, valid={"edtf": valid}, due="not stated")
    record = parse_record(told, "f.yaml", "r")
    assert list(checker.problems_of(record)) == []
    claim = checker.claim_of(record)
    own, due = (one and one.when.edtf for one in (claim.valid, claim.due))
    assert (own, due) == ((None, valid) if is_deadline else (valid, None))
    if is_deadline:
        assert claim.held_from <= claim.known_since == claim.source.published.ends.latest


@pytest.mark.parametrize(("day", "passed"), [("2021-01-02", False), ("2021-03-02", True)])
def test_who_is_announced_to_leave_on_a_later_day_is_leaving_till_then(day, passed):
    checker = Checker("f.yaml", source("gazette", "2021-01-01"), GAZETTEER)
    later = {"edtf": "2021-03-01"}
    told = content(Kind.WITHDRAWAL, valid=later, due="not stated", scope="whole")
    claim = checker.claim_of(parse_record(told, "f.yaml", "r"))
    (found,) = situation_of([claim], dt.date.fromisoformat(day)).presences
    assert (found.state, found.stage, found.due) == ("leaving", "announced", "2021-03-01")
    assert found.due_passed is passed


def test_a_deadline_of_its_own_stays_beside_an_announcement_of_a_later_day():
    checker = Checker("f.yaml", source("gazette", "2021-01-01"), GAZETTEER)
    told = content(Kind.EXIT, valid={"edtf": "2021-03-01"}, due={"edtf": "2021-06"})
    claim = checker.claim_of(parse_record(told, "f.yaml", "r"))
    assert claim.valid is None
    assert claim.due is not None and claim.due.when.edtf == "2021-06"


def test_what_has_no_deadline_of_its_own_says_by_valid_when_it_is_to_be():
    assert problems(Kind.TALKS, stage="announced", valid={"edtf": "2021-03-01"}) == []


def test_a_quote_it_leans_on_may_say_it():
    told = {"stage": "completed", "place": "not stated", "scope": "whole"}
    told |= {"quote": {"exact": "They have left."}}
    leaning = {"support": [{"exact": "The last soldiers packed on Monday."}]}
    assert problems(Kind.WITHDRAWAL, **told)
    assert problems(Kind.WITHDRAWAL, **told, **leaning) == []


@pytest.mark.parametrize(
    ("bounds", "refused"),
    [
        ({"low": 5, "high": 4, "comparison": "range"}, True),
        ({"low": 5, "high": 5, "comparison": "exactly"}, False),
        ({"comparison": "more_than"}, True),
        ({"comparison": "unspecified"}, False),
        ({"high": 0, "comparison": "up_to"}, False),
        ({"low": 3, "comparison": "at_least"}, False),
    ],
)
def test_the_bounds_of_a_quantity_must_agree(bounds, refused):
    quantity = {"unit": "persons", "words": "some", **bounds}
    assert bool(problems(Kind.TROOP_COUNT, quantity=quantity)) is refused


@pytest.mark.parametrize(
    ("published", "made_public", "known"),
    [
        ("2021-01-01", None, "2021-01-01"),
        ("2021", None, "2021-12-31"),
        ("2021-02~", None, "2021-02-28"),
        ("2021-01-01", "2013-05-05", "2013-05-05"),
        (None, "2013-05-05", "2013-05-05"),
    ],
)
def test_a_claim_is_known_from_its_publication_at_the_latest_or_the_public_act(
    published, made_public, known
):
    record = parse_record(content(Kind.PRESENCE, made_public=made_public), "f", "r")
    when = read_when(published) if published else None
    assert known_since(record, when) == dt.date.fromisoformat(known)


def test_a_claim_says_what_its_record_says():
    record = parse_record(content(Kind.WITHDRAWAL, scope="whole", place="not stated"), "f", "r")
    claim = CHECKER.claim_of(record)
    assert (claim.kind, claim.scope, claim.place) == (Kind.WITHDRAWAL, Scope.WHOLE, None)
    assert claim.valid.when.edtf == "2020"


@pytest.mark.parametrize(("own", "origins"), [(["Radio"], ("Radio",)), ([], ("Wire",))])
def test_a_claim_with_origins_of_its_own_keeps_them_and_others_take_the_source_s(own, origins):
    record = parse_record(content(Kind.PRESENCE, origins=own), "f", "r")
    assert CHECKER.claim_of(record).origins == origins


def test_an_id_met_twice_is_refused_with_the_file_that_has_it():
    seen: dict[str, str] = {}
    assert list(duplicate_ids(["a", "b"], "one", seen)) == []
    (problem,) = duplicate_ids(["b", "c"], "two", seen)
    assert (problem.file, problem.found) == ("two", "b")
    assert "one has it already" in problem.fix


BOUNDS = {
    "exactly": ([(5, 5)], [(5, None), (None, 5), (None, None), (5, 6)]),
    "about": ([(5, 5), (5, 7)], [(5, None), (None, 5), (None, None), (7, 5)]),
    "range": ([(5, 7)], [(5, None), (None, 7), (None, None), (7, 5)]),
    "more_than": ([(5, None)], [(None, 5), (5, 7), (None, None)]),
    "at_least": ([(5, None)], [(None, 5), (5, 7), (None, None)]),
    "up_to": ([(None, 5)], [(5, None), (0, 5), (None, None)]),
    "unspecified": ([(None, None)], [(5, None), (None, 5), (5, 5)]),
}
GOOD = [(word, pair) for word, (good, _) in BOUNDS.items() for pair in good]
WRONG = [(word, pair) for word, (_, wrong) in BOUNDS.items() for pair in wrong]


def number(comparison, pair):
    """A quantity as written, without the bounds that are None."""
    bounds = {name: one for name, one in zip(("low", "high"), pair, strict=True) if one is not None}
    return {"comparison": comparison, "unit": "persons", "words": "some"} | bounds


@pytest.mark.parametrize(("comparison", "pair"), GOOD)
def test_a_comparison_has_its_bounds(comparison, pair):
    assert problems(Kind.TROOP_COUNT, quantity=number(comparison, pair)) == []


@pytest.mark.parametrize(("comparison", "pair"), WRONG)
def test_a_comparison_with_other_bounds_is_one_problem(comparison, pair):
    assert [
        field for field, _ in problems(Kind.TROOP_COUNT, quantity=number(comparison, pair))
    ] == ["quantity"]


@pytest.mark.parametrize(
    ("dates", "wrong"),
    [
        ({"valid": "2020-05-01", "due": "2020-04-30"}, True),
        ({"valid": "2020-05-01", "due": "2020-05-01"}, False),
        ({"valid": "2020-05-01", "due": "2020"}, False),
        ({"valid": "2020-05~", "due": "2020-04"}, False),
        ({"valid": "2020-05-01", "due": "2020-04-01/.."}, False),
        ({"valid": "not stated", "said": "2020-05-01", "due": "../2020-04"}, True),
        ({"valid": "not stated", "due": "2019"}, False),
    ],
)
def test_nothing_is_set_for_a_day_that_is_over(dates, wrong):
    told = {name: edtf if edtf == "not stated" else {"edtf": edtf} for name, edtf in dates.items()}
    found = problems(Kind.WITHDRAWAL, stage="announced", **told)
    assert [field for field, _ in found] == (["due"] if wrong else [])


FUTURE = {
    "a beginning": (Kind.PRESENCE, "in_effect", "2022-01-01/..", True),
    "an end": (Kind.PRESENCE, "in_effect", "2013/2024-05-31", True),
    "an end of what began nobody knows when": (Kind.PRESENCE, "in_effect", "../2022", True),
    "an end by the page's day": (Kind.PRESENCE, "in_effect", "2013/2021-01-01", False),
    "an end about then": (Kind.PRESENCE, "in_effect", "2013/2021-01~", False),
    "an end of the year of the page": (Kind.PRESENCE, "in_effect", "2013/2021", False),
    "a membership": (Kind.MEMBERSHIP, "in_effect", "1975/2030", True),
    "a mandate ended": (Kind.PRESENCE, "revoked", "2021-12-31", True),
    "the term of a pact": (Kind.AGREEMENT, "in_effect", "2013/2030", False),
}


@pytest.mark.parametrize(("kind", "stage", "valid", "wrong"), FUTURE.values(), ids=FUTURE)
def test_nobody_has_gone_on_a_day_after_the_page(kind, stage, valid, wrong):
    found = problems(kind, stage=stage, valid={"edtf": valid})
    assert [field for field, _ in found] == (["valid"] if wrong else [])


NAMED = {
    "a name twice": (Kind.PRESENCE, {"actors": ["XXX", "XXX"]}, ["actors", "actors"]),
    "two names, no number": (Kind.MEMBERSHIP, {"actors": ["AAA", "BBB"]}, []),
    "a party twice": (Kind.TALKS, {"actors": ["AAA", "XXX", "AAA"]}, ["actors"]),
    "a power at home": (Kind.PRESENCE, {"hosts": ["XXX"], "place": "not stated"}, ["hosts"]),
    "sanctions on oneself": (Kind.SANCTION, {"hosts": ["XXX"]}, ["hosts"]),
    "talks at home": (Kind.TALKS, {"hosts": ["XXX"]}, []),
}


@pytest.mark.parametrize(("kind", "changes", "fields"), NAMED.values(), ids=NAMED)
def test_each_party_is_named_once_and_nobody_is_abroad_at_home(kind, changes, fields):
    told = [field for field, _ in problems(kind, **changes)]
    assert told == fields[: len(told)] and bool(told) is bool(fields)
