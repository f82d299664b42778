"""The picture for other programs: a GeoPackage for a GIS, KML for Google Earth.

Both hold exactly the facts of the picture. What has no place has no geometry; it is listed, and
never pinned somewhere.
"""

from __future__ import annotations

import html
import re
import sqlite3
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.boundaries import Boundaries
from geo.captions import map_notes, question_lines
from geo.citations import source_words
from geo.dates import read_when
from geo.evidence import (
    AGAINST,
    EVIDENCE_COLUMNS,
    Line,
    dispute_words,
    evidence_lines,
    line_values,
)
from geo.export import shapes_of
from geo.interface import FOLDERS, PAGE, REPORT
from geo.language import COLON, SEMICOLON, Language, capital, day_words, quoted
from geo.layers import Picture
from geo.rows import Row, old_words, since_of
from geo.style import AES_FILL, ECOWAS_FILL, MUTED, faintness, operator_colour
from geo.vocabulary import DISAGREEMENTS, UNSTATED

# Which layer a fact is in, by how it is drawn, and the words for it.
LAYER_NAMES = {
    "mark": ("sites", FOLDERS[Language.EN]["mark"]),
    "arrow": ("shifts", FOLDERS[Language.EN]["arrow"]),
    "area": ("memberships", FOLDERS[Language.EN]["area"]),
    "tray": ("unplaced", FOLDERS[Language.EN]["tray"]),
    "table": ("other_facts", FOLDERS[Language.EN]["table"]),
}
_GEOMETRY = {"sites": "Point", "shifts": "LineString", "memberships": "MultiPolygon"}
_FACT_COLUMNS = {
    "fact": "str",
    "topic": "str",
    "title": "str",
    "state": "str",
    "since": "str",
    "until": "str",
    "due": "str",
    "count": "str",
    "last_supported": "str",
    "stale": "bool",
    "confidence": "str",
    "contested": "bool",
    "basis": "str",
    "claims": "str",
    "numbers": "str",
    "sentences": "str",
    "sources": "str",
}
_MORE_COLUMNS = {
    "sites": {"actor": "str", "ring": "str", "precision_km": "float64", "position_source": "str"},
    "shifts": {"partner": "str", "host": "str", "line": "str"},
    "memberships": {"country": "str", "area": "str"},
}
_WHOLE_NUMBERS = ("number", "start", "end")
_YES_OR_NO = ("contested", "stale", "verbatim")


def geopackage_bytes(picture: Picture, boundaries: Boundaries) -> bytes:
    """The picture as a GeoPackage (EPSG:4326): a layer for each kind of mark, two tables.

    Layers ``sites``, ``shifts``, ``memberships``; tables ``unplaced`` (presences no source
    places), ``other_facts`` (what the map does not draw) and ``evidence`` (a line for each claim
    of each fact). NULL is *not stated* or does not apply. The same picture gives the same bytes.

    Examples
    --------
    >>> from geo.boundaries import read_boundaries
    >>> from geo.check import BOUNDARIES
    >>> from geo.corpus import read_corpus
    >>> from geo.layers import picture_of
    >>> corpus, land = read_corpus(), read_boundaries(BOUNDARIES)
    >>> geopackage_bytes(picture_of(corpus, land, corpus.default_as_of), land)[:15]
    b'SQLite format 3'
    """
    lines = evidence_lines(picture)
    mine = _by_fact(lines)
    shapes = shapes_of(picture, boundaries)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sahelscope.gpkg")
        for drawn, (layer, _) in LAYER_NAMES.items():
            rows = [row for row in picture.rows if row.drawn == drawn]
            records = [
                _fact_values(row, mine[row.fact], picture.language) | _more_values(row, picture)
                for row in rows
            ]
            columns = _FACT_COLUMNS | _MORE_COLUMNS.get(layer, {})
            _add_layer(path, layer, records, columns, [shapes.get(row.fact) for row in rows])
        told = [_evidence_values(line, picture.language) for line in lines]
        _add_layer(path, "evidence", told, _evidence_columns(), [])
        return _settled(path, picture, boundaries).read_bytes()


def _by_fact(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Lines come fact by fact; so they stay."""
    return {fact: list(mine) for fact, mine in groupby(lines, key=lambda line: line.row.fact)}


def _fact_values(row: Row, lines: Sequence[Line], language: Language) -> dict[str, Any]:
    cited = (source_words(line.claim, language=language) for line in lines)
    values: dict[str, Any] = {
        name: getattr(row, name) for name in _FACT_COLUMNS if hasattr(row, name)
    }
    return values | {
        "last_supported": row.last_supported.isoformat() if row.last_supported else None,
        "claims": "; ".join(row.claims),
        "numbers": "; ".join(str(line.number) for line in lines),
        "sentences": " | ".join(line.claim.words for line in lines),
        "sources": " | ".join(dict.fromkeys(cited)),
    }


def _more_values(row: Row, picture: Picture) -> dict[str, Any]:
    if row.drawn == "mark":
        mark = next(mark for mark in picture.marks if mark.fact == row.fact)
        return {name: getattr(mark, name) for name in _MORE_COLUMNS["sites"]}
    if row.drawn == "arrow":
        arrow = next(arrow for arrow in picture.arrows if arrow.fact == row.fact)
        return {"partner": arrow.partner, "host": arrow.host, "line": arrow.key}
    if row.drawn == "area":
        area = next(area for area in picture.areas if row.fact in area.facts)
        return {"country": area.country, "area": area.key}
    return {}


def _evidence_columns() -> dict[str, str]:
    kinds = dict.fromkeys(EVIDENCE_COLUMNS, "str")
    return kinds | dict.fromkeys(_WHOLE_NUMBERS, "Int64") | dict.fromkeys(_YES_OR_NO, "bool")


def _evidence_values(line: Line, language: Language) -> dict[str, Any]:
    values, disputed = line_values(line), dispute_words(line, language)
    return values | {"origins": "; ".join(values["origins"]) or None, "disputed": disputed}


def _add_layer(
    path: Path,
    layer: str,
    records: Iterable[Mapping[str, Any]],
    columns: Mapping[str, str],
    shapes: Sequence[BaseGeometry | None],
) -> None:
    # Half a second to import, and most questions are asked in text.
    import geopandas

    told = [{name: one[name] for name in columns} for one in records]
    table = geopandas.GeoDataFrame(told, columns=list(columns)).astype(dict(columns))
    how: dict[str, Any] = {"driver": "GPKG", "layer": layer, "engine": "pyogrio"}
    if layer in _GEOMETRY:
        # One type a layer: with it told, a country of one part becomes a MultiPolygon too.
        table["geometry"] = geopandas.GeoSeries(list(shapes), crs="EPSG:4326")
        how["geometry_type"] = _GEOMETRY[layer]
    # Without a geometry pandas hands back a plain table, which cannot write itself.
    geopandas.GeoDataFrame(table).to_file(path, mode="a" if path.exists() else "w", **how)


def _settled(path: Path, picture: Picture, boundaries: Boundaries) -> Path:
    """A copy with the day of the question where GDAL wrote the time of writing.

    GDAL's own setting for that (OGR_CURRENT_DATE) is one for the whole process, where two
    sessions of the dashboard may write at once. VACUUM, because a row that moved could leave its
    old bytes, and the time in them, behind; into another file, because the first one's header
    counts how often it was written, which GDAL does now and then once more.
    """
    copy = path.with_suffix(".settled.gpkg")
    asked = question_lines(picture.caption, picture.language)
    notes = (one.removesuffix(".") for one in map_notes(boundaries, picture.language))
    about = ". ".join([*asked, *notes])
    with closing(sqlite3.connect(path)) as database:
        database.execute(
            "UPDATE gpkg_contents SET last_change = ?, description = ?",
            (f"{picture.caption.as_of.isoformat()}T00:00:00.000Z", about),
        )
        database.commit()
        database.execute("VACUUM INTO ?", (str(copy),))
    return copy


# --- KML ---------------------------------------------------------------------------------------

_KML = "http://www.opengis.net/kml/2.2"
_BLOCS = {"aes": AES_FILL, "ecowas": ECOWAS_FILL}
# What is not there (yet, any more, for sure) is faint, thin and small.
_FAINT = ("planned", "alleged", "ended", "out", "coming")
# XML 1.0 has no letters for these, however they are escaped.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_XML_DATE = re.compile(r"([0-9]{4}(?:-[0-9]{2}){0,2})[~?%]?")


def picture_kml(picture: Picture, boundaries: Boundaries) -> str:
    """The picture as KML 2.2, with its sentences in the balloons; opens in Google Earth.

    Folders ``Sites``, ``Shifts`` and ``Memberships`` have geometry, ``Reported without a place``
    and ``Other facts`` are lists. Nothing is loaded from elsewhere.

    Examples
    --------
    >>> from geo.boundaries import read_boundaries
    >>> from geo.check import BOUNDARIES
    >>> from geo.corpus import read_corpus
    >>> from geo.layers import picture_of
    >>> corpus, land = read_corpus(), read_boundaries(BOUNDARIES)
    >>> "<name>Sites</name>" in picture_kml(picture_of(corpus, land, corpus.default_as_of), land)
    True
    """
    root = ET.Element("kml", xmlns=_KML)
    document = ET.SubElement(root, "Document")
    _text(document, "name", f"Sahelscope, {picture.caption.as_of.isoformat()}")
    language = picture.language
    about = [
        *question_lines(picture.caption, language),
        *map_notes(boundaries, language),
    ]
    _text(document, "description", "".join(_paragraph(line) for line in about))
    looks = {row.fact: _look(row, picture) for row in picture.rows}
    for colour, faint in sorted(set(looks.values())):
        _style(document, colour, faint=faint)
    lines = _by_fact(evidence_lines(picture))
    shapes = shapes_of(picture, boundaries)
    positions = {mark.fact: mark.position_source for mark in picture.marks}
    for drawn, name in FOLDERS[language].items():
        folder = ET.SubElement(document, "Folder")
        _text(folder, "name", name)
        for row in (row for row in picture.rows if row.drawn == drawn):
            snippet = ", ".join(filter(None, (row.state, old_words(row, language))))
            balloon = _balloon(row, lines[row.fact], language)
            contested = REPORT[language]["yes" if row.contested else "no"]
            said = (snippet, balloon, contested, positions.get(row.fact))
            _placemark(folder, row, looks[row.fact], said, shapes.get(row.fact))
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


_Look = tuple[str, bool]


def _look(row: Row, picture: Picture) -> _Look:
    """The colour of a fact's operator or bloc, and whether it is drawn faint."""
    for mark in picture.marks:
        if mark.fact == row.fact:
            return operator_colour(mark.actor), mark.ring in _FAINT or mark.stale
    for arrow in picture.arrows:
        if arrow.fact == row.fact:
            return operator_colour(arrow.partner), arrow.key in _FAINT or arrow.stale
    for membership in picture.situation.memberships:
        if membership.id == row.fact:
            colour = _BLOCS.get(membership.organisation, MUTED)
            return colour, membership.exit_announced or membership.suspended
    return MUTED, False


def _style_id(look: _Look) -> str:
    colour, faint = look
    return f"{'faint' if faint else 'full'}-{colour.removeprefix('#').lower()}"


def _style(document: ET.Element, colour: str, *, faint: bool) -> None:
    style = ET.SubElement(document, "Style", id=_style_id((colour, faint)))
    opacity = faintness(colour) if faint else 1.0
    mark = ET.SubElement(style, "IconStyle")
    _text(mark, "color", _kml_colour(colour, opacity))
    _text(mark, "scale", "0.8" if faint else "1.1")
    line = ET.SubElement(style, "LineStyle")
    _text(line, "color", _kml_colour(colour, opacity))
    _text(line, "width", "2" if faint else "4")
    # Two memberships of one country lie over each other: both have to show.
    _text(ET.SubElement(style, "PolyStyle"), "color", _kml_colour(colour, opacity / 2))


def _kml_colour(colour: str, opacity: float) -> str:
    """KML writes opacity first, then blue, green, red."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return f"{round(opacity * 255):02x}{blue}{green}{red}".lower()


def _placemark(
    folder: ET.Element,
    row: Row,
    look: _Look,
    said: tuple[str, str, str, str | None],
    shape: BaseGeometry | None,
) -> None:
    # The order of the children is the schema's.
    mark = ET.SubElement(folder, "Placemark", id=row.fact)
    _text(mark, "name", row.title)
    _text(mark, "Snippet", said[0])
    _text(mark, "description", said[1])
    _add_span(mark, row)
    _text(mark, "styleUrl", f"#{_style_id(look)}")
    values = ET.SubElement(mark, "ExtendedData")
    told = {
        "fact": row.fact,
        "topic": row.topic,
        "state": row.state,
        "confidence": row.confidence,
        "contested": said[2],
        "basis": row.basis,
        "claims": "; ".join(row.claims),
    }
    told |= {"position_source": said[3]} if said[3] else {}
    for name, value in told.items():
        _text(ET.SubElement(values, "Data", name=name), "value", value)
    if shape is not None:
        _add_shape(mark, shape)


def _balloon(row: Row, lines: Iterable[Line], language: Language) -> str:
    """The balloon, which is HTML: words from outside are escaped for it here, for XML later."""
    words, page, colon = REPORT[language], PAGE[language], COLON[language]
    state = ", ".join(filter(None, (row.state, since_of(row, language), row.count, row.due)))
    day = row.last_supported
    supported = day_words(day, language) if day else UNSTATED[language]
    doubt = f"{SEMICOLON[language]}{DISAGREEMENTS[language]}" if row.contested else ""
    stale = f" ({words['stale']})" if row.stale else ""
    parts = [
        _paragraph(f"{page['state']}{colon}{state}"),
        _paragraph(f"{page['confidence']}{colon}{row.confidence}{doubt}"),
        _paragraph(f"{page['supported']}{colon}{supported}{stale}"),
    ]
    for line in lines:
        claim = line.claim
        said = quoted(claim.words, language) if claim.quote else None
        told = said or f"{words['paraphrase']} {claim.words}"
        side = f"{words['against']} " if line.side == AGAINST else ""
        disputed = dispute_words(line, language)
        side += f"{capital(disputed)}{colon}" if disputed else ""
        cited = source_words(claim, language=language)
        both = f"{_as_html(side + told)}<br>{_as_html(cited)}"
        parts.append(f"<blockquote>[{line.number}] {both}</blockquote>")
    return "".join(parts)


def _paragraph(words: str) -> str:
    return f"<p>{_as_html(words)}</p>"


def _as_html(words: str) -> str:
    # Google Earth puts values in the place of $[name].
    return html.escape(words).replace("$[", "&#36;[")


def _add_span(mark: ET.Element, row: Row) -> None:
    ends = {"begin": row.since, "end": row.since if row.topic == "event" else row.until}
    stated = {name: _kml_day(name, edtf) for name, edtf in ends.items() if edtf}
    if stated:
        span = ET.SubElement(mark, "TimeSpan")
        for name, value in stated.items():
            _text(span, name, value)


def _kml_day(end: str, edtf: str) -> str:
    """A date as precise as its source, where XML can say it; else the outermost day."""
    simple = _XML_DATE.fullmatch(edtf)
    when = read_when(edtf)
    if simple and when.begins:
        return simple[1]
    bound = (when.begins or when.ends) if end == "begin" else (when.ends or when.begins)
    assert bound is not None  # an EDTF text states one end at least
    return (bound.earliest if end == "begin" else bound.latest).isoformat()


def _add_shape(parent: ET.Element, shape: BaseGeometry) -> None:
    if shape.geom_type.startswith("Multi"):
        parent = ET.SubElement(parent, "MultiGeometry")
    for part in shapely.get_parts(shape):
        one = ET.SubElement(parent, part.geom_type)
        if part.geom_type == "Polygon":
            for name, rings in (("outer", [part.exterior]), ("inner", part.interiors)):
                for ring in rings:
                    edge = ET.SubElement(one, f"{name}BoundaryIs")
                    _text(ET.SubElement(edge, "LinearRing"), "coordinates", _positions(ring))
        else:
            if part.geom_type == "LineString":
                _text(one, "tessellate", "1")  # on the ground, not under it
            _text(one, "coordinates", _positions(part))


def _positions(shape: BaseGeometry) -> str:
    return " ".join(f"{lon:.7g},{lat:.7g}" for lon, lat in shape.coords)


def _text(parent: ET.Element, name: str, words: str) -> None:
    ET.SubElement(parent, name).text = _NO_XML.sub("\ufffd", words)
