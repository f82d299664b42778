"""Stories told without a gap: what each day of them is, from a plain walk through the acts.

The engine works from claims in any order, with two clocks; a story whose every act is dated, told
once and contradicted by nobody has one answer a day, that anybody can read off. Stories repeat: who
left comes back, what was lifted is imposed anew, a notice that was taken back is given again.
"""

import datetime as dt
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from geo.history import history_of
from geo.resolve import resolve_claims
from tests.invented import agreement, claim, leaving, membership, presence, suspension, withdrawal

OUT = "out"


class Story:
    """Acts on days of their own, and the answer from each day on."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.day = dt.date(1990, 1, 1)
        self.claims: list = []
        self.answers: list[tuple[dt.date, object]] = []

    def then(self, act, stage: str, answer: object, **fields) -> None:
        """One more act, some time later, published on the day or up to a year after it."""
        self.day += dt.timedelta(days=self.chance.randint(40, 700))
        known = self.day + dt.timedelta(days=self.chance.choice([0, 0, 3, 365]))
        act_of = {"stage": stage, "valid": self.day.isoformat(), "known": known.isoformat()}
        self.claims.append(act(**(act_of | fields)))
        self.answers.append((self.day, answer))

    def often(self, likely: float = 0.6) -> bool:
        return self.chance.random() < likely


def membership_story(story: Story) -> None:
    for _ in range(3):
        story.then(membership, "in_effect", "in")
        while story.often(0.4):
            story.then(suspension, "in_effect", "in, suspended")
            story.then(suspension, "revoked", "in")
        while story.often(0.4):
            story.then(leaving, "announced", "in, leaving")
            story.then(leaving, "revoked", "in")
        if story.often():
            story.then(leaving, "announced", "in, leaving")
        by = {"by": "official", "who": "bloc"} if story.often() else {}
        story.then(leaving, "completed", OUT, **by)


def pact_story(story: Story) -> None:
    for _ in range(3):
        story.then(agreement, "in_effect", "in")
        while story.often(0.4):
            story.then(agreement, "suspended", "in, suspended")
            story.then(agreement, "in_effect", "in")
        while story.often(0.4):
            story.then(agreement, "revoked", "in, leaving", due="2090-01-01")
            story.then(agreement, "in_effect", "in")
        story.then(agreement, "revoked" if story.often() else "completed", OUT)


def sanction_story(story: Story) -> None:
    def sanction(**fields):
        return claim("sanction", **fields, actors=("bloc",), hosts=("AAA",))

    for _ in range(3):
        story.then(sanction, "in_effect", "in")
        while story.often(0.4):
            story.then(sanction, "suspended", "in, suspended")
            story.then(sanction, "in_effect", "in")
        story.then(sanction, "revoked" if story.often() else "completed", OUT)


def presence_story(story: Story) -> None:
    for _ in range(3):
        story.then(presence, "in_effect", "in")
        while story.often(0.4):
            story.then(withdrawal, "announced", "in, leaving")
            story.then(withdrawal, "revoked", "in")
        if story.often():
            story.then(withdrawal, "announced", "in, leaving")
        story.then(withdrawal, "completed", OUT)


def answered(history, day: dt.date) -> object:
    told = history.on(day)
    (part,) = (*told.presences, *told.memberships, *told.agreements, *told.sanctions)
    assert not part.contested
    if not getattr(part, "member", True) or getattr(part, "state", "") in ("ended", "lifted"):
        return OUT
    marks = {
        "suspended": getattr(part, "suspended", False) or getattr(part, "state", "") == "suspended",
        "leaving": getattr(part, "exit_announced", False)
        or getattr(part, "end_announced", False)
        or getattr(part, "state", "") == "leaving",
    }
    return ", ".join(["in", *(mark for mark, holds in marks.items() if holds)])


STORIES = st.sampled_from([membership_story, pact_story, sanction_story, presence_story])


@given(tell=STORIES, seed=st.integers(0, 10**6))
def test_a_story_told_without_a_gap_reads_as_it_was_told(tell, seed):
    story = Story(Random(seed))
    tell(story)
    history = history_of(resolve_claims(story.claims), None)
    days = [day for day, _ in story.answers]
    for (day, answer), until in zip(story.answers, [*days[1:], dt.date(2089, 1, 1)], strict=True):
        for one in (day, day + (until - day) // 2, until - dt.timedelta(days=1)):
            assert answered(history, one) == answer


@given(tell=STORIES, seed=st.integers(0, 10**6))
def test_each_spell_of_a_story_rests_on_its_own_acts(tell, seed):
    story = Story(Random(seed))
    tell(story)
    history = history_of(resolve_claims(story.claims), None)
    begun = None
    for number, (day, answer) in enumerate(story.answers):
        before = story.answers[number - 1][1] if number else OUT
        begun = day if before == OUT and answer != OUT else begun
        told = history.on(day)
        (part,) = (*told.presences, *told.memberships, *told.agreements, *told.sanctions)
        assert all(one.happened.earliest >= begun for one in part.support)
