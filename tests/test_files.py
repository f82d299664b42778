"""Writing whole files: all of the new one, or all of the old one."""

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import SahelscopeError
from geo.files import write_whole


@given(content=st.binary())
def test_bytes_are_written_as_they_are(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("out") / "a.bin"
    write_whole(path, content)
    assert path.read_bytes() == content


def test_text_is_written_as_utf_8_with_its_own_line_ends(tmp_path):
    write_whole(tmp_path / "a.txt", "é\n")
    assert (tmp_path / "a.txt").read_bytes() == "é\n".encode()


def test_an_old_file_is_replaced_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old and longer")
    write_whole(path, "new")
    assert [one.read_text() for one in tmp_path.iterdir()] == ["new"]


def test_others_may_read_the_file_as_far_as_the_umask_allows(tmp_path):
    ordinary, whole = tmp_path / "ordinary.txt", tmp_path / "whole.txt"
    ordinary.write_text("x")
    write_whole(whole, "x")
    assert stat.S_IMODE(whole.stat().st_mode) == stat.S_IMODE(ordinary.stat().st_mode)


def test_a_missing_folder_is_one_clear_problem(tmp_path):
    with pytest.raises(SahelscopeError, match=r"a\.txt: the file: path: .*Choose a folder"):
        write_whole(tmp_path / "no-such" / "a.txt", "x")


def test_a_target_that_is_a_folder_is_refused_and_leaves_no_half_file(tmp_path):
    (tmp_path / "taken").mkdir()
    with pytest.raises(SahelscopeError, match="taken: the file"):
        write_whole(tmp_path / "taken", "x")
    assert [one.name for one in tmp_path.iterdir()] == ["taken"]
