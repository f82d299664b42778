"""The shipped JSON Schema says what the reader says, as far as a schema can."""

import copy
import json

import jsonschema
import pytest
import yaml

from geo.errors import SahelscopeError
from geo.model import KIND_RULES
from geo.records import parse_record
from geo.schema import claims_schema, schema_text
from tests.invented import Folder

VALIDATOR = jsonschema.Draft202012Validator(claims_schema())


def faults(content) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(content)]


def test_it_is_a_valid_schema():
    jsonschema.Draft202012Validator.check_schema(claims_schema())


def test_the_shipped_file_is_the_one_the_model_makes(repository):
    shipped = (repository / "docs" / "claims.schema.json").read_text(encoding="utf-8")
    assert shipped == schema_text(), "make it anew: python -m geo schema > docs/claims.schema.json"


@pytest.mark.parametrize("name", ["000_00905f3bbc9a78c0", "003_48e5dcfc85205d08"])
def test_the_shipped_claims_files_keep_to_it(repository, name):
    path = repository / "seeds" / f"{name}.claims.yaml"
    assert faults(yaml.safe_load(path.read_text(encoding="utf-8"))) == []


def test_it_knows_a_rule_for_every_kind():
    rules = claims_schema()["$defs"]["ClaimRecord"]["allOf"]
    assert [rule["if"]["properties"]["kind"]["const"] for rule in rules] == [
        k.value for k in KIND_RULES
    ]


BROKEN = {
    "an unknown field": {"plcae": "old-fort"},
    "an unknown kind": {"kind": "presense"},
    "a stage of another kind": {"stage": "demanded"},
    "a field of another kind": {"organisation": "bloc"},
    "a blank text": {"note": " "},
    "a country that is no code": {"actors": ["X land"]},
    "nobody": {"actors": []},
    "a review without a day": {"review": {"state": "accepted", "by": "An Inventor"}},
    "null for not stated": {"place": None},
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_what_the_reader_refuses_the_schema_refuses(change):
    content = Folder().files["one"]
    assert faults(content) == []
    content["claims"][0] |= change
    assert faults(content)


@pytest.mark.parametrize("field", ["kind", "stage", "modality", "actors", "form", "place", "valid"])
def test_what_the_reader_asks_for_the_schema_asks_for(field):
    content = copy.deepcopy(Folder().files["one"])
    del content["claims"][0][field]
    assert faults(content)


def test_a_claim_without_an_id_is_one_that_is_not_anchored_yet():
    content = Folder().files["one"]
    del content["claims"][0]["id"]
    assert faults(content) == []
    with pytest.raises(SahelscopeError, match="id"):
        parse_record(content["claims"][0], "one.claims.yaml", "claim 1")


def test_the_text_is_json_in_one_form():
    assert json.loads(schema_text()) == claims_schema()
    assert schema_text().endswith("}\n")


def test_the_example_of_the_document_keeps_to_it(repository):
    told = (repository / "docs" / "claims-file.md").read_text(encoding="utf-8")
    example = told.partition("```yaml\n")[2].partition("```")[0]
    assert faults(yaml.safe_load(example)) == []
