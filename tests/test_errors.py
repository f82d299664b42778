"""The one error: what its messages carry."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import Problem, SahelscopeError, closest, one_line
from geo.records import DATE_FORMS

PROBLEM = Problem("a.csv", "old-fort", "lat", "95", "-90 to 90", "Correct it.")


@pytest.mark.parametrize("part", ["a.csv", "old-fort", "lat", "95", "-90 to 90", "Correct it."])
def test_a_message_names_file_record_field_found_expected_and_what_to_do(part):
    assert part in str(PROBLEM)


def test_an_error_carries_every_problem_one_a_line():
    error = SahelscopeError([PROBLEM, PROBLEM])
    assert error.problems == (PROBLEM, PROBLEM)
    assert len(str(error).splitlines()) == 2


FIELDS = ["file", "record", "field", "found", "expected", "fix"]


@pytest.mark.parametrize("field", FIELDS)
@given(text=st.text())
def test_a_message_is_one_line_whatever_stands_in_it(field, text):
    message = str(dataclasses.replace(PROBLEM, **{field: text}))
    assert len(message.splitlines()) == 1


@pytest.mark.parametrize("field", FIELDS)
def test_no_part_of_a_message_can_forge_a_second_one_or_steer_a_terminal(field):
    message = str(dataclasses.replace(PROBLEM, **{field: "x\nb.csv: all is well\x1b[2J"}))
    assert message.isprintable()


@pytest.mark.parametrize("length", [1_000, 5_000, 1_000_000])
def test_what_was_found_is_cut_to_a_length_a_terminal_can_show(length):
    assert len(one_line("x" * length)) < 300
    assert len(str(Problem("a.csv", "r", "f", "x" * length, "x", "Fix."))) < 350


def test_what_to_do_is_told_whole():
    fix = f"Correct it; the forms: {DATE_FORMS}."
    assert str(dataclasses.replace(PROBLEM, fix=fix)).endswith(fix)


def test_what_is_short_is_not_cut():
    assert one_line("x" * 160) == "x" * 160


def test_a_cut_text_says_how_long_it_was():
    assert "1,000,000 characters" in one_line("x" * 1_000_000)


@pytest.mark.parametrize(
    ("word", "known", "advice"),
    [
        ("presense", ["presence", "withdrawal"], "Did you mean 'presence'?"),
        ("zzz", ["presence", "withdrawal"], "Known: presence, withdrawal."),
        ("zzz", [f"name-{n}" for n in range(21)], "None of the 21 known names is close to it"),
    ],
)
def test_an_unknown_word_gets_the_closest_known_one_or_the_list(word, known, advice):
    assert advice in closest(word, known)
