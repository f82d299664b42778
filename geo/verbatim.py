"""What an article says where a quote was copied with other marks: dashes, quotation marks, spaces.

A quote is held against its text letter for letter, and nothing here softens that: it only says what
to copy instead.
"""

from __future__ import annotations

import bisect
import itertools
import re
import unicodedata

# What one sees as the same mark, and what a copy by hand or through another program puts for it.
_ALIKE = ("'’‘ʼ‛′`´", '"“”„‟«»″', "-‐‑‒–—―−")
QUOTATION_MARKS = _ALIKE[0] + _ALIKE[1]
_MARKS = {mark: marks[0] for marks in _ALIKE for mark in marks} | {"…": "..."}
# Letters without a width: soft hyphens, joiners, marks of direction.
_UNSEEN = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_SEEN = re.compile(rf"\.{{3}}|\s[\s{_UNSEEN}]*|[{_UNSEEN}]|[^\W\d_][\u0300-\u036f]*|.", re.DOTALL)
_IS_UNSEEN = re.compile(f"[{_UNSEEN}]")


def meant_in(text: str, exact: str) -> str | None:
    """The words of a text that a quote means, where it differs in nothing but how it is written.

    Parameters
    ----------
    text : str
        The article as received.
    exact : str
        The quote as copied. Of an empty one nothing is looked for.

    Returns
    -------
    str or None
        The first place that is the same but for quotation marks, dashes, spaces, line breaks,
        capitals, unseen letters and composed accents; None if there is none.

    Examples
    --------
    >>> meant_in("Xland’s men – all – left.", "xland's men - all - left")
    'Xland’s men – all – left'
    >>> meant_in("Xland’s men left.", "Xland’s women left") is None
    True
    """
    wanted = "".join(_plain(one) for one in _SEEN.findall(exact.strip()))
    if not wanted.strip():
        return None
    # Both are written plainly and one is sought in the other, and no pattern is made of the quote:
    # with one, a long quote that repeats itself takes the square of the article's length.
    seen = [one for one in _SEEN.finditer(text) if _plain(one.group())]
    plain = [_plain(one.group()) for one in seen]
    begins = [0, *itertools.accumulate(map(len, plain))]
    whole = "".join(plain)
    at = whole.find(wanted)
    while at >= 0:
        first, last = (bisect.bisect_left(begins, place) for place in (at, at + len(wanted)))
        if begins[first] == at and begins[last] == at + len(wanted):
            return text[seen[first].start() : seen[last - 1].end()]
        at = whole.find(wanted, at + 1)
    return None


def _plain(seen: str) -> str:
    """What one sees, written one way; empty for what one does not see."""
    if seen[0].isspace():
        return " "
    if _IS_UNSEEN.fullmatch(seen):
        return ""
    return _MARKS.get(seen) or unicodedata.normalize("NFC", seen).casefold()
