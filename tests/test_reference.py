"""Reference rows: a citation and our own sentence where a seed has its words."""

import datetime as dt

import pytest

from geo.model import Basis, Claim, Kind
from geo.reference import REFERENCE_COLUMNS, read_reference
from geo.tables import dump_table
from tests.invented import GAZETTEER, exactly, reference_row


def read(tmp_path, *rows: dict[str, str]) -> tuple[tuple[Claim, ...], list]:
    problems: list = []
    path = tmp_path / "reference.csv"
    path.write_text(dump_table(rows, REFERENCE_COLUMNS), encoding="utf-8")
    return read_reference(path, GAZETTEER, problems, {}), problems


def test_the_row_these_tests_break_is_good(tmp_path):
    (claim,), problems = read(tmp_path, reference_row())
    assert (claim.id, problems) == ("ref-bloc-bbb", [])


@pytest.mark.parametrize(
    ("field", "value", "advice"),
    [
        ("publisher", "", "stands on its citation"),
        ("title", " ", "stands on its citation"),
        ("published", "", "stands on its citation"),
        ("origins", "", "stands on its citation"),
        ("url", "", "address of the cited page"),
        ("url", "example.org/members", "address of the cited page"),
        ("url", "ftp://example.org/members", "address of the cited page"),
        ("url", "https://example.org/our members", "address of the cited page"),
        ("url", 'https://example.org/"><script>', "address of the cited page"),
        ("published", "not stated", "made public"),
        ("published", "1990-02-30", "publication in EDTF"),
        ("published", "1990/1991", "publication in EDTF"),
        ("published", "May 1990", "publication in EDTF"),
        ("reliability", "G", "Known: A, B, C, D, E, F"),
        ("reliability", "a", "Known: A, B, C, D, E, F"),
        ("reliability", "E", "Say reported"),
        ("credibility", "4", "Say reported"),
        ("credibility", "5", "Say reported"),
        ("credibility", "7", "Known: 1, 2, 3, 4, 5, 6"),
        ("statement", "", "a sentence of ours"),
        ("kind", "membersip", "Did you mean 'membership'?"),
        ("stage", "demanded", "Known: agreed, announced"),
        ("actors", "BBC", "Did you mean 'BBB'?"),
        ("organisation", "", "Add 'organisation'"),
        ("valid", "", "'not stated'"),
        ("reviewed_by", "", "Correct it"),
        ("reviewed_at", "soon", "Correct it"),
        ("force", "blue", "Leave 'force' out"),
        ("attribution", "gossip", "Known: "),
    ],
)
def test_a_bad_cell_is_one_clear_problem(tmp_path, field, value, advice):
    claims, (problem,) = read(tmp_path, reference_row(**{field: value}))
    assert claims == ()
    assert (problem.file, problem.record) == ("reference.csv", "ref-bloc-bbb")
    assert advice in problem.fix


def test_a_day_of_publication_that_is_none_is_shown_as_it_stands(tmp_path):
    _, (problem,) = read(tmp_path, reference_row(published="2024-13"))
    assert problem.found == "2024-13"
    assert "there is no month 13" in problem.fix


COLUMNS = {
    "a date": ({"valid": "1.2.2020"}, "valid", "forms"),
    "a day of review": ({"reviewed_at": "soon"}, "reviewed_at", "Correct it"),
    "a kind of speaker": ({"attribution": "gossip"}, "attribution", "Known: "),
    "a speaker": (
        {"attribution": "named", "attribution_who": "Q"},
        "attribution_who",
        "to actors.csv",
    ),
    "several with a comma": ({"actors": "BBB,CCC"}, "actors", "Put ';' between several."),
}


@pytest.mark.parametrize(("cells", "column", "fix"), COLUMNS.values(), ids=COLUMNS)
def test_a_problem_is_told_by_its_column(tmp_path, cells, column, fix):
    _, (problem,) = read(tmp_path, reference_row(**cells))
    assert problem.field == column
    assert fix.casefold() in problem.fix.casefold()


def test_what_a_number_lacks_is_told_by_the_columns(tmp_path):
    row = reference_row(kind="troop_count", organisation="", actors="BBB", hosts="AAA")
    _, problems = read(tmp_path, row | {"stage": "in_effect", "quantity_low": "5"})
    told = {problem.field: problem.fix for problem in problems}
    assert told["quantity_unit"] == "Add 'quantity_unit' to the record."


@pytest.mark.parametrize(
    ("grades", "shown"),
    [
        ({"reliability": "", "credibility": "", "grade_reason": ""}, ("F", "6", "Not graded.")),
        ({"reliability": "F", "credibility": "6"}, ("F", "6", "Its own list.")),
        ({"reliability": "E", "modality": "reported"}, ("E", "1", "Its own list.")),
        ({"credibility": "5", "modality": "alleged"}, ("A", "5", "Its own list.")),
    ],
)
def test_a_weak_row_is_kept_as_reported_and_one_nobody_judged_is_f6(tmp_path, grades, shown):
    (claim,), problems = read(tmp_path, reference_row(**grades))
    assert problems == []
    assert (claim.grade.reliability, claim.grade.credibility, claim.grade.reason) == shown


def test_a_bad_row_costs_no_other_row(tmp_path):
    claims, problems = read(
        tmp_path,
        reference_row(id="a"),
        reference_row(id="b", url=""),
        reference_row(id="c"),
    )
    assert [claim.id for claim in claims] == ["a", "c"]
    assert [problem.record for problem in problems] == ["b"]


def test_a_page_without_a_date_stands_for_an_act_made_public_on_a_day(tmp_path):
    row = reference_row(published="not stated", made_public="1990-05-01")
    (claim,), problems = read(tmp_path, row)
    assert (problems, claim.source.published) == ([], None)
    assert claim.known_since == dt.date(1990, 5, 1)


def test_a_public_act_is_known_from_its_day_whenever_the_page_was_written(tmp_path):
    (claim,), _ = read(tmp_path, reference_row(published="2020", made_public="1990-05-01"))
    assert (claim.known_since, claim.source.published.edtf) == (dt.date(1990, 5, 1), "2020")


def test_without_a_public_act_a_claim_is_known_from_its_publication(tmp_path):
    (claim,), _ = read(tmp_path, reference_row())
    assert claim.known_since == dt.date(1990, 5, 2)


@pytest.mark.parametrize("reliability", "ABCDEF")
@pytest.mark.parametrize("credibility", "123456")
def test_every_admiralty_grade_is_kept_with_its_reason(tmp_path, reliability, credibility):
    row = reference_row(modality="reported", reliability=reliability, credibility=credibility)
    (claim,), _ = read(tmp_path, row)
    grade = claim.grade
    assert (grade.reliability, grade.credibility, grade.reason) == (
        reliability,
        credibility,
        "Its own list.",
    )


def test_a_reference_claim_has_our_sentence_and_no_quote(tmp_path):
    (claim,), _ = read(tmp_path, reference_row())
    assert (claim.quote, claim.words) == (None, "Bland joins the Bloc.")
    assert claim.source.basis is Basis.REFERENCE


def test_one_page_is_one_source_however_many_rows_cite_it(tmp_path):
    rows = [
        reference_row(id="a"),
        reference_row(id="b"),
        reference_row(id="c", url="https://x.org"),
    ]
    claims, _ = read(tmp_path, *rows)
    first, second, other = (claim.source.id for claim in claims)
    assert first == second != other


def test_several_things_in_a_cell_are_parted_by_semicolons(tmp_path):
    row = reference_row(actors="AAA; BBB", origins="Wire;Radio", leaves_blank="when; where")
    (claim,), _ = read(tmp_path, row)
    assert (claim.actors, claim.origins) == (("AAA", "BBB"), ("Wire", "Radio"))
    assert claim.leaves_blank == ("when", "where")


def test_a_quantity_is_put_together_from_its_cells(tmp_path):
    row = reference_row(
        kind="troop_count",
        actors="XXX",
        hosts="AAA",
        organisation="",
        quantity_low="50",
        quantity_high="50",
        quantity_comparison="exactly",
        quantity_unit="persons",
        quantity_words="50",
    )
    (claim,), problems = read(tmp_path, row)
    assert (problems, claim.kind, claim.quantity) == ([], Kind.TROOP_COUNT, exactly(50))


def test_a_blank_attribution_is_the_page_s_own_voice(tmp_path):
    (claim,), _ = read(tmp_path, reference_row(attribution="", attribution_who=""))
    assert claim.attribution.type == "none"


def test_a_row_with_an_id_of_the_table_costs_only_itself(tmp_path):
    rows = [reference_row(id="a"), reference_row(id="a", valid="1991"), reference_row(id="b")]
    claims, (problem,) = read(tmp_path, *rows)
    assert (problem.field, problem.found) == ("id", "a")
    assert [(claim.id, claim.valid.when.edtf) for claim in claims] == [
        ("a", "1990-05-01"),
        ("b", "1990-05-01"),
    ]


def test_a_table_with_another_header_gives_no_claims(tmp_path):
    path, problems = tmp_path / "reference.csv", []
    path.write_text(dump_table([], REFERENCE_COLUMNS).replace("stage", "step"))
    assert read_reference(path, GAZETTEER, problems, {}) == ()
    assert {problem.record for problem in problems} == {"header"}
