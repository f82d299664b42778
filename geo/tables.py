"""CSV files kept by hand: strict header, text cells, canonical form."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from geo.errors import Problem, closest, not_utf8
from geo.files import text_of

# The csv module stops at 131,072 characters a field; a long quotation is not a broken file.
csv.field_size_limit(16 * 1024 * 1024)


def read_table(
    path: Path,
    name: str,
    columns: Sequence[str],
    problems: list[Problem],
    *,
    optional: Collection[str] = (),
) -> list[dict[str, str]]:
    r"""Read a CSV file whose header must be exactly *columns*, as rows of text.

    *name* is what messages call the file. A blank cell is ``""``: the caller decides what blank
    means in each column. A ragged row, a blank or a repeated ``id`` costs that row (the first of
    two stays) and is added to *problems*; a file that is not there, not UTF-8 or has another
    header gives no rows.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "places.csv")
    ...     _ = path.write_text("id,name\nold-fort,Old Fort\n")
    ...     read_table(path, "places.csv", ["id", "name"], [])
    [{'id': 'old-fort', 'name': 'Old Fort'}]
    """
    text = _text_of(path, name, problems)
    if text is None:
        return []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        # A row that has a cell of several lines is told by its last: counted, it would be another.
        numbered = [(reader.line_num, line) for line in reader]
    except csv.Error as error:
        fix = "Mend its quotes."
        problems.append(Problem(name, "the file", "CSV", str(error), "a CSV file", fix))
        return []
    header = numbered[0][1] if numbered else []
    if (mark := _other_mark(header)) is not None:
        fix = "Save it with commas between its cells."
        problems.append(Problem(name, "header", "columns", mark, "commas", fix))
        return []
    columns = [one for one in columns if one in header or one not in optional]
    wrong = list(_header_problems(name, header, columns))
    problems += wrong
    blank = dict.fromkeys(optional, "")
    rows = [] if wrong else _good_rows(name, numbered[1:], columns, problems)
    return [blank | row for row in rows]


def _other_mark(header: Sequence[str]) -> str | None:
    """What stands between the columns in place of a comma; a spreadsheet set to French puts ';'."""
    if len(header) != 1:
        return None
    return next((mark for mark in (";", "\t") if header[0].startswith(f"id{mark}")), None)


def _text_of(path: Path, name: str, problems: list[Problem]) -> str | None:
    try:
        return text_of(path, "utf-8-sig")  # spreadsheets put a mark before UTF-8
    except UnicodeDecodeError as error:
        fix = "Save it as CSV in UTF-8."
        problems.append(Problem(name, "the file", "text", not_utf8(error), "text in UTF-8", fix))
    except OSError as error:
        fix = "Put the file back, or name the right folder."
        found = error.strerror or str(error)
        problems.append(Problem(name, "the file", "path", found, "a CSV file", fix))
    return None


def dump_table(rows: Iterable[Mapping[str, str]], columns: Sequence[str]) -> str:
    r"""Canonical text of a CSV file: rows by ``id``, LF, quotes only where needed.

    Examples
    --------
    >>> dump_table([{"id": "b", "name": "B"}, {"id": "a", "name": "x, y"}], ["id", "name"])
    'id,name\na,"x, y"\nb,B\n'
    """
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row["id"]))
    return out.getvalue()


def _header_problems(name: str, header: Sequence[str], columns: Sequence[str]) -> Iterable[Problem]:
    for column in sorted({one for one in header if header.count(one) > 1}):
        fix = "Keep one of them."
        yield Problem(name, "header", "column", f"{column} twice", "a column once", fix)
    for column in header:
        if column not in columns:
            yield Problem(
                name, "header", "column", column, "a known column", closest(column, columns)
            )
    for column in columns:
        if column not in header:
            yield Problem(name, "header", "column", "nothing", column, f"Add a column {column!r}.")
    if sorted(header) == sorted(columns) and list(header) != list(columns):
        order = ", ".join(columns)
        yield Problem(name, "header", "order", ", ".join(header), order, "Put them in that order.")


def _good_rows(
    name: str,
    numbered: Sequence[tuple[int, Sequence[str]]],
    columns: Sequence[str],
    problems: list[Problem],
) -> Iterable[dict[str, str]]:
    seen: dict[str, int] = {}
    for number, line in numbered:
        if len(line) != len(columns):
            found, expected, fix = (
                f"{len(line)} cells",
                f"{len(columns)} cells",
                "Check its commas.",
            )
            problems.append(Problem(name, f"line {number}", "row", found, expected, fix))
        elif not line[0].strip():
            fix = "Give the row an id."
            problems.append(Problem(name, f"line {number}", "id", "", "an id", fix))
        elif line[0] in seen:
            fix = f"Line {seen[line[0]]} has it already; give this row its own."
            problems.append(Problem(name, f"line {number}", "id", line[0], "an id used once", fix))
        else:
            seen[line[0]] = number
            yield dict(zip(columns, line, strict=True))
