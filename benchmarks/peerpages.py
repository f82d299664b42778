"""The peers' own pages of our countries, points and arrows: peerpages.py DRAWN.json FOLDER.

Run by peers.py in the peers' environment. Each page is what its library writes for the least code
that draws the same: countries filled, points with a name, arrows as lines, everything in one file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Drawn = dict[str, Any]


def altair_page(drawn: Drawn, path: Path) -> None:
    import altair as alt

    countries = [_clockwise(one) for one in drawn["countries"]["features"]]
    projection = {"type": "mercator", "center": [5, 16], "scale": 900}
    land = alt.Chart(alt.Data(values=countries)).mark_geoshape(fill="#A9C4D9", stroke="#8C989E")
    points = (
        alt.Chart(alt.Data(values=drawn["points"]))
        .mark_circle(size=80)
        .encode(longitude="lon:Q", latitude="lat:Q", color="actor:N", tooltip=["name:N", "actor:N"])
    )
    lines = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {}, "geometry": _line(arrow)}
            for arrow in drawn["arrows"]
        ],
    }
    arrows = alt.Chart(alt.Data(values=lines["features"])).mark_geoshape(
        filled=False, stroke="#1B2A33", strokeWidth=2
    )
    chart = alt.layer(land, arrows, points).project(**projection).properties(width=1200, height=740)
    chart.save(str(path), inline=True)


def bokeh_page(drawn: Drawn, path: Path) -> None:
    from bokeh.embed import file_html
    from bokeh.models import GeoJSONDataSource, HoverTool
    from bokeh.plotting import figure
    from bokeh.resources import INLINE

    plot = figure(width=1200, height=740, match_aspect=True)
    land = GeoJSONDataSource(geojson=json.dumps(drawn["countries"]))
    plot.patches("xs", "ys", source=land, fill_color="#A9C4D9", line_color="#8C989E")
    for arrow in drawn["arrows"]:
        plot.line(
            [lon for lon, _ in arrow], [lat for _, lat in arrow], line_width=2, line_color="#1B2A33"
        )
    columns = {name: [one[name] for one in drawn["points"]] for name in ("lon", "lat", "name")}
    points = plot.scatter("lon", "lat", size=10, color="#CC2222", source=columns)
    plot.add_tools(HoverTool(renderers=[points], tooltips=[("", "@name")]))
    path.write_text(file_html(plot, INLINE), encoding="utf-8")


def pydeck_page(drawn: Drawn, path: Path) -> None:
    import pydeck

    layers = [
        pydeck.Layer("GeoJsonLayer", drawn["countries"], get_fill_color=[169, 196, 217]),
        pydeck.Layer(
            "PathLayer",
            [{"path": one} for one in drawn["arrows"]],
            get_path="path",
            width_min_pixels=2,
        ),
        pydeck.Layer(
            "ScatterplotLayer",
            drawn["points"],
            get_position="[lon, lat]",
            radius_min_pixels=5,
            pickable=True,
        ),
    ]
    view = pydeck.ViewState(longitude=5, latitude=15, zoom=4)
    deck = pydeck.Deck(
        layers, initial_view_state=view, map_provider=None, tooltip={"text": "{name}"}
    )
    deck.to_html(str(path), offline=True, notebook_display=False)


def maplibre_page(drawn: Drawn, path: Path) -> None:
    from maplibre import Layer, LayerType, Map, MapOptions
    from maplibre.sources import GeoJSONSource

    style = {"version": 8, "sources": {}, "layers": []}
    map_ = Map(MapOptions(style=style, center=(5, 15), zoom=3.5))
    lines = [
        {"type": "Feature", "properties": {}, "geometry": _line(one)} for one in drawn["arrows"]
    ]
    points = [
        {
            "type": "Feature",
            "properties": {"name": one["name"]},
            "geometry": {"type": "Point", "coordinates": [one["lon"], one["lat"]]},
        }
        for one in drawn["points"]
    ]
    for name, kind, features, paint in (
        ("land", LayerType.FILL, drawn["countries"]["features"], {"fill-color": "#A9C4D9"}),
        ("arrows", LayerType.LINE, lines, {"line-width": 2}),
        ("points", LayerType.CIRCLE, points, {"circle-radius": 5, "circle-color": "#CC2222"}),
    ):
        collection = {"type": "FeatureCollection", "features": features}
        map_.add_source(name, GeoJSONSource(data=collection))
        map_.add_layer(Layer(type=kind, id=name, source=name, paint=paint))
    path.write_text(map_.to_html(), encoding="utf-8")


def _clockwise(feature: dict[str, Any]) -> dict[str, Any]:
    """Rings turned round: Vega fills what is right of a line, RFC 7946 says left."""
    shape = feature["geometry"]
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    turned = [[ring[::-1] for ring in rings] for rings in polygons]
    return {**feature, "geometry": {"type": "MultiPolygon", "coordinates": turned}}


def _line(arrow: list[list[float]]) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": arrow}


PAGES: dict[str, Callable[[Drawn, Path], None]] = {
    "Altair": altair_page,
    "Bokeh": bokeh_page,
    "MapLibre for Python": maplibre_page,
    "pydeck": pydeck_page,
}


def main() -> None:
    source, folder = map(Path, sys.argv[1:])
    drawn = json.loads(source.read_text(encoding="utf-8"))
    for name, write in PAGES.items():
        write(drawn, folder / f"{name}.html")


if __name__ == "__main__":
    main()
