"""Names of awkward lengths, on the map and beside it."""

import dataclasses

import pytest

from geo.gazetteer import Gazetteer
from geo.layers import picture_of
from geo.webmap import build_map, page_of
from tests.conftest import open_file

PLACES = {"air-base-201": "W" * 90, "air-base-101": "El Administratorium"}
PARTNER = {"FRA": "Organised Bodies d’Une Far Unity"}


def renamed(entries, names):
    """Entries of a gazetteer, some of them under another name in both languages."""
    return entries | {
        id_: dataclasses.replace(entries[id_], name_en=name, name_fr=name)
        for id_, name in names.items()
    }


@pytest.fixture(scope="module")
def odd_page(world, tmp_path_factory):
    """The page of the shipped corpus with odd names: one for all tests, for packing takes time."""
    corpus, land = world
    known = corpus.gazetteer
    odd = Gazetteer(renamed(known.actors, PARTNER), renamed(known.places, PLACES))
    corpus = dataclasses.replace(corpus, gazetteer=odd)
    path = tmp_path_factory.mktemp("odd") / "map.html"
    picture = picture_of(corpus, land, corpus.default_as_of)
    path.write_text(page_of(build_map(picture, corpus, land)), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [390, 1280])
def test_a_name_without_a_blank_is_broken_and_not_run_off(offline_page, odd_page, width):
    page = open_file(offline_page.page, odd_page, size=(width, 800))
    # Asked of every label that is made, shown or not: how wide it is decides where it may stand.
    over = page.evaluate("""() => {
      const boxes = [...document.querySelectorAll(".map-label.mark, #panel")];
      for (const one of boxes) one.hidden = false;
      return boxes.filter((one) => one.scrollWidth > one.clientWidth + 4).length;
    }""")
    assert over == 0
    assert page.get_by_text("W" * 90).count() > 0


def test_a_name_on_two_lines_is_broken_between_its_words(offline_page, odd_page):
    page = open_file(offline_page.page, odd_page, size=(900, 800))
    lines = page.evaluate("""() => {
      const all = [...document.querySelectorAll(".map-label.mark")];
      const label = all.find((one) => one.textContent.includes("Administratorium"));
      label.hidden = false;
      label.classList.add("short", "folded");
      const text = label.firstChild.lastChild, range = document.createRange();
      return text.data.split(" ").map((word) => {
        range.setStart(text, text.data.indexOf(word));
        range.setEnd(text, text.data.indexOf(word) + word.length);
        return range.getClientRects().length;
      });
    }""")
    assert lines == [1, 1]


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
def test_a_name_is_as_wide_as_its_words(offline_page, odd_page, size):
    """A box of two lines is wider than both: left of its mark the name stood away from it."""
    page = open_file(offline_page.page, odd_page, size=size)
    slack = page.evaluate("""() => {
      const range = document.createRange();
      const names = [...document.querySelectorAll(".map-label:not([hidden])")];
      return names.map((one) => {
        const boxes = [...one.children].flatMap((child) => {
          range.selectNodeContents(child);
          return [...range.getClientRects()];
        });
        const [left, right] = [boxes.map((box) => box.left), boxes.map((box) => box.right)];
        return one.offsetWidth - (Math.max(...right) - Math.min(...left));
      });
    }""")
    assert len(slack) > 15
    assert max(slack) < 2


def test_the_name_of_a_partner_is_whole_over_its_column(offline_page, odd_page):
    page = open_file(offline_page.page, odd_page, "#tab=overview")
    head = page.locator("#panel .matrix .turned", has_text="Far Unity")
    head.wait_for()
    cut, outside, apostrophe = head.evaluate("""(cell) => {
      const span = cell.firstChild, range = document.createRange();
      const words = span.firstChild, at = words.data.indexOf("’");
      range.setStart(words, at);
      range.setEnd(words, at + 1);
      const along = range.getBoundingClientRect().height;
      range.selectNodeContents(span);
      const [box, text] = [cell.getBoundingClientRect(), range.getBoundingClientRect()];
      const around = cell.closest(".wide").getBoundingClientRect();
      const past = [around.top - text.top, box.left - text.left, text.right - box.right];
      return [span.scrollHeight - span.clientHeight, Math.max(...past), along];
    }""")
    assert cut <= 1
    assert outside <= 1
    assert apostrophe < 6, "it lies on its side as the letters do"


def test_the_name_of_a_partner_is_not_broken_by_the_height_of_its_row(offline_page, odd_page):
    # WebKit gives it the height that the row has before there are names: a letter a line.
    page = open_file(offline_page.page, odd_page, "#tab=overview")
    head = page.locator("#panel .matrix .turned", has_text="Far Unity")
    head.wait_for()
    before, low = head.evaluate("""(cell) => {
      const before = cell.firstChild.offsetHeight;
      Object.assign(cell.style, { display: "block", height: "8px" });
      return [before, cell.firstChild.offsetHeight];
    }""")
    assert low == before > 50


def test_no_word_of_the_name_of_an_arrow_stands_alone_below_the_others(offline_page, odd_page):
    page = open_file(offline_page.page, odd_page)
    widths = page.evaluate("""() => {
      const pane = document.querySelector(".map-label.arrow").parentNode;
      const label = document.createElement("div");
      label.className = "map-label arrow";
      label.innerHTML = "<b><i></i>The Long Land (Force) in</b>";
      pane.append(label);
      const text = label.firstChild.lastChild, range = document.createRange();
      const lines = new Map();
      for (const { index, 0: word } of text.data.matchAll(/\\S+/g)) {
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        const { top, width } = range.getBoundingClientRect();
        lines.set(top, (lines.get(top) || 0) + width);
      }
      return [...lines.values()];
    }""")
    assert len(widths) == 2
    assert min(widths) > max(widths) / 3
