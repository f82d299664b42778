"""The command line from any folder: answers on stdout, problems on stderr, honest exit codes."""

import hashlib
import json
import os
import re
import shlex
import struct
import subprocess
import sys

import lxml.html
import pytest
import yaml
from pptx import Presentation

from geo.commands import run
from tests.invented import Folder


@pytest.fixture(scope="module")
def geo(repository, tmp_path_factory):
    """Run `python -m geo` in a folder of its own."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    environment = {**os.environ, "PYTHONPATH": str(repository), "PYTHONWARNINGS": "error"}

    def call(*arguments):
        command = [sys.executable, "-m", "geo", *map(str, arguments)]
        return subprocess.run(
            command, cwd=elsewhere, env=environment, capture_output=True, text=True, timeout=60
        )

    return call


@pytest.fixture
def invented(tmp_path):
    return Folder().write(tmp_path / "corpus")


@pytest.fixture
def flawed(tmp_path):
    folder = Folder()
    folder.first["kind"] = "presense"
    return folder.write(tmp_path / "flawed")


@pytest.fixture
def here(capfd):
    """Run a command in this process: exit code, what it said, what it complained of."""

    def call(*arguments):
        code = run([str(argument) for argument in arguments])
        said = capfd.readouterr()
        return code, said.out, said.err

    return call


# --- help --------------------------------------------------------------------------------------

COMMANDS = ["situation", "export", "evidence", "figure", "story", "check", "anchor"]


def test_help_lists_every_command_with_its_purpose(geo):
    done = geo("--help")
    assert (done.returncode, done.stderr) == (0, "")
    for command in COMMANDS:
        assert re.search(rf"^  {command} +\w.*", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_every_option(here, command):
    code, out, _ = here(command, "--help")
    options = re.findall(r"^  (?:-\w, )?--[\w-]+.*$", out, re.MULTILINE)
    assert code == 0
    assert options
    words = " ".join(out.split())
    assert not re.search(r"--[a-z-]+(?: [A-Z-]+)? (?=--|$)", words)


@pytest.mark.parametrize("command", ["situation", "export", "figure"])
@pytest.mark.parametrize("option", ["--as-of", "--known-on", "--evidence", "--corpus"])
def test_every_question_takes_the_same_options(here, command, option):
    assert option in here(command, "--help")[1]


@pytest.mark.parametrize("command", ["situation", "export", "evidence", "figure", "changes"])
def test_whatever_has_words_has_a_language(here, command):
    assert "--lang [en|fr]" in here(command, "--help")[1]


def test_a_language_nobody_speaks_here_is_refused(here):
    code, _, err = here("situation", "--lang", "de")
    assert code == 2
    assert "'de' is not one of 'en', 'fr'" in err


# --- situation ---------------------------------------------------------------------------------


def test_the_situation_of_the_issue_from_another_folder(geo):
    done = geo("situation", "--as-of", "2024-04-20", "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    states = {one["id"]: one["state"] for one in answer["presences"]}
    assert states["presence-usa-ner-air-base-201"] == "leaving"
    assert states["presence-rus-ner"] == "active"


def test_the_default_day_is_that_of_the_newest_article(here):
    default, dated = (
        here("situation", "--json")[1],
        here("situation", "--as-of", "2024-04-20", "--json")[1],
    )
    assert default == dated


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (["--evidence", "seeds"], ("2024-04-20", None, "seeds")),
        (["--known-on", "2024-04-20"], ("2024-04-20", "2024-04-20", "all")),
        (["--as-of", "2019-05-05"], ("2019-05-05", None, "all")),
    ],
)
def test_a_question_reaches_the_answer(here, question, asked):
    answer = json.loads(here("situation", *question, "--json")[1])
    assert (answer["as_of"], answer["known_on"], answer["evidence"]) == asked


def test_the_answer_is_utf_8_whatever_the_locale(repository, tmp_path):
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(repository), "LC_ALL": "C"}
    environment["PYTHONIOENCODING"] = "ascii"
    command = [sys.executable, "-m", "geo", "situation", "--json"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=60)
    assert done.returncode == 0
    assert "’" in json.loads(done.stdout.decode())["not_stated"][0]["sentence"]


def test_the_situation_in_words_says_what_the_issue_says(here):
    out = here("situation")[1]
    assert "As of 20 April 2024" in out
    assert re.search(r"Air Base 201 near Agadez, Niger: in use, closure agreed", out)
    assert re.search(r"Russia: Niger, place not stated: present, dozens.*per state media", out)


@pytest.mark.parametrize("name", ["NER", "ner", "Niger"])
def test_one_country_may_be_asked_for_by_its_id_or_name(here, name):
    asked = ("situation", "--as-of", "2024-07-01", "--country", name)
    whole = json.loads(here("situation", "--as-of", "2024-07-01", "--json")[1])
    answer = json.loads(here(*asked, "--json")[1])
    hosts = {one["host"] for one in answer["presences"]}
    assert hosts == {"NER"}
    there = [one for one in whole["presences"] if one["host"] == "NER"]
    assert answer["presences"] == there
    told = here(*asked)[1]
    assert "facts are filtered out" in told.splitlines()[1]
    assert "Air Base 201 near Agadez, Niger" in told
    assert "Port-Bouët" not in told


@pytest.mark.parametrize("name", ["Wagner", "AES"])
@pytest.mark.parametrize("command", [["situation"], ["evidence", "--out", "a.csv"]])
def test_what_is_no_country_is_refused_as_one(here, command, name):
    code, out, complaint = here(*command, "--country", name)
    assert (code, out) == (1, "")
    assert f"--country: name: found '{name}', expected a state." in complaint


def test_several_countries_are_alternatives_and_a_partner_narrows_them(here):
    asked = (
        "situation",
        "--as-of",
        "2024-07-01",
        "--country",
        "NER",
        "--country",
        "Mali",
        "--json",
    )
    both = json.loads(here(*asked)[1])["presences"]
    assert {one["host"] for one in both} == {"NER", "MLI"}
    russian = json.loads(here(*asked, "--operator", "Russia")[1])["presences"]
    assert russian == [one for one in both if one["actor"] == "RUS"] != []


def test_an_answer_through_a_filter_says_so(here):
    whole = json.loads(here("situation", "--json")[1])
    part = json.loads(here("situation", "--country", " niger ", "--json")[1])
    spanned = ("changes", "--from", "2024-01-01", "--to", "2024-05-01", "--json")
    changed = json.loads(here(*spanned, "--operator", "Russia")[1])
    assert whole["filters"] == json.loads(here(*spanned)[1])["filters"] == {}
    assert part["filters"] == {"countries": ["NER"]}
    assert changed["filters"] == {"operators": ["RUS"]}


def test_an_unknown_country_of_a_filter_is_told_with_the_nearest(here):
    code, out, told = here("situation", "--country", "Nigerr")
    assert (code, out) == (1, "")
    assert "--country" in told
    assert "'NER'" in told
    assert "unknown actor" not in told


def test_evidence_of_one_country_holds_nothing_of_another(here, tmp_path):
    asked = ("--as-of", "2024-07-01", "--country", "NER", "--out")
    assert here("evidence", *asked, tmp_path / "e.json")[0] == 0
    told = json.loads((tmp_path / "e.json").read_text(encoding="utf-8"))
    assert told["filtered_out"] > 0
    presences = {line["fact"] for line in told["lines"] if line["fact"].startswith("presence-")}
    assert presences
    assert [fact for fact in presences if "-ner" not in fact] == []


def test_a_map_of_one_country_opens_with_it_alone(here, invented, tmp_path):
    out = tmp_path / "map.html"
    assert here("export", "--corpus", invented, "--country", "AAA", "--out", out)[0] == 0
    assert '"countries":["AAA"]' in out.read_text(encoding="utf-8")


def test_who_has_left_is_not_listed_among_who_is_there(here):
    out = here("situation", "--as-of", "2025-02-01")[1]
    there, _, left = out.partition("\nPresences (")[2].partition("\nPresences: ended (")
    assert "Air Base 201" not in there
    assert "United States: Air Base 201 near Agadez, Niger: ended" in left
    assert re.search(r"^  Russia \(Africa Corps\): ", there, re.M)


def test_what_is_left_unsaid_says_of_what_and_by_whom(here):
    blanks = here("situation", "--evidence", "seeds")[1].partition("\nNot stated (")[2]
    line = next(line for line in blanks.splitlines() if "second US base" in line)
    assert line.startswith("  United States: Niger")
    assert "[The Local Report (thelocalreport.in)" in line


def test_the_situation_in_words_is_english(here):
    assert not re.search(r"\b(since since|since by|due due|by by|1 claims)\b", here("situation")[1])


def test_the_situation_in_french(here):
    code, out, err = here("situation", "--lang", "fr")
    assert (code, err) == (0, "")
    assert out.startswith("Au 20 avril 2024")
    assert "Base aérienne 201 près d’Agadez, Niger\u00a0: encore en service, fermeture conv" in out
    assert "Les États-Unis vont quitter le Niger\u00a0: retrait convenu" in out
    assert len(out.splitlines()) == len(here("situation")[1].splitlines())


def test_json_is_the_same_in_every_language(here):
    question = ["situation", "--json", "--lang"]
    assert here(*question, "en")[1] == here(*question, "fr")[1]


def test_changes_of_one_country_and_partner_are_told_alone(here):
    asked = ("changes", "--from", "2024-03-01", "--to", "2024-06-30")
    whole = json.loads(here(*asked, "--json")[1])["changes"]
    told = json.loads(here(*asked, "--country", "Niger", "--operator", "USA", "--json")[1])
    facts = {change["fact"] for change in told["changes"]}
    assert {"presence-usa-ner-air-base-201", "presence-usa-ner"} <= facts
    assert [fact for fact in facts if "usa" not in fact or "ner" not in fact] == []
    assert told["changes"] == [change for change in whole if change["fact"] in facts]
    assert {name for change in told["changes"] for name in change["claims"]} == {*told["claims"]}
    lines = [
        line
        for line in here(*asked, "--country", "NER", "--operator", "United States")[1].splitlines()
        if not line.startswith(" ")
    ]
    assert len(lines) == len(told["changes"]) < len(whole)


def test_days_without_a_change_are_told_so(here):
    span = ("changes", "--from", "1850-01-01", "--to", "1850-02-01")
    assert here(*span)[1] == "No change is known in these days.\n"
    assert here(*span, "--lang", "fr")[1] == "Aucun changement connu durant ces jours.\n"
    assert json.loads(here(*span, "--json")[1])["changes"] == []


def test_changes_in_french(here):
    days = ["--from", "2024-03-01", "--to", "2024-04-20", "--evidence", "seeds"]
    told = here("changes", *days, "--lang", "fr")[1].splitlines()
    ended = "\u00a0: rien -> terminé"
    assert any(
        line.startswith("2024-03-31 (mars 2024) terminé\u00a0: Accord militaire") for line in told
    )
    assert any(line.endswith(ended) for line in told)
    assert len(told) == len(here("changes", *days)[1].splitlines())


def test_own_articles_answer_instead_of_the_shipped_ones(here, invented):
    answer = json.loads(here("situation", "--corpus", invented, "--json")[1])
    assert answer["as_of"] == "2021-01-01"
    assert {one["actor"] for one in answer["presences"]} == {"XXX", "YYY"}


def test_problems_go_to_stderr_while_stdout_still_answers(geo, flawed):
    done = geo("situation", "--corpus", flawed, "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert "presence-1" not in answer["claims"]
    assert "presence-2" in answer["claims"]
    (line,) = done.stderr.splitlines()
    assert line.startswith("left out: one.claims.yaml: presence-1: kind: found 'presense'")


# --- mistakes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day", ["2024-02-30", "20/04/2024", "2024-04", "yesterday", "", "99999-01-01"]
)
@pytest.mark.parametrize("option", ["--as-of", "--known-on"])
def test_a_day_that_is_none_is_told(here, option, day):
    code, out, err = here("situation", option, day, "--json")
    assert (code, out) == (2, "")
    assert option in err
    assert "YYYY-MM-DD" in err or "day" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["situation", "--evidence", "seed"],
        ["situation", "--as-off", "2024-04-20"],
        ["situatoin"],
        ["export"],
        ["anchor"],
        ["anchor", "no-such.claims.yaml"],
    ],
)
def test_a_wrong_call_is_status_2_and_no_traceback(here, arguments):
    code, out, err = here(*arguments)
    assert (code, out) == (2, "")
    assert "Error: " in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "command", [["situation"], ["situation", "--json"], ["check"], ["export", "--out", "a.csv"]]
)
def test_a_corpus_that_is_not_there_is_one_line(here, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    code, out, err = here(*command, "--corpus", tmp_path / "no-such")
    (line,) = (out + err).splitlines()
    assert code == 1
    assert "no-such" in line
    assert line.endswith("Correct the path.")


def test_a_corpus_that_is_a_file_is_one_line(here, tmp_path):
    path = tmp_path / "file"
    path.write_text("")
    assert here("situation", "--corpus", path)[0] == 1


@pytest.mark.parametrize("command", [["situation", "--json"], ["export", "--out", "a.html"]])
def test_an_empty_corpus_is_one_line(here, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    code, out, err = here(*command, "--corpus", tmp_path)
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert "at least one source" in err


def test_a_reader_that_stops_early_meets_no_traceback(repository, tmp_path):
    command = f"{sys.executable} -m geo situation --json | head -c 10"
    environment = {**os.environ, "PYTHONPATH": str(repository)}
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.stderr == ""


# --- check -------------------------------------------------------------------------------------


_STOPPED = """
import runpy, sys

class Stop:
    def find_spec(self, name, *_):
        if name == sys.argv[1]:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Stop())
runpy.run_module("geo", run_name="__main__")
"""


@pytest.mark.parametrize("loading", ["click", "pyproj"])
def test_ctrl_c_while_it_is_loading_meets_no_traceback(repository, loading):
    command = [sys.executable, "-c", _STOPPED, loading]
    environment = {**os.environ, "PYTHONPATH": str(repository)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_check_passes_on_the_shipped_corpus(geo):
    done = geo("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("no problem\n")


def test_check_fails_with_one_line_when_a_letter_of_a_quote_is_changed(geo, tmp_path):
    folder = Folder()
    folder.first["quote"]["exact"] = folder.first["quote"]["exact"].replace("used", "fused")
    done = geo("check", "--corpus", folder.write(tmp_path / "corpus"))
    (line,) = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (1, "")
    assert line.startswith("one.claims.yaml: presence-1: quote: found '")
    assert "fused" in line
    assert line.endswith("letter for letter, curly quotes and no-break spaces included.")


def test_check_of_an_empty_folder_does_not_say_that_all_is_well(here, tmp_path):
    code, out, err = here("check", "--corpus", tmp_path)
    assert code == 1
    assert "at least one source" in out + err


# --- export ------------------------------------------------------------------------------------


def test_export_writes_the_page(geo, tmp_path):
    out = tmp_path / "map.html"
    done = geo("export", "--as-of", "2024-04-20", "--out", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"wrote {out}\n", "")
    page = lxml.html.document_fromstring(out.read_bytes())
    assert "20 April 2024" in page.findtext(".//title")


@pytest.mark.parametrize("name", ["map.geojson", "map.json", "MAP.GEOJSON"])
def test_export_writes_geojson(here, invented, tmp_path, name):
    assert here("export", "--corpus", invented, "--out", tmp_path / name)[0] == 0
    collection = json.loads((tmp_path / name).read_bytes())
    assert collection["features"][0]["id"] == "presence-xxx-aaa-old-fort"


def test_export_writes_the_table(here, invented, tmp_path):
    assert here("export", "--corpus", invented, "--out", tmp_path / "facts.csv")[0] == 0
    assert (tmp_path / "facts.csv").read_text(encoding="utf-8").startswith("fact,topic,title,")


STARTS = {
    "e.csv": b"number,claim,fact,",
    "e.json": b'{\n "as_of"',
    "e.md": b"# Evidence",
    "e.GEOJSON": b'{"type":"FeatureCollection"',
}


@pytest.mark.parametrize("name", STARTS)
def test_evidence_writes_the_form_its_suffix_says(here, invented, tmp_path, name):
    assert here("evidence", "--corpus", invented, "--out", tmp_path / name)[0] == 0
    assert (tmp_path / name).read_bytes().startswith(STARTS[name])


@pytest.mark.parametrize(("name", "start"), [("a.gpkg", b"SQLite format 3"), ("a.kml", b"<?xml ")])
def test_export_writes_for_other_programs(here, invented, tmp_path, name, start):
    assert here("export", "--corpus", invented, "--out", tmp_path / name)[0] == 0
    assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("command", "name", "same"),
    [
        ("export", "picture.geojson", True),
        ("export", "facts.csv", False),
        ("export", "picture.kml", False),
        ("evidence", "evidence.json", True),
        ("evidence", "evidence.geojson", True),
        ("evidence", "evidence.md", False),
        ("evidence", "evidence.csv", False),
    ],
)
def test_files_for_programs_are_the_same_in_every_language(
    here, invented, tmp_path, command, name, same
):
    written = []
    for lang in ("en", "fr"):
        out = tmp_path / lang / name
        out.parent.mkdir()
        assert here(command, "--corpus", invented, "--lang", lang, "--out", out)[0] == 0
        written.append(out.read_bytes())
    assert (written[0] == written[1]) is same


@pytest.mark.parametrize("name", ["map.docx", "map", ".html", "map.html.zip"])
@pytest.mark.parametrize("command", ["export", "evidence", "figure"])
def test_a_file_name_that_says_nothing_known_is_refused(here, invented, tmp_path, command, name):
    code, out, err = here(command, "--corpus", invented, "--out", tmp_path / name)
    assert (code, out) == (2, "")
    assert f"'--out': '{name}' does not end in ." in err
    assert [path.name for path in tmp_path.iterdir()] == ["corpus"]


@pytest.mark.parametrize("name", ["MAP.HTML", "map.htm", "map.GeoJSON"])
def test_an_ending_is_known_in_any_case(here, invented, tmp_path, name):
    assert here("export", "--corpus", invented, "--out", tmp_path / name)[0] == 0


def test_a_table_of_another_ending_is_told_by_its_own_option(here, tmp_path):
    asked = ("figure", "--out", tmp_path / "a.png", "--evidence-table", tmp_path / "a.csv")
    code, _, err = here(*asked)
    assert code == 2
    assert "'--evidence-table': 'a.csv' does not end in .md." in err
    assert list(tmp_path.iterdir()) == []


def test_a_sheet_that_is_none_is_told_with_all_there_are(here, tmp_path):
    code, _, err = here("figure", "--template", "poster", "--out", tmp_path / "a.png")
    assert code == 2
    assert all(name in err for name in ("slide", "a4-landscape", "column"))


@pytest.mark.parametrize("letters", ["latin-1", "cp1252", "ascii", "utf-16"])
def test_a_terminal_without_our_letters_gets_what_it_can_show(repository, letters):
    environment = {**os.environ, "PYTHONPATH": str(repository), "PYTHONIOENCODING": letters}
    asked = [sys.executable, "-m", "geo", "situation", "--lang", "fr", "--json"]
    done = subprocess.run(asked, env=environment, capture_output=True, timeout=60)
    assert (done.returncode, done.stderr.decode(letters)) == (0, "")
    # What a letter is written as that is not there, JSON reads as the letter.
    said = json.loads(done.stdout.decode("utf-8" if letters == "ascii" else letters))
    assert any("’" in (claim["quote"] or "") for claim in said["claims"].values())


def test_an_output_that_is_full_is_called_so(repository):
    environment = {**os.environ, "PYTHONPATH": str(repository)}
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device, no path
        asked = [sys.executable, "-m", "geo", "schema"]
        done = subprocess.run(asked, env=environment, stdout=full, stderr=-1, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith("the output: ")


def test_a_folder_that_is_not_there_is_one_line(here, invented, tmp_path):
    out = tmp_path / "no" / "such" / "map.csv"
    code, _, err = here("export", "--corpus", invented, "--out", out)
    assert code == 1
    assert len(err.splitlines()) == 1
    assert "Choose a folder that exists" in err


def test_of_two_files_neither_is_written_where_one_has_no_folder(here, invented, tmp_path):
    good, bad = tmp_path / "map.png", tmp_path / "no" / "map.pdf"
    code, out, err = here("figure", "--corpus", invented, "--out", good, "--out", bad)
    assert (code, out) == (1, "")
    assert err.startswith("map.pdf: ")
    assert not good.exists()


def test_a_folder_that_takes_no_files_is_one_line(here, invented):
    code, _, err = here("export", "--corpus", invented, "--out", "/proc/map.csv")  # not for root
    assert code == 1
    assert len(err.splitlines()) == 1


def test_an_interrupted_export_leaves_the_old_file(here, flawed, tmp_path):
    out = tmp_path / "map.csv"
    out.write_text("old")
    assert here("export", "--corpus", tmp_path / "no-such", "--out", out)[0] == 1
    assert out.read_text() == "old"


def test_export_writes_in_the_folder_it_is_called_from(here, invented, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert here("export", "--corpus", invented, "--out", "facts.csv")[0] == 0
    assert (tmp_path / "facts.csv").is_file()


# --- figure ------------------------------------------------------------------------------------


def test_figure_writes_several_files_and_their_evidence_in_one_call(here, tmp_path):
    outs = [tmp_path / f"figure.{form}" for form in ("png", "svg", "pdf", "pptx")]
    table = tmp_path / "evidence.md"
    asked = [part for out in outs for part in ("--out", out)]
    options = ["--focus", "NER", "--template", "a4", "--lang", "fr", "--marking", "RESTREINT"]
    figure = ("figure", "--as-of", "2024-04-20", *options, "--evidence-table", table)
    assert here(*figure, *asked)[0] == 0
    assert [out.read_bytes()[:4] for out in outs] == [b"\x89PNG", b"<?xm", b"%PDF", b"PK\x03\x04"]
    assert "Les États-Unis" in table.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--focus", "NIG", "--out", "a.png"], "--focus"),
        (["--template", "a5", "--out", "a.png"], "--template"),
        (["--out", "a.gif"], ".pptx"),
        (["--out", "a.png", "--evidence-table", "a.docx"], ".md"),
        ([], "--out"),
    ],
)
def test_figure_refuses_by_name_what_it_does_not_know(here, options, told):
    code, _, complaint = here("figure", *options)
    assert code != 0
    assert told in complaint and "Traceback" not in complaint


def test_figure_checks_its_own_files(here):
    code, said, _ = here("figure", "--as-of", "2012-01-01", "--focus", "SEN", "--check")
    assert (code, said.strip()) == (0, "no fault")


def test_story_writes_one_page_and_a_slide_for_each_day(here, tmp_path):
    page, deck = tmp_path / "story.png", tmp_path / "story.pptx"
    span = ["--from", "2024-03-01", "--to", "2024-04-20", "--focus", "NER", "--most", "2"]
    assert here("story", *span, "--out", page, "--out", deck)[0] == 0
    assert page.read_bytes()[:4] == b"\x89PNG"
    assert len(Presentation(deck).slides) == 2
    code, _, complaint = here("story", "--from", "2024-01-01", "--to", "2023-01-01", "--out", page)
    assert code == 2 and "--from" in complaint


def test_figure_draws_a_png_of_1920_by_1080(geo, tmp_path):
    out = tmp_path / "figure.png"
    done = geo("figure", "--as-of", "2012-01-01", "--focus", "SEN", "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    raw = out.read_bytes()
    assert raw.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", raw[16:24]) == (1920, 1080)


# --- anchor ------------------------------------------------------------------------------------

TEXT = (
    "\U0001f3dc Xland’s men use Old Fort. They use Old Fort daily.\n\nThey use it. They use it.\n"
)
MINIMAL = """\
# what a person writes, in any order
claims:
- kind: presence
  quote: {{exact: {exact}}}
  stage: in_effect
  modality: asserted
  actors: [XXX]
  hosts: [AAA]
  form: base
  place: old-fort
  valid: not stated
  attribution: {{type: none}}
  review: {{state: accepted, by: A. Inventor, at: '2021-01-02'}}
source:
  id: article-three
  file: three.txt
  sha256: '{zeros}'
  title: Men use Old Fort
  publisher: not stated
  url: not stated
  language: en
  published: {{edtf: '2021-01-01', confidence: stated, basis: printed}}
  retrieved: not stated
  origins: [Wire three]
  origins_basis: printed
schema: sahelscope-claims/1
"""


@pytest.fixture
def written(tmp_path):
    """A claims file by hand with one quote, beside its article, in a whole corpus."""
    seeds = Folder().write(tmp_path / "corpus") / "seeds"
    (seeds / "three.txt").write_bytes(TEXT.encode())

    def write(exact):
        path = seeds / "three.claims.yaml"
        path.write_text(MINIMAL.format(exact=exact, zeros="0" * 64), encoding="utf-8")
        return path

    return write


def test_anchor_fills_in_hash_offsets_context_and_id(here, written):
    path = written("Xland’s men use Old Fort.")
    assert here("anchor", path)[0] == 0
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    (claim,) = content["claims"]
    assert content["source"]["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (claim["quote"]["start"], claim["quote"]["end"]) == (2, 27)
    assert claim["quote"]["prefix"] == "\U0001f3dc "
    assert re.fullmatch(r"presence-xxx-aaa-[0-9a-f]{8}", claim["id"])


def test_a_claim_without_a_quote_is_one_line(here, written):
    path = written("Xland’s men use Old Fort.")
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "quote:" not in line]
    path.write_text("\n".join(lines), encoding="utf-8")
    code, out, err = here("anchor", path)
    assert (code, out) == (1, "")
    assert err.startswith("three.claims.yaml: claim 1: quote: found 'nothing'")
    assert len(err.splitlines()) == 1


def test_anchor_wants_the_claims_file_and_not_the_article(here, written):
    path = written("Xland’s men use Old Fort.")
    code, _, err = here("anchor", path.with_name("three.txt"))
    assert code == 2
    assert "'three.txt' does not end in .claims.yaml." in err


def test_anchor_counts_its_claims_in_english(here, written):
    said = here("anchor", written("Xland’s men use Old Fort."))[1]
    assert said == "anchored 1 claim in three.claims.yaml\n"


def test_what_check_says_to_run_runs(here, written):
    path = written("Xland’s men use Old Fort.")
    told = here("check", "--corpus", path.parents[1])[1]
    # As the documents write it: many a system has no `python` outside an environment.
    (command,) = re.findall(r"Run: \.venv/bin/python -m geo (anchor .*)$", told, re.MULTILINE)
    assert here(*shlex.split(command))[0] == 0
    assert here("check", "--corpus", path.parents[1])[0] == 0


def test_an_anchored_file_passes_check(here, written):
    path = written("Xland’s men use Old Fort.")
    assert here("check", "--corpus", path.parents[1])[0] == 1
    here("anchor", path)
    assert here("check", "--corpus", path.parents[1])[0] == 0


def test_anchoring_twice_changes_nothing_more(here, written):
    path = written("Xland’s men use Old Fort.")
    here("anchor", path)
    once = path.read_bytes()
    assert here("anchor", path)[0] == 0
    assert path.read_bytes() == once


@pytest.mark.parametrize(
    ("exact", "found"),
    [
        ("They use it.", "2 times"),
        ("use Old Fort", "2 times"),
        ("Xland's men", "0 times"),
        ("xland’s men", "0 times"),
    ],
)
def test_a_quote_that_is_not_there_once_is_refused_and_the_file_untouched(
    here, written, exact, found
):
    path = written(exact)
    before = path.read_bytes()
    code, out, err = here("anchor", path)
    (line,) = err.splitlines()
    assert (code, out) == (1, "")
    assert line.startswith("three.claims.yaml: claim 1: quote: found")
    assert found in line
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "broken",
    ["", "claims: []", "claims: {", "- a", "schema: x\nsource: y\nclaims: z", "a: 1\na: 2"],
)
def test_a_file_that_is_no_claims_file_is_told_and_untouched(here, written, broken):
    path = written("x")
    path.write_text(broken)
    code, _, err = here("anchor", path)
    assert code == 1
    assert err.startswith("three.claims.yaml: ")
    assert path.read_text() == broken


def test_anchor_without_its_article_is_one_line(here, written):
    path = written("x")
    path.with_name("three.txt").unlink()
    code, _, err = here("anchor", path)
    assert code == 1
    assert len(err.splitlines()) == 1
    assert "three.txt" in err


def test_anchor_says_which_article_is_not_utf_8_and_leaves_the_file(here, written):
    path = written("x")
    path.with_name("three.txt").write_bytes("Un été à Sandton.".encode("latin-1"))
    before = path.read_bytes()
    code, out, err = here("anchor", path)
    (line,) = err.splitlines()
    assert (code, out, path.read_bytes()) == (1, "", before)
    assert line.startswith("three.txt: the article: text: found 'byte 0xe9 in line 1'")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  id: article-three\n", "", "source.id"),
        ("quote: {exact: x}", "quote: they went", "quote"),
        ("quote: {exact: x}", "quote: {exact: x, start: many}", "quote.start"),
        ("quote: {exact: x}", "quote: {exact: x}\n  support: text", "support"),
        ("schema: sah", "ignored: text\nschema: sah", "ignored"),
        ("actors: [XXX]", "actors: [Xland]", "Write its id, 'XXX'."),
        ("- kind: presence", "- [kind]\n- kind: presence", "nothing usable"),
    ],
)
def test_anchor_tells_of_a_wrong_shape_before_it_looks_for_quotes(here, written, old, new, told):
    path = written("x")
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    code, out, err = here("anchor", path)
    assert (code, out) == (1, "")
    assert told in err
    assert "Traceback" not in err


def test_anchor_takes_the_article_of_its_own_name_only(here, written):
    path = written("x")
    (path.parent / "four.claims.yaml").write_text(path.read_text(encoding="utf-8"))
    code, _, err = here("anchor", path.parent / "four.claims.yaml")
    assert code == 1
    assert "write these in three.claims.yaml" in err


def test_brackets_without_end_are_one_line(here, written):
    path = written("x")
    path.write_text("[" * 20_000 + "]" * 20_000)
    code, _, err = here("anchor", path)
    assert (code, len(err.splitlines())) == (1, 1)


@pytest.mark.parametrize("command", [["check"], ["situation"]])
def test_a_folder_that_cannot_be_looked_up_is_one_line(here, command):
    code, out, err = here(*command, "--corpus", "x" * 5000)  # no disk has names so long
    said = out + err
    assert (code, len(said.splitlines())) == (1, 1)
    assert "a folder that can be read" in said


def test_a_disk_that_fails_is_one_line(here, invented, tmp_path, monkeypatch):
    def fail(*_):
        raise PermissionError(13, "Permission denied", "/a/b/secret.csv")

    monkeypatch.setattr("geo.asking.read_corpus", fail)
    code, out, err = here("situation", "--corpus", invented)
    (line,) = err.splitlines()
    assert (code, out) == (1, "")
    assert line.startswith("secret.csv: the file: path: found 'Permission denied'")


@pytest.mark.parametrize("file", ["../../secret.txt", "/etc/passwd", "."])
def test_anchor_reads_no_article_outside_its_folder(here, written, file):
    path = written("x")
    path.write_text(path.read_text().replace("file: three.txt", f"file: {file}"))
    (path.parents[2] / "secret.txt").write_text("x")
    before = path.read_bytes()
    assert here("anchor", path)[0] == 1
    assert path.read_bytes() == before
