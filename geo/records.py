"""The shape of a claims file and of one claim in it, and what is wrong with what is written.

A record is what a person wrote; a :class:`geo.model.Claim` is what the record means once its
names, dates and quotes have been checked. YAML and CSV share these records, so a reference row
is held to the same rules as a reviewed sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from geo.dates import When, read_day, read_when
from geo.errors import Problem, SahelscopeError, closest
from geo.gazetteer import Gazetteer
from geo.language import capital
from geo.model import (
    NOT_STATED,
    AttributionType,
    Comparison,
    Form,
    Kind,
    Modality,
    Relevance,
    ReviewState,
    Scope,
    Stage,
)
from geo.yamlfiles import dump_yaml

_RUN_ANCHOR = "Run '.venv/bin/python -m geo anchor' on the claims file."
# What a new claims file has for a hash until `anchor` has computed it.
UNANCHORED = "0" * 64


# How a person leaves a field open who has not met our words for it.
_NOTHING = frozenset(["", "~", "-", "–", "—", "?", "null", "n/a", "not_stated", "not-stated"])


def _none_if_not_stated(written: Any) -> Any:
    if written == NOT_STATED:
        return None
    if isinstance(written, str) and written.strip().casefold() in (*_NOTHING, NOT_STATED):
        raise ValueError(f"blank: write {NOT_STATED!r}")  # a title "n/a" would be shown as one
    return written


def _edtf(written: Any) -> str:
    if not isinstance(written, str):
        raise ValueError("a date is written as text")
    read_when(written)
    return written


def _day(written: Any) -> str:
    if not isinstance(written, str):
        raise ValueError("a day is written as text")
    read_day(written)
    return written


def _not_blank(written: Any) -> Any:
    # An empty text is a mistake in a file, not a way to say that the source is silent.
    if isinstance(written, str) and not written.strip():
        # A field that may be silent in words is told so by :func:`unsaid`.
        raise ValueError("blank: write what belongs here, or leave out a field that may be")
    return written


# Titles, publishers and names come from web pages. Nothing on a page needs markup or invisible
# marks in them, so their presence means that a page was pasted where a title belongs. (The
# surfaces escape all the same: this keeps the mistake out of captions, not the attack.)
_MARKUP = re.compile(
    r"<[a-zA-Z/!?]|&#?\w+;|[\x00-\x08\x0b-\x1f\x7f"
    r"\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)


def plain_text_problem(text: str, file: str, record: str, field: str) -> Iterator[Problem]:
    """A problem if a title or name carries markup, control or invisible characters.

    Examples
    --------
    >>> [problem.field for problem in plain_text_problem("<script>", "a.csv", "a", "title")]
    ['title']
    >>> list(plain_text_problem("Niger’s base", "a.csv", "a", "title"))
    []
    """
    if _MARKUP.search(text):
        fix = "Copy the words as a reader sees them."
        yield Problem(file, record, field, text, "plain text", fix)


# No quotes, angle brackets or blanks: an address goes into a link, and nothing else may.
_WEB_ADDRESS = r"^https?://[^\s\"'<>\\]+$"

# What the validators ask for in words, the schema that is shipped asks for in patterns.
Text = Annotated[str, BeforeValidator(_not_blank), Field(json_schema_extra={"pattern": r"\S"})]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
ActorId = Annotated[str, Field(pattern=r"^([A-Z]{3}|[a-z0-9]+(-[a-z0-9]+)*)$")]
Edtf = Annotated[str, BeforeValidator(_edtf), Field(json_schema_extra={"pattern": r"^\S+$"})]
_A_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
Day = Annotated[str, BeforeValidator(_day), Field(json_schema_extra={"pattern": _A_DAY})]


class _Record(BaseModel):
    # Unknown keys are refused by name: a misspelt "plcae:" must not become a silent None.
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class QuoteRecord(_Record):
    """A verbatim span; every field but ``exact`` is computed by ``python -m geo anchor``."""

    exact: Text
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=1)
    prefix: str | None = None
    suffix: str | None = None


class IgnoredRecord(QuoteRecord):
    """A span that is not journalism (a link, an appeal to follow); no claim may lie in it."""

    why: Text


class DatedRecord(_Record):
    """A date in EDTF and the words of the article it was cast from."""

    edtf: Edtf
    words: Text | None = None


# A number is written in digits: "2_000" is a slip, and which number it is nobody says.
_WHOLE = re.compile(r"\s*[+-]?[0-9]+(\.0+)?\s*")


def _digits(written: Any) -> Any:
    if isinstance(written, str) and not _WHOLE.fullmatch(written):
        raise PydanticCustomError("int_parsing", "not a whole number")
    return written


# No army and no budget is larger, and up to here every reader of JSON keeps the last digit.
_MOST = 10**15
Amount = Annotated[int, Field(ge=0, le=_MOST), BeforeValidator(_digits)]


class QuantityRecord(_Record):
    """An amount; leave out the bound the source does not give."""

    low: Amount | None = None
    high: Amount | None = None
    comparison: Comparison
    unit: Text
    words: Text


class AttributionRecord(_Record):
    """On whose word; ``words`` verbatim from the article, left out when it names nobody."""

    type: AttributionType
    words: Text | None = None
    who: ActorId | None = None


class ReviewRecord(_Record):
    """Who accepted or rejected the claim, and when."""

    state: ReviewState
    by: Text
    at: Day


class PublishedRecord(_Record):
    """The day of publication; when it is inferred, from what and how surely."""

    edtf: Edtf
    confidence: Literal["stated", "very sure", "sure", "unsure"]
    basis: Text


Stated = BeforeValidator(_none_if_not_stated)


class SourceRecord(_Record):
    """The article behind a claims file."""

    id: Slug
    file: Text
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    title: Annotated[Text | None, Stated]
    publisher: Annotated[Text | None, Stated]
    url: Annotated[Annotated[str, Field(pattern=_WEB_ADDRESS)] | None, Stated]
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    published: PublishedRecord
    retrieved: Annotated[Edtf | None, Stated]
    origins: tuple[Text, ...] = Field(min_length=1)
    origins_basis: Text


class ClaimRecord(_Record):
    """One claim as written in a file."""

    id: Slug
    kind: Kind
    stage: Stage
    modality: Modality
    actors: tuple[ActorId, ...] = ()
    hosts: tuple[ActorId, ...] = ()
    counterparties: tuple[ActorId, ...] = ()
    force: Slug | None = None
    form: Form | None = None
    place: Annotated[Slug | None, Stated] = None
    organisation: Slug | None = None
    agreement: Annotated[Slug | None, Stated] = None
    direction: Literal["towards", "away_from", "maintained"] | None = None
    scope: Scope | None = None
    quantity: QuantityRecord | None = None
    valid: Annotated[DatedRecord | None, Stated] = None
    said: DatedRecord | None = None
    due: Annotated[DatedRecord | None, Stated] = None
    attribution: AttributionRecord
    quote: QuoteRecord | None = None
    support: tuple[QuoteRecord, ...] = ()
    statement: Text | None = None
    origins: tuple[Text, ...] = ()
    leaves_blank: tuple[Text, ...] = ()
    made_public: Day | None = None
    relevance: Relevance = Relevance.CORE
    review: ReviewRecord
    note: Text | None = None


class ClaimsFile(_Record):
    """A whole claims file. ``claims`` stay raw so that one bad record costs only itself."""

    schema_: Literal["sahelscope-claims/1"] = Field(alias="schema")
    source: SourceRecord
    ignored: tuple[IgnoredRecord, ...] = ()
    claims: tuple[Any, ...] = ()


def stated_fields(record: str) -> frozenset[str]:
    """The fields of a record that may say *not stated* in words.

    Examples
    --------
    >>> sorted(stated_fields("ClaimRecord"))
    ['agreement', 'due', 'place', 'valid']
    """
    models = {model.__name__: model for model in (ClaimRecord, SourceRecord)}
    fields = models[record].model_fields
    return frozenset(name for name, info in fields.items() if Stated in info.metadata)


_UNSTATED = stated_fields("ClaimRecord") | stated_fields("SourceRecord")


def canonical_text(content: Any, file: str) -> str:
    """The one form a claims file is kept in: fields in the order of the schema, blanks in words.

    Raises SahelscopeError with every problem of the head and of all claims.

    Loading the result and making it canonical again gives the same bytes.
    """
    head, claims = _checked(content, file)
    return dump_yaml({**_as_written(head), "claims": [_as_written(claim) for claim in claims]})


def check_draft(content: Any, file: str, known: Gazetteer | None = None) -> None:
    """Raise every problem of the shape of a file that ``anchor`` has not filled in yet.

    Its hash may be anything, its claims need no ids: both are computed. *known* is as for
    :func:`parse_record`.
    """
    draft = content
    if isinstance(content, Mapping) and isinstance(content.get("source"), Mapping):
        draft = {**content, "source": {**content["source"], "sha256": UNANCHORED}}
    _checked(draft, file, known, named=False)


def _checked(
    content: Any, file: str, known: Gazetteer | None = None, *, named: bool = True
) -> tuple[ClaimsFile, list[ClaimRecord]]:
    problems: list[Problem] = []
    head = parse_claims_file(content, file)
    claims = []
    for number, raw in enumerate(head.claims, start=1):
        given = raw if named or not isinstance(raw, Mapping) else {"id": f"claim-{number}", **raw}
        try:
            claims.append(parse_record(given, file, claim_name(raw, number), known))
        except SahelscopeError as error:
            problems += error.problems
    if problems:
        raise SahelscopeError(problems)
    return head, claims


def claim_name(raw: Any, number: int) -> str:
    """What messages call a claim that may be too broken to have an id."""
    name = raw.get("id") if isinstance(raw, Mapping) else None
    return str(name or f"claim {number}")


def _as_written(record: BaseModel) -> dict[str, Any]:
    content = record.model_dump(mode="json", by_alias=True, exclude_unset=True)
    for part in (content, content.get("source", {})):
        for name, value in part.items():
            if value is None:
                part[name] = NOT_STATED
    return content


def parse_record(
    content: Any, file: str, record: str, known: Gazetteer | None = None
) -> ClaimRecord:
    """Check one claim as written; raise every problem of it at once.

    *file* and *record* are what messages call them. *known* are the names a message may advise
    where a name stands for an id (None: it can say only what an id looks like).

    Examples
    --------
    >>> try:
    ...     parse_record({"id": "a", "kind": "presense"}, "x.claims.yaml", "a")
    ... except SahelscopeError as error:
    ...     print(error.problems[0].fix)
    Did you mean 'presence'?
    """
    try:
        return ClaimRecord.model_validate(content)
    except ValidationError as error:
        raise SahelscopeError(_problems(error, ClaimRecord, file, record, known)) from error


def parse_claims_file(content: Any, file: str) -> ClaimsFile:
    """Check the head of a claims file (schema, source, ignored spans); claims stay raw."""
    if content is None or content == "":
        fix = "Write its claims (see CONTRIBUTING.md), or put the file back."
        problem = Problem(file, "head", "the record", "an empty file", "a claims file", fix)
        raise SahelscopeError([problem])
    try:
        return ClaimsFile.model_validate(content)
    except ValidationError as error:
        raise SahelscopeError(_problems(error, ClaimsFile, file, "head")) from error


def _problems(
    error: ValidationError,
    model: type[BaseModel],
    file: str,
    record: str,
    known: Gazetteer | None = None,
) -> list[Problem]:
    return [_problem(details, model, file, record, known) for details in error.errors()]


def _problem(
    details: ErrorDetails,
    model: type[BaseModel],
    file: str,
    record: str,
    names: Gazetteer | None,
) -> Problem:
    path = ".".join(str(part) for part in details["loc"])
    kind, found = details["type"], details["input"]
    if kind == "extra_forbidden":
        name = str(details["loc"][-1])
        fix = closest(name, _field_names(model, details))
        # {exact: We go, they said}: the rest of the text became a field that says nothing.
        fix = f"{_COMMA} {fix}" if _is_blank(found) else fix
        return Problem(file, record, path, name, "a known field", fix)
    if kind == "missing":
        fix = _RUN_ANCHOR if path == "id" else f"Add {path!r} to the record."
        return Problem(file, record, path, "nothing", "this field", fix)
    if kind == "enum":
        known = _words(details)
        return Problem(
            file, record, path, str(found), "one of the known words", closest(str(found), known)
        )
    last = str(details["loc"][-1]) if details["loc"] else ""
    if (silent := unsaid(last, found)) is not None:
        return Problem(file, record, path, _shown(found), *silent)
    expected, fix = _in_plain_words(details)
    field = _named_field(details)
    if field and names is not None and kind in _NO_ID:
        advice = "an id", names.advice(field, _shown(found))
        expected, fix = names.misfit(field, _shown(found)) or advice
    return Problem(file, record, path or "the record", _shown(found), expected, fix)


# Fields of which a record may be silent by leaving them out.
_LEFT_OUT = frozenset(["force", "organisation", "who", "said"])


def unsaid(field: str, written: object) -> tuple[str, str] | None:
    """What is expected, and what to do, where somebody leaves a field open in other words.

    None where the words say something, or the field must say something. Of an id or a date: a
    title may be "Unknown".

    Examples
    --------
    >>> unsaid("place", "unknown")[1], unsaid("force", "~")[1]
    ("Write 'not stated' where the source is silent.", 'Leave the field out where it is silent.')
    >>> unsaid("place", "old-fort") is None
    True
    """
    said = written.strip().casefold() if isinstance(written, str) else None
    if said not in (*_NOTHING, NOT_STATED, "none", "unknown", "unstated"):
        return None
    if field in _UNSTATED:
        expected = f"a value, or: {NOT_STATED}"
        return expected, f"Write {NOT_STATED!r} where the source is silent."
    return ("a value", "Leave the field out where it is silent.") if field in _LEFT_OUT else None


_COMMA = "Inside { } a comma parts fields: put a text that has one in quotation marks."


def _is_blank(found: Any) -> bool:
    return found is None or (isinstance(found, str) and not found.strip())


_PLAIN_WORDS = {
    "model_type": ("fields with values", "Write 'field: value' lines; see CONTRIBUTING.md."),
    "tuple_type": ("a list", "Write one '- item' line for each."),
    "string_type": ("a text", "Write a text."),
    "greater_than_equal": ("a number from {ge} on", "Correct the number."),
    "less_than_equal": ("a number up to {le:,}", "Correct the number."),
    "int_parsing_size": (f"a number up to {_MOST:,}", "Correct the number."),
    "too_short": ("at least one item", "Name at least one."),
    "literal_error": ("{expected}", "Write it letter for letter."),
    "int_parsing": (
        "a whole number",
        "Write digits only; leave the field out where the source gives none.",
    ),
    "string_pattern_mismatch": (
        "the form of an id, hash or address",
        "Countries are ISO alpha-3 (NER), other ids lower-case words with hyphens.",
    ),
}


# An id of another form, or of more letters than one has.
_NO_ID = ("string_pattern_mismatch", "string_too_long")
# Fields that hold ids of the gazetteer.
_NAMED = ("actors", "hosts", "counterparties", "force", "organisation", "place", "who")


def _named_field(details: ErrorDetails) -> str | None:
    return next((str(part) for part in details["loc"] if part in _NAMED), None)


# What a writer needs of EDTF.
DATE_FORMS = (
    "2025-01-31, 2025-01, 2025, 2025-01~ (about), 2025-21 to 2025-24 (spring to winter), "
    "'[2025-01-06..2025-01-12]' (a day of that week, in quotation marks), 202X (in the 2020s), "
    "2025-01/.. (since), ../2025-06 (by), 2025-01/2025-06 (from, to)"
)


def _in_plain_words(details: ErrorDetails) -> tuple[str, str]:
    kind, message = details["type"], details["msg"]
    field = next((str(part) for part in reversed(details["loc"]) if isinstance(part, str)), "")
    if kind == "int_parsing" and field in ("start", "end"):
        return "a place in the article", _RUN_ANCHOR
    if kind in _NO_ID and field in _PATTERNS:
        return _PATTERNS[field]
    if kind == "model_type" and field in _FORMS:
        return f"{field}: {_FORMS[field]}", "Write fields with values, in { } or on lines below."
    if kind == "model_type" and field in ("valid", "said", "due"):
        return f"a date: {field}: {{edtf: '2025-01'}}", f"The forms of a date: {DATE_FORMS}."
    if kind == "value_error" and field in ("edtf", "retrieved"):
        said = message.removeprefix("Value error, ")
        return "a date", f"{said}. Correct it; the forms: {DATE_FORMS}."
    if kind == "value_error":
        return _EXPECTED.get(
            field, "a text"
        ), f"{capital(message.removeprefix('Value error, '))}. Correct it."
    expected, fix = _PLAIN_WORDS.get(kind, (message, "Correct it."))
    return expected.format(**details.get("ctx", {})), fix


# What stands in a field that holds fields of its own.
_FORMS = {
    "source": "{id: …, file: …, sha256: …, title: …, published: …}",
    "published": "{edtf: '2025-01-31', confidence: stated, basis: 'printed under the title'}",
    "quote": "{exact: 'the words of the article'}",
    "support": "[{exact: 'the words of the article'}]",
    "attribution": "{type: official, words: 'the ministry said', who: NER}",
    "quantity": "{low: 201, comparison: more_than, unit: persons, words: 'more than 200'}",
    "review": "{state: accepted, by: 'your name', at: '2025-01-31'}",
}


# What a field holds whose own check refused it, and said why.
_EXPECTED = {"at": "a day", "made_public": "a day", "by": "a name"}


_SLUG = ("an id", "Write lower-case words with hyphens, up to 80 letters: base-of-old-fort.")
_PATTERNS = {
    "id": _SLUG,
    "agreement": _SLUG,
    "url": ("an http or https address", "Copy the address of the page."),
    "sha256": ("64 hexadecimal digits", _RUN_ANCHOR),
    "language": ("a language code of ISO 639-1", "Write two letters: en for English, fr French."),
}


def _shown(found: Any) -> str:
    return found if isinstance(found, str) else repr(found)


def _words(details: ErrorDetails) -> list[str]:
    expected = str(details.get("ctx", {}).get("expected", ""))
    return [word.strip(" '") for word in expected.replace(" or ", ",").split(",") if word.strip()]


def _field_names(model: type[BaseModel], details: ErrorDetails) -> list[str]:
    # Walk to the model the unknown key stands in, so that the advice names its own fields.
    current = model
    for part in details["loc"][:-1]:
        info = current.model_fields.get(str(part))
        nested = [t for t in _types(info.annotation) if issubclass(t, BaseModel)] if info else []
        current = nested[0] if nested else current
    return [info.alias or name for name, info in current.model_fields.items()]


def _types(annotation: Any) -> list[type]:
    if isinstance(annotation, type):
        return [annotation]
    return [found for part in get_args(annotation) for found in _types(part)]


def dated(record: DatedRecord | None) -> When | None:
    """The date of a record, or None where it is not stated."""
    return read_when(record.edtf) if record else None
