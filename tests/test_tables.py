"""CSV files kept by hand: the header, the rows, the one form they are kept in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import Problem
from geo.tables import dump_table, read_table

COLUMNS = ["id", "name", "note"]
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=12)
ROWS = st.lists(
    st.fixed_dictionaries(
        {"id": st.from_regex(r"\A[a-z0-9-]{1,8}\Z"), "name": CELLS, "note": CELLS}
    ),
    unique_by=lambda row: row["id"],
)


GOOD = {"id": "good", "name": "b", "note": "c"}


def read(path, text) -> tuple[list[dict[str, str]], list[Problem]]:
    problems: list[Problem] = []
    path.write_text(text, encoding="utf-8", newline="")
    return read_table(path, "table.csv", COLUMNS, problems), problems


@given(rows=ROWS)
def test_rows_written_and_read_are_the_same_rows(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("table") / "table.csv"
    wanted = sorted(rows, key=lambda row: row["id"])
    assert read(path, dump_table(rows, COLUMNS)) == (wanted, [])


@given(rows=ROWS)
def test_the_written_form_is_the_same_for_any_order_of_rows(rows):
    assert dump_table(rows, COLUMNS) == dump_table(reversed(rows), COLUMNS)


@pytest.mark.parametrize(
    ("line", "record", "field", "found"),
    [
        ("a,b", "line 3", "row", "2 cells"),
        ("a,b,c,d", "line 3", "row", "4 cells"),
        (" ,b,c", "line 3", "id", ""),
        ("good,d,e", "line 3", "id", "good"),
    ],
)
def test_a_bad_row_is_named_and_costs_only_itself(tmp_path, line, record, field, found):
    text = f"id,name,note\ngood,b,c\n{line}\nlast,b,c\n"
    rows, (problem,) = read(tmp_path / "table.csv", text)
    assert (problem.file, problem.record) == ("table.csv", record)
    assert (problem.field, problem.found) == (field, found)
    assert rows == [GOOD, GOOD | {"id": "last"}]


def test_a_bad_row_below_a_cell_of_two_lines_is_told_by_its_own_line(tmp_path):
    text = 'id,name,note\ngood,b,"c\nd"\na,b\ngood,b,c\n'
    found = [(one.record, one.fix) for one in read(tmp_path / "table.csv", text)[1]]
    again = "Line 3 has it already; give this row its own."
    assert found == [("line 4", "Check its commas."), ("line 5", again)]


@pytest.mark.parametrize(
    ("text", "field", "found"),
    [
        ("id,id,name,note\na,a,b,c\n", "column", "id twice"),
        ("id,name,note,ntoe\na,b,c,d\n", "column", "ntoe"),
        ("id,note,name\na,b,c\n", "order", "id, note, name"),
        ("id,name\na,b\n", "column", "nothing"),
    ],
)
def test_another_header_gives_no_rows(tmp_path, text, field, found):
    rows, (problem,) = read(tmp_path / "table.csv", text)
    assert (rows, problem.record, problem.field, problem.found) == ([], "header", field, found)


def test_a_misspelt_column_gets_the_closest_known_one(tmp_path):
    _, problems = read(tmp_path / "table.csv", "id,name,notes\n")
    assert problems[0].fix == "Did you mean 'note'?"


def test_an_empty_file_misses_every_column(tmp_path):
    _, problems = read(tmp_path / "table.csv", "")
    assert [problem.expected for problem in problems] == COLUMNS


def broken(path, content: bytes) -> Problem:
    problems: list[Problem] = []
    path.write_bytes(content)
    assert read_table(path, "table.csv", COLUMNS, problems) == []
    (problem,) = problems
    return problem


def test_a_file_that_is_not_utf_8_is_one_problem(tmp_path):
    problem = broken(tmp_path / "table.csv", "id,name,note\na,é,c\n".encode("latin-1"))
    assert (problem.record, problem.field) == ("the file", "text")
    assert problem.found == "byte 0xe9 in line 2"


@pytest.mark.parametrize("mark", [";", "\t"])
def test_another_mark_between_the_columns_is_one_problem(tmp_path, mark):
    text = "id,name,note\na,b,c\n".replace(",", mark)
    problem = broken(tmp_path / "table.csv", text.encode())
    assert (problem.found, problem.expected) == (mark, "commas")


def test_a_header_of_one_column_misses_the_others(tmp_path):
    _, problems = read(tmp_path / "table.csv", "id\na\n")
    assert [problem.expected for problem in problems] == ["name", "note"]


def test_a_file_with_a_quote_that_never_closes_is_one_problem(tmp_path):
    problem = broken(tmp_path / "table.csv", b'id,name,note\na,"b,c\n')
    assert (problem.record, problem.field) == ("the file", "CSV")


def test_a_file_that_is_not_there_is_one_problem(tmp_path):
    problems: list[Problem] = []
    assert read_table(tmp_path / "none.csv", "none.csv", COLUMNS, problems) == []
    assert [problem.field for problem in problems] == ["path"]


def test_a_folder_of_that_name_is_one_problem(tmp_path):
    problems: list[Problem] = []
    assert read_table(tmp_path, "table.csv", COLUMNS, problems) == []
    assert [problem.field for problem in problems] == ["path"]


def test_a_cell_of_a_million_characters_is_read(tmp_path):
    long = "x" * 1_000_000
    rows, problems = read(tmp_path / "table.csv", f"id,name,note\na,{long},c\n")
    assert (rows[0]["name"], problems) == (long, [])


@pytest.mark.parametrize(
    ("text", "rows", "field"),
    [
        ("id,name,note\na,b,c\n", [{"id": "a", "name": "b", "note": "c"}], None),
        ("id,name\na,b\n", [{"id": "a", "name": "b", "note": ""}], None),
        ("id,note\na,c\n", [], "column"),
        ("note,id,name\nc,a,b\n", [], "order"),
    ],
)
def test_only_an_optional_column_may_be_missing(tmp_path, text, rows, field):
    path, problems = tmp_path / "table.csv", []
    path.write_text(text, encoding="utf-8")
    assert read_table(path, "table.csv", COLUMNS, problems, optional=("note",)) == rows
    assert [problem.field for problem in problems] == ([field] if field else [])


def test_a_file_saved_by_a_spreadsheet_is_read_like_any_other(tmp_path):
    plain, marked = tmp_path / "plain.csv", tmp_path / "marked.csv"
    plain.write_bytes("id,name\na,Côte\n".encode())
    marked.write_bytes("id,name\r\na,Côte\r\n".encode("utf-8-sig"))
    problems = []
    rows = [read_table(one, one.name, ["id", "name"], problems) for one in (plain, marked)]
    assert rows == [[{"id": "a", "name": "Côte"}]] * 2
    assert problems == []
