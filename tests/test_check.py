"""`check`: each thing wrong is one line: where, what, what to do. It costs only itself."""

import datetime as dt
import hashlib
import json
import shutil
from pathlib import Path

import pytest

from geo.answers import answer_of
from geo.boundaries import read_boundaries
from geo.check import BOUNDARIES, misplaced, problems_of, summary_of
from geo.corpus import read_corpus
from geo.gazetteer import Gazetteer, Place
from geo.layers import picture_of
from geo.situation import situation_of
from tests.hostile import REFUSED, hostile_corpus
from tests.invented import Folder, reference_row, span

DAY = dt.date(2021, 6, 1)


def answer(folder):
    return answer_of(situation_of(read_corpus(folder).claims, DAY))


def drawn(folder):
    picture = picture_of(read_corpus(folder), read_boundaries(BOUNDARIES), DAY)
    return {mark.fact for mark in picture.marks}


# --- each bad input of the contract ------------------------------------------------------------


def first(**fields):
    return lambda folder: folder.first.update(fields)


def quote_off_by_a_letter(folder):
    folder.first["quote"]["exact"] = folder.first["quote"]["exact"].replace("used", "fused")


def changed_article(folder):
    folder.texts["one"] = folder.texts["one"].replace("2018", "2019")


def script_title(folder):
    folder.files["one"]["source"]["title"] = "News <script>alert(1)</script>"


def duplicate_id(folder):
    folder.files["two"]["claims"][0]["id"] = "presence-1"


def without_claim(folder):
    del folder.files["one"]["claims"][0]


def without_article(folder):
    del folder.files["one"], folder.texts["one"]


def without_second(folder):
    folder.files["two"]["claims"] = []


HEAD = "one.claims.yaml"
# what is wrong: (change, file, record, field, part of what was found, the same corpus without it)
BAD = {
    "changed article": (changed_article, HEAD, "head", "source.sha256", "", without_article),
    "script tag in a title": (
        script_title,
        HEAD,
        "head",
        "source.title",
        "<script>alert(1)</script>",
        without_article,
    ),
    "quote not in its text": (
        quote_off_by_a_letter,
        HEAD,
        "presence-1",
        "quote",
        "fused",
        without_claim,
    ),
    "unknown actor": (first(actors=["XXY"]), HEAD, "presence-1", "actors", "XXY", without_claim),
    "unknown place": (
        first(place="old-ford"),
        HEAD,
        "presence-1",
        "place",
        "old-ford",
        without_claim,
    ),
    "unknown kind": (first(kind="presense"), HEAD, "presence-1", "kind", "presense", without_claim),
    "unknown stage": (first(stage="done"), HEAD, "presence-1", "stage", "done", without_claim),
    "impossible date": (
        first(valid={"edtf": "2019-02-30"}),
        HEAD,
        "presence-1",
        "valid.edtf",
        "2019-02-30",
        without_claim,
    ),
    "duplicate id": (
        duplicate_id,
        "two.claims.yaml",
        "presence-1",
        "id",
        "presence-1",
        without_second,
    ),
}


@pytest.fixture(params=BAD)
def bad(request, tmp_path):
    change, *told, without = BAD[request.param]
    broken, clean = Folder(), Folder()
    change(broken)
    without(clean)
    return broken.write(tmp_path / "bad"), clean.write(tmp_path / "without"), told


def test_a_bad_input_is_one_problem_that_says_where(bad):
    folder, _, (file, record, field, found) = bad
    (problem,) = problems_of(folder)
    assert (problem.file, problem.record, problem.field) == (file, record, field)
    assert found in problem.found


def test_a_bad_input_is_one_line_that_says_what_to_do(bad):
    folder, _, _ = bad
    (problem,) = problems_of(folder)
    assert len(str(problem).splitlines()) == 1
    assert problem.expected
    assert problem.fix.endswith((".", "?"))


def test_of_a_bad_input_nothing_is_used_and_nothing_else_is_lost(bad):
    folder, without, _ = bad
    assert answer(folder) == answer(without)


def test_the_corpus_they_break_is_clean_and_says_more(tmp_path):
    folder = Folder().write(tmp_path / "good")
    assert problems_of(folder) == ()
    assert drawn(folder) == {"presence-xxx-aaa-old-fort"}


def test_a_latitude_of_95_takes_its_mark_off_the_map_and_no_fact(tmp_path):
    good, bad = Folder(), Folder()
    bad.places[0]["lat"] = "95"
    good, bad = good.write(tmp_path / "good"), bad.write(tmp_path / "bad")
    (problem,) = problems_of(bad)
    assert str(problem).startswith("places.csv: old-fort: lat: found '95', expected")
    assert drawn(bad) == set()
    assert answer(bad) == answer(good)


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_head_is_one_line(tmp_path, name):
    problems = problems_of(hostile_corpus(tmp_path / "corpus"))
    (line,) = [str(one) for one in problems if one.file == f"{name}.claims.yaml"]
    assert len(line.splitlines()) == 1
    assert line.isprintable()


def test_nothing_of_a_refused_head_is_read(tmp_path):
    corpus = read_corpus(hostile_corpus(tmp_path / "corpus"))
    assert [seed.source.id for seed in corpus.seeds] == ["article-attack"]
    assert len(corpus.problems) == len(REFUSED)


@pytest.mark.parametrize("id_", ["a\nplaces.csv: all is well", "a\x1b[2K", "a\u202eb", "a\u2028b"])
def test_a_record_s_name_cannot_forge_another_line(tmp_path, id_):
    folder = Folder()
    folder.first["id"] = id_
    for problem in problems_of(folder.write(tmp_path / "corpus")):
        assert str(problem).isprintable()


@pytest.mark.parametrize("key", ["kind\nplaces.csv: all is well", "kind\x1b[2K"])
def test_a_field_s_name_cannot_forge_another_line(tmp_path, key):
    folder = Folder()
    folder.first[key] = "x"
    for problem in problems_of(folder.write(tmp_path / "corpus")):
        assert str(problem).isprintable()


def test_a_quote_of_a_megabyte_does_not_fill_the_terminal(tmp_path):
    folder = Folder()
    text = folder.texts["one"] = "long " * 200_000
    head = folder.files["one"]
    head["source"]["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    head["ignored"] = []
    head["claims"] = [folder.first | {"quote": span(text, text) | {"start": 1, "end": 1_000_000}}]
    folder.first.pop("valid")
    folder.first["valid"] = "not stated"
    (problem,) = problems_of(folder.write(tmp_path / "corpus"))
    assert len(str(problem)) < 1000


# --- the shipped corpus ------------------------------------------------------------------------


@pytest.fixture
def copy(tmp_path, repository):
    for name in ("seeds", "data"):
        shutil.copytree(repository / name, tmp_path / "copy" / name)
    return tmp_path / "copy"


def test_the_shipped_corpus_has_no_problem(copy):
    assert problems_of() == problems_of(copy) == ()


def test_one_letter_of_a_shipped_quote_is_found(copy):
    path = next((copy / "seeds").glob("000_*.yaml"))
    exact = "All US soldiers are set to leave Niger"
    text = path.read_text(encoding="utf-8")
    assert text.count(f"exact: {exact}") >= 1
    path.write_text(text.replace(f"exact: {exact}", f"exact: {exact}".replace("set", "sit"), 1))
    (problem,) = problems_of(copy)
    assert (problem.file, problem.field) == (path.name, "quote")
    assert "sit to leave" in problem.found


@pytest.mark.parametrize("pattern", ["000_*.txt", "003_*.txt"])
def test_one_letter_of_a_shipped_article_is_found(copy, pattern):
    path = next((copy / "seeds").glob(pattern))
    path.write_bytes(path.read_bytes().replace(b"Niger", b"Nigel", 1))
    (problem,) = problems_of(copy)
    assert (problem.record, problem.field) == ("head", "source.sha256")


def test_a_missing_folder_is_a_problem_and_no_traceback(tmp_path):
    (problem,) = problems_of(tmp_path / "no-such")
    assert problem.fix == "Correct the path."


def test_a_clean_corpus_is_summed_up_in_one_line(tmp_path):
    corpus = read_corpus(Folder().write(tmp_path / "corpus"))
    places = 4 + len(read_corpus().gazetteer.places)  # its own and the shipped ones
    assert summary_of(corpus) == f"2 articles, 5 claims, {places} places: no problem"


# --- places in their countries -----------------------------------------------------------------


@pytest.fixture(scope="module")
def boundaries():
    return read_boundaries(BOUNDARIES)


def fort(lon, lat, country="NER"):
    place = Place("fort", "base", "Fort", "Fort", country, None, lon, lat, 1.0, (), "invented")
    return Gazetteer({}, {"fort": place})


def test_a_place_in_its_country_is_no_problem(boundaries):
    assert misplaced(fort(8.0, 17.0), boundaries) == ()


def test_swapped_coordinates_are_found(boundaries):
    (problem,) = misplaced(fort(17.0, 8.0), boundaries)
    assert problem.field == "lon, lat"
    assert "swapped" in problem.fix


@pytest.mark.parametrize(("north_km", "found"), [(-5, 0), (14, 0), (17, 1), (200, 1)])
def test_fifteen_kilometres_beyond_the_border_are_let_pass(boundaries, north_km, found):
    # North of its northernmost corner, the corner is the nearest point of a country.
    corner = max(
        (xy for ring in _rings(boundaries["NER"].geometry) for xy in ring), key=lambda xy: xy[1]
    )
    place = fort(corner[0], corner[1] + north_km / 110.8)
    assert len(misplaced(place, boundaries)) == found


def _rings(geometry):
    parts = getattr(geometry, "geoms", [geometry])
    return [list(part.exterior.coords) for part in parts]


def test_a_country_the_base_map_lacks_cannot_be_checked(boundaries):
    assert misplaced(fort(0.0, 0.0, "XXX"), boundaries) == ()


def test_a_place_without_a_point_cannot_be_checked(boundaries):
    assert misplaced(fort(None, None), boundaries) == ()


def test_the_answer_of_a_copy_is_the_answer_of_the_original(copy):
    assert json.dumps(answer(copy)) == json.dumps(answer(None))


# --- all of it at once -------------------------------------------------------------------------


def said_of(folder: Folder, tmp_path: Path) -> list[tuple[str, str]]:
    return [(one.record, one.field) for one in problems_of(folder.write(tmp_path / "corpus"))]


def test_a_broken_word_hides_no_unknown_name_beside_it(tmp_path):
    folder = Folder()
    folder.first.update(stage="done", actors=["XXY"], place="old-ford", plcae="x")
    found = said_of(folder, tmp_path)
    assert sorted(found) == [
        ("presence-1", field) for field in ("actors", "place", "plcae", "stage")
    ]


def test_a_broken_list_of_names_is_told_once(tmp_path):
    folder = Folder()
    folder.first.update(actors="XXX", form="bas")
    assert sorted(said_of(folder, tmp_path)) == [("presence-1", "actors"), ("presence-1", "form")]


def test_a_broken_kind_says_nothing_of_what_a_kind_needs(tmp_path):
    folder = Folder()
    folder.first.update(kind="presense")
    folder.first.pop("form")
    assert said_of(folder, tmp_path) == [("presence-1", "kind")]


def test_a_changed_article_hides_nothing_of_its_claims(tmp_path):
    folder = Folder()
    folder.texts["one"] += "!"
    folder.first.update(place="old-ford")
    assert said_of(folder, tmp_path) == [("head", "source.sha256"), ("presence-1", "place")]


def test_a_broken_citation_hides_nothing_of_its_row(tmp_path):
    folder = Folder()
    folder.reference = [reference_row(published="1990-02-30", actors="BBC", reliability="G")]
    assert sorted(said_of(folder, tmp_path)) == [
        ("ref-bloc-bbb", field) for field in ("actors", "published", "reliability")
    ]
