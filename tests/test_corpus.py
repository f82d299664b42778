"""A corpus: which files are read, what is missing, which day it speaks of."""

import datetime as dt
import os

import pytest

from geo.corpus import Corpus, fingerprint, read_corpus
from geo.errors import SahelscopeError
from geo.model import Basis
from geo.situation import situation_of
from tests.invented import GAZETTEER, Folder, claim, reference_row


@pytest.fixture
def root(tmp_path):
    return Folder().write(tmp_path / "corpus")


@pytest.mark.parametrize("name", ["data/reference.csv", "seeds/three.claims.yaml"])
def test_a_pipe_in_the_place_of_a_file_is_one_problem(tmp_path, name):
    root = Folder().write(tmp_path / "corpus")
    (root / name).unlink(missing_ok=True)
    os.mkfifo(root / name)
    (problem,) = read_corpus(root).problems
    assert (problem.file, problem.found) == (name.split("/")[1], "a pipe or a device")


def test_seeds_reference_and_gazetteer_are_read_together(root):
    corpus = read_corpus(root)
    assert [seed.source.id for seed in corpus.seeds] == ["article-one", "article-two"]
    assert {claim.source.basis for claim in corpus.claims} == {Basis.SEED, Basis.REFERENCE}
    # Laid over the shipped names: what is not the folder's own is there too.
    shipped = read_corpus().gazetteer
    assert corpus.gazetteer.actors == {**shipped.actors, **GAZETTEER.actors}
    assert corpus.gazetteer.places == {**shipped.places, **GAZETTEER.places}


def test_claims_come_by_id(root):
    ids = [claim.id for claim in read_corpus(root).claims]
    assert ids == sorted(ids)


def test_the_order_of_claims_and_rows_in_their_files_says_nothing(tmp_path):
    folder, turned = Folder(), Folder()
    for content in turned.files.values():
        content["claims"].reverse()
    turned.reference = [*turned.reference, reference_row(id="ref-a", actors="AAA")][::-1]
    folder.reference = [*folder.reference, reference_row(id="ref-a", actors="AAA")]
    one, other = (
        read_corpus(each.write(tmp_path / name))
        for each, name in ((folder, "one"), (turned, "other"))
    )
    assert (one.problems, one.claims) == (other.problems, other.claims)
    for year in (1995, 2018, 2021, 2022):
        when = dt.date(year, 6, 1)
        assert repr(situation_of(one.claims, when)) == repr(situation_of(other.claims, when))


def test_a_corpus_reads_the_same_from_a_flat_folder(root, tmp_path):
    flat = tmp_path / "flat"
    flat.mkdir()
    for folder in ("seeds", "data"):
        for path in (root / folder).iterdir():
            path.rename(flat / path.name)
    corpus = read_corpus(flat)
    assert (corpus.problems, len(corpus.seeds), len(corpus.claims)) == ((), 2, 5)


def test_a_corpus_without_reference_rows_has_only_its_seeds(root):
    (root / "data" / "reference.csv").unlink()
    corpus = read_corpus(root)
    assert (corpus.problems, len(corpus.claims)) == ((), 4)


def test_a_corpus_without_its_own_names_uses_the_shipped_ones(root):
    for name in ("actors.csv", "places.csv"):
        (root / "data" / name).unlink()
    assert read_corpus(root).gazetteer == read_corpus().gazetteer


def _with_a_place(tmp_path, **cells):
    """A corpus whose one place of its own is a fort in Niger, changed by the cells."""
    folder = Folder()
    row = dict(folder.places[1]) | {"id": "my-fort", "name_en": "My Fort", "name_fr": "Mon Fort"}
    row |= {"country": "NER", "lon": "8.1", "lat": "17.1", "near": "agadez", "grammar_fr": "m"}
    folder.places = [row | cells]
    root = folder.write(tmp_path / "corpus")
    (root / "data" / "actors.csv").unlink()
    return read_corpus(root)


def _of_places(corpus):
    return [problem for problem in corpus.problems if problem.file == "places.csv"]


def test_own_places_are_laid_over_the_shipped_ones(tmp_path):
    corpus, shipped = _with_a_place(tmp_path), read_corpus().gazetteer
    assert _of_places(corpus) == []
    assert set(corpus.gazetteer.places) == {*shipped.places, "my-fort"}
    assert corpus.gazetteer.places["my-fort"].near == "agadez"
    assert corpus.gazetteer.actors == shipped.actors


def test_an_own_row_of_a_shipped_id_takes_its_place(tmp_path):
    corpus = _with_a_place(tmp_path, id="abeche")
    shipped = read_corpus().gazetteer
    assert _of_places(corpus) == []
    assert corpus.gazetteer.places["abeche"].name_en == "My Fort"
    assert len(corpus.gazetteer.places) == len(shipped.places)
    with pytest.raises(KeyError):  # what the shipped row was called leads nowhere any more
        corpus.gazetteer.place_named(shipped.places["abeche"].name_fr)
    assert corpus.gazetteer.places["air-base-201"] == shipped.places["air-base-201"]


def test_a_name_that_a_shipped_row_has_is_told_and_leads_to_the_own_row(tmp_path):
    corpus = _with_a_place(tmp_path, aliases_en="Agadez; The Rock")
    (problem,) = _of_places(corpus)
    assert (problem.record, problem.field, problem.found) == ("my-fort", "name", "agadez")
    assert "'agadez' has it already" in problem.fix
    assert corpus.gazetteer.place_named("Agadez").id == "my-fort"
    assert corpus.gazetteer.place_named("the rock").id == "my-fort"


def test_a_table_that_cannot_be_read_leaves_the_shipped_names(root):
    (root / "data" / "places.csv").write_text("id,name\n", encoding="utf-8")
    corpus = read_corpus(root)
    assert {problem.record for problem in _of_places(corpus)} == {"header"}
    assert corpus.gazetteer.places == read_corpus().gazetteer.places


def test_reference_rows_of_a_folder_are_all_there_are(root):
    rows = [one for one in read_corpus(root).claims if one.source.basis is Basis.REFERENCE]
    assert [one.id for one in rows] == ["ref-bloc-bbb"]


def test_an_article_nobody_has_read_is_told(root):
    (root / "seeds" / "three.txt").write_text("News.")
    corpus = read_corpus(root)
    (problem,) = corpus.problems
    assert (problem.file, problem.expected) == ("three.txt", "three.claims.yaml")
    assert len(corpus.claims) == 5


def test_a_folder_that_is_not_there_is_one_clear_error(tmp_path):
    with pytest.raises(SahelscopeError, match=r"no-such.*Correct the path"):
        read_corpus(tmp_path / "no-such")


def test_an_empty_folder_is_an_empty_corpus_without_a_day(tmp_path):
    corpus = read_corpus(tmp_path)
    assert (corpus.seeds, corpus.claims, corpus.problems) == ((), (), ())
    with pytest.raises(SahelscopeError, match=r"at least one source.*\.claims\.yaml"):
        _ = corpus.default_as_of


@pytest.mark.parametrize(
    ("published", "as_of"),
    [("2021-03-04", "2021-03-04"), ("2021-03", "2021-03-31"), ("2020", "2021-01-01")],
)
def test_the_picture_is_of_the_newest_seed_s_day(tmp_path, published, as_of):
    folder = Folder()
    folder.files["two"]["source"]["published"]["edtf"] = published
    corpus = read_corpus(folder.write(tmp_path / "corpus"))
    assert corpus.default_as_of == dt.date.fromisoformat(as_of)


def test_reference_rows_do_not_move_the_day_while_there_is_a_seed(tmp_path):
    folder = Folder()
    folder.reference[0] |= {"published": "2025-01-01", "made_public": ""}
    corpus = read_corpus(folder.write(tmp_path / "corpus"))
    assert corpus.default_as_of == dt.date(2021, 1, 1)


def test_without_seeds_the_newest_source_gives_the_day():
    claims = (claim("coup", "completed", "2019-05-05", hosts=("AAA",)),)
    assert Corpus((), claims, GAZETTEER, ()).default_as_of == dt.date(2019, 5, 5)


def test_where_no_page_bears_a_day_the_newest_act_gives_it(tmp_path):
    folder = Folder()
    folder.files, folder.texts = {}, {}
    folder.reference[0] |= {"published": "not stated", "made_public": "1990-05-03"}
    corpus = read_corpus(folder.write(tmp_path / "corpus"))
    assert corpus.problems == ()
    assert corpus.default_as_of == dt.date(1990, 5, 3)


def days_of(*claims):
    return Corpus((), claims, GAZETTEER, ()).days


def test_every_day_of_which_a_corpus_tells_may_be_asked_about():
    first, last = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
    assert days_of() == days_of(claim("coup", "completed", "2020-05-05")) == (first, last)
    early = claim("coup", "completed", "1850-05-05")
    late = claim("presence", "in_effect", "2020-01-01/2130-06-01")
    assert days_of(early) == (dt.date(1850, 1, 1), last)
    assert days_of(late) == (first, dt.date(2130, 12, 31))
    assert days_of(early, late) == (dt.date(1850, 1, 1), dt.date(2130, 12, 31))


def test_an_open_end_and_an_open_beginning_are_no_days():
    always = claim("presence", "in_effect", "../2020-01-01")
    since = claim("presence", "in_effect", "2020-01-01/..")
    assert days_of(always, since) == days_of()


def test_the_problems_of_all_files_come_together(tmp_path):
    folder = Folder()
    folder.first["kind"] = "x"
    folder.reference[0]["url"] = ""
    folder.places[1]["lat"] = "95"
    corpus = read_corpus(folder.write(tmp_path / "corpus"))
    assert [problem.file for problem in corpus.problems] == [
        "places.csv",
        "one.claims.yaml",
        "reference.csv",
    ]
    assert len(corpus.claims) == 3


@pytest.mark.parametrize("place", ["old-fort", "sandton"])
def test_a_latitude_of_95_is_one_problem_and_costs_no_claim(tmp_path, place):
    folder = Folder()
    for row in folder.places:
        row["lat"] = "95" if row["id"] == place else row["lat"]
    corpus = read_corpus(folder.write(tmp_path / "corpus"))
    (problem,) = corpus.problems
    assert (problem.file, problem.record, problem.field, problem.found) == (
        "places.csv",
        place,
        "lat",
        "95",
    )
    assert len(corpus.claims) == 5


def test_an_actor_of_an_unknown_whole_costs_no_claim(tmp_path):
    folder = Folder()
    for row in folder.actors:
        row["part_of"] = "ZZZ" if row["id"] == "bloc" else ""
    corpus = read_corpus(folder.write(tmp_path / "corpus"))
    assert [problem.field for problem in corpus.problems] == ["part_of"]
    assert len(corpus.claims) == 5


def test_a_fingerprint_changes_with_the_corpus_and_with_nothing_else(tmp_path):
    (tmp_path / "data").mkdir()
    table = tmp_path / "data" / "places.csv"
    table.write_text("id\n", encoding="utf-8")
    before = fingerprint(tmp_path)
    (tmp_path / "README.md").write_text("words", encoding="utf-8")
    assert fingerprint(tmp_path) == before
    table.write_text("id,kind\n", encoding="utf-8")
    assert fingerprint(tmp_path) != before
