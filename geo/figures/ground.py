"""What lies under any box of a figure's map: countries, other land, sea."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.figures.spots import Box
from geo.style import LAND, SEA, AreaStyle

_CELL = 6.0


@dataclass(frozen=True, slots=True)
class Ground:
    """The ground of one frame, by cells of a few pixels."""

    frame: Box
    styles: tuple[AreaStyle, ...]  # of the countries, then of other land, then of the sea
    countries: tuple[str, ...]
    # Cells of each ground above and left of a corner: four look-ups count any box.
    sums: np.ndarray[Any, np.dtype[np.int32]]

    @classmethod
    def of(
        cls,
        shapes: Mapping[str, BaseGeometry],
        styles: Mapping[str, AreaStyle],
        land: BaseGeometry,
        frame: Box,
    ) -> Ground:
        """Look once at the middle of every cell."""
        kinds = (*(styles[name] for name in shapes), AreaStyle(LAND), AreaStyle(SEA))
        return cls(frame, kinds, tuple(shapes), _cells(tuple(shapes.values()), land, frame))

    def shares(self, boxes: np.ndarray[Any, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
        """How much of each box lies on each ground, one row a box."""
        rows, columns = self.sums.shape[1] - 1, self.sums.shape[2] - 1
        low = np.floor((boxes[:, :2] - self.frame[:2]) / _CELL).astype(int)
        high = np.ceil((boxes[:, 2:] - self.frame[:2]) / _CELL).astype(int)
        left, right = np.clip(low[:, 0], 0, columns - 1), np.clip(high[:, 0], 1, columns)
        top, bottom = np.clip(low[:, 1], 0, rows - 1), np.clip(high[:, 1], 1, rows)
        s = self.sums
        counts = s[:, bottom, right] - s[:, top, right] - s[:, bottom, left] + s[:, top, left]
        return np.asarray((counts / np.maximum(counts.sum(axis=0), 1)).T)

    def abroad(
        self, boxes: np.ndarray[Any, Any], home: str
    ) -> np.ndarray[Any, np.dtype[np.float64]]:
        """How much of each box lies on land that is not of a country; none of one not here."""
        if home not in self.countries or not len(boxes):
            return np.zeros(len(boxes))
        shares = self.shares(boxes)
        return np.asarray(1 - shares[:, self.countries.index(home)] - shares[:, -1])

    def borders(self, boxes: np.ndarray[Any, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
        """How far each box stands over a border or a coast: 0 on one ground, 1 half on another."""
        if not len(boxes):
            return np.zeros(0)
        return np.asarray(np.minimum(1.0, 2 * (1 - self.shares(boxes).max(axis=1))))

    def colour(self, box: Box) -> str:
        """The fill under most of a box."""
        return self.styles[int(self.shares(np.array([box]))[0].argmax())].fill


@functools.lru_cache(maxsize=8)  # as many frames as land_in keeps
def _cells(
    shapes: Sequence[BaseGeometry], land: BaseGeometry, frame: Box
) -> np.ndarray[Any, np.dtype[np.int32]]:
    """The sums of a ground, whose cells no day moves."""
    xs = np.arange(frame[0] + _CELL / 2, frame[2], _CELL)
    ys = np.arange(frame[1] + _CELL / 2, frame[3], _CELL)
    x, y = np.meshgrid(xs, ys)
    grounds = [*shapes, land]
    shapely.prepare(grounds)
    layers = [shapely.contains_xy(ground, x, y) for ground in grounds]
    country = np.logical_or.reduce(layers[:-1])
    layers = [*layers[:-1], layers[-1] & ~country, ~country & ~layers[-1]]
    sums = np.pad(np.cumsum(np.cumsum(layers, axis=1), axis=2), ((0, 0), (1, 0), (1, 0)))
    return sums.astype(np.int32)
