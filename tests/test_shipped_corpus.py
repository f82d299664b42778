"""The shipped articles, claims and reference rows: each row is a test case, each trap too."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest

from geo.claims import Checker
from geo.corpus import read_corpus
from geo.model import Basis, Claim
from geo.records import canonical_text
from geo.reference import REFERENCE_COLUMNS
from geo.tables import dump_table, read_table
from geo.yamlfiles import load_yaml

ROOT = Path(__file__).parents[1]
CORPUS = read_corpus()
TEXTS = {seed.source.id: seed.text for seed in CORPUS.seeds}
SEED = [claim for claim in CORPUS.claims if claim.source.basis is Basis.SEED]
REFERENCE = [claim for claim in CORPUS.claims if claim.source.basis is Basis.REFERENCE]
FILES = sorted((ROOT / "seeds").glob("*.claims.yaml"))
RAW = {path.name: load_yaml(path, path.name) for path in FILES}
ROWS = read_table(ROOT / "data" / "reference.csv", "reference.csv", REFERENCE_COLUMNS, [])

# As received; a seed that changes is another seed.
ARTICLES = {
    "000_00905f3bbc9a78c0": "8f669d965cbba763f0274b354b11adcc3df68f92871ddd68bca2edee144e954f",
    "003_48e5dcfc85205d08": "e4261e73a1acc6d31b18940cd462e45b7659c78fd253ec635ddea04bf34ce693",
}
A, B = "000_00905f3bbc9a78c0.txt", "003_48e5dcfc85205d08.txt"
EACH_SEED_CLAIM = pytest.mark.parametrize("claim", SEED, ids=[claim.id for claim in SEED])


def told(file: str, kind: str, words: str = "", **fields) -> list[Claim]:
    """The claims of an article with these words in their quote, and these fields."""
    return [
        claim
        for claim in SEED
        if (claim.source.file, claim.kind.value) == (file, kind)
        and words in claim.quote.exact
        and all(getattr(claim, name) == value for name, value in fields.items())
    ]


def test_the_shipped_corpus_has_no_problem():
    assert [str(problem) for problem in CORPUS.problems] == []


@pytest.mark.parametrize(("name", "sha256"), ARTICLES.items(), ids=ARTICLES)
def test_an_article_is_byte_for_byte_as_received(name, sha256):
    raw = (ROOT / "seeds" / f"{name}.txt").read_bytes()
    assert hashlib.sha256(raw).hexdigest() == sha256


def test_there_are_no_other_articles():
    assert {path.stem for path in (ROOT / "seeds").glob("*.txt")} == set(ARTICLES)


@EACH_SEED_CLAIM
def test_a_quote_and_its_supports_are_verbatim_at_their_offsets(claim):
    text = TEXTS[claim.source.id]
    for quote in (claim.quote, *claim.support):
        assert text[quote.start : quote.end] == quote.exact
        assert text[: quote.start].endswith(quote.prefix)
        assert text[quote.end :].startswith(quote.suffix)


@EACH_SEED_CLAIM
def test_every_word_a_claim_rests_on_stands_in_the_article(claim):
    parts = (claim.valid, claim.said, claim.due, claim.attribution, claim.quantity)
    words = [part.words for part in parts if part is not None and part.words is not None]
    assert [one for one in words if one not in TEXTS[claim.source.id]] == []


@EACH_SEED_CLAIM
def test_a_date_of_a_seed_claim_names_the_words_it_was_cast_from(claim):
    dates = [date for date in (claim.valid, claim.said, claim.due) if date]
    assert [date.when.edtf for date in dates if not date.words] == []


@pytest.mark.parametrize("seed", CORPUS.seeds, ids=[seed.source.id for seed in CORPUS.seeds])
def test_an_ignored_span_is_verbatim_and_says_why(seed):
    for span, why in seed.ignored:
        assert seed.text[span.start : span.end] == span.exact
        assert why


@EACH_SEED_CLAIM
def test_no_claim_lies_in_an_ignored_span(claim):
    (seed,) = [seed for seed in CORPUS.seeds if seed.source.id == claim.source.id]
    for quote in (claim.quote, *claim.support):
        assert all(quote.end <= s.start or s.end <= quote.start for s, _ in seed.ignored)


@pytest.mark.parametrize("seed", CORPUS.seeds, ids=[seed.source.id for seed in CORPUS.seeds])
def test_what_no_claim_speaks_of_is_little(seed):
    """Every sentence is worth a claim, is ignored with a reason, or is only punctuation."""
    spans = [c.quote for c in SEED if c.source.id == seed.source.id]
    covered = {n for s in [*spans, *(s for s, _ in seed.ignored)] for n in range(s.start, s.end)}
    left = "".join(char for n, char in enumerate(seed.text) if n not in covered and char.isalnum())
    assert len(left) <= 0.15 * len(seed.text)


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_a_claims_file_is_in_canonical_form(path):
    assert canonical_text(load_yaml(path, path.name), path.name) == path.read_text("utf-8")


def test_the_reference_table_is_in_canonical_form():
    path = ROOT / "data" / "reference.csv"
    rows = read_table(path, path.name, REFERENCE_COLUMNS, [])
    assert dump_table(rows, REFERENCE_COLUMNS) == path.read_text("utf-8")


def lacks(claim) -> list[str]:
    """What a reference row must say and does not."""
    source, grade = claim.source, claim.grade
    said = {
        "publisher": source.publisher,
        "title": source.title,
        "url": source.url,
        "origins": source.origins,
        "statement": claim.statement,
        "reliability": grade.reliability in {*"ABCDEF"},
        "credibility": grade.credibility in {*"123456"},
        "reason": grade.reason,
        "day": claim.valid or claim.said,
        "known": claim.happened.earliest <= claim.known_since,
    }
    return [name for name, value in said.items() if not value]


# Hundreds of rows are one test that lists the wrong ones: a test of each row takes longer to be
# handed to a worker than to run.
def test_every_reference_row_is_cited_graded_dated_and_known_no_earlier_than_what_it_tells():
    assert len(REFERENCE) > 700
    assert {claim.id: lacks(claim) for claim in REFERENCE if lacks(claim)} == {}


def test_a_reference_row_that_lacks_something_is_found_out():
    (whole, *_) = REFERENCE
    unsourced = replace(whole, source=replace(whole.source, url=None, origins=()))
    ungraded = replace(whole, grade=replace(whole.grade, reliability="", credibility="7"))
    assert lacks(unsourced) == ["url", "origins"]
    assert lacks(ungraded) == ["reliability", "credibility"]
    assert lacks(replace(whole, valid=None, said=None))[0] == "day"


def in_two_spellings(names):
    """Names that differ in nothing but points, capitals and articles: origins are counted."""
    spelled = {}
    for name in names:
        plain = re.sub(r"\bthe\b|\W", "", name.casefold())
        spelled.setdefault(plain, set()).add(name)
    return [sorted(each) for each in spelled.values() if len(each) > 1]


def test_an_origin_or_a_publisher_is_spelled_in_one_way():
    assert in_two_spellings({origin for claim in CORPUS.claims for origin in claim.origins}) == []
    assert in_two_spellings({row["publisher"] for row in ROWS}) == []
    assert in_two_spellings(["U.S. Senate", "The US Senate", "Senate"]) == [
        ["The US Senate", "U.S. Senate"]
    ]


def test_one_page_is_one_source():
    pages = {}
    for row in ROWS:
        pages.setdefault(row["url"], set()).add((row["publisher"], row["title"], row["published"]))
    assert {url: said for url, said in pages.items() if len(said) > 1} == {}


NUMBER_WORDS = {
    **dict(zip(("ten", "twenty", "thirty", "forty", "fifty"), range(10, 60, 10), strict=True)),
    **{"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
    **{"hundred": 100, "thousand": 1000, "two hundred": 200, "three hundred": 300},
}


def numbers_in(text):
    """The whole numbers of a sentence, in digits or, of the round ones, in words."""
    digits = {int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*\d|\d", text)}
    return digits | {n for word, n in NUMBER_WORDS.items() if re.search(rf"\b{word}\b", text)}


def test_a_number_beside_a_reference_row_stands_in_its_sentence():
    # What is drawn as "300" is told in the sentence that opens: there is no other one.
    silent = [
        row["id"]
        for row in ROWS
        if not numbers_in(row["quantity_words"]) <= numbers_in(row["statement"])
    ]
    assert silent == []
    assert numbers_in("1,200 men, three hundred of them new") == {1200, 100, 300}
    assert not numbers_in("about 40") <= numbers_in("They have had a camp since 2022.")


def test_our_sentences_have_curly_apostrophes():
    assert [row["id"] for row in ROWS if "'" in row["statement"] + row["note"]] == []


def test_every_reference_row_is_a_claim():
    path = ROOT / "data" / "reference.csv"
    rows = read_table(path, path.name, REFERENCE_COLUMNS, [])
    assert [claim.id for claim in REFERENCE] == [row["id"] for row in rows]


@pytest.mark.parametrize(
    "source",
    {claim.source.id: claim.source for claim in SEED}.values(),
    ids=lambda source: source.file,
)
def test_an_article_without_a_dateline_says_how_its_day_was_inferred(source):
    assert "no date" in source.published_basis
    assert source.published_confidence in ("very sure", "sure")
    assert source.published.ends.latest.isoformat() == "2024-04-20"


def test_about_43_claims_are_worth_recording():
    assert 40 <= len(SEED) <= 55
    assert {claim.source.file for claim in SEED} == {A, B}


def test_every_claim_was_accepted_by_somebody_on_a_day():
    reviews = [claim["review"] for raw in RAW.values() for claim in raw["claims"]]
    assert {review["state"] for review in reviews} == {"accepted"}
    assert all(review["by"] and review["at"] for review in reviews)


# --- the traps of design/product.md ------------------------------------------------------------


def test_trap_the_withdrawal_is_washington_s_word_in_one_and_a_nameless_person_s_in_the_other():
    (official,) = told(A, "withdrawal", "Washington has confirmed")
    (unnamed,) = told(B, "withdrawal", "a person familiar with the matter said")
    assert (official.attribution.type, official.modality) == ("official", "asserted")
    assert (unnamed.attribution.type, unnamed.modality) == ("anonymous", "reported")


def test_trap_more_than_1000_has_another_day_in_each_article():
    (undated,) = told(A, "troop_count")
    (last_year,) = told(B, "troop_count")
    assert undated.valid is None
    assert last_year.valid.when.edtf == "2023"
    assert {claim.quantity.comparison for claim in (undated, last_year)} == {"more_than"}


def test_trap_the_new_york_times_is_an_origin_of_its_own_with_a_vague_end():
    (claim,) = told(B, "withdrawal", "New York Times")
    assert (claim.origins, claim.attribution.type) == (("The New York Times",), "media")
    assert claim.due.words == "in the next few months"


def test_trap_the_cost_is_a_point_in_one_and_a_lower_bound_in_the_other():
    (point,) = told(A, "cost")
    (bound,) = told(B, "cost")
    assert (point.quantity.low, point.quantity.high) == (100_000_000, 100_000_000)
    assert (bound.quantity.comparison, bound.quantity.high) == ("more_than", None)


def test_trap_established_is_not_used():
    (built,) = told(A, "establishment")
    (used,) = told(B, "presence", "used since 2018")
    assert (built.valid.when.edtf, used.valid.when.edtf) == ("2018~", "2018/..")


def test_trap_only_one_article_closes_the_base():
    assert len(told(A, "withdrawal", place="air-base-201")) == 1
    assert told(B, "withdrawal", place="air-base-201") == []


def test_trap_that_the_unnamed_base_is_air_base_201_is_a_recorded_judgement():
    (closing,) = told(A, "withdrawal", place="air-base-201")
    assert "201" not in closing.quote.exact
    assert "judgement" in closing.note


def test_trap_the_second_base_is_counted_not_named_not_placed():
    (two,) = told(B, "base_count")
    assert (two.quantity.low, two.quantity.high) == (2, 2)
    assert "the name of the second US base in Niger" in two.leaves_blank
    assert "air-base-101" not in {claim.place for claim in SEED}


@pytest.mark.parametrize("file", [A, B])
def test_trap_both_take_the_announced_exit_for_an_effective_one(file):
    (claim,) = told(file, "exit", organisation="ecowas")
    assert (claim.stage, claim.valid, claim.due) == ("completed", None, None)
    assert claim.leaves_blank


@pytest.mark.parametrize(("kind", "organisation"), [("membership", "aes"), ("exit", "g5-sahel")])
def test_trap_one_article_alone_tells_of_the_aes_and_the_g5_sahel(kind, organisation):
    assert len(told(A, kind, organisation=organisation)) == 1
    assert told(B, kind, organisation=organisation) == []


def test_trap_the_russian_instructors_are_second_hand_and_dozens_is_no_number():
    (claim,) = told(A, "presence", "dozens of Russian military instructors")
    assert (claim.attribution.type, claim.modality) == ("state_media", "reported")
    assert (claim.quantity.low, claim.quantity.high) == (None, None)
    assert claim.quantity.words.startswith("dozens")


def test_trap_only_one_article_tells_when_the_accord_was_revoked():
    assert told(A, "agreement") == []
    (claim,) = told(B, "agreement", "Last month")
    assert (claim.stage, claim.valid.when.edtf) == ("revoked", "2024-03")


def test_trap_a_garbled_name_is_kept_and_flagged():
    (claim,) = told(B, "context", "Ansar al-Nusra")
    assert "garbled" in claim.note


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("protest", "took to the streets"),
        ("coup", "Eight coups"),
        ("alignment", "diplomatic and economic relations will remain"),
        ("context", "seeking clarification"),
    ],
)
def test_trap_what_one_article_alone_tells_is_recorded(kind, words):
    assert len(told(B, kind, words)) == 1
    assert told(A, kind, words) == []


def test_trap_ties_that_remain_are_no_withdrawal_and_nobody_s_name_stands_behind_them():
    (claim,) = told(B, "alignment", "will remain")
    assert (claim.direction, claim.attribution.type) == ("maintained", "anonymous")


@EACH_SEED_CLAIM
def test_trap_friday_is_19_april_2024(claim):
    dates = [date for date in (claim.valid, claim.said) if date and "Friday" in (date.words or "")]
    assert {date.when.edtf for date in dates} <= {"2024-04-19"}


def test_trap_each_rewording_counts_as_its_wire_s_one_origin():
    assert {seed.source.file: seed.source.origins for seed in CORPUS.seeds} == {
        A: ("BBC", "AFP"),
        B: ("Reuters",),
    }


@pytest.mark.parametrize("words", ["See also", "Follow us on Google", "Follow Us on"])
def test_trap_boilerplate_is_ignored(words):
    (seed,) = [seed for seed in CORPUS.seeds if seed.source.file == B]
    assert any(span.exact.startswith(words) for span, _ in seed.ignored)


def test_trap_curly_quotes_and_a_no_break_space_are_kept_as_received():
    texts = {seed.source.file: seed.text for seed in CORPUS.seeds}
    assert all("’" in text for text in texts.values())
    assert [file for file, text in texts.items() if "\u00a0" in text] == [B]


@EACH_SEED_CLAIM
def test_trap_a_sentence_that_leans_on_another_carries_it(claim):
    leaning = (
        "This trio",
        "Furthermore, they",
        "which costs",
        "The base has",
        "bringing with them",
    )
    if claim.quote.exact.startswith(leaning):
        assert claim.support


def test_trap_about_nine_claims_lean_on_another_sentence():
    assert sum(bool(claim.support) for claim in SEED) >= 9


def test_trap_an_integral_base_is_no_french_presence():
    assert [claim.id for claim in SEED if claim.kind == "presence" and "FRA" in claim.actors] == []


def test_trap_the_second_base_s_name_comes_from_reference_rows_and_says_so():
    named = [claim for claim in CORPUS.claims if claim.place == "air-base-101"]
    assert named
    assert {claim.source.basis for claim in named} == {Basis.REFERENCE}


def test_trap_a_place_of_a_claim_lies_in_its_host():
    for claim in CORPUS.claims:
        checker = Checker("f", claim.source, CORPUS.gazetteer)
        place = claim.place and checker.gazetteer.places[claim.place]
        assert not (place and claim.hosts) or place.country in claim.hosts
