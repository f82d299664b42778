"""The shipped corpus and its land, read once a session: what is made of them is kept with them."""

import functools

from geo.boundaries import Boundaries, read_boundaries
from geo.check import BOUNDARIES
from geo.corpus import Corpus, read_corpus


@functools.cache
def corpus() -> Corpus:
    return read_corpus()


@functools.cache
def boundaries() -> Boundaries:
    return read_boundaries(BOUNDARIES)
