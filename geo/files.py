"""Writing a file so that no interruption can leave half of it; reading none that has no end."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path

from geo.errors import Problem, SahelscopeError


def write_whole(path: Path, content: bytes | str) -> None:
    """Write *content* (text as UTF-8 with LF) to *path* in one step.

    Temporary file in the same folder, fsync, rename: a reader sees the old file or the new one,
    and a crash or a full disk loses neither. A link stays one: the file it leads to is written.
    Raises SahelscopeError when the folder is missing or may not be written, and when something
    that is no file (a folder, a pipe, a device) has the name.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(Path(folder, "a.txt"), "one")
    ...     Path(folder, "a.txt").read_text()
    'one'
    """
    raw = content.encode("utf-8") if isinstance(content, str) else content
    target = _target(path)
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=_BEING_WRITTEN)
    except OSError as error:
        raise _of_the_disk(path, target.parent, error) from error
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(raw)
            out.flush()
            os.fsync(out.fileno())
        # mkstemp makes files private; the result is an ordinary file of its owner's umask.
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(target)
    except BaseException as error:  # Ctrl-C too leaves nothing behind
        Path(temporary).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _of_the_disk(path, target.parent, error) from error
        raise


def text_of(path: Path, encoding: str) -> str:
    """The text of a file. Raises OSError and UnicodeDecodeError as reading does.

    A pipe or a device is no file to read: one has no end, from the other nothing may ever come.

    Examples
    --------
    >>> try:
    ...     text_of(Path("/dev/zero"), "utf-8")
    ... except OSError as error:
    ...     print(error.strerror)
    a pipe or a device
    """
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise OSError(errno.EINVAL, "a pipe or a device", str(path))
    return path.read_text(encoding=encoding)


def check_place(path: Path) -> None:
    """Raise SahelscopeError if *path* cannot be written as things are; before work for it begins.

    Examples
    --------
    >>> try:
    ...     check_place(Path("no-such-folder", "a.txt"))
    ... except SahelscopeError as error:
    ...     print(error.problems[0].found)
    No such file or directory
    """
    folder = _target(path).parent
    missing = errno.EACCES if folder.is_dir() else errno.ENOENT
    if missing == errno.ENOENT or not os.access(folder, os.W_OK):
        raise _of_the_disk(path, folder, OSError(missing, os.strerror(missing)))


# Not the name of the file: with letters added, a name as long as the disk allows would be too long.
_BEING_WRITTEN = ".sahelscope-"


def _target(path: Path) -> Path:
    """Where the rename must go: over a link it would put a file in the link's place."""
    try:
        target = path.resolve()
        taken = target.exists() and not target.is_file()
    except (OSError, RuntimeError) as error:  # a name too long, links in a circle
        found = getattr(error, "strerror", None) or str(error)
        raise _unwritable(path, found, "Choose another name.") from error
    if taken:
        raise _unwritable(path, "something that is no file", "Choose another name.")
    return target


def _unwritable(path: Path, found: str, fix: str) -> SahelscopeError:
    return SahelscopeError([Problem(path.name, "the file", "path", found, "a place to write", fix)])


def _of_the_disk(path: Path, folder: Path, error: OSError) -> SahelscopeError:
    fix = f"Choose a folder that exists and that you may write to, not {str(folder)!r}."
    if error.errno == errno.ENOSPC:
        fix = "Make room, or choose another disk."
    if error.errno == errno.ENAMETOOLONG:
        fix = "Choose a shorter name."
    return _unwritable(path, error.strerror or str(error), fix)
