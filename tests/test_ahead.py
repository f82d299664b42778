"""What is worked out before the first visitor comes, and what they find of it."""

import contextlib
import datetime as dt
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from geo import webmap
from geo.corpus import fingerprint
from geo.dashboard.ahead import work_ahead
from geo.dashboard.answer import answered
from geo.errors import SahelscopeError
from geo.view import View
from tests.conftest import free_port, is_healthy, wait_for_words, wait_until_healthy
from tests.invented import Folder


@pytest.fixture
def folder(tmp_path):
    return Folder().write(tmp_path / "corpus")


@pytest.fixture
def visit(repository, monkeypatch, folder):
    """Open the dashboard of the folder, without a browser."""

    def run():
        monkeypatch.setenv("SAHELSCOPE_CORPUS", str(folder))
        return AppTest.from_file(repository / "app.py", default_timeout=60).run()

    return run


def test_what_was_worked_ahead_is_in_memory(folder):
    work_ahead(str(folder))
    stamp = fingerprint(folder)
    shutil.rmtree(folder)
    answer = answered(str(folder), stamp, View(dt.date(2021, 1, 1)))
    assert "Old Fort" in "".join(row.title for row in answer.picture.rows)
    assert answer.document.startswith("<!DOCTYPE html>")


def test_what_was_not_worked_ahead_is_not_in_memory(folder):
    stamp = fingerprint(folder)
    shutil.rmtree(folder)
    with pytest.raises(SahelscopeError):
        answered(str(folder), stamp, View(dt.date(2021, 1, 1)))


@pytest.mark.parametrize("ahead", [True, False])
def test_the_first_visitor_has_nothing_written_that_is_written_already(folder, visit, ahead):
    if ahead:
        work_ahead(str(folder))
    before = [text for _, _, text in webmap._WRITTEN]
    assert not visit().exception
    after = [text for _, _, text in webmap._WRITTEN]
    assert ([id(one) for one in before] == [id(one) for one in after]) is ahead


def test_a_corpus_that_cannot_be_shown_is_told_to_every_visitor_until_it_is_mended(folder, visit):
    kept_back = folder.rename(folder.with_name("kept-back"))
    folder.mkdir()
    with pytest.raises(SahelscopeError, match="at least one source"):
        work_ahead(str(folder))
    for _ in range(2):
        (message,) = (one.value for one in visit().code)
        assert "at least one source" in message
    folder.rmdir()
    kept_back.rename(folder)
    work_ahead(str(folder))
    assert not visit().code


# --- the server -----------------------------------------------------------------------------------


@contextlib.contextmanager
def served(repository: Path, home: Path, corpus: Path):
    """A server as `make run CORPUS=...` starts it: its address, its port, what it says."""
    port, log = free_port(), home / "log"
    command = [sys.executable, "scripts/serve.py", "--port", str(port), "--corpus", str(corpus)]
    with log.open("wb") as output:
        server = subprocess.Popen(
            command,
            cwd=repository,
            env={**os.environ, "HOME": str(home)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_healthy(server, port)
            yield port, log
        finally:
            server.terminate()
            server.wait(10)


def test_the_server_writes_the_map_before_anybody_has_come(repository, tmp_path, folder):
    with served(repository, tmp_path, folder) as (port, log):
        said = wait_for_words(log, "The map is written (")
        assert is_healthy(port)
    assert "Traceback" not in said and "ScriptRunContext" not in said


def test_a_broken_corpus_stops_neither_the_server_nor_what_its_visitor_is_told(
    repository, tmp_path, dashboard_page
):
    empty = tmp_path / "empty"
    empty.mkdir()
    with served(repository, tmp_path, empty) as (port, log):
        said = wait_for_words(log, "The map could not be written ahead: ")
        assert "Traceback" not in said
        page = dashboard_page.page
        page.goto(f"http://127.0.0.1:{port}")
        expect(page.get_by_test_id("stCode")).to_contain_text("at least one source")
        assert is_healthy(port)
