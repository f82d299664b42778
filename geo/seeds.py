"""Articles and their reviewed claims: every quote is held against the text as received."""

from __future__ import annotations

import hashlib
import re
import shlex
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.claims import Checker, duplicate_ids, quote_of
from geo.dates import read_when
from geo.errors import Problem, SahelscopeError, not_utf8, printable
from geo.gazetteer import Gazetteer
from geo.model import Basis, Claim, ReviewState, Seed, Source
from geo.records import (
    UNANCHORED,
    ClaimRecord,
    ClaimsFile,
    QuoteRecord,
    SourceRecord,
    claim_name,
    parse_claims_file,
    parse_record,
    plain_text_problem,
)
from geo.verbatim import QUOTATION_MARKS, meant_in
from geo.yamlfiles import load_yaml

SUFFIX = ".claims.yaml"

# Enough context to find a quote again by eye; the W3C selector asks for no fixed length.
_CONTEXT = 32

_RUN_ANCHOR = "Run '.venv/bin/python -m geo anchor' on the claims file, then review the change."


@dataclass(frozen=True, slots=True)
class SeedReading:
    """One article as read: the seed and its claims that passed and were accepted."""

    seed: Seed
    claims: tuple[Claim, ...]


def read_seed(
    path: Path, gazetteer: Gazetteer, problems: list[Problem], seen: dict[str, str]
) -> SeedReading | None:
    """Read a claims file and the article beside it; verify everything in it.

    Parameters
    ----------
    path : Path
        The ``NAME.claims.yaml`` file; the article it names lies in the same folder.
    gazetteer : Gazetteer
        The names claims may use.
    problems : list of Problem
        Sink. A bad claim is left out; a bad head or a changed article leaves out the whole file.
    seen : dict of str to str
        Claim ids met so far and their files; grown here.

    Returns
    -------
    SeedReading or None
        None if the head cannot be trusted, and then nothing of the file is drawn.
    """
    try:
        file = parse_claims_file(load_yaml(path, path.name), path.name)
    except SahelscopeError as error:
        problems += error.problems
        return None
    text = _read_article(path, file.source, problems)
    head = [
        *duplicate_ids([f"source {file.source.id}"], path.name, seen),
        *_head_problems(path.name, file.source),
        *(_span_problems(path.name, file, text) if text is not None else ()),
    ]
    problems += head
    source = source_of(file.source, path.name)
    checker = Checker(path.name, source, gazetteer)
    if head or text is None:  # nothing is drawn; what its claims say is checked all the same
        _ = list(_claims(file, None, checker, problems, seen))
        return None
    seed = Seed(source, text, file.source.sha256, _ignored(file))
    return SeedReading(seed, tuple(_claims(file, seed, checker, problems, seen)))


def source_of(record: SourceRecord, file: str) -> Source:
    """The source a checked head describes."""
    return Source(
        id=record.id,
        title=record.title,
        publisher=record.publisher,
        url=record.url,
        language=record.language,
        published=read_when(record.published.edtf),
        published_confidence=record.published.confidence,
        published_basis=record.published.basis,
        retrieved=read_when(record.retrieved) if record.retrieved else None,
        origins=record.origins,
        origins_basis=record.origins_basis,
        basis=Basis.SEED,
        file=record.file,
        record=file,
    )


def article_of(path: Path, named: str) -> Path:
    """The article that a claims file names: the one beside it that is called as itself.

    Raises SahelscopeError for any other. The name comes from a file: a path in it could lead
    anywhere on the reader's disk, another article's name would put claims on a text they were
    never read from.
    """
    article = path.parent / named
    fits = path.name.endswith(SUFFIX) and named == f"{path.name.removesuffix(SUFFIX)}.txt"
    if fits and article.is_file():
        return article
    fix = f"Keep NAME.txt beside NAME{SUFFIX} and name it without a folder."
    if Path(named).name == named and named.endswith(".txt") and article.is_file():
        own = f"{named.removesuffix('.txt')}{SUFFIX}"
        fix = f"One article has one claims file beside it, of its own name: write these in {own}."
    expected = "a file beside this one"
    raise SahelscopeError([Problem(path.name, "head", "source.file", named, expected, fix)])


def article_bytes(path: Path, named: str) -> bytes:
    """The article of a claims file as received; raises as :func:`article_of` does.

    Raises SahelscopeError too if it may not be read.
    """
    article = article_of(path, named)
    try:
        return article.read_bytes()
    except OSError as error:
        found, fix = error.strerror or str(error), "Make it a readable file."
        problem = Problem(named, "the article", "path", found, "a file that can be read", fix)
        raise SahelscopeError([problem]) from error


def article_text(raw: bytes, named: str) -> str:
    r"""The text of an article; raises SahelscopeError if it is not UTF-8.

    Examples
    --------
    >>> try:
    ...     article_text("Un\n sommet à Agadez".encode("latin-1"), "a.txt")
    ... except SahelscopeError as error:
    ...     print(error.problems[0].found)
    byte 0xe0 in line 2
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        fix = f"Keep the original elsewhere and save a copy of it as UTF-8 under {named}."
        problem = Problem(named, "the article", "text", not_utf8(error), "text in UTF-8", fix)
        raise SahelscopeError([problem]) from error


def _read_article(path: Path, source: SourceRecord, problems: list[Problem]) -> str | None:
    try:
        raw = article_bytes(path, source.file)
        found = hashlib.sha256(raw).hexdigest()
        if found != source.sha256:
            raise SahelscopeError([_hash_problem(path, source, found)])
        return article_text(raw, source.file)
    except SahelscopeError as error:
        problems += error.problems
        return None


def _hash_problem(path: Path, source: SourceRecord, found: str) -> Problem:
    field, file = "source.sha256", path.name
    if source.sha256 == UNANCHORED:
        fix = f"Run: .venv/bin/python -m geo anchor {shlex.quote(str(path))}"
        return Problem(file, "head", field, UNANCHORED, "the hash of the article", fix)
    fix = "Restore the article byte for byte; a new version is a new seed."
    return Problem(file, "head", field, found, f"{source.sha256} ({source.file})", fix)


def _head_problems(file: str, source: SourceRecord) -> Iterator[Problem]:
    for field in ("title", "publisher"):
        value = getattr(source, field)
        if value:
            yield from plain_text_problem(value, file, "head", f"source.{field}")
    if read_when(source.published.edtf).interval:
        fix = "Write the day, month or year it was published in."
        found = source.published.edtf
        yield Problem(file, "head", "source.published", found, "one date", fix)
    yield from _retrieval_problems(file, source)


def _retrieval_problems(file: str, source: SourceRecord) -> Iterator[Problem]:
    published = read_when(source.published.edtf).begins
    retrieved = read_when(source.retrieved).ends if source.retrieved else None
    if published and retrieved and retrieved.loosely.latest < published.loosely.earliest:
        assert source.retrieved is not None
        expected = f"a day from its publication on, {published.earliest}"
        fix = "Nobody reads a page before it is published; correct one of the days."
        yield Problem(file, "head", "source.retrieved", source.retrieved, expected, fix)


def _span_problems(file: str, content: ClaimsFile, text: str) -> Iterator[Problem]:
    for number, span in enumerate(content.ignored, start=1):
        yield from quote_problems(span, text, file, f"ignored span {number}", "exact")


def _ignored(content: ClaimsFile) -> tuple[tuple[Any, str], ...]:
    return tuple((quote_of(span), span.why) for span in content.ignored)


def _claims(
    content: ClaimsFile,
    seed: Seed | None,
    checker: Checker,
    problems: list[Problem],
    seen: dict[str, str],
) -> Iterator[Claim]:
    """The accepted claims without a problem; *seed* None: no text to hold them against."""
    for number, raw in enumerate(content.claims, start=1):
        name = claim_name(raw, number)
        try:
            record = parse_record(raw, checker.file, name, checker.gazetteer)
        except SahelscopeError as error:
            problems += [*error.problems, *checker.problems_beside(raw, name, error.problems)]
            continue
        found = [
            *duplicate_ids([record.id], checker.file, seen),
            *checker.problems_of(record),
            *(_text_problems(record, seed, checker.file) if seed else ()),
        ]
        problems += found
        # Of a head that is broken no claim can be made: it may have no day it appeared on.
        if seed and not found and record.review.state is ReviewState.ACCEPTED:
            yield checker.claim_of(record)


def _text_problems(record: ClaimRecord, seed: Seed, file: str) -> Iterator[Problem]:
    if record.quote is None:
        yield _no_quote(file, record.id)
    for field, quotes in (("quote", [record.quote]), ("support", record.support)):
        for quote in quotes:
            if quote is not None:
                yield from quote_problems(quote, seed.text, file, record.id, field)
                yield from _boilerplate_problems(quote, seed, file, record.id, field)
    yield from _words_problems(record, seed.text, file)


def _no_quote(file: str, record: str) -> Problem:
    fix = "Copy the sentence from the article; without it the claim cannot stand."
    return Problem(file, record, "quote", "nothing", "a verbatim quote", fix)


def quote_problems(
    quote: QuoteRecord, text: str, file: str, record: str, field: str
) -> Iterator[Problem]:
    """At most one problem: the first way in which the quote is not that span of the text.

    Offsets are code points of *text* as received; nothing is normalised before comparing, so a
    straight apostrophe for a curly one is a different text.
    """
    if quote.exact not in text:
        fix = "Copy the words letter for letter, curly quotes and no-break spaces included."
        yield Problem(file, record, field, quote.exact, _words_of(text, quote.exact), fix)
    elif quote.start is None or quote.end is None:
        yield Problem(file, record, field, "no offsets", "start and end", _RUN_ANCHOR)
    elif not _stands_at(quote.exact, text, quote.start, quote.end):
        found = f"{quote.start} to {quote.end}: {text[quote.start : quote.end]!r}"
        yield Problem(file, record, field, found, f"the offsets of {quote.exact!r}", _RUN_ANCHOR)
    elif (quote.prefix, quote.suffix) != _context(text, quote.start, quote.end):
        yield Problem(
            file, record, field, "another prefix or suffix", "the words around", _RUN_ANCHOR
        )


def _stands_at(exact: str, text: str, start: int, end: int) -> bool:
    # A slice ends with its text, however far its end is said to lie: the length is asked too.
    return end - start == len(exact) and text.startswith(exact, start)


def _boilerplate_problems(
    quote: QuoteRecord, seed: Seed, file: str, record: str, field: str
) -> Iterator[Problem]:
    if quote.start is None or quote.end is None:
        return
    for span, why in seed.ignored:
        if quote.start < span.end and span.start < quote.end:
            fix = f"That passage is ignored ({why}); drop the claim or the ignored span."
            yield Problem(file, record, field, quote.exact, "a passage of the article itself", fix)


def _words_problems(record: ClaimRecord, text: str, file: str) -> Iterator[Problem]:
    for field in ("valid", "said", "due", "attribution", "quantity"):
        part = getattr(record, field)
        words = part.words if part else None
        if words and words not in text:
            expected = _words_of(text, words)
            # A number without its words says nothing of what is counted.
            drop = "" if field == "quantity" else ", or leave 'words' out"
            fix = f"Copy the words letter for letter, capitals too{drop}."
            yield Problem(file, record.id, f"{field}.words", words, expected, fix)


def _words_of(text: str, copied: str) -> str:
    """What a message expects instead of words that are not in an article."""
    meant = meant_in(text, copied) or meant_in(text, copied.strip(QUOTATION_MARKS))
    if meant is None:
        return "words that stand in the article"
    composed = unicodedata.normalize("NFC", meant) == unicodedata.normalize("NFC", copied)
    how = "its accents composed as in the article" if composed else "as the article has it"
    return f"{_in_quotation_marks(meant)}, {how}"


def _in_quotation_marks(words: str) -> str:
    """Words as a claims file can hold them: what is not seen (a line break) is written out."""
    if "\\" not in repr(words):
        return repr(words)
    return '"' + "".join(_DOUBLE_QUOTED.get(one) or printable(one) for one in words) + '"'


# Between double quotation marks YAML knows the rest of what Python writes for the unseen.
_DOUBLE_QUOTED = {'"': '\\"', "\\": "\\\\", "'": "'"}


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    return text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]


def anchor(content: Mapping[str, Any], text: str, sha256: str, file: str) -> dict[str, Any]:
    """Fill in what a claims file can compute: hash, offsets, context, missing ids.

    A quote that occurs more than once takes the occurrence whose prefix matches, else the one
    nearest to the ``start`` given; with neither it is refused, never guessed.

    Parameters
    ----------
    content : mapping
        The file as loaded, every scalar text.
    text, sha256 : str
        The article and the hash of its bytes.
    file : str
        What messages call the file.

    Raises
    ------
    SahelscopeError
        Every quote that is not in the text or is not unique.
    """
    problems: list[Problem] = []
    filled: dict[str, Any] = dict(content)
    filled["source"] = {**content["source"], "sha256": sha256}
    if "ignored" in content:
        filled["ignored"] = [
            _anchored(span, text, file, f"ignored span {number}", "exact", problems)
            for number, span in enumerate(content["ignored"], start=1)
        ]
    claims = [
        _anchored_claim(dict(claim), text, file, claim_name(claim, number), problems)
        for number, claim in enumerate(content["claims"], start=1)
    ]
    if problems:
        raise SahelscopeError(problems)
    filled["claims"] = _named(claims, str(content["source"]["id"]))
    return filled


def _anchored_claim(
    claim: dict[str, Any], text: str, file: str, name: str, problems: list[Problem]
) -> dict[str, Any]:
    if (claim.get("quote") or {}).get("exact"):
        claim["quote"] = _anchored(claim["quote"], text, file, name, "quote", problems)
    else:
        problems.append(_no_quote(file, name))
    if claim.get("support"):
        claim["support"] = [
            _anchored(quote, text, file, name, "support", problems) for quote in claim["support"]
        ]
    return claim


def _named(claims: Iterable[dict[str, Any]], source_id: str) -> list[dict[str, Any]]:
    """The claims with the ids that some of them lack.

    One sentence may hold two claims of one kind (200, not 400): the second is told apart by all
    that it says.
    """
    claims = list(claims)
    taken, named = {claim.get("id") for claim in claims}, []
    for claim in claims:
        id_ = claim.get("id") or _new_id(claim, source_id)
        if not claim.get("id") and id_ in taken:
            id_ = _new_id(claim, source_id, repr(sorted(claim.items())))
        taken.add(id_)
        named.append({**claim, "id": id_} if claim.get("id") else {"id": id_, **claim})
    return named


def _new_id(claim: Mapping[str, Any], source_id: str, besides: str = "") -> str:
    """A content hash with a readable prefix, given once when the claim is first anchored."""
    parts = [claim.get("kind", ""), *claim.get("actors", []), *claim.get("hosts", [])]
    parts.append(claim.get("organisation", ""))
    readable = re.sub(r"[^a-z0-9]+", "-", "-".join(filter(None, parts)).lower()).strip("-")
    content = repr([source_id, claim["quote"]["start"], claim["quote"]["exact"], *parts])
    content += repr([claim.get("stage"), claim.get("form"), claim.get("place")]) + besides
    return f"{readable[:60].rstrip('-')}-{hashlib.sha256(content.encode()).hexdigest()[:8]}"


def _anchored(
    span: Mapping[str, Any],
    text: str,
    file: str,
    record: str,
    field: str,
    problems: list[Problem],
) -> dict[str, Any]:
    exact = str(span.get("exact") or "")
    starts = _occurrences(text, exact)
    if len(starts) > 1 and span.get("prefix"):
        starts = [s for s in starts if text[:s].endswith(span["prefix"])] or starts
    if len(starts) > 1 and span.get("start"):
        starts = [min(starts, key=lambda s: abs(s - int(span["start"])))]
    if len(starts) != 1:
        found = f"{len(starts)} times in the article: {exact!r}"
        fix = "Quote the article letter for letter, line breaks included."
        expected = _words_of(text, exact)
        if starts:
            fix = "Quote more of the sentence; or add 'prefix', the words before it."
            expected = "one occurrence"
        problems.append(Problem(file, record, field, found, expected, fix))
        return {**span, "start": 0}
    start, end = starts[0], starts[0] + len(exact)
    prefix, suffix = _context(text, start, end)
    rest = {k: v for k, v in span.items() if k not in _COMPUTED}
    return {"exact": exact, "start": start, "end": end, "prefix": prefix, "suffix": suffix, **rest}


_COMPUTED = ("exact", "start", "end", "prefix", "suffix")


def _occurrences(text: str, exact: str) -> list[int]:
    if not exact:
        return []
    return [match.start() for match in re.finditer(re.escape(exact), text)]


def claim_files(folder: Path) -> Iterable[Path]:
    """The claims files of a folder in name order; an empty folder has none.

    A link to nothing is one, to be told; a folder of such a name is none.
    """
    return sorted(path for path in folder.glob(f"*{SUFFIX}") if not path.is_dir())
