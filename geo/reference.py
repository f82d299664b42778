"""Reference rows to claims: a citation and our own words where a seed has a sentence."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from geo.claims import Checker, duplicate_ids
from geo.dates import read_when
from geo.errors import Problem, SahelscopeError, closest
from geo.gazetteer import Gazetteer
from geo.model import NOT_STATED, Basis, Claim, Grade, Modality, Source
from geo.records import parse_record
from geo.tables import read_table

REFERENCE_COLUMNS = [
    "id",
    "kind",
    "stage",
    "modality",
    "actors",
    "hosts",
    "counterparties",
    "force",
    "form",
    "place",
    "organisation",
    "agreement",
    "direction",
    "scope",
    "quantity_low",
    "quantity_high",
    "quantity_comparison",
    "quantity_unit",
    "quantity_words",
    "valid",
    "said",
    "due",
    "made_public",
    "statement",
    "attribution",
    "attribution_who",
    "attribution_words",
    "leaves_blank",
    "relevance",
    "publisher",
    "title",
    "url",
    "published",
    "origins",
    "reliability",
    "credibility",
    "grade_reason",
    "reviewed_by",
    "reviewed_at",
    "note",
]

_LISTS = ("actors", "hosts", "counterparties", "origins", "leaves_blank")
_PLAIN = [
    "id",
    "kind",
    "stage",
    "modality",
    "force",
    "form",
    "place",
    "organisation",
    "agreement",
    "direction",
    "scope",
    "made_public",
    "statement",
    "relevance",
    "note",
]
_DATES = ("valid", "said", "due")

# Admiralty code: A-F the source's reliability, 1-6 the information's credibility. F6, "cannot be
# judged", is what an ungraded row gets: an unknown outlet must not look like a known one.
_RELIABILITY = tuple("ABCDEF")
_CREDIBILITY = tuple("123456")
# An unreliable source, or information that is doubtful or improbable. That nobody can judge it
# (F, 6) is not that it is weak.
_WEAK_SOURCES, _DOUBTFUL = frozenset("E"), frozenset("45")


def read_reference(
    path: Path, gazetteer: Gazetteer, problems: list[Problem], seen: dict[str, str]
) -> tuple[Claim, ...]:
    """Read a reference table; a bad row is left out and its problems are added to *problems*.

    *seen* maps the claim ids met so far to their files and grows. A missing file is an error of
    the caller: a corpus without reference rows simply has no such file.
    """
    claims = []
    for row in read_table(path, path.name, REFERENCE_COLUMNS, problems):
        found = [*_citation_problems(row, path.name), *duplicate_ids([row["id"]], path.name, seen)]
        # With a broken citation nothing is drawn; what the row says is checked all the same.
        told = row | {"published": NOT_STATED} if found else row
        claim = _claim(told, path.name, gazetteer, found)
        problems += map(_in_columns, found)
        if claim:
            claims.append(claim)
    return tuple(claims)


def _in_columns(problem: Problem) -> Problem:
    """A problem of a record by the column of the table that holds the field."""
    whole, _, part = problem.field.partition(".")
    column = f"{_PREFIXES[whole]}{part}" if part and whole in _PREFIXES else whole
    column = "attribution" if problem.field == "attribution.type" else column
    fix = problem.fix.replace(repr(problem.field), repr(column))
    if whole in _LISTS and "," in problem.found:
        fix = "Put ';' between several."
    return replace(problem, field=column, fix=fix)


# Fields of fields, and how their columns begin.
_PREFIXES = {"quantity": "quantity_", "attribution": "attribution_", "review": "reviewed_"}


def _claim(
    row: dict[str, str], file: str, gazetteer: Gazetteer, found: list[Problem]
) -> Claim | None:
    checker = Checker(file, _source(row, file), gazetteer)
    raw = _record(row)
    try:
        record = parse_record(raw, file, row["id"], gazetteer)
    except SahelscopeError as error:
        found += [*error.problems, *checker.problems_beside(raw, row["id"], error.problems)]
        return None
    found += checker.problems_of(record)
    if record.statement is None:
        fix = "Say in a sentence of ours what the cited page reports."
        found.append(Problem(file, record.id, "statement", "nothing", "a sentence", fix))
    grade = Grade(
        row["reliability"] or "F", row["credibility"] or "6", row["grade_reason"] or "Not graded."
    )
    return None if found else checker.claim_of(record, grade)


def _record(row: dict[str, str]) -> dict[str, Any]:
    record: dict[str, Any] = {name: row[name] for name in _PLAIN if row[name]}
    record.update({name: _several(row[name]) for name in _LISTS if row[name]})
    for name in _DATES:
        if row[name]:
            stated = row[name] != NOT_STATED
            record[name] = {"edtf": row[name]} if stated else NOT_STATED
    quantity = {
        name: row[f"quantity_{name}"]
        for name in ("low", "high", "comparison", "unit", "words")
        if row[f"quantity_{name}"]
    }
    if quantity:
        record["quantity"] = quantity
    record["attribution"] = {"type": row["attribution"] or "none"}
    for name in ("who", "words"):
        if row[f"attribution_{name}"]:
            record["attribution"][name] = row[f"attribution_{name}"]
    record["review"] = {"state": "accepted", "by": row["reviewed_by"], "at": row["reviewed_at"]}
    return record


def _several(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _citation_problems(row: dict[str, str], file: str) -> Iterator[Problem]:
    for field in ("publisher", "title", "published", "origins"):
        if not row[field].strip():
            fix = "A reference row stands on its citation; without one, leave the row out."
            yield Problem(file, row["id"], field, "", "a text", fix)
    if not re.fullmatch(r"https?://[^\s\"'<>\\]+", row["url"]):
        fix = "Give the address of the cited page."
        yield Problem(file, row["id"], "url", row["url"], "an http address", fix)
    yield from _publication_problems(row, file)
    yield from _weight_problems(row, file)
    for field, known in (("reliability", _RELIABILITY), ("credibility", _CREDIBILITY)):
        if row[field] and row[field] not in known:
            fix = closest(row[field], known)
            yield Problem(file, row["id"], field, row[field], "an Admiralty grade", fix)


def _weight_problems(row: dict[str, str], file: str) -> Iterator[Problem]:
    # A weak outlet that nobody bears out is kept, and drawn thin: as reported, never as fact.
    weak = row["reliability"] in _WEAK_SOURCES or row["credibility"] in _DOUBTFUL
    if weak and row["modality"] == Modality.ASSERTED.value:
        found = f"asserted on a grade of {row['reliability']}{row['credibility']}"
        fix = "Say reported or alleged, or cite a better page."
        yield Problem(file, row["id"], "modality", found, "reported or alleged", fix)


def _publication_problems(row: dict[str, str], file: str) -> Iterator[Problem]:
    if row["published"] == NOT_STATED:
        if not row["made_public"]:
            fix = "Give the day the act was made public, or cite a page that has a date."
            yield Problem(file, row["id"], "published", NOT_STATED, "a date", fix)
        return
    try:
        if row["published"] and read_when(row["published"]).interval:
            raise ValueError("it is a span")
    except ValueError as error:
        fix = f"Write the day, month or year of publication in EDTF: {error}."
        yield Problem(file, row["id"], "published", row["published"], "one date", fix)


def _source(row: dict[str, str], file: str) -> Source:
    # One page is one source, however many rows cite it: the address is its identity.
    return Source(
        id=f"ref-{hashlib.sha256(row['url'].encode()).hexdigest()[:10]}",
        title=row["title"],
        publisher=row["publisher"],
        url=row["url"],
        language="en",
        published=None if row["published"] == NOT_STATED else read_when(row["published"]),
        published_confidence="stated",
        published_basis="as the cited page gives it",
        retrieved=None,
        origins=tuple(_several(row["origins"])),
        origins_basis=None,
        basis=Basis.REFERENCE,
        file=file,
        record=row["id"],
    )
