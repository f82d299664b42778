"""What an article says where a quote was copied with other marks: dashes, quotation marks, spaces.

A quote is held against its text letter for letter, and nothing here softens that: it only says what
to copy instead.
"""

from __future__ import annotations

import re
import unicodedata

# What one sees as the same mark, and what a copy by hand or through another program puts for it.
_ALIKE = ("'’‘ʼ‛′`´", '"“”„‟«»″', "-‐‑‒–—―−")
_MARKS = {mark: f"[{re.escape(marks)}]" for marks in _ALIKE for mark in marks}
_ELLIPSIS = r"(?:…|\.{3})"
# Letters without a width: soft hyphens, joiners, marks of direction.
_UNSEEN = "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
_SEEN = re.compile(rf"\.{{3}}|…|\s+|{_UNSEEN}|[^\W\d_][\u0300-\u036f]*|.", re.DOTALL)
# No sentence is longer, and to look for a whole page in another would take long.
_LONGEST = 2000


def meant_in(text: str, exact: str) -> str | None:
    """The words of a text that a quote means, where it differs in nothing but how it is written.

    Parameters
    ----------
    text : str
        The article as received.
    exact : str
        The quote as copied. Longer than 2,000 letters, or empty: nothing is looked for.

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
    if not exact.strip() or len(exact) > _LONGEST:
        return None
    parts = [_pattern(part) for part in _SEEN.findall(exact.strip())]
    found = re.search(f"{_UNSEEN}*".join(filter(None, parts)), text, re.IGNORECASE)
    return found.group() if found and found.group() else None


def _pattern(part: str) -> str:
    if part.isspace():
        return r"\s+"
    if re.fullmatch(_UNSEEN, part):
        return ""
    if part in ("…", "..."):
        return _ELLIPSIS
    if part in _MARKS:
        return _MARKS[part]
    forms = dict.fromkeys(unicodedata.normalize(form, part) for form in ("NFC", "NFD"))
    return f"(?:{'|'.join(map(re.escape, forms))})"
