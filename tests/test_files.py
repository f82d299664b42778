"""Writing whole files: all of the new one, or all of the old one."""

import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import SahelscopeError
from geo.files import check_place, text_of, write_whole


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


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path):
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_whole(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_a_link_into_a_folder_that_is_gone_is_told_and_stays(tmp_path):
    (tmp_path / "link.txt").symlink_to("gone/real.txt")
    with pytest.raises(SahelscopeError, match=r"link\.txt: the file: .*Choose a folder.*gone"):
        write_whole(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()


def test_links_in_a_circle_are_told(tmp_path):
    (tmp_path / "a.txt").symlink_to("b.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    with pytest.raises(SahelscopeError, match="Choose another name"):
        write_whole(tmp_path / "a.txt", "new")


def test_a_pipe_is_not_put_aside_for_a_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(SahelscopeError, match="something that is no file"):
        write_whole(tmp_path / "pipe.txt", "new")
    assert stat.S_ISFIFO((tmp_path / "pipe.txt").stat().st_mode)


def test_a_name_as_long_as_the_disk_allows_is_written(tmp_path):
    path = tmp_path / f"{'x' * 251}.txt"
    write_whole(path, "new")
    assert path.read_text() == "new"


def test_a_name_longer_than_that_is_told(tmp_path):
    with pytest.raises(SahelscopeError, match="Choose another name"):
        write_whole(tmp_path / f"{'x' * 300}.txt", "new")


@pytest.mark.parametrize("stopped", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_who_is_stopped_on_the_way_leaves_the_old_file_and_no_other(tmp_path, monkeypatch, stopped):
    def stop(handle):
        raise stopped

    path = tmp_path / "a.txt"
    path.write_text("old")
    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises((KeyboardInterrupt, SahelscopeError)):
        write_whole(path, "new")
    assert [one.read_text() for one in tmp_path.iterdir()] == ["old"]


def test_a_place_for_a_file_is_one_that_a_file_can_be_written_to(tmp_path):
    (tmp_path / "old.txt").write_text("old")
    check_place(tmp_path / "old.txt")
    check_place(tmp_path / "new.txt")
    with pytest.raises(SahelscopeError, match="Choose a folder that exists"):
        check_place(tmp_path / "no" / "new.txt")
    with pytest.raises(SahelscopeError, match="something that is no file"):
        check_place(tmp_path)


def test_a_folder_that_may_not_be_written_to_is_told_beforehand(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda folder, how: False)  # root may write anywhere
    with pytest.raises(SahelscopeError, match="Permission denied"):
        check_place(tmp_path / "new.txt")


def test_a_pipe_nobody_writes_to_is_no_file_to_read(tmp_path):
    os.mkfifo(tmp_path / "a.csv")
    with pytest.raises(OSError, match="a pipe or a device"):
        text_of(tmp_path / "a.csv", "utf-8")


def test_a_link_is_read_as_the_file_it_leads_to(tmp_path):
    (tmp_path / "a.csv").write_text("é", encoding="utf-8")
    (tmp_path / "b.csv").symlink_to("a.csv")
    assert text_of(tmp_path / "b.csv", "utf-8") == "é"
