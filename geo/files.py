"""Writing a file so that no interruption can leave half of it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from geo.errors import Problem, SahelscopeError


def write_whole(path: Path, content: bytes | str) -> None:
    """Write *content* (text as UTF-8 with LF) to *path* in one step.

    Temporary file in the same folder, fsync, rename: a reader sees the old file or the new one,
    and a crash or a full disk loses neither. Raises SahelscopeError when the folder is missing
    or may not be written.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(Path(folder, "a.txt"), "one")
    ...     Path(folder, "a.txt").read_text()
    'one'
    """
    raw = content.encode("utf-8") if isinstance(content, str) else content
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(raw)
            out.flush()
            os.fsync(out.fileno())
        # mkstemp makes files private; the result is an ordinary file of its owner's umask.
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> SahelscopeError:
    fix = "Choose a folder that exists and that you may write to."
    return SahelscopeError(
        [
            Problem(
                path.name, "the file", "path", error.strerror or str(error), "a place to write", fix
            )
        ]
    )
