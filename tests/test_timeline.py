"""The timeline answers every question as the engine answers each alone."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.model import Basis, Evidence
from geo.resolve import resolve_claims
from geo.shifts import Shift
from geo.situation import situation_on
from geo.timeline import spans_on, timeline_of
from tests.invented import agreement, event, presence, withdrawal
from tests.test_laws import CLAIMS, DAY


def without_claims(item):
    """What a part says but for the reports that change nothing else, by name."""
    kept = {name: getattr(item, name) for name in item.__slots__ if name != "claims"}
    return type(item).__name__, kept


def answer(situation):
    return {part.id: without_claims(part) for part in (*situation.parts, *situation.shifts)}


@given(
    claims=CLAIMS,
    when=DAY,
    known=st.none() | DAY,
    evidence=st.sampled_from(Evidence),
)
def test_the_spans_of_a_question_are_its_answer(claims, when, known, evidence):
    facts = resolve_claims(claims)
    found = spans_on(timeline_of(facts), when, known, evidence)
    alone = situation_on(facts, when, known, evidence)
    assert {span.item.id: without_claims(span.item) for span in found} == answer(alone)


CLOSER = [
    presence("2018-01-01/..", known="2018-02-01"),
    withdrawal("completed", "2019-04", known="2019-04-28", scope="whole", origins=("Wire",)),
    withdrawal("completed", "2019-04-25", known="2019-04-27", scope="whole", origins=("Radio",)),
]


@given(
    claims=CLAIMS,
    when=DAY,
    known=st.none() | DAY,
    evidence=st.sampled_from(Evidence),
)
@example(claims=CLOSER, when=dt.date(2019, 4, 10), known=None, evidence=Evidence.ALL)
@example(
    claims=CLOSER, when=dt.date(2019, 4, 10), known=dt.date(2019, 4, 27), evidence=Evidence.ALL
)
@example(claims=CLOSER, when=dt.date(2019, 4, 30), known=None, evidence=Evidence.ALL)
def test_a_page_knows_which_claims_tell_a_part(claims, when, known, evidence):
    """Those of the span, or by its rule those of the fact."""
    facts = {fact.id: fact for fact in resolve_claims(claims)}
    asked = situation_on([*facts.values()], when, known, evidence)
    alone = {part.id: {one.id for one in part.claims} for part in (*asked.parts, *asked.shifts)}
    for span in spans_on(timeline_of(facts.values()), when, known, evidence):
        told = {
            one.id
            for one in (span.item.claims if span.told else facts[span.item.id].claims)
            if span.told
            or (
                (known is None or one.known_since <= known)
                and (evidence is Evidence.ALL or one.source.basis is Basis.SEED)
                and one.held_from <= when
            )
        }
        assert told == alone[span.item.id]


@given(claims=CLAIMS)
def test_of_one_fact_no_two_spans_answer_one_question(claims):
    spans = timeline_of(resolve_claims(claims))
    days = {span.true[0] for span in spans}
    for evidence in Evidence:
        for day in days:
            holding = [
                span.item.id
                for span in spans
                if evidence in span.evidence
                and span.known[1] is None
                and span.true[0] <= day
                and (span.true[1] is None or day < span.true[1])
                and not span.item.id.startswith("event-")  # told beside two facts, once each
            ]
            assert len(holding) == len(set(holding))


def spans_of(*claims):
    return timeline_of(resolve_claims(claims))


def test_what_becomes_known_later_begins_a_span_of_its_own():
    spans = spans_of(
        presence("2018-01-01/..", known="2018-02-01"),
        withdrawal("completed", "2019-05-05", known="2020-01-01", scope="whole"),
    )
    ends = [span for span in spans if getattr(span.item, "state", None) == "ended"]
    assert {span.known[0] for span in ends} == {dt.date(2020, 1, 1)}
    believed = spans_on(spans, dt.date(2019, 12, 1), dt.date(2019, 12, 1), Evidence.ALL)
    assert [span.item.state for span in believed if not isinstance(span.item, Shift)] == ["active"]


def test_a_report_that_changes_only_their_number_begins_no_span():
    first = presence("2018-01-01/..", known="2018-02-01")
    retold = event("coup", "completed", "2018-03-03", known="2018-04-01")
    assert len([s for s in spans_of(first, retold) if s.item.id == spans_of(first)[0].item.id]) == 1


def test_a_pact_and_a_presence_of_the_same_two_are_asked_together():
    # Who has left the country is one who goes; that the pact ended too is no second one.
    facts = resolve_claims(
        [
            presence("2018-01-01/..", known="2018-02-01"),
            withdrawal("completed", "2019-01-01", known="2019-02-01", scope="whole"),
            agreement("in_effect", "2018-01-01", known="2018-02-01"),
            agreement("revoked", "2019-01-01", known="2019-02-01"),
        ]
    )
    day = dt.date(2019, 3, 1)
    found = spans_on(timeline_of(facts), day, None, Evidence.ALL)
    shifts = [span.item.id for span in found if isinstance(span.item, Shift)]
    assert shifts == [shift.id for shift in situation_on(facts, day).shifts]
    assert len(shifts) == 1


@pytest.mark.parametrize(
    ("basis", "evidence"),
    [
        (Basis.SEED, {frozenset(Evidence)}),
        (Basis.REFERENCE, {frozenset([Evidence.ALL])}),
    ],
)
def test_what_only_reference_rows_say_is_no_answer_of_the_seeds(basis, evidence):
    spans = spans_of(presence("2018-01-01/..", basis=basis))
    assert {span.evidence for span in spans} == evidence
