"""The promises of set-up: pinned, explained, closed to the network, clear when something lacks."""

import fnmatch
import importlib.metadata
import os
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.chromium import NAMES, install

REQUIREMENT_FILES = ("requirements.txt", "requirements-dev.txt")
EXACT_PIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*==[0-9][0-9A-Za-z.]*")

# Built from parts: the files of the project, this one too, name no registry's host.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs"),
        ("deb", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("conda", "anaconda", "org"),
    )
]


def pins_of(path: Path) -> dict[str, str]:
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in (x.split("==") for x in lines)}


@pytest.fixture(scope="module")
def pins(repository: Path) -> dict[str, str]:
    """Every pin of the project, whichever of the three files it is in."""
    files = (*REQUIREMENT_FILES, "constraints.txt")
    return {name: pin for file in files for name, pin in pins_of(repository / file).items()}


@pytest.mark.parametrize("file", (*REQUIREMENT_FILES, "constraints.txt"))
def test_every_requirement_is_pinned_exactly(repository: Path, file: str) -> None:
    lines = (repository / file).read_text().splitlines()
    loose = [x for x in lines if x and not x.startswith("#") and not EXACT_PIN.fullmatch(x)]
    assert loose == []


@pytest.mark.parametrize("file", REQUIREMENT_FILES)
def test_every_requirement_says_why_it_is_there(repository: Path, file: str) -> None:
    lines = (repository / file).read_text().splitlines()
    reasons = zip(["", *lines], lines, strict=False)
    assert [pin for above, pin in reasons if "==" in pin and not above.startswith("# ")] == []


def test_no_package_is_pinned_in_two_places(repository: Path) -> None:
    names = [name for file in REQUIREMENT_FILES for name in pins_of(repository / file)]
    names += pins_of(repository / "constraints.txt")
    assert sorted(names) == sorted(set(names))


def test_everything_the_requirements_need_in_turn_is_installed_as_pinned(
    repository: Path, pins: dict[str, str]
) -> None:
    wanted = {name for file in REQUIREMENT_FILES for name in pins_of(repository / file)}
    installed: dict[str, str] = {}
    while wanted:
        name = wanted.pop()
        package = importlib.metadata.distribution(name)
        installed[name] = package.version
        needs = [Requirement(text) for text in package.requires or []]
        needs = [x for x in needs if x.marker is None or x.marker.evaluate({"extra": ""})]
        wanted |= {canonicalize_name(x.name) for x in needs} - installed.keys()
    assert installed == {name: pins.get(name) for name in installed}


def test_the_dashboard_is_private(repository: Path) -> None:
    config = tomllib.loads((repository / ".streamlit" / "config.toml").read_text())
    assert config["server"]["address"] == "127.0.0.1"
    assert config["server"]["headless"] is True
    assert config["server"]["showEmailPrompt"] is False
    assert config["browser"]["gatherUsageStats"] is False


def settings_in(table: dict[str, object], above: str = "") -> Iterator[str]:
    """The full name of every setting of a table and of those in it."""
    for key, value in table.items():
        name = f"{above}{key}"
        if isinstance(value, dict):
            yield from settings_in(value, f"{name}.")
        else:
            yield name


def test_streamlit_knows_every_setting_and_deprecates_none(repository: Path) -> None:
    from streamlit import config

    tables = tomllib.loads((repository / ".streamlit" / "config.toml").read_text())
    names = list(settings_in(tables))
    known = config.get_config_options()
    assert [name for name in names if name not in known or known[name].deprecated] == []


def test_every_make_target_is_listed_with_its_purpose(repository: Path) -> None:
    makefile = (repository / "Makefile").read_text()
    targets = re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    listing = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=repository, capture_output=True, text=True
    ).stdout
    assert phony and sorted(phony[1].split()) == sorted(targets)
    assert re.findall(r"^ *make ([a-z-]+) +\S", listing, re.MULTILINE) == targets


@pytest.mark.parametrize(("given", "ends"), [([], "check"), (["CORPUS=a b"], '--corpus "a b"')])
def test_make_check_reads_the_corpus_it_is_given(repository, given, ends):
    # Said and not done (-n): the set-up before it may make the environment anew.
    told = subprocess.run(
        ["make", "--no-print-directory", "-n", "check", *given],
        cwd=repository,
        capture_output=True,
        text=True,
    ).stdout
    assert told.splitlines()[-1].strip().endswith(ends)


def test_ci_runs_the_command_of_the_readme_and_nothing_else(repository: Path) -> None:
    script = repository / ".ci" / "run"
    lines = [x for x in script.read_text().splitlines() if x and not x.startswith("#")]
    assert lines == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "exec make test"]


def test_no_file_names_a_registry(repository: Path) -> None:
    naming = [
        f"{path.relative_to(repository)}: {host}"
        for path in project_files(repository)
        for host in REGISTRY_HOSTS
        if host.encode() in path.read_bytes()
    ]
    assert naming == []


def project_files(repository: Path) -> list[Path]:
    """Every file here but git's own and those that .gitignore names."""
    lines = (repository / ".gitignore").read_text().splitlines()
    skipped = [".git", *(x.rstrip("/") for x in lines if x and not x.startswith("#"))]

    def kept(name: str) -> bool:
        return not any(fnmatch.fnmatch(name, pattern) for pattern in skipped)

    files = []
    for folder, folders, names in os.walk(repository):
        folders[:] = filter(kept, folders)
        files += [Path(folder) / name for name in names if kept(name)]
    return files


# --- Chromium -------------------------------------------------------------------------------------


def program(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(0o755)
    return path


def find_chromium(repository: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(repository / "scripts" / "chromium.py")]
    return subprocess.run(command, env=variables, capture_output=True, text=True)


def test_without_a_browser_chromium_names_what_to_install(repository: Path, tmp_path: Path) -> None:
    found = find_chromium(repository, PATH=str(tmp_path))
    assert found.returncode == 1
    assert found.stdout == ""
    assert "apt-get install chromium" in found.stderr
    assert "CHROMIUM=" in found.stderr


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        # Ubuntu's chromium-browser where there is no snap
        (["echo 'requires the chromium snap to be installed' >&2", "exit 1"], "exit status 1"),
        # a wrapper without its program
        (["exit 0"], "tells no version"),
        # a browser that cannot read the temporary folder, as the snap cannot
        (["echo Chromium 156.0"], "shows nothing"),
    ],
)
def test_a_browser_in_name_only_is_refused(
    repository: Path, tmp_path: Path, lines: list[str], fault: str
) -> None:
    program(tmp_path / "chromium-browser", *lines)
    found = find_chromium(repository, PATH=str(tmp_path))
    assert found.returncode == 1
    assert re.search(f"chromium-browser: .*{fault}", found.stderr)


def test_a_browser_chosen_by_name_is_not_replaced_by_another(
    repository: Path, tmp_path: Path
) -> None:
    stub = program(tmp_path / "mine", "exit 3")
    found = find_chromium(repository, PATH=os.environ["PATH"], CHROMIUM=str(stub))
    assert found.returncode == 1
    assert f"CHROMIUM={stub}: stops with exit status 3" in found.stderr


def test_a_working_browser_is_found_past_a_stub(
    repository: Path, tmp_path: Path, chromium_path: str
) -> None:
    for name in NAMES:
        program(tmp_path / name, "exit 1")
    program(tmp_path / "google-chrome", f'exec "{chromium_path}" "$@"')
    found = find_chromium(repository, PATH=f"{tmp_path}:/usr/bin:/bin")
    assert found.stdout.strip() == str(tmp_path / "google-chrome")


@pytest.mark.parametrize(
    ("refused", "asked"),
    [
        ("nothing", ["chromium-headless-shell"]),
        ("chromium-headless-shell", ["chromium-headless-shell", "chromium"]),
    ],
)
def test_where_there_is_no_headless_shell_chromium_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: str, asked: list[str]
) -> None:
    told = tmp_path / "told"
    program(
        tmp_path / "apt-get",
        f'echo "$*" >> "{told}"',
        f'case "$*" in *" {refused}") exit 100;; esac',
    )
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    install()
    update, *installed = told.read_text().splitlines()
    assert update.startswith("update")
    assert [line.split()[-1] for line in installed] == asked


# --- setup.sh and serve.py ------------------------------------------------------------------------


@pytest.fixture
def bare_project(repository: Path, tmp_path: Path) -> Path:
    """A project that needs nothing, for the set-up to work on: quick, and without the network."""
    project = tmp_path / "project"
    (project / "scripts").mkdir(parents=True)
    shutil.copy(repository / "scripts" / "setup.sh", project / "scripts")
    for file in (*REQUIREMENT_FILES, "constraints.txt"):
        (project / file).write_text("# nothing\n")
    return project


def set_up(project: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **variables}
    return subprocess.run(
        ["sh", "scripts/setup.sh", "run"],
        cwd=project,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def test_set_up_trusts_a_finished_environment_and_remakes_an_interrupted_one(
    bare_project: Path,
) -> None:
    leftover = bare_project / ".venv" / "leftover"
    stamp = bare_project / ".venv" / ".ready-run"

    first = set_up(bare_project, PYTHON=sys.executable)
    assert (first.returncode, stamp.exists()) == (0, True), first.stderr

    leftover.touch()
    again = set_up(bare_project, PYTHON=sys.executable)
    assert (again.returncode, again.stderr, leftover.exists()) == (0, "", True)

    stamp.unlink()
    repaired = set_up(bare_project, PYTHON=sys.executable)
    assert (repaired.returncode, leftover.exists(), stamp.exists()) == (0, False, True)


def test_set_up_names_what_to_install_when_there_is_no_python(
    bare_project: Path, tmp_path: Path
) -> None:
    old = program(tmp_path / "python3", "exit 1")
    done = set_up(bare_project, PYTHON=str(old))
    assert done.returncode == 1
    assert "no Python 3.11 or newer" in done.stderr


def test_set_up_names_the_package_that_debian_keeps_apart(
    bare_project: Path, tmp_path: Path
) -> None:
    # Not root, a Python as Debian ships it without python3-venv, and no pip.
    program(tmp_path / "id", "echo 1000")
    debian = program(
        tmp_path / "python3", 'case "$*" in -m*) exit 1 ;; esac', f'exec "{sys.executable}" "$@"'
    )
    done = set_up(bare_project, PYTHON=str(debian), PATH=f"{tmp_path}:{os.environ['PATH']}")
    major, minor = sys.version_info[:2]
    assert done.returncode == 1
    assert f"apt-get install python{major}.{minor}-venv" in done.stderr
    assert not (bare_project / ".venv").exists()


def test_a_port_that_is_taken_is_said_with_the_way_out(repository: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, str(repository / "scripts" / "serve.py"), "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert f"Port {port} of 127.0.0.1 is taken" in done.stderr
    assert f"make run PORT={port + 1}" in done.stderr


# --- What the browser fixtures promise ------------------------------------------------------------


def test_a_page_that_asks_for_other_hosts_is_caught(offline_page, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<script src='https://example.org/a.js'></script><script>nothing()</script>")
    offline_page.page.goto(path.as_uri())
    assert offline_page.requests == ["https://example.org/a.js"]
    assert any(text.startswith("uncaught: ") for text in offline_page.console)
