"""Labels find room without overlaps, whatever the order."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.figures.placing import Label, Placer, overlaps
from geo.figures.spots import Box, Spot, Spots


def overlap(one: Box, other: Box) -> bool:
    return bool(overlaps(np.array([one]), np.array([other])).any())


def placed_anew(labels: list[Label], obstacles=(), frame: Box | None = None) -> dict[str, Spot]:
    placer = Placer(obstacles, frame)
    placer.place(labels)
    return placer.polish()


whole = st.integers(0, 300)


@st.composite
def solvable(draw: st.DrawFn) -> list[Label]:
    """Labels with a cell each where none can be in the way, and other spots anywhere."""
    labels = []
    for number in range(draw(st.integers(1, 12))):
        own = (40.0 * number, 400.0, 40.0 * number + 30, 420.0)
        others = draw(st.lists(st.tuples(whole, whole), max_size=8))
        spots = [Spot(((x, y, x + 60.0, y + 20.0),), i) for i, (x, y) in enumerate(others)]
        rank = draw(st.integers(0, 2))
        spots.append(Spot((own,), 99))
        labels.append(Label(f"label {number}", rank, Spots.of(spots)))
    return labels


@settings(max_examples=40)
@given(solvable())
def test_labels_that_all_have_room_are_all_placed_and_never_overlap(labels):
    placed = placed_anew(labels)
    assert set(placed) == {label.id for label in labels}
    boxes = [spot.boxes[0] for spot in placed.values()]
    assert not any(overlap(one, other) for one, other in itertools.combinations(boxes, 2))


@settings(max_examples=40)
@given(solvable(), st.lists(st.tuples(whole, whole), max_size=6), st.randoms())
def test_no_label_touches_an_obstacle_or_leaves_the_frame_whatever_the_order(labels, at, random):
    obstacles = [(x, y, x + 50.0, y + 50.0) for x, y in at]
    frame = (0.0, 0.0, 330.0, 330.0)
    placed = placed_anew(labels, obstacles, frame)
    for spot in placed.values():
        assert not any(overlap(spot.boxes[0], obstacle) for obstacle in obstacles)
        assert spot.boxes[0][2] <= 330 and spot.boxes[0][3] <= 330
    assert placed_anew(random.sample(labels, len(labels)), obstacles, frame) == placed


@settings(max_examples=40)
@given(solvable(), solvable())
def test_a_placer_that_placed_other_labels_places_as_a_new_one(before, labels):
    """Its labels come and go under the same names, as sites do that are joined."""
    used, new = Placer(), Placer()
    kept = [*before[::2], *labels[len(before[::2]) :]]
    for some in (before, kept, labels):
        used.place(some)
        used.polish()
    assert used.place(labels) == new.place(labels)
    assert used.polish() == new.polish()


@settings(max_examples=40)
@given(solvable())
def test_better_spots_cost_less_and_overlap_no_more(labels):
    placer = Placer()
    first, better = placer.place(labels), placer.polish()
    assert set(better) == set(first)
    assert sum(one.cost for one in better.values()) <= sum(one.cost for one in first.values())
    boxes = [spot.boxes[0] for spot in better.values()]
    assert not any(overlap(one, other) for one, other in itertools.combinations(boxes, 2))


def row_of(name: str, *spots: tuple[int, int, int]) -> Label:
    """A label with spots in one row: from, to, cost."""
    return Label(name, 0, Spots.of([Spot(((x, 0, end, 9),), cost) for x, end, cost in spots]))


def test_a_label_makes_way_for_one_that_gains_more():
    """Its better spot overlaps the one it leaves, which is in nobody's way."""
    easy, eager = row_of("a", (0, 9, 0), (20, 29, 1)), row_of("b", (8, 17, 0), (10, 19, 5))
    placed = placed_anew([easy, eager])
    assert (placed["a"].boxes[0][0], placed["b"].boxes[0][0]) == (20, 8)


@pytest.mark.parametrize(
    ("worth", "rank", "left_out"),
    [(4.0, 1, True), (6.0, 1, False), (math.inf, 1, False), (4.0, 0, False)],
)
def test_a_label_of_little_worth_goes_where_one_that_matters_more_gains_more(worth, rank, left_out):
    eager = row_of("a", (0, 9, 0), (20, 29, 5))
    number = replace(row_of("b", (0, 9, 0)), rank=rank, worth=worth)
    placed = placed_anew([eager, number])
    assert ("b" not in placed) == left_out
    assert placed["a"].boxes[0][0] == (0 if left_out else 20)


def test_what_was_left_out_finds_the_room_that_others_leave_later():
    eager, late = row_of("a", (0, 9, 0), (20, 29, 5)), row_of("c", (0, 5, 0), (40, 49, 1))
    number = replace(row_of("b", (0, 9, 0), (20, 29, 1)), rank=1, worth=1.0)
    assert set(placed_anew([eager, late, number])) == {"a", "b", "c"}


def test_what_a_label_left_is_free_for_another_that_makes_way():
    easy, eager = row_of("a", (0, 9, 0), (20, 29, 1)), row_of("b", (8, 17, 0), (10, 19, 5))
    late, kind = row_of("d", (100, 109, 0), (120, 129, 9)), row_of("e", (100, 109, 0), (0, 7, 1))
    placed = placed_anew([easy, eager, late, kind])
    assert {name: spot.boxes[0][0] for name, spot in placed.items()} == {
        "a": 20,
        "b": 8,
        "d": 100,
        "e": 0,
    }


def test_what_was_left_late_is_free_for_one_that_has_looked_already():
    """Nobody is content for having found nothing before something moved."""
    easy, eager = row_of("a", (0, 9, 0), (20, 29, 10)), row_of("c", (8, 17, 0), (10, 19, 50))
    early = row_of("b", (0, 7, 0), (200, 209, 5))  # gains less than "a" would lose
    placed = placed_anew([easy, early, eager])
    assert {name: spot.boxes[0][0] for name, spot in placed.items()} == {"a": 20, "b": 0, "c": 8}


@settings(max_examples=40)
@given(solvable())
def test_nobody_stays_where_a_better_spot_is_free(labels):
    placed = placed_anew(labels)
    for label in labels:
        others = [spot.boxes[0] for name, spot in placed.items() if name != label.id]
        better = [s for s in label.spots if s.cost < placed[label.id].cost]
        assert all(any(overlap(s.boxes[0], other) for other in others) for s in better)


def test_a_label_that_blocks_a_better_one_moves_on():
    left, right = ((0, 0, 9, 9),), ((20, 0, 29, 9),)
    choosy = Label("b", 0, Spots.of([Spot(left, 0)]))
    easy = Label("a", 0, Spots.of([Spot(left, 0), Spot(right, 5)]))
    assert set(placed_anew([easy, choosy])) == {"a", "b"}


@pytest.mark.parametrize("end", [(0.0, 0.0), (3.0, 1.0), (100.0, 0.0), (-70.0, 31.0)])
def test_a_leader_is_covered_without_a_gap_from_end_to_end(end):
    spots = Spots.of([Spot(((0, 0, 1, 1),), 0), Spot(((500, 500, 510, 510),), 0, 0, (0, 0, *end))])
    boxes, first = spots.all_boxes()
    assert first.tolist() == [0, 1, len(boxes)]  # a spot without a leader has its own box alone
    leader = boxes[2:].tolist()
    middles = [((left + right) / 2, (top + bottom) / 2) for left, top, right, bottom in leader]
    assert middles[0] == (0.0, 0.0) and middles[-1] == pytest.approx(end)
    assert all(
        overlap(one, other) or one[2] == other[0] for one, other in itertools.pairwise(leader)
    )


def test_a_label_whose_leader_crosses_an_obstacle_goes_elsewhere():
    led = Spot(((50, 0, 60, 10),), 0, leader=(0, 5, 46, 5))
    free, bar = Spot(((0, 50, 10, 60),), 9), [(20, 0, 25, 10)]
    both, only = Label("a", 0, Spots.of([led, free])), Label("a", 0, Spots.of([led]))
    assert placed_anew([both], bar)["a"] == free
    assert placed_anew([both])["a"] == led
    assert placed_anew([only, Label("b", 0, Spots.of([]))], bar) == {}


def test_a_leader_that_crosses_another_label_or_its_leader_goes_elsewhere():
    across = Label("a", 0, Spots.of([Spot(((50, 0, 60, 10),), 0, leader=(0, 5, 46, 5))]))
    down = Spot(((20, 90, 30, 99),), 0, leader=(25, -60, 25, 86))
    aside = Spot(((200, 90, 210, 99),), 9)
    assert placed_anew([across, Label("b", 1, Spots.of([down, aside]))])["b"] == aside
    on_it = Spot(((20, 0, 30, 10),), 0)
    assert placed_anew([across, Label("b", 1, Spots.of([on_it, aside]))])["b"] == aside


def test_a_label_keeps_off_what_only_it_must_keep_off():
    left, right = Spot(((0, 0, 9, 9),), 0), Spot(((20, 0, 29, 9),), 5)
    shy = Label("a", 0, Spots.of([left, right]), keep_off=((4, 4, 6, 6),))
    assert placed_anew([shy])["a"] == right
    assert placed_anew([Label("b", 0, Spots.of([left, right]))])["b"] == left


def crowded(seed: int, many: int, room: int) -> list[Label]:
    """So many labels, each with as many spots, in one square of which they need three quarters."""
    draws = np.random.default_rng(seed)
    labels = []
    for number in range(many):
        corners = enumerate(draws.integers(0, room, (25, 2)).tolist())
        spots = [Spot(((x, y, x + 24.0, y + 12.0),), float(cost)) for cost, (x, y) in corners]
        labels.append(Label(f"{number:02}", 0, Spots.of(spots)))
    return labels


def test_a_search_for_room_does_not_give_up_while_all_can_have_some():
    assert len(Placer().place(crowded(6, 24, 95))) == 24
    assert len(Placer().place(crowded(19, 30, 110))) == 30
