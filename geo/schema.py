"""The JSON Schema of a claims file, made from the records and the rules of each kind."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from geo.claims import BY_KIND
from geo.model import KIND_RULES, NOT_STATED, Kind, KindRule
from geo.records import ClaimRecord, ClaimsFile, stated_fields

_Schema = dict[str, Any]


def claims_schema() -> _Schema:
    """The schema of ``NAME.claims.yaml`` (JSON Schema 2020-12), for editors and other programs.

    It holds the closed vocabularies, the form of every field, and for each kind which stages it
    may have and which fields it must, may and may not give. What needs the article or the
    gazetteer (offsets, hashes, known names, existing days) only ``python -m geo check`` can tell.

    Examples
    --------
    >>> claims_schema()["properties"]["schema"]["const"]
    'sahelscope-claims/1'
    """
    schema = ClaimsFile.model_json_schema(by_alias=True)
    claim = ClaimRecord.model_json_schema(by_alias=True)
    definitions = {**schema.pop("$defs"), **claim.pop("$defs")}
    # An id is given by `anchor` where the writer leaves it out.
    claim["required"].remove("id")
    claim["allOf"] = [_rule(kind, rule) for kind, rule in KIND_RULES.items()]
    definitions["ClaimRecord"] = claim
    schema["properties"]["claims"]["items"] = {"$ref": "#/$defs/ClaimRecord"}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A claims file of Sahelscope",
        **{key: value for key, value in schema.items() if key != "title"},
        "$defs": dict(sorted(definitions.items())),
    }
    for name, model in (("ClaimRecord", claim), ("SourceRecord", definitions["SourceRecord"])):
        _allow_not_stated(model, stated_fields(name))
    written: _Schema = _walked(whole, _as_written)
    return written


def schema_text() -> str:
    """The schema as it is shipped: indented JSON, UTF-8, LF."""
    return json.dumps(claims_schema(), ensure_ascii=False, indent=1) + "\n"


def _rule(kind: Kind, rule: KindRule) -> _Schema:
    stages = [stage.value for stage in sorted(rule.stages)]
    forbidden = [name for name in BY_KIND if name not in _fields(rule)]
    properties: _Schema = {"stage": {"enum": stages}}
    properties |= {name: {"minItems": 1} for name in sorted(rule.required) if name.endswith("s")}
    properties |= dict.fromkeys(forbidden, False)
    return {
        "if": {"properties": {"kind": {"const": kind.value}}, "required": ["kind"]},
        "then": {"required": sorted(rule.required | rule.asked), "properties": properties},
    }


def _fields(rule: KindRule) -> frozenset[str]:
    return rule.required | rule.asked | rule.optional


def _allow_not_stated(model: _Schema, names: frozenset[str]) -> None:
    for name in names:
        field = model["properties"][name]
        field["anyOf"] = [*field.get("anyOf", []), {"const": NOT_STATED}]


def _as_written(schema: _Schema) -> _Schema:
    """Without null and defaults: a file leaves a field out, it never says null."""
    kept = {key: value for key, value in schema.items() if key not in ("default", "title")}
    if isinstance(schema.get("title"), str) and "$schema" in schema:
        kept = {"$schema": kept.pop("$schema"), "title": schema["title"], **kept}
    options = [one for one in kept.get("anyOf", []) if one != {"type": "null"}]
    if len(options) == 1:
        kept.pop("anyOf")
        return {**kept, **options[0]}
    return {**kept, "anyOf": options} if options else kept


def _walked(value: Any, change: Callable[[_Schema], _Schema]) -> Any:
    if isinstance(value, list):
        return [_walked(one, change) for one in value]
    if not isinstance(value, dict):
        return value
    inside = {
        # Names of fields are no keywords: a field called "title" keeps its schema.
        key: {name: _walked(one, change) for name, one in part.items()}
        if key in ("properties", "$defs")
        else _walked(part, change)
        for key, part in value.items()
    }
    return change(inside)
