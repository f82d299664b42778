"""The laws of the house over random invented claims, and the one direction of imports."""

import ast
import datetime as dt
import functools
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import fields, replace
from pathlib import Path

import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st

from geo.answers import answer_of
from geo.boundaries import Boundaries, Country, Group
from geo.changes import changes_in
from geo.dates import read_when
from geo.events import told_alone_from
from geo.history import history_of
from geo.language import Language
from geo.layers import build_layers
from geo.model import STAGE_RANK, Basis, Claim, Evidence, Modality, Stage
from geo.naming import name_of
from geo.resolve import resolve_claims, takes_back
from geo.rows import Row
from geo.shifts import Shift
from geo.situation import Situation, situation_of, situation_on
from geo.style import OPERATORS, OTHER
from geo.webmap import ScopeMap
from geo.words import standing_words
from tests.invented import (
    GAZETTEER,
    agreement,
    claim,
    count,
    event,
    exactly,
    leaving,
    membership,
    more_than,
    presence,
    suspension,
    up_to,
    withdrawal,
)

ROOT = Path(__file__).parents[1]
FIRST, LAST = dt.date(2018, 1, 1), dt.date(2022, 12, 31)
LAND = Boundaries(
    "invented.geojson",
    {
        name: Country(
            name, name, name, Group.FOCUS, None, shapely.box(w, 14, w + 1, 16), (w, 15), 2
        )
        for name, w in (("AAA", 1.0), ("BBB", 3.0))
    },
    {},
    shapely.box(0, 0, 1, 1),
)

# --- random claims -----------------------------------------------------------------------------

DAY = st.dates(FIRST, LAST)
EDTF = st.one_of(
    DAY.map(dt.date.isoformat),
    DAY.map(lambda one: f"{one:%Y-%m}"),
    DAY.map(lambda one: f"{one:%Y}~"),
    DAY.map(lambda one: f"{one}/.."),
    DAY.map(lambda one: f"../{one}"),
    st.tuples(DAY, DAY).map(lambda two: "/".join(one.isoformat() for one in sorted(two))),
)
HOST = st.sampled_from([("AAA",), ("BBB",), ("AAA", "BBB")])
POWER = st.sampled_from([("XXX",), ("YYY",), ("XXX", "YYY")])
NUMBER = st.sampled_from([exactly(100), exactly(900), more_than(1000), up_to(50), exactly(0)])


def told(maker, stages: str, **fields):
    """Claims of one maker with any day, word, voice, origin and basis."""
    return st.builds(
        maker,
        st.sampled_from(stages.split()),
        valid=st.none() | EDTF,
        known=DAY.map(dt.date.isoformat),
        modality=st.sampled_from(["asserted", "asserted", "reported", "alleged", "denied"]),
        by=st.sampled_from(["none", "official", "anonymous"]),
        who=st.sampled_from([None, "AAA", "XXX", "bloc"]),
        origins=st.sampled_from([("Wire",), ("Radio",), ("Wire", "Post")]),
        basis=st.sampled_from(Basis),
        leaves_blank=st.sampled_from([(), ("when",)]),
        **fields,
    )


def _at_a_place(maker):
    def make(stage, *, place, **fields):
        hosts = ("BBB",) if place == "far-camp" else ("AAA",) if place else fields.pop("hosts")
        return maker(stage, **(fields | {"hosts": hosts, "place": place}))

    return make


def _presence(stage, *, valid, **fields):
    return presence(valid, stage, **fields)


def _count(stage, *, valid, **fields):
    return count(fields.pop("quantity"), valid, **fields)


def _membership(stage, *, valid, **fields):
    return membership(valid, stage, **fields)


PLACED = {
    "hosts": HOST,
    "actors": POWER,
    "place": st.sampled_from([None, "old-fort", "new-fort", "far-camp"]),
    "force": st.sampled_from([None, None, "blue", "grey"]),
}
STATES = st.sampled_from([("AAA",), ("BBB",), ("AAA", "BBB")])
BLOCS = st.sampled_from(["ecowas", "aes", "league"])
CLAIM = st.one_of(
    told(
        _at_a_place(_presence),
        "announced agreed under_way in_effect completed revoked",
        form=st.sampled_from(["base", "troops", "instructors", "equipment"]),
        **PLACED,
    ),
    told(
        _at_a_place(withdrawal),
        "demanded announced agreed under_way completed revoked",
        scope=st.sampled_from(["whole", "part", "site"]),
        form=st.sampled_from([None, None, "troops", "instructors", "equipment"]),
        due=st.none() | EDTF,
        **PLACED,
    ),
    told(_at_a_place(_count), "in_effect", quantity=NUMBER, **PLACED),
    told(_membership, "announced in_effect completed", actors=STATES, organisation=BLOCS),
    told(
        leaving,
        "demanded announced under_way completed revoked",
        actors=STATES,
        organisation=BLOCS,
        due=st.none() | EDTF,
    ),
    told(suspension, "announced in_effect revoked", actors=STATES, organisation=BLOCS),
    told(
        agreement,
        "announced agreed in_effect suspended revoked completed",
        hosts=HOST,
        counterparties=POWER,
        due=st.none() | EDTF,
    ),
    told(
        lambda stage, **fields: event("sanction", stage, **fields),
        "announced in_effect suspended revoked",
        hosts=HOST,
        actors=st.sampled_from([("bloc",), ("XXX",)]),
        scope=st.sampled_from([None, "part"]),
    ),
    told(
        lambda stage, **fields: event(fields.pop("kind"), stage, **fields),
        "announced completed",
        kind=st.sampled_from(["coup", "protest", "context"]),
        hosts=HOST,
    ),
)
CLAIMS = st.lists(CLAIM, max_size=7)
SAME_THING = st.lists(
    st.one_of(
        told(_presence, "announced in_effect revoked"),
        told(withdrawal, "announced agreed completed revoked", scope=st.just("whole")),
    ),
    max_size=7,
)


def on(claims, when: dt.date, known: dt.date | None = None, evidence=Evidence.ALL) -> Situation:
    return situation_of(claims, when, known, evidence)


def parts(found: Situation) -> list:
    return [
        *found.presences,
        *found.memberships,
        *found.agreements,
        *found.sanctions,
        *found.shifts,
        *found.events,
    ]


def once(claims: list[Claim]) -> dict[str, Claim]:
    return {one.id: one for one in claims}


# --- the laws ----------------------------------------------------------------------------------


@given(claims=CLAIMS, data=st.data())
def test_law_2_any_order_of_claims_gives_the_same_facts(claims, data):
    assert resolve_claims(data.draw(st.permutations(claims))) == resolve_claims(claims)


@given(claims=CLAIMS)
def test_law_2_twice_is_once(claims):
    facts = resolve_claims(claims)
    again = [one for fact in facts for one in fact.claims]
    assert resolve_claims([*claims, *claims]) == facts == resolve_claims(again)


@given(claims=CLAIMS)
def test_law_3_every_fact_has_claims_and_every_claim_a_fact(claims):
    facts = resolve_claims(claims)
    assert all(fact.claims for fact in facts)
    assert {one.id for fact in facts for one in fact.claims} == set(once(claims))


VAGUE_AND_CLOSER = [presence("2020-03/.."), presence("2020-03-20/..", origins=("Radio",))]


@given(claims=CLAIMS, when=DAY)
@example(claims=VAGUE_AND_CLOSER, when=dt.date(2020, 3, 10))
def test_law_3_every_claim_of_the_day_stands_behind_something_in_the_picture(claims, when):
    usable = once(one for one in claims if one.held_from <= when)
    drawn = parts(on(claims, when))
    assert {one.id for part in drawn for one in part.claims} <= usable.keys()
    # Who denies the whole beside a site in use is no fact of its own: it is held against the site.
    found = {one.id for part in drawn for one in (getattr(part, "behind", None) or part.claims)}
    for name in usable.keys() - found:
        vague = usable[name]
        assert vague.is_dated
        if told_alone_from(vague) > when:  # what ended in 2020 had by its last day
            continue
        # "In 2020", where another says in June, speaks of June.
        closer = [one for one in claims if one.happened.is_closer_than(vague.happened)]
        assert any(one.kind is vague.kind and one.held_from > when for one in closer)


@given(claims=CLAIMS)
def test_every_fact_has_an_id_of_its_own(claims):
    ids = [fact.id for fact in resolve_claims(claims)]
    assert len(ids) == len(set(ids))


@given(claims=CLAIMS, when=DAY)
def test_every_part_of_the_picture_has_an_id_of_its_own(claims, when):
    ids = [part.id for part in parts(on(claims, when))]
    assert len(ids) == len(set(ids))


@given(claims=CLAIMS, when=DAY)
def test_law_3_and_11_what_is_drawn_is_a_row_with_claims_and_sources(claims, when):
    found = on(claims, when)
    drawn = build_layers(found, LAND, GAZETTEER)
    rows = {row.fact: row for row in drawn.rows}
    features = {mark.fact for mark in drawn.marks} | {arrow.fact for arrow in drawn.arrows}
    features |= {fact for area in drawn.areas for fact in area.facts}
    assert features <= set(rows) == {part.id for part in parts(found)}
    assert all(row.claims for row in drawn.rows)
    assert {source.id for source in drawn.sources} == {one.source.id for one in drawn.claims}


@given(claims=CLAIMS, when=DAY)
def test_law_4_the_legend_lists_exactly_the_styles_drawn(claims, when):
    drawn = build_layers(on(claims, when), LAND, GAZETTEER)
    styles = {("area", area.key) for area in drawn.areas if area.key != "none"}
    styles |= {("ring", mark.ring) for mark in drawn.marks}
    styles |= {("arrow", arrow.key) for arrow in drawn.arrows}
    operators = {mark.actor for mark in drawn.marks} | {arrow.partner for arrow in drawn.arrows}
    # A colour is a style: operators without one of their own share one.
    styles |= {("operator", one if one in OPERATORS else OTHER) for one in operators}
    faint = "beyond" if drawn.situation.beyond else "stale"
    styles |= {("faint", faint) for one in (*drawn.marks, *drawn.arrows) if one.stale}
    assert sorted((entry.group, entry.key) for entry in drawn.legend) == sorted(styles)
    named = [e.words.removeprefix("others: ") for e in drawn.legend if e.group == "operator"]
    names = sorted(name for words in named for name in words.split(", "))
    assert names == sorted(name_of(GAZETTEER, one) for one in operators)


@given(claims=CLAIMS, more=CLAIMS, when=DAY, known=DAY)
def test_law_5_a_claim_known_later_changes_nothing(claims, more, when, known):
    late = [one for one in more if one.known_since > known]
    assert on([*claims, *late], when, known) == on(claims, when, known)


@given(claims=CLAIMS, when=DAY)
def test_law_5_to_know_all_there_is_is_to_ask_without_known_on(claims, when):
    last = max((one.known_since for one in claims), default=LAST)
    all_told = on(claims, when)
    for late in (last, last + dt.timedelta(days=1), dt.date.max):
        assert replace(on(claims, when, late), known_on=None) == all_told


@given(claims=CLAIMS, when=DAY)
def test_nothing_ends_before_it_began(claims, when):
    for part in parts(on(claims, when)):
        since, until = getattr(part, "since", None), getattr(part, "until", None)
        if since and until:
            begun, over = read_when(since).begins, read_when(until).ends
            assert begun is None or over is None or begun.earliest <= over.latest, part


TOPICS = ("presences", "memberships", "agreements", "sanctions", "shifts", "events")


@given(claims=CLAIMS, when=DAY)
def test_law_3_whatever_is_told_names_a_claim_with_its_sentence(claims, when):
    answer = answer_of(on(claims, when))
    named = answer["claims"]
    for fact in (fact for topic in TOPICS for fact in answer[topic]):
        told = [*fact["claims"], *fact.get("against", ())]
        told += [one for c in fact.get("conflicts", ()) for side in c["sides"] for one in side]
        told += [fact[one] for one in ("demand", "part_to_leave") if fact.get(one)]
        told += [count["claim"] for count in fact.get("counts", ())]
        assert fact["claims"]
        assert set(told) <= named.keys()
    assert {blank["claim"] for blank in answer["not_stated"]} <= named.keys()
    assert all(one["quote"] or one["statement"] for one in named.values())


@given(claims=CLAIMS, more=CLAIMS, when=DAY)
def test_law_5_a_reference_row_changes_nothing_for_the_seeds_alone(claims, more, when):
    rows = [one for one in more if one.source.basis is Basis.REFERENCE]
    seeds = on(claims, when, evidence=Evidence.SEEDS)
    assert on([*claims, *rows], when, evidence=Evidence.SEEDS) == seeds


@given(first=DAY, last=DAY, when=DAY)
def test_law_5_a_closed_interval_holds_on_its_days_and_on_no_other(first, last, when):
    first, last = sorted([first, last])
    found = on([presence(f"{first}/{last}")], when).presences
    state = found[0].state.value if found else None
    assert (state == "active") is (first <= when <= last)


@given(first=DAY, last=DAY, when=DAY)
def test_law_5_a_membership_of_a_closed_interval_too(first, last, when):
    first, last = sorted([first, last])
    found = on([membership(f"{first}/{last}")], when).memberships
    assert bool(found and found[0].member) is (first <= when <= last)


@given(claims=SAME_THING, when=DAY)
def test_law_7_a_denial_makes_the_fact_contested_and_stays_on_view(claims, when):
    denial = presence(when.isoformat(), modality="denied", origins=("Denier",))
    (found,) = on([*claims, denial], when).presences or [None]
    assert found is not None
    assert found.contested
    assert denial in found.claims


@given(claims=CLAIMS, when=DAY)
def test_law_7_whatever_contradicts_is_among_the_claims_and_makes_the_word(claims, when):
    found = on(claims, when)
    shown = {one.id for one in found.claims if one.held_from <= when}
    for part in parts(found):
        # Of a site it may be a denial of the whole: a claim of the picture, if not of the site.
        assert {one.id for one in getattr(part, "against", ())} <= shown
        in_doubt = "state" in [conflict.point for conflict in getattr(part, "conflicts", ())]
        assert (in_doubt or (isinstance(part, Shift) and part.contested)) == (
            part.confidence == "contested"
        )
        assert part.contested or not in_doubt


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["demanded", "announced", "agreed", "under_way"]), st.none() | EDTF, DAY
    ),
    min_size=1,
    max_size=6,
)


@given(steps=STEPS, days=st.lists(DAY, min_size=2, max_size=6))
def test_law_8_stages_only_move_forward(steps, days):
    claims = [presence("2017-01-01/..")]
    claims += [withdrawal(stage, valid, known=known.isoformat()) for stage, valid, known in steps]
    ranks = []
    for when in sorted(days):
        (found,) = on(claims, when).presences
        ranks.append(STAGE_RANK[found.stage] if found.state == "leaving" else -1)
    assert ranks == sorted(ranks)


@given(valid=EDTF, when=DAY)
def test_law_8_only_an_explicit_claim_takes_a_stage_back(valid, when):
    claims = [presence("2017-01-01/.."), withdrawal("agreed", "2017-06-01")]
    (found,) = on([*claims, withdrawal("revoked", valid)], when).presences
    revoked = {one.id for one in found.claims if one.stage is Stage.REVOKED}
    assert (found.state == "active") is bool(revoked)


@given(claims=CLAIMS, when=st.one_of(DAY, st.dates()), known=st.none() | DAY, data=st.data())
def test_the_history_of_all_days_answers_as_each_day_does_alone(claims, when, known, data):
    facts = resolve_claims(claims)
    history = history_of(facts, known)
    days = [when, *history.days, *(day + dt.timedelta(days=366) for day in history.days)]
    one = data.draw(st.sampled_from(days))
    for day in (one, one - dt.timedelta(days=1)) if one > dt.date.min else (one,):
        assert history.on(day) == situation_on(facts, day, known)


@given(claims=CLAIMS)
def test_law_9_without_a_reported_end_nothing_has_ended(claims):
    endless = [
        one
        for one in claims
        if one.stage not in (Stage.COMPLETED, Stage.REVOKED)
        and not (one.valid and one.valid.when.ends and one.valid.when.interval)
        # Who counts nobody says that all are gone.
        and not (one.quantity and one.quantity.high == 0)
    ]
    found = on(endless, LAST)
    assert "ended" not in {one.state for one in (*found.presences, *found.agreements)}
    assert all(one.member for one in found.memberships)


@given(claims=CLAIMS, when=DAY)
def test_what_is_alleged_or_denied_ends_nothing_and_makes_nothing_active(claims, when):
    doubtful = [one for one in claims if one.modality in (Modality.ALLEGED, Modality.DENIED)]
    found = on(doubtful, when)
    assert {one.state for one in found.presences} <= {"alleged"}
    assert not (found.memberships or found.agreements or found.shifts)


def moved(found: Situation) -> dict[str, tuple]:
    """How the facts that stand on somebody's word stand: all but what is planned, alleged, over."""
    told = [one for one in found.presences if one.state in ("active", "leaving")]
    told += [*found.memberships, *found.agreements, *found.sanctions]
    words = ("state", "member", "suspended", "stage", "since", "until", "due", "counts", "inferred")
    return {one.id: tuple(getattr(one, word, None) for word in words) for one in told}


@given(claims=CLAIMS, more=CLAIMS, when=DAY)
def test_what_is_alleged_or_denied_moves_nothing_that_stands(claims, more, when):
    # Who withdraws its own report is the one whose denial moves what nobody else says.
    doubtful = [
        one
        for one in more
        if not one.is_affirmed and not any(takes_back(one, told) for told in claims)
    ]
    before, after = moved(on(claims, when)), moved(on([*claims, *doubtful], when))
    assert {name: after.get(name) for name in before} == before


def retold(claim: Claim, known: dt.date) -> Claim:
    """The same words of the same origins, in another paper and later."""
    day = max(known, claim.known_since)
    return replace(claim, id=f"{claim.id}-again", known_since=day)


@given(claims=CLAIMS, when=DAY, known=DAY, data=st.data())
def test_the_same_origin_told_again_makes_nothing_surer(claims, when, known, data):
    dated = [one for one in claims if one.is_dated]
    again = [retold(one, known) for one in data.draw(st.permutations(dated))[:3]]
    before = {part.id: part.confidence for part in parts(on(claims, when))}
    after = {part.id: part.confidence for part in parts(on([*claims, *again], when))}
    assert {name: after[name] for name in before} == before


@given(claims=CLAIMS, when=DAY)
def test_before_the_first_claim_nothing_is_in_the_picture(claims, when):
    later = [one for one in claims if one.held_from > when]
    assert parts(on(later, when)) == []
    assert on(later, when).not_stated == ()


WORDED = ("title", "group", "state", "due", "count", "confidence")


def unworded(picture):
    """What a picture says beside its words."""
    names = [f.name for f in fields(Row) if f.name not in WORDED]
    rows = [tuple(getattr(row, name) for name in names) for row in picture.rows]
    marks = [
        (one.fact, one.lon, one.lat, one.ring, one.stale, one.contested) for one in picture.marks
    ]
    arrows = [(one.fact, one.key, one.path) for one in picture.arrows]
    return sorted(map(repr, rows)), sorted(marks), sorted(arrows), picture.claims


@given(claims=CLAIMS, when=DAY)
def test_a_translation_changes_no_fact(claims, when):
    found = on(claims, when)
    drawn = [build_layers(found, LAND, GAZETTEER, language=one) for one in Language]
    english, french = map(unworded, drawn)
    assert english == french


@given(claims=CLAIMS)
def test_every_change_changes_something_and_has_words_in_each_language(claims):
    for change in changes_in(history_of(resolve_claims(claims)), FIRST, LAST):
        assert change.before != change.after
        for language in Language:
            assert standing_words(change.before, language=language)
            assert standing_words(change.after, language=language)


@given(claims=CLAIMS, when=DAY)
def test_a_deadline_has_passed_only_once_its_last_day_has(claims, when):
    for part in parts(on(claims, when)):
        if getattr(part, "due_passed", False):
            assert read_when(part.due).ends.latest <= when


@given(claims=CLAIMS, when=DAY, known=DAY)
def test_law_10_one_question_one_answer(claims, when, known):
    first, again = on(claims, when, known), on(list(claims), when, known)
    assert (first, repr(first)) == (again, repr(again))


PRINT_PICTURE = """
import datetime as dt, hashlib
from pathlib import Path
from geo.boundaries import read_boundaries
from geo.corpus import read_corpus
from geo.layers import picture_of
land = read_boundaries(Path("data/sahel_boundaries.geojson"))
picture = picture_of(read_corpus(), land, dt.date(2024, 4, 20))
print(hashlib.sha256(repr(picture).encode()).hexdigest())
"""


def picture_printed(seed: str) -> str:
    command = [sys.executable, "-c", PRINT_PICTURE]
    env = os.environ | {"PYTHONHASHSEED": seed}
    return subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, check=True
    ).stdout


def test_law_10_the_picture_is_the_same_in_every_process():
    assert picture_printed("1") == picture_printed("2") != ""


def test_the_law_of_one_source_per_claim_holds_for_the_invented_ones_too():
    told = claim("coup", "completed", "2020-05-05")
    assert told.source.published.ends.latest == told.known_since


# --- imports -----------------------------------------------------------------------------------

# A module may import only from those before it. A new module takes its place here.
ORDER = [
    *("errors", "files", "dates", "model", "tables", "language", "gazetteer", "yamlfiles"),
    *("records", "claims"),
    *(
        "schema",
        "verbatim",
        "seeds",
        "reference",
        "blanks",
        "corpus",
        "resolve",
        "closer",
        "confidence",
        "conflicts",
        "coverage",
        "vague",
    ),
    *("deadlines", "forms", "arrivals", "steps", "stays", "threads", "presences"),
    *("memberships", "agreements"),
    *("sanctions", "events", "shifts", "families", "situation", "history", "timeline", "changes"),
    *("answers", "landfiles", "boundaries", "check", "style", "vocabulary", "daywords", "naming"),
    *("amounts", "citations", "words", "interface"),
    *("pagewords", "headings", "marks", "arrows", "rows", "layers", "captions", "filters"),
    "readings",
    *(
        "courses",
        "arcs",
        "waters",
        "regions",
        "opening",
        "pageland",
        "payload",
        "markup",
        "view",
        "webmap",
        "export",
    ),
    *(
        "crosswalk",
        "evidence",
        "markdown",
        "gis",
        "fonts",
        "figures",
        "report",
        "asking",
        "commands",
        "__main__",
    ),
]
# The same for the modules of a package.
FIGURES = [
    *(
        "words",
        "breaking",
        "focus",
        "standing",
        "headline",
        "briefing",
        "sentences",
        "sites",
        "template",
        "spots",
        "placing",
        "paper",
        "glyphs",
    ),
    *("projection", "terrain", "locator", "scale", "ground", "labels", "labelforms", "labelspots"),
    *("table", "legend", "ways", "siting"),
    *(
        "map",
        "multiples",
        "panel",
        "around",
        "headfoot",
        "telling",
        "layout",
        "figure",
        "numbered",
        "vision",
        "check",
    ),
    *("story", "slides"),
]
MODULES = sorted(
    path for path in (ROOT / "geo").rglob("*.py") if path != ROOT / "geo" / "__init__.py"
)
FIGURE_MODULES = sorted((ROOT / "geo" / "figures").glob("[!_]*.py"))
ONLY = {
    "folium": {"geo/webmap.py"},
    "branca": {"geo/webmap.py"},
    "matplotlib": {"geo/figures/figure.py", "geo/figures/paper.py", "geo/fonts/__init__.py"},
    "geopandas": {"geo/gis.py"},
    "streamlit": {"app.py"},
}


@functools.cache
def imports(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    whole = [node for node in froms if node.module == "geo"]
    named |= {f"geo.{alias.name}" for node in whole for alias in node.names}
    return named | {node.module for node in froms if node.module != "geo"}


def names_bound(text: str) -> Counter[str]:
    """How often a module gives each name a value of its own."""
    told: Counter[str] = Counter()
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            told[node.name] += 1
        elif isinstance(node, ast.Assign):
            told.update(one.id for one in node.targets if isinstance(one, ast.Name))
    return told


def test_a_name_means_one_thing_in_its_module():
    """Of two constants of one name a test reads the later; no other check sees it."""
    folders = ("geo", "tests", "scripts", "benchmarks")
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    bound = {path.relative_to(ROOT): names_bound(path.read_text("utf-8")) for path in paths}
    assert sum(map(len, bound.values())) > 2000
    assert [(path, name) for path, told in bound.items() for name in told if told[name] > 1] == []
    assert names_bound("A = 1\ndef f(): A = 2\nA = 3")["A"] == 2


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_in_geo_point_one_way(path):
    mine = path.relative_to(ROOT / "geo").parts[0].removesuffix(".py")
    if not mine.startswith("dashboard"):  # the page's own files import what they show
        assert mine in ORDER, "a new module takes its place in ORDER"
        used = {name.split(".")[1] for name in imports(path) if name.startswith("geo.")} - {mine}
        assert used <= set(ORDER[: ORDER.index(mine)])


@pytest.mark.parametrize("path", FIGURE_MODULES, ids=lambda path: path.stem)
def test_imports_among_figures_point_one_way(path):
    assert path.stem in FIGURES, "a new module takes its place in FIGURES"
    used = {name.split(".")[2] for name in imports(path) if name.startswith("geo.figures.")}
    assert used <= set(FIGURES[: FIGURES.index(path.stem)])


def names_in_table(document: str, head: str) -> list[str]:
    """The modules named in the first column of a table, in the order of its lines."""
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    lines = text.partition(head)[2].partition("\n\n")[0].splitlines()
    firsts = [line.split("|")[1].partition("(")[0] for line in lines if line.startswith("| `")]
    return [name for first in firsts for name in re.findall(r"`(\w+)/?`", first)]


@pytest.mark.parametrize(
    ("document", "head", "folder"),
    [
        ("architecture.md", "| module, in import order |", "geo"),
        ("figure.md", "| module of `geo/figures/`, in import order |", "geo/figures"),
    ],
)
def test_a_document_lists_every_module_once_and_after_what_it_imports(document, head, folder):
    listed, inside = names_in_table(document, head), ROOT / folder
    paths = [path for path in MODULES if inside in path.parents]
    names = {path: path.relative_to(inside).parts[0].removesuffix(".py") for path in paths}
    names = {path: name for path, name in names.items() if name != "__init__"}
    assert sorted(listed) == sorted(set(names.values()))
    package = folder.replace("/", ".") + "."
    for path, name in names.items():
        within = [one.removeprefix(package) for one in imports(path) if one.startswith(package)]
        used = {one.split(".")[0] for one in within} - {name}
        if name != "dashboard":  # the page's own files import what they show
            assert used <= set(listed[: listed.index(name)]), path


# --- the scripts of the page -------------------------------------------------------------------

SCRIPTS = [name for name, _ in ScopeMap.default_js if name != "leaflet.js"]
# What embedders and tests call (docs/page-api.md), and the page itself.
CALLED = {"start", "state", "set", "language", "theme", "payload", "ScopeMap", "Store"}
# Of the dashboard's own page.
DASHBOARD_SCRIPTS = {"frame.js", "held.js", "link.js", "looking.js", "spoken.js"}
_WORD = re.compile(r"\w+")


def _names(listed: str) -> set[str]:
    """Of ``{ a, b: c }`` the names on the left."""
    return {found[0] for part in listed.split(",") if (found := _WORD.search(part))}


def _given(script: str) -> set[str]:
    """What a script puts on the object that they share."""
    lists = re.findall(r"Object\.assign\(scope, \{(.*?)\}\)", script, re.DOTALL)
    return {*re.findall(r"\bscope\.(\w+) = ", script)}.union(*map(_names, lists))


def _taken(script: str) -> set[str]:
    """What it takes from there."""
    lists = re.findall(r"const \{([^}]*)\} = scope;", script)
    return {*re.findall(r"\bscope\.(\w+)\b(?! = )", script)}.union(*map(_names, lists))


def script(name: str) -> str:
    return (ROOT / "geo" / "web" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_of_the_page_takes_from_those_before_it_only(name):
    before = SCRIPTS[: SCRIPTS.index(name)]
    given = set().union(*(_given(script(one)) for one in before))
    own = _given(script(name))
    assert own or name == SCRIPTS[-1]
    assert not own & given, "two scripts give one name"
    assert _taken(script(name)) <= given | own


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_a_script_gives_is_taken(name):
    after = SCRIPTS[SCRIPTS.index(name) + 1 :]
    assert _given(script(name)) <= CALLED.union(*(_taken(script(one)) for one in after))


def test_every_script_that_ships_is_in_the_page_or_the_dashboard():
    shipped = {path.name for path in (ROOT / "geo" / "web").glob("*.js")}
    assert shipped == {*SCRIPTS, *DASHBOARD_SCRIPTS}


def test_the_law_of_scripts_sees_what_is_taken_and_given():
    assert _given("Object.assign(scope, { Names, of: none });\nscope.labels = {};") == {
        *("Names", "of", "labels"),
    }
    assert _taken("const { el,\n icon } = scope;\nscope.labels.place();\nscope.mine = 1;") == {
        *("el", "icon", "labels"),
    }


@pytest.mark.parametrize("library", ONLY)
def test_a_library_is_known_to_its_own_files_only(library):
    mine = [*MODULES, *ROOT.glob("*.py")]
    users = {
        path.relative_to(ROOT).as_posix()
        for path in mine
        if any(name.split(".")[0] == library for name in imports(path))
    }
    allowed = ONLY[library]
    if library == "streamlit":
        allowed = allowed | {one for one in users if one.startswith("geo/dashboard")}
    assert users <= allowed
