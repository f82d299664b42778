"""YAML as text: what a plain reader would turn into something else stays what is written."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import SahelscopeError
from geo.yamlfiles import dump_yaml, load_yaml

# What a plain YAML reader would turn into something else than the text that stands there.
TREACHEROUS = ["NO", "ON", "yes", "null", "~", "2024-04-19", "1_000", "0o14", "1e3", "12:30:45"]
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
YAMLS = st.recursive(
    TEXTS | st.sampled_from(TREACHEROUS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


def loaded(tmp_path, text: str) -> Any:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    return load_yaml(path, "a.yaml")


@pytest.mark.parametrize("scalar", TREACHEROUS)
def test_every_scalar_stays_the_text_it_is(tmp_path, scalar):
    assert loaded(tmp_path, f"host: {scalar}\n") == {"host": scalar}


@pytest.mark.parametrize("scalar", TREACHEROUS)
def test_a_key_stays_the_text_it_is(tmp_path, scalar):
    assert loaded(tmp_path, f"{scalar}: 1\n") == {scalar: "1"}


@given(content=st.dictionaries(TEXTS, YAMLS, max_size=4))
def test_what_is_dumped_and_loaded_is_the_same(tmp_path_factory, content):
    assert loaded(tmp_path_factory.mktemp("yaml"), dump_yaml(content)) == content


def test_a_repeated_key_is_refused_by_name(tmp_path):
    with pytest.raises(SahelscopeError, match="the key 'id' twice"):
        loaded(tmp_path, "id: a\nid: b\n")


def test_equal_keys_of_two_claims_are_not_repeated(tmp_path):
    assert loaded(tmp_path, "- id: a\n- id: b\n") == [{"id": "a"}, {"id": "b"}]


def test_a_tag_builds_no_object(tmp_path):
    written = loaded(tmp_path, "a: !!python/object/apply:os.system [echo]\n")
    assert written == {"a": ["echo"]}
