"""Records: the canonical form, and messages about what a person wrote."""

import copy
import re
from typing import Any

import pytest
import yaml

from geo.dates import read_when
from geo.errors import SahelscopeError
from geo.model import Comparison, Kind, Modality, Stage
from geo.records import (
    DATE_FORMS,
    canonical_text,
    claim_name,
    dated,
    parse_claims_file,
    parse_record,
)
from tests.invented import Folder
from tests.test_yamlfiles import loaded

# --- the canonical form ------------------------------------------------------------------------


def stated(content: Any) -> Any:
    """As a file holds it: every scalar text."""
    return yaml.load(yaml.safe_dump(content), Loader=yaml.BaseLoader)


@pytest.mark.parametrize("name", ["one", "two"])
def test_the_canonical_form_of_the_canonical_form_is_itself(name):
    once = canonical_text(stated(Folder().files[name]), "f")
    assert canonical_text(stated(yaml.safe_load(once)), "f") == once


def test_the_canonical_form_does_not_depend_on_the_order_of_fields():
    content = stated(Folder().files["one"])
    turned = content | {"claims": [dict(reversed(one.items())) for one in content["claims"]]}
    assert canonical_text(turned, "f") == canonical_text(content, "f")


def test_the_canonical_form_keeps_not_stated_and_leaves_out_what_was_left_out():
    written = canonical_text(stated(Folder().files["two"]), "f")
    assert "place: not stated" in written
    assert "force" not in written


def test_what_cannot_be_read_has_no_canonical_form_and_every_problem_is_told():
    content = stated(Folder().files["one"])
    content["claims"][0]["kind"] = content["claims"][1]["stage"] = "x"
    with pytest.raises(SahelscopeError) as error:
        canonical_text(content, "f")
    assert [problem.field for problem in error.value.problems] == ["kind", "stage"]


# --- one record --------------------------------------------------------------------------------

GOOD = stated(Folder().files["one"]["claims"][1])


def changed(path: str, value: Any) -> dict[str, Any]:
    record = copy.deepcopy(GOOD)
    *inner, last = path.split(".")
    part = record
    for name in inner:
        part = part[name]
    part[last] = value
    return record


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", "Not A Slug"),
        ("id", ""),
        ("kind", "presense"),
        ("stage", "IN_EFFECT"),
        ("modality", "rumoured"),
        ("actors", ["xxx_"]),
        ("hosts", "AAA"),
        ("place", ""),
        ("place", "Old Fort"),
        ("form", "castle"),
        ("scope", "all"),
        ("direction", "sideways"),
        ("quantity.low", "many"),
        ("quantity.low", "-1"),
        ("quantity.comparison", "above"),
        ("quantity.unit", " "),
        ("valid", "2018"),
        ("attribution.type", "gossip"),
        ("attribution.who", "x x"),
        ("quote.exact", ""),
        ("quote.start", "-1"),
        ("quote.end", "0"),
        ("review.state", "fine"),
        ("review.at", "2021-01"),
        ("review.by", ""),
        ("relevance", "some"),
        ("made_public", "2021"),
        ("leaves_blank", [" "]),
        ("note", ""),
    ],
)
def test_one_bad_value_is_one_problem_that_names_its_field(path, value):
    with pytest.raises(SahelscopeError) as error:
        parse_record(changed(path, value), "f", "r")
    (problem,) = error.value.problems
    assert (problem.file, problem.record) == ("f", "r")
    assert problem.field.removesuffix(".0") == path


def test_the_record_those_values_spoil_is_good():
    assert parse_record(GOOD, "f", "r").id == "count-1"


@pytest.mark.parametrize("field", ["id", "kind", "stage", "modality", "attribution", "review"])
def test_a_missing_field_is_named_with_what_to_do(field):
    record = {name: value for name, value in GOOD.items() if name != field}
    with pytest.raises(SahelscopeError) as error:
        parse_record(record, "f", "r")
    (problem,) = error.value.problems
    fix = f"Add {field!r} to the record."
    if field == "id":  # anchor gives ids
        fix = "Run '.venv/bin/python -m geo anchor' on the claims file."
    assert (problem.field, problem.found, problem.fix) == (field, "nothing", fix)


@pytest.mark.parametrize(
    ("path", "advice"),
    [
        ("plcae", "Did you mean 'place'?"),
        ("quantity.comparisn", "Did you mean 'comparison'?"),
        ("quote.exakt", "Did you mean 'exact'?"),
        ("review.sate", "Did you mean 'state'?"),
    ],
)
def test_an_unknown_key_gets_the_closest_key_of_its_own_part(path, advice):
    with pytest.raises(SahelscopeError) as error:
        parse_record(changed(path, "x"), "f", "r")
    assert [(one.field, one.fix) for one in error.value.problems] == [(path, advice)]


@pytest.mark.parametrize(
    ("field", "words"), [("kind", Kind), ("stage", Stage), ("modality", Modality)]
)
def test_every_word_of_a_vocabulary_is_read(field, words):
    read = [getattr(parse_record(changed(field, word.value), "f", "r"), field) for word in words]
    assert read == list(words)


@pytest.mark.parametrize("field", ["place", "agreement", "valid", "due"])
def test_not_stated_is_read_as_none_where_a_source_may_be_silent(field):
    assert getattr(parse_record(changed(field, "not stated"), "f", "r"), field) is None


@pytest.mark.parametrize("field", ["kind", "form", "scope", "quantity"])
def test_not_stated_is_refused_where_it_says_nothing(field):
    with pytest.raises(SahelscopeError):
        parse_record(changed(field, "not stated"), "f", "r")


def test_a_bound_left_out_is_none_and_not_zero():
    quantity = parse_record(GOOD, "f", "r").quantity
    assert (quantity.low, quantity.high, quantity.comparison) == (201, None, Comparison.MORE_THAN)


def test_a_date_that_is_not_stated_is_no_date():
    record = parse_record(changed("valid", {"edtf": "2018/.."}), "f", "r")
    assert dated(record.valid).edtf == "2018/.."
    assert dated(None) is None


@pytest.mark.parametrize(
    ("raw", "name"),
    [({"id": "a"}, "a"), ({}, "claim 7"), ("text", "claim 7"), (None, "claim 7")],
)
def test_a_claim_too_broken_to_have_an_id_is_called_by_its_number(raw, name):
    assert claim_name(raw, 7) == name


def test_a_record_cannot_be_edited():
    with pytest.raises(ValueError, match="frozen"):
        parse_record(GOOD, "f", "r").id = "other"


def test_the_claims_of_a_file_stay_raw_so_that_a_bad_one_costs_only_itself():
    content = stated(Folder().files["two"]) | {"claims": ["anything"]}
    assert parse_claims_file(content, "f").claims == ("anything",)


@pytest.mark.parametrize(
    ("quote", "comma"),
    [
        ("{exact: They go, a clerk said}", True),
        ("{exact: They go, end}", False),  # a field, said without a value: told as such
        ("{exact: They go, exakt: They go}", False),
        ("{exact: 'They go, a clerk said'}", None),
    ],
)
def test_a_text_cut_at_its_comma_is_told_to_be_quoted(tmp_path, quote, comma):
    content = Folder().first | loaded(tmp_path, f"quote: {quote}\n")
    problems: list = []
    try:
        parse_record(content, "f", "r")
    except SahelscopeError as error:
        problems += error.problems
    assert ["comma parts fields" in one.fix for one in problems] == (
        [] if comma is None else [comma]
    )


def test_every_form_of_a_date_that_is_offered_can_be_read():
    told = DATE_FORMS.replace("2020s", "")
    forms = re.findall(r"[X.\[\]/~0-9-]*202[X.\[\]/~0-9-]*", told)
    assert len(forms) == 11
    for form in forms:
        read_when(form)
