"""Which words of an article a quote means that was copied with other marks."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.verbatim import meant_in

ARTICLE = "Xland’s “élite” corps – some 1\u00a0200 men… –\nhas left the\u00adre. Нет."
MEANT = {
    "a straight apostrophe": ("Xland's", "Xland’s"),
    "straight quotation marks": ('"élite"', "“élite”"),
    "angle marks": ("«élite»", "“élite”"),
    "a hyphen for a dash": ("corps - some", "corps – some"),
    "a plain space": ("1 200", "1\u00a0200"),
    "a folded line": ("– has left", "–\nhas left"),
    "capitals": ("CORPS", "corps"),
    "other letters": ("НЕТ", "Нет"),
    "three dots": ("men...", "men…"),
    "a soft hyphen left out": ("there", "the\u00adre"),
    "a mark of direction too many": ("some\u200f 1", "some 1"),
    "accents of their own": (unicodedata.normalize("NFD", "élite"), "élite"),
    "blanks around it": ("  corps  ", "corps"),
    "the very words": ("corps", "corps"),
    "another word": ("corpse", None),
    "a letter left out": ("Xlands “élite”", None),
    "another number": ("1 300", None),
    "words it lacks": ("some 1 200 women", None),
    "an accent left out": ("elite", None),
    "nothing": ("", None),
    "a blank": ("   ", None),
    "nothing one sees": ("\u200b\u200b", None),
    "a pattern, which is no pattern here": (".*", None),
    "a page": ("corps " * 1000, None),
}


@pytest.mark.parametrize(("copied", "meant"), MEANT.values(), ids=MEANT)
def test_what_a_copy_means(copied, meant):
    assert meant_in(ARTICLE, copied) == meant


def test_an_article_with_accents_of_their_own():
    article = unicodedata.normalize("NFD", "Un été à Agadez")
    assert meant_in(article, "été à") == unicodedata.normalize("NFD", "été à")


@given(text=st.text(min_size=1, max_size=60))
def test_what_stands_in_a_text_is_meant_by_itself(text):
    found = meant_in(f"a {text} b", text)
    assert found is None or found in f"a {text} b"
    assert found is not None or not text.strip() or not any(map(str.isprintable, text))


def test_a_long_quote_that_repeats_itself_is_sought_in_seconds():
    article = "’ - " * 300_000 + "Xland’s men left."
    start = time.process_time()
    assert meant_in(article, "' - " * 400 + "Xland's women left.") is None
    assert time.process_time() - start < 6
