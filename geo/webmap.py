"""A picture as a Folium map, and that map as one file that needs no network.

The only module that knows folium; text from outside gets into the page by :mod:`geo.markup`.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import threading
import zlib
from collections import deque
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import deflate
import folium
import rcssmin
import rjsmin
from branca.element import Figure, MacroElement
from folium.map import CustomPane
from folium.template import Template

from geo.boundaries import Boundaries
from geo.captions import caption_lines
from geo.corpus import Corpus
from geo.errors import Problem, SahelscopeError
from geo.filters import LAYERS, NOTHING, Filters
from geo.interface import PAGE
from geo.language import Language, capital, day_words
from geo.layers import Caption, Picture, is_elsewhere
from geo.markup import json_in_html
from geo.pagewords import page_words, presence_words
from geo.payload import payload_of, view_of
from geo.style import theme_css
from geo.words import DISCLAIMER

_WEB = resources.files("geo") / "web"
_LEAFLET = resources.files("js_lib_leaflet") / "static" / "js_lib_leaflet"
_FILES = {
    "leaflet.js": _LEAFLET / "leaflet.js",
    "leaflet.css": _LEAFLET / "leaflet.css",
    "scope.css": _WEB / "scope.css",
    **{
        name: _WEB / name
        for name in (
            "days.js",
            "payload.js",
            "store.js",
            "labels.js",
            "signs.js",
            "drawing.js",
            "elements.js",
            "land.js",
            "crowd.js",
            "names.js",
            "keyboard.js",
            "arrows.js",
            "marks.js",
            "map.js",
            "panel.js",
            "legend.js",
            "paper.js",
            "timeline.js",
            "overview.js",
            "filters.js",
            "address.js",
            "outlook.js",
            "scope.js",
        )
    },
}


class ScopeMap(folium.Map):
    """A ``folium.Map`` without tiles whose page is Sahelscope's own.

    Stock Folium asks five other hosts for Leaflet, jQuery, Bootstrap and icon fonts and stays
    blank without them. Here ``default_js`` and ``default_css`` name files that ship with the
    install, and :func:`page_of` puts them inline.
    """

    _template = Template((_WEB / "page.html").read_text(encoding="utf-8"))
    default_js = [  # noqa: RUF012 - folium's own class attribute
        (name, name) for name in _FILES if name.endswith(".js")
    ]
    default_css = [  # noqa: RUF012
        (name, name) for name in _FILES if name.endswith(".css")
    ]

    def __init__(self, caption: Caption, view: dict[str, Any], payload: str, heading: str) -> None:
        super().__init__(
            tiles=None,
            zoom_snap=0,  # the first view fits its frame to the pixel; a step is a fifth of it
            zoom_delta=0.5,
            # No max_bounds: Leaflet pans back into them with an animation that races the first
            # fit and now and then leaves the map on the Atlantic.
        )
        # Folium gives its own arguments of these names to tiles alone. From the whole Sahel in a
        # narrow frame to as near as the land is drawn for (land.js).
        self.options |= {"min_zoom": 2, "max_zoom": 10}
        # What a reader without scripts sees; the page's own script says the rest.
        self.heading = heading
        self.caption = caption_lines(caption)
        self.panel_label = PAGE[Language.EN]["panel"]
        self.timeline_label = page_words(Language.EN)["timeline"]
        self.note = DISCLAIMER
        self.view, self.payload = view, payload
        # The basemap takes clicks (countries are facts too), so it may not lie above the marks.
        CustomPane("basemap", z_index=210, pointer_events=True).add_to(self)
        CustomPane("arrows", z_index=450, pointer_events=True).add_to(self)
        self.add_child(_Start())  # type: ignore[no-untyped-call]


class _Start(MacroElement):
    """Hands the finished Leaflet map to the page's script."""

    _template = Template(
        "{% macro script(this, kwargs) %}sahelscope.start({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )


def build_map(
    picture: Picture,
    corpus: Corpus,
    boundaries: Boundaries,
    layers: frozenset[str] = frozenset(LAYERS),
    filters: Filters = NOTHING,
    selected: str | None = None,
    looking: Mapping[str, str] | None = None,
) -> ScopeMap:
    """Make the Folium map of a corpus, opened on a picture of it.

    The map holds every picture of the corpus; *picture* is the first that is shown, with the
    *layers* switched on, through *filters*, the fact *selected* open; *looking* is as in
    :func:`geo.payload.view_of`. Writing the corpus down takes
    a second or two, once; see :func:`written_payload`.
    """
    caption = picture.caption
    view = view_of(
        caption.as_of,
        caption.known_on,
        caption.evidence,
        layers,
        picture.language,
        filters,
        selected,
        looking,
    )
    heading = capital(presence_words(elsewhere=is_elsewhere(corpus.claims, boundaries)))
    map_ = ScopeMap(caption, view, written_payload(corpus, boundaries), heading)
    title = f"Sahelscope, {day_words(caption.as_of, picture.language)}"
    figure = Figure(title=title)
    figure.add_child(map_)
    return map_


# The last payloads written, by the very corpus and land they were written for: neither changes, and
# a page of another day of the same corpus needs the same one.
_TIGHTEST = 12  # of libdeflate: a twelfth less than the most of zlib, in a tenth of a second
_WRITTEN: deque[tuple[Corpus, Boundaries, str]] = deque(maxlen=4)
# Seconds of work: whoever wants the same one meanwhile waits for it and does not write it again.
_ONE_WRITER = threading.Lock()


def written_payload(corpus: Corpus, boundaries: Boundaries) -> str:
    """The payload of a corpus for a page; written once for each corpus in memory, by any thread.

    JSON, deflated, in base64: a third of the letters, and none that could end the element it stands
    in. :func:`read_payload` reads it back. Libdeflate looks longer than zlib for what every browser
    inflates as fast, and finds a twelfth less.
    """
    written = _already_written(corpus, boundaries)
    if written is None:
        with _ONE_WRITER:
            written = _already_written(corpus, boundaries) or _write_payload(corpus, boundaries)
    return written


def _already_written(corpus: Corpus, boundaries: Boundaries) -> str | None:
    for known, land, text in tuple(_WRITTEN):
        if known is corpus and land is boundaries:
            return text
    return None


def _write_payload(corpus: Corpus, boundaries: Boundaries) -> str:
    payload = payload_of(corpus, boundaries)
    plain = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    text = base64.b64encode(deflate.zlib_compress(plain, _TIGHTEST)).decode()
    _WRITTEN.append((corpus, boundaries, text))
    return text


def read_payload(written: str) -> dict[str, Any]:
    """What :func:`written_payload` has written, as a page holds it."""
    payload: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(written)))
    return payload


def page_of(map_: ScopeMap) -> str:
    """The map as one HTML document: nothing to fetch, the same text for the same picture.

    Scripts and styles are let through by their hash and nothing else is, so text that found a
    way into the page could still not run.

    Raises
    ------
    SahelscopeError
        If the page names a file that does not ship with the install.
    """
    # The blanks in which Folium's own templates stand are no part of it.
    page = _numbered(re.sub(r"\s*\n\s*", "\n", map_.get_root().render()))
    page = _inlined(page).replace(_LATE, "", 1)
    policy = _policy(page)
    page = page.replace("<html>", f'<html lang="{map_.view["language"]}">', 1).replace(
        "<head>",
        f'<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" '
        f'content="{html.escape(policy, quote=False)}">',  # in it are single ones alone
        1,
    )
    # One pass: what is put in for one is never looked through for the other.
    parts = {"@@view@@": json_in_html(map_.view), "@@payload@@": map_.payload}
    return re.sub("@@(?:view|payload)@@", lambda found: parts.pop(found[0], found[0]), page)


# Folium names every element by 32 random hex digits; numbered in order of appearance, two pages
# of the same picture are the same bytes.
_RANDOM_ID = re.compile(r"_([0-9a-f]{32})\b")


def _numbered(page: str) -> str:
    numbers: dict[str, int] = {}
    return _RANDOM_ID.sub(lambda m: f"_{numbers.setdefault(m[1], len(numbers) + 1)}", page)


_SCRIPTS = re.compile(r'(?:<script src="[^"]*"></script>\s*)+')
_STYLES = re.compile(r'(?:<link rel="stylesheet" href="[^"]*"\s*/?>\s*)+')
# Folium says it too late: what stands before it, as the policy and the title, is read already.
_LATE = '<meta http-equiv="content-type" content="text/html; charset=UTF-8" />'


def _inlined(page: str) -> str:
    page = _SCRIPTS.sub(lambda m: _scripts(re.findall('src="([^"]*)"', m[0])), page)
    return _STYLES.sub(lambda m: _styles(re.findall('href="([^"]*)"', m[0])), page)


def _shipped(name: str) -> str:
    if name not in _FILES:
        fix = "Ship the file with the install and add it to _FILES."
        raise SahelscopeError([Problem("page", "head", "file", name, "a shipped file", fix)])
    return _FILES[name].read_text(encoding="utf-8")


def _scripts(names: Sequence[str]) -> str:
    """Leaflet by itself, and all of ours as one: a hash and a strict mode for each weighs 2 kB."""
    ours = [_script(name) for name in names if name != "leaflet.js"]
    both = [*(_script(name) for name in names if name == "leaflet.js"), _STRICT + "".join(ours)]
    return "".join(f"<script>{one}</script>\n" for one in both)


def _styles(names: Sequence[str]) -> str:
    return f"<style>{''.join(map(_style, names))}</style>\n"


_STRICT = '"use strict";'


@cache
def _script(name: str) -> str:
    text = re.sub(r"//# sourceMappingURL=\S+", "", _shipped(name))
    # Leaflet's own is small already, and keeps the comment that names its licence.
    small = text if name == "leaflet.js" else _smaller(text)
    return small.replace("</script", "<\\/script")


def _smaller(script: str) -> str:
    """A script without comments and blanks.

    Nor what rjsmin leaves at braces for who writes otherwise than we do: a line break after one,
    for statements that end without a semicolon, and the semicolon before one, for a loop without a
    body; nor the last comma of a list, nor the parentheses of a single parameter. A script that was
    written so would not even be read, and no test of the page pass.
    """
    small: str = rjsmin.jsmin(script)
    small = small.removeprefix(_STRICT).replace("}\n", "}").replace(";}", "}").replace(",}", "}")
    return _ONE_PARAMETER.sub(r"\1=>", small)


# Its parentheses, unless a word stands before them, as in "return (one) =>".
_ONE_PARAMETER = re.compile(r"(?<!\w)\((\w+)\)=>")
_RULE = re.compile(r"([^{}]+)(\{[^{}]*\})")
_ABSENT = re.compile(
    r"leaflet-(popup|tooltip|control-layers|tile|image|(?:marker-)?shadow|default-icon|div-icon"
    r"|oldie|attribution-flag|marker-draggable|marker-pane img|(?:map-)?pane ?>? ?canvas"
    r"|control-attribution a|control-scale-line:not)|vml"
)
_PICTURES = re.compile(r"background-(?:image:\s*url\([^)#]+\)|(?:position|repeat):[^;}]*);?")
# What only browsers read that cannot open the payload, which is inflated by the browser itself.
_OLD = re.compile(
    r"-(?:ms|moz)-[a-z-]+:[^;}]*;?|cursor:-[a-z-]+;|"
    r"-webkit-(?:transition|transform-origin|print-color-adjust):[^;}]*;"
)
# So with the first of two values of one property, the second of which they all know.
_FIRST = re.compile(r"(?<=[{;])([a-z-]+):[^;{}]*;(?=\1:)")


def _present(rule: re.Match[str]) -> str:
    """A rule for the parts that a map of ours has: no pop-ups, layer switch, tiles, pictures."""
    selectors = [one for one in rule[1].split(",") if not _ABSENT.search(one)]
    return f"{','.join(selectors)}{rule[2]}" if selectors and rule[2] != "{}" else ""


@cache
def _style(name: str) -> str:
    # Leaflet's pictures are for a layer switch and pins that this page does not use.
    small = rcssmin.cssmin(_shipped(name))
    if name == "leaflet.css":
        small = _FIRST.sub("", _RULE.sub(_present, _OLD.sub("", small)))
    colours = theme_css() if name == "scope.css" else ""
    return colours + _PICTURES.sub("", small)


def _policy(page: str) -> str:
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hashes(texts: list[str]) -> str:
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def frame_script() -> str:
    """The script by which the dashboard hosts a page of :func:`page_of`."""
    return _joined("looking.js", "frame.js")


def link_script() -> str:
    """The script by which the dashboard copies its address, on every page."""
    return _joined("looking.js", "signs.js", "link.js")


def spoken_script() -> str:
    """The script that tells the browser what Streamlit cannot, and keeps the keyboard in place."""
    return _joined("held.js", "spoken.js")


def _joined(*names: str) -> str:
    """A script of the dashboard, with what it shares with others before it."""
    return "".join((_WEB / one).read_text(encoding="utf-8") for one in names)
