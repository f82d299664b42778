"""The controls of the dashboard in a real Chromium."""

import contextlib
import re

import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.conftest import dashboard_served
from tests.invented import Folder
from tests.visited import (
    BASE_101,
    BASE_201,
    MAP,
    MAP_SECONDS,
    READY,
    address_of,
    choose_row,
    click_mark,
    drag_map,
    go_to,
    map_in,
    open_part,
    settle,
    state_of,
    type_day,
    unfold_controls,
    wait_for_state,
)


def test_the_controls_move_the_map_and_never_load_it_again(visit):
    page = visit(f"selected={BASE_101}", size=(1440, 900))
    map_in(page).locator("html").evaluate("() => { window.mine = 'still here'; }")
    wait_for_state(page, "(state, fact) => state.selected === fact", BASE_101)
    unfold_controls(page)
    page.get_by_test_id("stCheckbox").filter(has_text="Bases").locator("label").click()
    expect(map_in(page).locator(".site")).to_have_count(0)
    expect(page).to_have_url(re.compile("layers=areas"))
    page.get_by_test_id("stCheckbox").filter(has_text="Bases").locator("label").click()
    expect(map_in(page).locator(f".site[data-fact='{BASE_101}']")).to_have_count(1)
    type_day(page, "2019", "05", "05")
    expect(page).to_have_url(re.compile("as_of=2019-05-05"))
    expect(map_in(page).locator("header")).to_contain_text("As of 5 May 2019")
    wait_for_state(page, "(state, fact) => state.selected === fact", BASE_101)
    assert map_in(page).locator("html").evaluate("() => window.mine") == "still here"


@contextlib.contextmanager
def runs_of(page):
    """How each run of the script ended meanwhile: one of a part, of all, or cut short."""
    heard = []

    def take(payload):
        message = ForwardMsg()
        message.ParseFromString(payload if isinstance(payload, bytes) else payload.encode())
        if message.WhichOneof("type") == "script_finished":
            heard.append(message.script_finished)

    sockets = []

    def listen(socket):
        sockets.append(socket)
        socket.on("framereceived", take)

    page.on("websocket", listen)
    yield heard
    page.remove_listener("websocket", listen)
    for socket in sockets:
        socket.remove_listener("framereceived", take)


def shows_in(page, text):
    return page.wait_for_function("text => location.search.includes(text)", arg=text)


def test_what_is_selected_on_the_map_runs_no_more_than_the_map(visit, shared):
    with runs_of(shared.page) as runs:
        page = visit("as_of=2024-04-20&evidence=all")
        settle(page)
        before = len(runs)
        click_mark(page, BASE_201)
        shows_in(page, BASE_201)
        settle(page)
        assert runs[before:] == [ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY]
        # What was looked at with it is not lost, nor what is selected on another page.
        drag_map(page, 40, 20)
        page.wait_for_function("() => /[?&]at=/.test(location.search)")
        click_mark(page, BASE_101)
        shows_in(page, BASE_101)
        settle(page)
        assert "at" in address_of(page)
        go_to(page, "Data")
        expect(page.get_by_role("button", name="Open on the map")).to_be_visible()
        assert address_of(page)["selected"] == BASE_101


@pytest.mark.parametrize(
    ("query", "move"),
    [
        ("as_of=2024-04-20&evidence=all", {"as_of": "2023-01-01"}),
        # What was wrong in the address is told once.
        ("as_of=2024-04-20&evidence=all&at=here", {"selected": BASE_201}),
    ],
)
def test_what_more_than_the_map_tells_of_runs_all_of_the_page(visit, shared, query, move):
    with runs_of(shared.page) as runs:
        page = visit(query)
        settle(page)
        before = len(runs)
        frame = page.locator(MAP).element_handle().content_frame()
        frame.evaluate("asked => sahelscope.set(asked)", move)
        shows_in(page, next(iter(move.values())))
        settle(page)
        assert runs[before:][-1:] == [ForwardMsg.FINISHED_SUCCESSFULLY]
        expect(page.get_by_test_id("stMainBlockContainer")).not_to_contain_text("here")


def test_a_corpus_that_has_changed_is_shown_with_the_next_mark_that_is_selected(browser, tmp_path):
    """It is read anew with every run of the page; a run of the map alone must see it too."""
    folder = Folder().write(tmp_path / "corpus")
    places, context = folder / "data" / "places.csv", browser.new_context()
    page = context.new_page()
    with dashboard_served(tmp_path, tmp_path / "log", "--corpus", str(folder)) as address:
        page.goto(f"{address}/?as_of=2021-01-02")
        map_in(page).locator(READY).wait_for(state="attached", timeout=MAP_SECONDS * 1000)
        settle(page)
        places.write_text(places.read_text("utf-8").replace("Old Fort", "Older Fort"), "utf-8")
        map_in(page).locator(".site").first.click()
        title = map_in(page).locator("#panel h3").filter(has_text="Older Fort")
        title.wait_for(timeout=MAP_SECONDS * 1000)
        assert state_of(page)["selected"] == address_of(page)["selected"]
    context.close()


def test_a_part_that_is_open_stays_open_when_its_number_changes(visit):
    page = visit("as_of=2024-04-20")
    open_part(page, "Facts")
    page.get_by_test_id("stDataFrame").wait_for()
    title = page.locator("details[open] > summary")
    before = title.text_content()
    map_in(page).locator("html").evaluate("() => { sahelscope.set({ as_of: '2020-03-20' }); }")
    expect(page).to_have_url(re.compile("as_of=2020-03-20"))
    settle(page)
    expect(title).to_have_count(1)
    assert title.text_content() != before
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    title.press("Enter")
    expect(page.get_by_test_id("stDataFrame")).to_have_count(0)


# What comes from the server reaches the page as late as it is told, and in its order.
SLOW_LINE = """() => {
  const listen = WebSocket.prototype.addEventListener;
  const late = (take) => (event) => setTimeout(() => take(event), window.slow?.line || 0);
  WebSocket.prototype.addEventListener = function (kind, take, ...more) {
    return listen.call(this, kind, kind === "message" ? late(take) : take, ...more);
  };
  const { set } = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage");
  Object.defineProperty(WebSocket.prototype, "onmessage", {
    set(take) { set.call(this, late(take)); },
  });
}"""
# What has come is drawn as late as it is told: React asks for its next turn through such a port.
SLOW_DRAWING = """() => {
  const post = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (...told) {
    setTimeout(() => post.apply(this, told), window.slow?.drawing || 0);
  };
}"""


@pytest.fixture
def slow_visit(browser, dashboard):
    """Open the dashboard; then let the server's words, or drawing, come so many seconds late."""
    with contextlib.closing(
        browser.new_context(viewport={"width": 1440, "height": 900})
    ) as context:
        for script in (SLOW_LINE, SLOW_DRAWING):
            context.add_init_script(f"({script})()")
        page = context.new_page()

        def go(query, **seconds):
            page.goto(f"{dashboard}/?{query}")
            map_in(page).locator(READY).wait_for(state="attached", timeout=MAP_SECONDS * 1000)
            unfold_controls(page)
            settle(page)
            late = {name: 1000 * number for name, number in seconds.items()}
            page.evaluate("late => { window.slow = late; }", late)
            return page

        yield go


def moved_and_the_seeds_alone_chosen(page, until):
    """Move the map, and once *until* has returned, the control of evidence; the last state."""
    wanted = {"as_of": "2024-03-20", "filters": {"countries": ["NER"]}}
    moves = "(_, wanted) => { sahelscope.set(wanted); }"
    map_in(page).locator("html").evaluate(moves, wanted)
    until()
    radio = page.get_by_role("radio", name="The seeds alone")
    radio.press("Space")
    expect(page).to_have_url(
        re.compile(r"as_of=2024-03-20&evidence=seeds&countries=NER$"), timeout=20_000
    )
    page.evaluate("() => { window.slow = {}; }")
    wait_for_state(page, "state => state.evidence === 'seeds'")
    settle(page)
    expect(radio).to_be_checked()
    state = state_of(page)
    return state["as_of"], state["evidence"], state["filters"]["countries"]


KEPT = "2024-03-20", "seeds", ["NER"]


@pytest.mark.parametrize("pause", [0, 230])
def test_a_control_moved_with_the_map_takes_nothing_back(visit, pause):
    page = visit("as_of=2024-04-20", size=(1440, 900))
    unfold_controls(page)
    # The map tells of it 200 ms later.
    assert moved_and_the_seeds_alone_chosen(page, lambda: page.wait_for_timeout(pause)) == KEPT


def test_a_control_moved_before_a_slow_server_has_answered_takes_nothing_back(slow_visit):
    page = slow_visit("as_of=2024-04-20", line=2.5)
    # By then the server has answered, and nobody has heard it.
    assert moved_and_the_seeds_alone_chosen(page, lambda: page.wait_for_timeout(1500)) == KEPT


def test_a_control_moved_while_the_answer_is_drawn_takes_nothing_back(slow_visit):
    page = slow_visit("as_of=2024-04-20", drawing=1.5)

    def half_drawn():
        page.wait_for_url(re.compile("as_of=2024-03-20"))
        page.wait_for_timeout(2250)  # one turn of drawing is over, and the next one waits

    assert moved_and_the_seeds_alone_chosen(page, half_drawn) == KEPT


def test_a_day_that_is_typed_while_the_map_plays_is_the_readers(visit):
    page = visit("as_of=2016-01-01", size=(1440, 900))
    unfold_controls(page)
    map_in(page).get_by_role("button", name="Play").click()
    page.wait_for_url(re.compile("as_of=2016-0[2-9]"))
    year = page.get_by_role("spinbutton", name="year, As of")
    year.focus()
    expect(map_in(page).get_by_role("button", name="Play")).to_be_visible()  # it stands still
    settle(page)
    type_day(page, "2019", "05", "05")
    wait_for_state(page, "state => state.as_of === '2019-05-05'")
    settle(page)
    assert address_of(page) == {"as_of": "2019-05-05"}


def test_who_goes_back_at_once_goes_back(visit):
    page = visit("as_of=2024-04-20")
    map_in(page).locator("html").evaluate("() => { sahelscope.set({ as_of: '2012-05-01' }); }")
    page.wait_for_url(re.compile("as_of=2012-05-01"))
    page.go_back()
    wait_for_state(page, "state => state.as_of === '2024-04-20'")
    settle(page)
    assert address_of(page) == {"as_of": "2024-04-20"}


def test_a_layer_switched_beside_the_map_leaves_the_filter_set_on_it(visit):
    page = visit("as_of=2024-04-20", size=(1440, 900))
    unfold_controls(page)
    box = page.get_by_test_id("stCheckbox").filter(has_text="Bases").locator("label")
    map_in(page).locator("html").evaluate(
        "() => { sahelscope.set({ filters: { countries: ['NER'] } }); }"
    )
    box.click()
    expect(page).to_have_url(re.compile("layers=areas%2Carrows%2Clabels&countries=NER$"))
    wait_for_state(page, "state => !state.filters.layers.bases && state.filters.countries[0]")
    settle(page)
    filters = state_of(page)["filters"]
    assert (filters["layers"]["bases"], filters["countries"]) == (False, ["NER"])


def test_a_day_long_ago_is_the_same_on_the_map_in_the_address_and_in_the_controls(visit):
    page = visit("as_of=1975-06-01")
    wait_for_state(page, "(state) => state.as_of === '1975-06-01'")
    set_map = "(root, wanted) => { sahelscope.set(wanted); }"
    map_in(page).locator("html").evaluate(set_map, {"as_of": "1955-06-01"})
    expect(page).to_have_url(re.compile("as_of=1955-06-01"))
    assert state_of(page)["as_of"] == "1955-06-01"
    # Beyond the days of the corpus neither goes.
    map_in(page).locator("html").evaluate(set_map, {"as_of": "1899-12-31", "tab": "changes"})
    settle(page)
    assert state_of(page)["as_of"] == "1955-06-01"
    assert "as_of=1955-06-01" in page.url


def test_the_seeds_alone_and_french_reach_the_map_and_a_fact_they_lack_goes(visit):
    page = visit(f"selected={BASE_101}", size=(1440, 900))
    wait_for_state(page, "(state, fact) => state.selected === fact", BASE_101)
    unfold_controls(page)
    page.get_by_role("radio", name="The seeds alone").press("Space")
    expect(map_in(page).locator(".site")).to_have_count(1)
    expect(page).to_have_url(re.compile("evidence=seeds"))
    expect(page).not_to_have_url(re.compile("selected="))
    page.get_by_role("radio", name="Français").press("Space")
    expect(map_in(page).locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_role("link", name="Carte")).to_be_visible()
    expect(page).to_have_url(re.compile("evidence=seeds&language=fr"))


def test_the_language_of_the_map_is_that_of_the_dashboard(visit):
    page = visit()
    map_in(page).locator(".languages button", has_text="FR").click()
    expect(page).to_have_url(re.compile("language=fr"))
    expect(page.get_by_role("link", name="Carte")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_the_keyboard_alone_goes_from_page_to_page_and_to_a_fact(visit):
    page = visit()
    page.keyboard.press("Tab")
    for _ in range(12):
        # What is folded away is no stop on the way.
        assert page.evaluate("document.activeElement.getBoundingClientRect().right") > 0
        if page.evaluate("document.activeElement.textContent") == "Data":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/data"))
    choose_row(page, 1)
    expect(page).to_have_url(re.compile("selected="))
