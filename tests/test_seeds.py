"""Articles and their claims files: each thing wrong is one clear problem and costs only itself."""

import copy
import hashlib
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from geo.corpus import Corpus, read_corpus
from geo.dates import read_when
from geo.errors import SahelscopeError
from geo.records import DATE_FORMS, QuoteRecord
from geo.seeds import anchor, article_text, claim_files, quote_problems
from tests.invented import ONE, TWO, Folder, span

Change = Callable[[Folder], Any]
ALL = {"count-1", "exit-1", "presence-1", "presence-2", "ref-bloc-bbb"}
SAID_BY_ONE = {"count-1", "exit-1", "presence-1"}


def read(tmp_path: Path, change: Change) -> Corpus:
    folder = Folder()
    change(folder)
    return read_corpus(folder.write(tmp_path / "corpus"))


def ids(corpus: Corpus) -> set[str]:
    return {claim.id for claim in corpus.claims}


def test_the_corpus_these_tests_break_has_no_problem(tmp_path):
    corpus = read(tmp_path, lambda folder: None)
    assert (corpus.problems, ids(corpus), len(corpus.seeds)) == ((), ALL, 2)


# --- one bad claim -----------------------------------------------------------------------------


def in_claim(number: int = 0, **fields: Any) -> Change:
    return lambda folder: folder.files["one"]["claims"][number].update(fields)


def in_part(part: str, number: int = 0, **fields: Any) -> Change:
    return lambda folder: folder.files["one"]["claims"][number][part].update(fields)


def without(field: str, number: int = 0) -> Change:
    return lambda folder: folder.files["one"]["claims"][number].pop(field)


def quote(number: int = 0, old: str = "", new: str = "") -> Change:
    def change(folder: Folder) -> None:
        spans = folder.files["one"]["claims"][number]["quote"]
        assert old in spans["exact"]
        spans["exact"] = spans["exact"].replace(old, new)

    return change


def no_offsets(folder: Folder) -> None:
    for field in ("start", "end"):
        del folder.first["quote"][field]


# Words that stand twice in the article, and where they stand the second time.
LIKE, LAST = "They will leave by June", ONE.rindex("They will leave by June")

# what is wrong: (change, claim that is lost, field, part of what was found, part of what to do)
BAD_CLAIMS: dict[str, tuple[Change, str, str, str, str]] = {
    "one letter of the quote": (
        quote(0, "used", "fused"),
        "presence-1",
        "quote",
        "fused",
        "letter for letter",
    ),
    "straight for curly quotes": (
        quote(1, "“more than 200”", '"more than 200"'),
        "count-1",
        "quote",
        '"more than 200"',
        "curly quotes",
    ),
    "space for no-break space": (
        quote(1, "\u00a0", " "),
        "count-1",
        "quote",
        "soldiers serve",
        "no-break spaces",
    ),
    "offsets one too late": (
        in_part("quote", start=1, end=51),
        "presence-1",
        "quote",
        "1 to 51",
        "geo anchor",
    ),
    "offsets of a like sentence": (
        in_claim(2, quote=span(ONE, LIKE) | {"start": LAST, "end": LAST + len(LIKE)}),
        "exit-1",
        "quote",
        "another prefix",
        "geo anchor",
    ),
    "offsets beyond the end": (
        in_part("quote", start=9000, end=9050),
        "presence-1",
        "quote",
        "9000 to 9050",
        "geo anchor",
    ),
    "no offsets": (no_offsets, "presence-1", "quote", "no offsets", "geo anchor"),
    "another prefix": (
        in_part("quote", prefix="x"),
        "presence-1",
        "quote",
        "another prefix",
        "geo anchor",
    ),
    "another suffix": (
        in_part("quote", suffix="x"),
        "presence-1",
        "quote",
        "another prefix or suffix",
        "geo anchor",
    ),
    "no quote": (without("quote"), "presence-1", "quote", "nothing", "Copy the sentence"),
    "support that is not there": (
        in_claim(1, support=[span(ONE, "Forces of Xland") | {"exact": "Forces of Yland"}]),
        "count-1",
        "support",
        "Forces of Yland",
        "letter for letter",
    ),
    "quote in an ignored span": (
        in_claim(quote=span(ONE, "Follow us")),
        "presence-1",
        "quote",
        "Follow us",
        "ignored (appeal)",
    ),
    "quote that runs into an ignored span": (
        in_claim(quote=span(ONE, "by June.\n\nFollow us")),
        "presence-1",
        "quote",
        "Follow us",
        "ignored (appeal)",
    ),
    "support in an ignored span": (
        in_claim(support=[span(ONE, "Birdsong.")]),
        "presence-1",
        "support",
        "Birdsong.",
        "ignored (appeal)",
    ),
    "date words that do not occur": (
        in_part("valid", words="since 2019"),
        "presence-1",
        "valid.words",
        "since 2019",
        "leave 'words' out",
    ),
    "attribution words that do not occur": (
        in_part("attribution", 1, words="Xland's ministry said"),
        "count-1",
        "attribution.words",
        "Xland's ministry",
        "letter for letter",
    ),
    "quantity words that do not occur": (
        in_part("quantity", 1, words="200 men"),
        "count-1",
        "quantity.words",
        "200 men",
        "letter for letter",
    ),
    "unknown actor": (
        in_claim(actors=["XXY"]),
        "presence-1",
        "actors",
        "XXY",
        "Did you mean 'XXX'?",
    ),
    "unknown host": (
        in_claim(hosts=["AAZ"], place="not stated"),
        "presence-1",
        "hosts",
        "AAZ",
        "Did you mean 'AAA'?",
    ),
    "unknown place": (
        in_claim(place="old-ford"),
        "presence-1",
        "place",
        "old-ford",
        "Did you mean 'old-fort'?",
    ),
    "unknown kind": (
        in_claim(kind="presense"),
        "presence-1",
        "kind",
        "presense",
        "Did you mean 'presence'?",
    ),
    "unknown stage": (
        in_claim(stage="in_efect"),
        "presence-1",
        "stage",
        "in_efect",
        "Did you mean 'in_effect'?",
    ),
    "stage of another kind": (
        in_claim(stage="demanded"),
        "presence-1",
        "stage",
        "demanded",
        "Known: agreed, announced",
    ),
    "unknown organisation": (
        in_claim(2, organisation="block"),
        "exit-1",
        "organisation",
        "block",
        "Did you mean 'bloc'?",
    ),
    "impossible date": (
        in_claim(valid={"edtf": "2018-02-30"}),
        "presence-1",
        "valid.edtf",
        "2018-02-30",
        "Correct it",
    ),
    "blank date": (in_claim(valid={"edtf": ""}), "presence-1", "valid.edtf", "", "Correct it"),
    "unknown key": (
        in_claim(plcae="old-fort"),
        "presence-1",
        "plcae",
        "plcae",
        "Did you mean 'place'?",
    ),
    "unknown key within": (
        in_part("attribution", tpye="none"),
        "presence-1",
        "attribution.tpye",
        "tpye",
        "Did you mean 'type'?",
    ),
    "missing field": (without("stage"), "presence-1", "stage", "nothing", "Add 'stage'"),
    "missing review": (without("review"), "presence-1", "review", "nothing", "Add 'review'"),
    "missing blank": (without("place"), "presence-1", "place", "nothing", "'not stated'"),
}


@pytest.mark.parametrize(
    ("change", "lost", "field", "found", "fix"), BAD_CLAIMS.values(), ids=BAD_CLAIMS
)
def test_a_bad_claim_is_one_clear_problem(tmp_path, change, lost, field, found, fix):
    (problem,) = read(tmp_path, change).problems
    assert (problem.file, problem.record, problem.field) == ("one.claims.yaml", lost, field)
    assert found in problem.found
    assert fix in problem.fix


@pytest.mark.parametrize(
    ("change", "lost"), [case[:2] for case in BAD_CLAIMS.values()], ids=BAD_CLAIMS
)
def test_a_bad_claim_is_not_drawn_and_nothing_else_is_lost(tmp_path, change, lost):
    corpus = read(tmp_path, change)
    assert ids(corpus) == ALL - {lost}
    assert len(corpus.seeds) == 2


# --- one id, twice -----------------------------------------------------------------------------


def same_id_in_one_file(folder: Folder) -> None:
    folder.files["one"]["claims"].append(copy.deepcopy(folder.first))


def same_id_in_two_files(folder: Folder) -> None:
    folder.files["two"]["claims"][0]["id"] = "presence-1"


def same_id_in_the_reference(folder: Folder) -> None:
    folder.reference[0]["id"] = "presence-1"


@pytest.mark.parametrize(
    ("change", "file", "left"),
    [
        (same_id_in_one_file, "one.claims.yaml", ALL),
        (same_id_in_two_files, "two.claims.yaml", ALL - {"presence-2"}),
        (same_id_in_the_reference, "reference.csv", ALL - {"ref-bloc-bbb"}),
    ],
)
def test_the_second_of_two_equal_ids_is_the_one_refused(tmp_path, change, file, left):
    corpus = read(tmp_path, change)
    (problem,) = corpus.problems
    assert (problem.file, problem.record, problem.field) == (file, "presence-1", "id")
    assert "one.claims.yaml has it already" in problem.fix
    assert ids(corpus) == left


def test_the_first_of_two_equal_ids_is_the_one_drawn(tmp_path):
    corpus = read(tmp_path, same_id_in_two_files)
    (claim,) = [claim for claim in corpus.claims if claim.id == "presence-1"]
    assert claim.source.id == "article-one"


# --- one bad file ------------------------------------------------------------------------------


def in_head(**fields: Any) -> Change:
    return lambda folder: folder.files["one"]["source"].update(fields)


def changed_article(text: str) -> Change:
    return lambda folder: folder.texts.update(one=text)


BAD_HEADS: dict[str, tuple[Change, str, str, str, str]] = {
    "one letter of the article": (
        changed_article(ONE.replace("Forces", "forces")),
        "head",
        "source.sha256",
        hashlib.sha256(ONE.replace("Forces", "forces").encode()).hexdigest(),
        "Restore the article byte for byte",
    ),
    "Windows line ends in the article": (
        changed_article(ONE.replace("\n", "\r\n")),
        "head",
        "source.sha256",
        "",
        "Restore the article",
    ),
    "script tag in the title": (
        in_head(title="News <script>alert(1)</script>"),
        "head",
        "source.title",
        "<script>",
        "as a reader sees them",
    ),
    "entity in the publisher": (
        in_head(publisher="Tom &amp; Sons"),
        "head",
        "source.publisher",
        "&amp;",
        "as a reader sees them",
    ),
    "text direction turned in the title": (
        in_head(title="News \u202eswen"),
        "head",
        "source.title",
        "\u202e",
        "as a reader sees them",
    ),
    "path in the file name": (
        in_head(file="../seeds/one.txt"),
        "head",
        "source.file",
        "../seeds/one.txt",
        "without a folder",
    ),
    "another file's article": (in_head(file="two.txt"), "head", "source.file", "two.txt", "beside"),
    "absolute path": (
        in_head(file="/etc/passwd"),
        "head",
        "source.file",
        "/etc/passwd",
        "without a folder",
    ),
    "the folder above": (in_head(file=".."), "head", "source.file", "..", "without a folder"),
    "no such article": (in_head(file="three.txt"), "head", "source.file", "three.txt", "beside"),
    "markup in the address": (
        in_head(url='https://example.org/"><script>'),
        "head",
        "source.url",
        "<script>",
        "address",
    ),
    "half a hash": (in_head(sha256="8f66"), "head", "source.sha256", "8f66", ""),
    "unknown key in the head": (
        in_head(publsher="x"),
        "head",
        "source.publsher",
        "publsher",
        "Did you mean 'publisher'?",
    ),
    "no title, not even not stated": (
        lambda folder: folder.files["one"]["source"].pop("title"),
        "head",
        "source.title",
        "nothing",
        "Add 'source.title'",
    ),
    "no origin": (in_head(origins=[]), "head", "source.origins", "[]", "Name at least one"),
    "published over a span": (
        in_head(published={"edtf": "2021/2022", "confidence": "sure", "basis": "b"}),
        "head",
        "source.published",
        "2021/2022",
        "published in",
    ),
    "impossible day of publication": (
        in_head(published={"edtf": "2021-02-30", "confidence": "sure", "basis": "b"}),
        "head",
        "source.published.edtf",
        "2021-02-30",
        "Correct it",
    ),
    "another schema": (
        lambda folder: folder.files["one"].update(schema="sahelscope-claims/9"),
        "head",
        "schema",
        "sahelscope-claims/9",
        "letter for letter",
    ),
    "ignored span that is elsewhere": (
        lambda folder: folder.files["one"]["ignored"][0].update(start=3, end=25),
        "ignored span 1",
        "exact",
        "3 to 25",
        "geo anchor",
    ),
}


@pytest.mark.parametrize(
    ("change", "record", "field", "found", "fix"), BAD_HEADS.values(), ids=BAD_HEADS
)
def test_a_bad_head_is_one_clear_problem(tmp_path, change, record, field, found, fix):
    (problem,) = read(tmp_path, change).problems
    assert (problem.file, problem.record, problem.field) == ("one.claims.yaml", record, field)
    assert found in problem.found
    assert fix in problem.fix


@pytest.mark.parametrize("change", [case[0] for case in BAD_HEADS.values()], ids=BAD_HEADS)
def test_a_bad_head_takes_its_own_file_off_the_map_and_no_other(tmp_path, change):
    corpus = read(tmp_path, change)
    assert ids(corpus) == ALL - SAID_BY_ONE
    assert [seed.source.id for seed in corpus.seeds] == ["article-two"]


BROKEN_YAML = {
    "not YAML": (b"schema: [\n", "line 2, column 1"),
    "a repeated key": (b"schema: a\nsource: b\nschema: c\n", "line 3, column 1"),
    "a repeated key deep inside": (b"claims:\n- id: a\n  id: b\n", "line 3, column 3"),
    "a key that is no text": (b"? [a, b]\n: c\n", "line 1, column 3"),
    "not UTF-8": ("schema: é\n".encode("latin-1"), "the file"),
    "a control character": (b'schema: "\x00"\n', "the file"),
}


@pytest.mark.parametrize(("content", "where"), BROKEN_YAML.values(), ids=BROKEN_YAML)
def test_a_file_that_cannot_be_parsed_is_one_problem_and_costs_only_itself(
    tmp_path, content, where
):
    root = Folder().write(tmp_path / "corpus")
    (root / "seeds" / "one.claims.yaml").write_bytes(content)
    corpus = read_corpus(root)
    (problem,) = corpus.problems
    assert (problem.file, problem.record, problem.field) == ("one.claims.yaml", where, "YAML")
    assert ids(corpus) == ALL - SAID_BY_ONE


def test_a_folder_called_like_a_claims_file_is_no_claims_file(tmp_path):
    root = Folder().write(tmp_path / "corpus")
    (root / "seeds" / "three.claims.yaml").mkdir()
    (root / "seeds" / "four.txt").mkdir()
    assert read_corpus(root).problems == ()


def test_two_articles_of_one_id_are_told_and_the_first_is_drawn(tmp_path):
    corpus = read(tmp_path, lambda f: f.files["two"]["source"].update(id="article-one"))
    (problem,) = corpus.problems
    assert (problem.file, problem.field) == ("two.claims.yaml", "id")
    assert ids(corpus) == ALL - {"presence-2"}


@pytest.mark.parametrize("content", ["", "- a\n", "text\n"])
def test_a_file_that_is_no_mapping_is_one_problem(tmp_path, content):
    root = Folder().write(tmp_path / "corpus")
    (root / "seeds" / "one.claims.yaml").write_text(content)
    (problem,) = read_corpus(root).problems
    assert (problem.file, problem.record) == ("one.claims.yaml", "head")


def test_a_claim_that_is_no_mapping_is_one_problem_and_named_by_its_number(tmp_path):
    corpus = read(tmp_path, lambda folder: folder.files["one"]["claims"].append("a remark"))
    (problem,) = corpus.problems
    assert (problem.record, problem.found) == ("claim 4", "a remark")
    assert ids(corpus) == ALL


def test_every_problem_of_a_claim_is_told_at_once(tmp_path):
    corpus = read(tmp_path, in_claim(actors=["XXY"], place="old-ford", hosts=["AAB"]))
    assert [problem.field for problem in corpus.problems] == ["actors", "hosts", "place"]


@pytest.mark.parametrize("state", ["proposed", "rejected"])
def test_a_claim_nobody_accepted_is_kept_in_the_file_and_not_drawn(tmp_path, state):
    corpus = read(tmp_path, in_part("review", state=state))
    assert (corpus.problems, ids(corpus)) == ((), ALL - {"presence-1"})


def test_claims_files_come_in_name_order_and_nothing_else_comes(tmp_path):
    for name in ("b.claims.yaml", "a.claims.yaml", "a.txt", "notes.yaml"):
        (tmp_path / name).write_text("")
    assert [path.name for path in claim_files(tmp_path)] == ["a.claims.yaml", "b.claims.yaml"]


# --- the law: a quote is a verbatim substring at its offsets -------------------------------------

TEXTS = st.sampled_from([ONE, TWO])


def as_record(text: str, start: int, end: int) -> QuoteRecord:
    around = {"prefix": text[max(0, start - 32) : start], "suffix": text[end : end + 32]}
    return QuoteRecord(exact=text[start:end], start=start, end=end, **around)


@given(data=st.data(), text=TEXTS)
def test_any_span_of_the_text_passes_as_itself(data, text):
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        end = len(text)
    assert list(quote_problems(as_record(text, start, end), text, "f", "r", "quote")) == []


@given(data=st.data(), text=TEXTS, letter=st.characters(exclude_categories=["Cs"]))
def test_one_changed_letter_never_passes(data, text, letter):
    start = data.draw(st.integers(0, len(text) - 40))
    record = as_record(text, start, start + 40)
    at = data.draw(st.integers(0, 39))
    changed = f"{record.exact[:at]}{letter}{record.exact[at + 1 :]}"
    problems = list(
        quote_problems(record.model_copy(update={"exact": changed}), text, "f", "r", "quote")
    )
    assert len(problems) == (changed != record.exact)


@given(data=st.data(), shift=st.integers(-60, 60).filter(bool))
def test_a_moved_quote_never_passes(data, shift):
    start = data.draw(st.integers(0, len(ONE) - 40))
    record = as_record(ONE, start, start + 40)
    moved = {"start": start + shift, "end": start + 40 + shift}
    (problem,) = quote_problems(record.model_copy(update=moved), ONE, "f", "r", "quote")
    assert "offsets" in problem.expected


# --- anchor ------------------------------------------------------------------------------------


def bare(*spans: dict[str, Any]) -> dict[str, Any]:
    """A claims file as a person writes it: quotes without offsets, claims without ids."""
    claims = [{"kind": "presence", "actors": ["XXX"], "hosts": ["AAA"], "quote": s} for s in spans]
    return {"source": {"id": "article-one"}, "claims": claims}


def test_anchor_fills_in_what_can_be_computed():
    wanted = "Forces of Xland have used the Old Fort since 2018."
    filled = anchor(bare({"exact": wanted}), ONE, "0" * 64, "f")
    assert filled["claims"][0]["quote"] == span(ONE, wanted)
    assert filled["source"]["sha256"] == "0" * 64


def test_anchored_twice_is_anchored_once():
    once = anchor(bare({"exact": "Aland has left the Bloc."}), ONE, "0" * 64, "f")
    assert anchor(once, ONE, "0" * 64, "f") == once


def test_anchor_leaves_a_given_id_alone_and_gives_a_readable_one():
    content = bare({"exact": "Aland has left the Bloc."}, {"exact": "since 2018"})
    content["claims"][0]["id"] = "mine"
    first, second = anchor(content, ONE, "0" * 64, "f")["claims"]
    assert first["id"] == "mine"
    assert second["id"].startswith("presence-xxx-aaa-")


@pytest.mark.parametrize(
    ("hint", "start"),
    [
        ({"prefix": "Bloc. "}, ONE.index("They will leave by June")),
        ({"prefix": "said. "}, ONE.rindex("They will leave by June")),
        ({"start": 1}, ONE.index("They will leave by June")),
        ({"start": 9000}, ONE.rindex("They will leave by June")),
    ],
)
def test_anchor_tells_two_like_sentences_apart_by_prefix_or_place(hint, start):
    filled = anchor(bare({"exact": "They will leave by June", **hint}), ONE, "0" * 64, "f")
    assert filled["claims"][0]["quote"]["start"] == start


@pytest.mark.parametrize(
    ("exact", "found", "fix"),
    [
        ("They will leave by June", "2 times", "add 'prefix'"),
        ("no such words", "0 times", "letter for letter"),
        ("", "nothing", "Copy the sentence"),
    ],
)
def test_anchor_never_guesses(exact, found, fix):
    with pytest.raises(SahelscopeError) as error:
        anchor(bare({"exact": exact}), ONE, "0" * 64, "f")
    (problem,) = error.value.problems
    assert problem.found.startswith(found)
    assert fix in problem.fix


def test_anchor_tells_of_a_claim_without_a_quote_and_calls_each_by_its_number():
    content = bare({"exact": "They will leave by June", "start": 1})
    without = {name: value for name, value in content["claims"][0].items() if name != "quote"}
    content["claims"] += [without, {**without, "quote": {"exact": "no such words"}}]
    with pytest.raises(SahelscopeError) as error:
        anchor(content, ONE, "0" * 64, "f")
    told = [(problem.record, problem.field, problem.found) for problem in error.value.problems]
    assert told[0] == ("claim 2", "quote", "nothing")
    assert told[1][:2] == ("claim 3", "quote")


def test_a_blank_quote_is_not_told_to_say_that_nothing_is_stated(tmp_path):
    (problem,) = read(tmp_path, in_part("quote", exact="")).problems
    assert problem.field == "quote.exact"
    assert "write what belongs here" in problem.fix.casefold()
    assert "not stated" not in problem.fix


def test_a_support_that_is_not_there_is_called_so():
    content = bare({"exact": "They will leave by June", "start": 1})
    content["claims"][0]["support"] = [{"exact": "no such words"}]
    with pytest.raises(SahelscopeError) as error:
        anchor(content, ONE, "0" * 64, "f")
    assert [problem.field for problem in error.value.problems] == ["support"]


def test_two_claims_of_one_sentence_have_ids_of_their_own():
    content = bare({"exact": "They will leave by June", "start": 1})
    (first,) = content["claims"]
    content["claims"] = [first, {**first, "modality": "denied"}, first]
    ids = [claim["id"] for claim in anchor(content, ONE, "0" * 64, "f")["claims"]]
    content["claims"] = [first]
    (alone,) = anchor(content, ONE, "0" * 64, "f")["claims"]
    # The first keeps the id it had when it was alone, and what is the same twice stays so.
    assert ids[0] == alone["id"]
    assert len({*ids[:2]}) == 2


def test_a_line_break_in_a_quote_is_told_as_a_file_can_hold_it():
    text = "The last\r\nof \u201cthem\u201d left."
    content = bare({"exact": 'The last of "them" left'})
    with pytest.raises(SahelscopeError) as error:
        anchor(content, text, "0" * 64, "f")
    told, _, rest = error.value.problems[0].expected.rpartition(", ")
    assert rest == "as the article has it"
    assert yaml.safe_load(told) == text.removesuffix(".")


def test_a_quote_in_quotation_marks_of_the_writer_is_told_without_them():
    content = bare({"exact": "\u2018They will leave by June\u2019"})
    with pytest.raises(SahelscopeError) as error:
        anchor(content, "They will leave by June.", "0" * 64, "f")
    assert error.value.problems[0].expected.startswith("'They will leave by June'")


# --- what a writer is told ---------------------------------------------------------------------

ADVICE = {
    "a country by its name": ({"actors": ["Xland"]}, "actors.0", "Write its id, 'XXX'."),
    "a country in small letters": ({"actors": ["xland"]}, "actors", "Write its id, 'XXX'."),
    "an id in small letters": ({"actors": ["xxx"]}, "actors", "Write its id, 'XXX'."),
    "a country in French": ({"hosts": ["Alande"]}, "hosts.0", "Write its id, 'AAA'."),
    "a name with a slip": (
        {"actors": ["Xlande Force"], "force": "Blue Forse"},
        "force",
        "Did you mean 'Blue Force'? Write its id, 'blue'.",
    ),
    "a place by its name": ({"place": "Vieux Fort"}, "place", "Write its id, 'old-fort'."),
    "a body by its name": ({"force": "Blue Force"}, "force", "Write its id, 'blue'."),
    "who speaks": (
        {"attribution": {"type": "official", "who": "Yland"}},
        "attribution.who",
        "Write its id, 'YYY'.",
    ),
    "a shipped force as an actor": (
        {"actors": ["Wagner Group"]},
        "actors.0",
        "Write actors: [RUS] and force: wagner.",
    ),
    "a shipped force by its slug": (
        {"actors": ["wagner"]},
        "actors",
        "Write actors: [RUS] and force: wagner.",
    ),
    "a date in words": ({"valid": {"edtf": "early 2025"}}, "valid.edtf", "2025-01~ (about)"),
    "a date without its field": ({"valid": "2025-01"}, "valid", "../2025-06 (by)"),
    "a day that does not exist": (
        {"valid": {"edtf": "2018-02-30"}},
        "valid.edtf",
        "day 30 is not in 2018-02",
    ),
}


@pytest.mark.parametrize(("fields", "field", "fix"), ADVICE.values(), ids=ADVICE)
def test_a_message_says_what_to_write(tmp_path, fields, field, fix):
    problems = read(tmp_path, in_claim(**fields)).problems
    assert fix in {one.field: one.fix for one in problems}[field]


@pytest.mark.parametrize("word", ["Zzzland", "zzzland"])
def test_a_name_nobody_has_is_not_made_another_s(tmp_path, word):
    (problem,) = read(tmp_path, in_claim(actors=[word])).problems
    assert "Write" not in problem.fix
    assert "Did you mean" not in problem.fix


@pytest.mark.parametrize("field", ["id", "agreement"])
def test_what_the_gazetteer_does_not_hold_is_no_name_of_it(tmp_path, field):
    problems = read(tmp_path, in_claim(**{field: "Old Fort"})).problems
    assert not [one for one in problems if "Write its id" in one.fix]


def _with_source(**fields):
    return lambda folder: folder.files["one"]["source"].update(fields)


@pytest.mark.parametrize(
    ("change", "field", "fix"),
    [
        (_with_source(language="english"), "source.language", "en for English, fr French"),
        (
            _with_source(sha256="0" * 64),
            "source.sha256",
            "/seeds/one.claims.yaml",
        ),
        (_with_source(sha256="1" * 64), "source.sha256", "Restore the article"),
        (_with_source(file="two.txt"), "source.file", "write these in two.claims.yaml"),
        (_with_source(file="four.txt"), "source.file", "Keep NAME.txt beside"),
        (_with_source(file="../seeds/two.txt"), "source.file", "without a folder"),
        (_with_source(retrieved="last week"), "source.retrieved", "2025-21 to 2025-24"),
    ],
)
def test_a_message_about_the_head_says_what_to_do(tmp_path, change, field, fix):
    (problem,) = read(tmp_path, change).problems
    assert (problem.file, problem.record, problem.field) == ("one.claims.yaml", "head", field)
    assert fix in problem.fix


@pytest.mark.parametrize(
    ("published", "retrieved", "refused"),
    [
        ("2021-01-01", "2021-01-01", False),
        ("2021-01-01", "2020-12-31", True),
        ("2021-01-01", "not stated", False),
        ("2021-01-01", "2021", False),
        ("2021-01-01", "2020", True),
        ("2021", "2021-01-01", False),
        ("2021-06", "2021-05-31", True),
        ("2021-06~", "2021-05-31", False),
        ("2021-06~", "2021-03-31", True),
        ("2021-06-01", "2020/..", False),
        ("2021-06-01", "2021", False),  # some day of the year was after it
    ],
)
def test_nobody_reads_a_page_before_it_is_published(tmp_path, published, retrieved, refused):
    def change(folder):
        source = folder.files["one"]["source"]
        source["published"]["edtf"], source["retrieved"] = published, retrieved
        for claim in folder.files["one"]["claims"]:
            claim["valid"] = "not stated"

    found = [problem.field for problem in read(tmp_path, change).problems]
    assert found == (["source.retrieved"] if refused else [])


def test_every_form_that_is_advised_is_a_date():
    advised = re.findall(r"\[[^]]*\]|(?:\d|\.\.)[-/.\dX~]*", DATE_FORMS)
    assert {"[2025-01-06..2025-01-12]", "202X", "2025-01~", "../2025-06"} < {*advised}
    for form in advised:
        assert read_when(form).edtf == form


def test_an_article_that_is_not_utf_8_is_told_with_the_line(tmp_path):
    raw = "Aland’s men.\nUn été à Sandton.".encode("cp1252")
    with pytest.raises(SahelscopeError) as error:
        article_text(raw, "one.txt")
    (problem,) = error.value.problems
    assert (problem.file, problem.found, problem.expected) == (
        "one.txt",
        "byte 0x92 in line 1",
        "text in UTF-8",
    )
    assert article_text("Un été".encode(), "one.txt") == "Un été"


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    root = Folder().write(tmp_path / "corpus")
    (root / "seeds" / "three.claims.yaml").symlink_to("nowhere")
    (root / "data" / "reference.csv").unlink()
    (root / "data" / "reference.csv").mkdir()
    told = {problem.file: problem.found for problem in read_corpus(root).problems}
    assert told == {
        "three.claims.yaml": "No such file or directory",
        "reference.csv": "Is a directory",
    }


# Nine lines that are more values than there is room for.
BOMB = (
    "x: &m0 [a, a]\n" + "".join(f"m{n}: &m{n} [{f'*m{n - 1}, ' * 9}]\n" for n in range(1, 9))
).encode()
CLEAR = {
    "an empty file": (b"", "an empty file", "a claims file", "put the file back"),
    "a tab": (b"source:\n\tid: a\n", "character that cannot", "YAML in UTF-8", "not with a tab"),
    "a tab beside fields": (
        b"source:\n  id: a\n\tfile: b\n",
        "tab",
        "YAML in UTF-8",
        "Indent with spaces, not with a tab",
    ),
    "a field one letter too far": (
        b"schema: a\n source: b\n",
        "mapping values",
        "YAML in UTF-8",
        "begin under each other",
    ),
    "an apostrophe once": (
        b"title: 'Xland's men'\n",
        "did not find expected key",
        "YAML in UTF-8",
        "an apostrophe between '…' is written twice",
    ),
    "quotation marks left open": (
        b'title: "Xland\n',
        "end of stream",
        "YAML in UTF-8",
        "Close the quotation mark",
    ),
    "a backslash": (b'title: "C:\\Data"\n', "escape", "YAML in UTF-8", "a backslash twice"),
    "a second document": (
        b"schema: a\n---\nschema: b\n",
        "another document",
        "YAML in UTF-8",
        "leave out the '---'",
    ),
    "front matter": (
        b"---\na: b\n---\nc: d\n",
        "another document",
        "YAML in UTF-8",
        "one document",
    ),
    "a text with a star": (b"note: *nobody\n", "undefined alias", "YAML in UTF-8", "in quotation"),
    "a mark in itself": (b"a: &a [*a]\n", "recursive", "YAML in UTF-8", "Write the value out"),
    "marks within marks": (BOMB, "marks (&)", "YAML in UTF-8", "Write the values out"),
    "a control character": (
        b"a: 1\nb: t\x00o\n",
        "control character U+0000 in line 2",
        "text one can see",
        "Take it out",
    ),
    "a key twice": (b"a: 1\na: 2\n", "the key 'a' twice", "YAML in UTF-8", "Keep one of the two"),
    "UTF-16": ("schema: a\n".encode("utf-16"), "byte 0xff in line 1", "text in UTF-8", "as UTF-8"),
}


@pytest.mark.parametrize(("content", "found", "expected", "fix"), CLEAR.values(), ids=CLEAR)
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path, content, found, expected, fix):
    root = Folder().write(tmp_path / "corpus")
    (root / "seeds" / "one.claims.yaml").write_bytes(content)
    (problem,) = read_corpus(root).problems
    assert found in problem.found
    assert problem.expected == expected
    assert fix in problem.fix


@pytest.mark.parametrize("content", ["\ufeff", "\r\n"], ids=["a mark before it", "other line ends"])
def test_a_mark_of_utf_8_and_other_line_ends_are_no_problem(tmp_path, content):
    root = Folder().write(tmp_path / "corpus")
    file = root / "seeds" / "one.claims.yaml"
    text = file.read_text(encoding="utf-8")
    changed = content + text if content == "\ufeff" else text.replace("\n", content)
    file.write_bytes(changed.encode())
    assert read_corpus(root).problems == ()


FORMS = {
    "attribution": ("official", "attribution: {type: official"),
    "quote": ("Forces of Xland", "quote: {exact:"),
    "review": (["accepted"], "review: {state: accepted"),
}


@pytest.mark.parametrize(("field", "told"), FORMS.items(), ids=FORMS)
def test_a_field_that_holds_fields_says_which(tmp_path, field, told):
    written, expected = told
    (problem,) = read(tmp_path, in_claim(**{field: written})).problems
    assert problem.field == field
    assert problem.expected.startswith(expected)


@pytest.mark.parametrize("number", [10**15 + 1, "9" * 5000], ids=["too large", "no number at all"])
def test_a_number_beyond_all_reason_is_refused_in_plain_words(tmp_path, number):
    def change(folder):
        folder.files["one"]["claims"][1]["quantity"]["low"] = number

    (problem,) = read(tmp_path, change).problems
    assert (problem.field, problem.expected) == (
        "quantity.low",
        "a number up to 1,000,000,000,000,000",
    )


def test_a_number_just_within_reason_is_kept(tmp_path):
    def change(folder):
        folder.files["one"]["claims"][1]["quantity"]["low"] = 10**15

    assert read(tmp_path, change).problems == ()


OTHER_MARKS = {
    "a straight apostrophe": ("Xland's ministry", "'Xland’s ministry', as the article has it"),
    "a plain space": (
        "soldiers serve there",
        '"soldiers\\xa0serve there", as the article has it',
    ),
    "another word": ("Yland’s ministry", "words that stand in the article"),
}


@pytest.mark.parametrize(("copied", "expected"), OTHER_MARKS.values(), ids=OTHER_MARKS)
def test_a_quote_with_other_marks_is_told_the_article_s_own(tmp_path, copied, expected):
    (problem,) = read(tmp_path, in_part("quote", exact=copied)).problems
    assert (problem.found, problem.expected) == (copied, expected)
    assert problem.fix.startswith("Copy the words letter for letter")


def test_words_with_other_marks_are_told_the_article_s_own(tmp_path):
    change = in_part("attribution", 1, words="Xland's ministry said")
    (problem,) = read(tmp_path, change).problems
    assert problem.expected == "'Xland’s ministry said', as the article has it"


def test_accents_composed_otherwise_are_told_as_such(tmp_path):
    def change(folder):
        folder.texts["one"] = text = ONE.replace("Old Fort", "Old Fórt")
        folder.files["one"]["source"]["sha256"] = hashlib.sha256(text.encode()).hexdigest()
        decomposed = unicodedata.normalize("NFD", "used the Old Fórt since")
        folder.first["quote"] = {"exact": decomposed}

    problems = [one for one in read(tmp_path, change).problems if one.record == "presence-1"]
    assert [one.expected for one in problems] == [
        "'used the Old Fórt since', its accents composed as in the article"
    ]


# How people leave a field open: (field of a claim or of the head, what they write).
OPEN = [
    ("place", "~"),
    ("place", ""),
    ("place", "Not stated"),
    ("place", "unknown"),
    ("valid", "-"),
    ("valid", "None"),
    ("source.title", "n/a"),
    ("source.title", "Not Stated"),
    ("source.publisher", "–"),
    ("source.url", "?"),
    ("source.retrieved", ""),
]


@pytest.mark.parametrize(("field", "written"), OPEN)
def test_a_field_left_open_in_other_words_is_told_the_words(tmp_path, field, written):
    part, _, name = field.rpartition(".")
    change = in_head(**{name: written}) if part else in_claim(**{name: written})
    (problem,) = read(tmp_path, change).problems
    assert (problem.field, problem.found) == (field, written)
    assert "not stated" in problem.fix


@pytest.mark.parametrize(("title", "kept"), [("Unknown", True), ("None", True), ("~", False)])
def test_what_may_be_a_title_is_one(tmp_path, title, kept):
    assert (read(tmp_path, in_head(title=title)).problems == ()) is kept


@pytest.mark.parametrize("written", ["", "~", "unknown"])
def test_a_field_that_may_be_left_out_is_told_so(tmp_path, written):
    (problem,) = read(tmp_path, in_claim(force=written)).problems
    assert (problem.field, problem.fix) == (
        "force",
        "Leave the field out where it is silent.",
    )


@pytest.mark.parametrize(
    ("written", "kept"), [("201", True), ("201.0", True), ("2_01", False), ("2,000", False)]
)
def test_a_number_is_digits(tmp_path, written, kept):
    corpus = read(tmp_path, in_part("quantity", 1, low=written))
    assert [one.field for one in corpus.problems] == ([] if kept else ["quantity.low"])


@pytest.mark.parametrize("written", ["Presence 1", "a" * 81])
def test_an_id_that_is_none_says_what_one_looks_like(tmp_path, written):
    (problem,) = read(tmp_path, in_claim(id=written)).problems
    assert (problem.field, problem.expected) == ("id", "an id")
    assert "lower-case words with hyphens, up to 80 letters" in problem.fix


def test_a_place_in_the_article_is_for_anchor_to_count(tmp_path):
    problems = read(tmp_path, in_part("quote", start="abc")).problems
    assert [(one.field, one.fix) for one in problems] == [
        ("quote.start", "Run '.venv/bin/python -m geo anchor' on the claims file.")
    ]


@pytest.mark.parametrize("beyond", [1, 10**20])
def test_an_end_beyond_the_article_is_not_where_a_quote_ends(beyond):
    text = "They left. All of them."
    start = text.index("All")
    record = as_record(text, start, len(text)).model_copy(update={"end": len(text) + beyond})
    (problem,) = quote_problems(record, text, "a", "a", "quote")
    assert problem.expected == "the offsets of 'All of them.'"


@pytest.mark.parametrize("published", ["2021-01-02/", "/2021-01-02", "2021-01-02/.."])
def test_a_publication_without_a_day_is_one_problem_of_the_head(tmp_path, published):
    def change(folder):
        folder.files["one"]["source"]["published"]["edtf"] = published
        folder.files["one"]["source"]["retrieved"] = "not stated"

    told = [problem.field for problem in read(tmp_path, change).problems]
    assert told == ["source.published"]
