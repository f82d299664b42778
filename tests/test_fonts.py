"""The shipped typeface: it has the letters, and a text is broken where it was measured to fit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.fonts import Face, break_lines, font_path, plain_text, text_width, wrap_text


@pytest.mark.parametrize("face", Face)
def test_every_cut_has_the_letters_the_map_needs(face):
    for letter in "AZaz09éèêôçïÉÔ’“”·–…°$_→\N{REPLACEMENT CHARACTER}":
        assert text_width(letter, face, 20) > 0
    assert plain_text("éèôÔ’“”·–…°") == "éèôÔ’“”·–…°"
    assert (font_path(face).parent / "OFL.txt").is_file()


@settings(max_examples=40)
@given(st.text(max_size=80), st.floats(20, 400))
def test_wrapped_lines_fit_and_lose_no_word(text, width):
    plain = plain_text(text)
    lines = wrap_text(plain, Face.REGULAR, 20, width)
    widest = max((text_width(letter, Face.REGULAR, 20) for letter in plain), default=0)
    assert all(text_width(line, Face.REGULAR, 20) <= max(width, widest) + 0.1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(plain.split())


def test_a_paragraph_takes_no_more_lines_than_it_needs():
    assert break_lines([50, 50, 50, 50], 0, 100) == [2, 4]


@pytest.mark.parametrize("letters", range(30, 90))
def test_a_word_that_is_wider_than_its_lines_ends_in_no_scrap(letters):
    lines = wrap_text("Q" * letters, Face.REGULAR, 20, 300)
    assert "".join(lines) == "Q" * letters
    wide = [text_width(line, Face.REGULAR, 20) for line in lines]
    assert len(lines) > 1 and max(wide) <= 300 and wide[-1] > 0.5 * max(wide)


def test_control_and_direction_characters_are_dropped_and_unknown_ones_seen():
    assert plain_text("a\u202eb\x00c\n\td\u2066") == "abc d"
    assert plain_text("Niger 中") == "Niger \N{REPLACEMENT CHARACTER}"


def test_a_space_that_does_not_break_stays_with_its_word():
    words = "Hongrie\u00a0: 1\u202f000 hommes"
    assert plain_text(f" {words}\n") == words
    narrow = text_width("Hongrie\u00a0:", Face.REGULAR, 20) + 1
    assert wrap_text(words, Face.REGULAR, 20, narrow, even=False)[0] == "Hongrie\u00a0:"


def test_no_text_ends_in_one_short_word_where_another_break_avoids_it():
    words = [30.0] * 9 + [12.0]
    assert break_lines(words, 10, 365, even=False) == [8, 10]
    # A long last word is none, and where only one break is possible it stands.
    assert break_lines([30.0] * 9 + [150.0], 10, 365, even=False) == [9, 10]
    assert break_lines([380.0, 12.0], 10, 390, even=False) == [1, 2]
