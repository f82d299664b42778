"""The examples a writer copies: each is YAML, keeps to the rules, and passes `check`."""

import re
from pathlib import Path

import pytest
import yaml

from geo.commands import run
from geo.corpus import read_corpus
from tests.invented import Folder

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^( *)```yaml\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)

CSV_BLOCK = re.compile(r"^```csv\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(name: str) -> list[str]:
    told = (ROOT / name).read_text(encoding="utf-8")
    return [
        "".join(line.removeprefix(indent) for line in text.splitlines(keepends=True))
        for indent, text in BLOCK.findall(told)
    ]


EXAMPLES = [
    pytest.param(text, id=f"{name} {number}")
    for name in ("CONTRIBUTING.md", "docs/claims-file.md")
    for number, text in enumerate(blocks(name), start=1)
]


def written(example: str, tmp_path: Path) -> Path:
    """The example as a claims file beside an article of its own sentences; invented names."""
    content = yaml.safe_load(example)
    told = [quote["exact"] for claim in content["claims"] for quote in quotes_of(claim)]
    told += [words for claim in content["claims"] for words in words_of(claim)]
    told += [span["exact"] for span in content.get("ignored", [])]
    folder = Folder()
    folder.texts, folder.files = {}, {}
    root = folder.write(tmp_path / "corpus")
    name = content["source"]["file"].removesuffix(".txt")
    # The longest first: what is quoted inside another sentence needs no second place.
    text = ""
    for sentence in sorted(told, key=len, reverse=True):
        text += "" if sentence in text else f"{sentence}\n"
    (root / "seeds" / f"{name}.txt").write_text(text, encoding="utf-8")
    path = root / "seeds" / f"{name}.claims.yaml"
    path.write_text(example, encoding="utf-8")
    return path


def quotes_of(claim):
    return [claim["quote"], *claim.get("support", [])]


def words_of(claim):
    parts = [claim.get(name) for name in ("valid", "said", "due", "attribution", "quantity")]
    return [part["words"] for part in parts if isinstance(part, dict) and "words" in part]


CODE = re.compile(r"(?:^    .*\n)+", re.MULTILINE)


def test_python_in_the_documents_runs_as_it_stands():
    told = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md"))]
    programs = [
        re.sub(r"^    ", "", block, flags=re.MULTILINE)
        for text in told
        for block in CODE.findall(text)
        if re.match(r" +(import|from) ", block)
    ]
    assert programs
    for program in programs:
        names: dict[str, object] = {}
        exec(program, names)
        assert "corpus" in names


def test_both_documents_have_an_example():
    assert len(blocks("CONTRIBUTING.md")), "no YAML block found"
    assert len(blocks("docs/claims-file.md")), "no YAML block found"


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_anchored_beside_its_article_has_no_problem(example, tmp_path, capsys):
    path = written(example, tmp_path)
    assert run(["anchor", str(path)]) == 0, capsys.readouterr().err
    corpus = read_corpus(path.parents[1])
    assert corpus.problems == ()
    assert len(corpus.seeds) == 1


def test_the_worked_example_with_its_own_names_is_a_corpus_without_a_problem(tmp_path, capsys):
    told = (ROOT / "docs" / "claims-file.md").read_text(encoding="utf-8")
    article = re.search(r"^The article says: \*\"(.*?)\"\*", told, re.MULTILINE | re.DOTALL)
    assert article
    for name, text in {
        "seeds/market-news.txt": article[1].replace("\n", " "),
        "seeds/market-news.claims.yaml": blocks("docs/claims-file.md")[0],
        **dict(zip(("data/actors.csv", "data/places.csv"), CSV_BLOCK.findall(told), strict=True)),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run(["anchor", str(tmp_path / "seeds" / "market-news.claims.yaml")]) == 0
    assert run(["check", "--corpus", str(tmp_path)]) == 0, capsys.readouterr().out
    assert run(["situation", "--corpus", str(tmp_path)]) == 0
    assert "Xland: Old Fort, Aland: in use" in capsys.readouterr().out


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_without_its_quotation_marks_is_told_what_a_comma_does(
    example, tmp_path, capsys
):
    path = written(example, tmp_path)
    broken = re.sub(r"exact: (['\"])([^'\"]*, [^'\"]*)\1\}", r"exact: \2}", example)
    assert broken != example, "a quote with a comma shows what the quotation marks are for"
    path.write_text(broken, encoding="utf-8")
    before = path.read_bytes()
    assert run(["anchor", str(path)]) == 1
    assert "comma parts fields" in capsys.readouterr().err
    assert path.read_bytes() == before
