"""The marks of a crowded day in a real Chromium."""

import itertools
import math

import pytest

from tests.page import put

CENTRES = """() => [...document.querySelectorAll(".leaflet-marker-icon[data-fact]")].map((one) => {
  const { left, top, width, height } = one.getBoundingClientRect();
  return [one.dataset.fact, left + width / 2, top + height / 2, width];
})"""


@pytest.mark.parametrize("day", ["2022-09-01", "2023-08-01", "2024-04-20"])
@pytest.mark.parametrize("size", [(360, 740), (390, 844), (1280, 800), (1440, 900)], ids=str)
def test_on_a_crowded_day_every_mark_stands_apart(followed, day, size):
    page = followed(f"#as_of={day}", size)
    marks = page.evaluate(CENTRES)
    assert len(marks) > 20
    assert page.locator(".leaflet-marker-icon.crowd").count() == 0
    near = [
        (one[0], other[0])
        for number, one in enumerate(marks)
        for other in marks[number + 1 :]
        if math.dist(one[1:3], other[1:3]) < 0.85 * min(one[3], other[3])
    ]
    assert near == []


# Both ends of each line from a mark to its true place, in pixels of the window.
TIES = """() => {
  const map = Object.values(window).find((one) => one instanceof L.Map);
  const { left, top } = map.getContainer().getBoundingClientRect();
  const tied = [];
  map.eachLayer((layer) => {
    if (layer.options.pane !== "ties" || !(layer instanceof L.Polyline)) return;
    tied.push(layer.getLatLngs().map((one) => {
      const { x, y } = map.latLngToContainerPoint(one);
      return [left + x, top + y];
    }));
  });
  return tied;
}"""
# Before marks went home again one stood 124 pixels away on a phone, one 109 on a wide screen.
NEAR = {(360, 740): 72, (1280, 800): 66}


@pytest.mark.parametrize("size", NEAR, ids=str)
def test_on_no_crowded_day_a_mark_stands_far_from_its_place(followed, size):
    page = followed("", size)
    longest = {}
    for year, month in itertools.product(range(2012, 2026), (3, 9)):
        day = put(page, as_of=f"{year}-{month:02}-01")["as_of"]
        ties, marks = page.evaluate(TIES), page.evaluate(CENTRES)
        longest[day] = max((math.dist(*tie) for tie in ties), default=0)
        # The line ends on a mark, also where those of one spot leave a corner of their rows free.
        for _, end in ties:
            assert min(math.dist(end, mark[1:3]) for mark in marks) < 2
    assert {day: far for day, far in longest.items() if far > NEAR[size]} == {}
    assert max(longest.values()) > 20
