"""How far apart colours are, also for eyes that see fewer of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]

# Machado, Oliveira and Fernandes 2009, "A physiologically-based model for simulation of color
# vision deficiency", severity 1.0; they act on linear RGB.
DEFICIENCIES: dict[str, Array] = {
    "all colours": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
# Björn Ottosson 2020, "A perceptual color space for image processing" (Oklab).
_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def seen_colour(colour: str, deficiency: str) -> Array:
    """An sRGB hex colour as one kind of eye sees it, in Oklab times 100.

    Examples
    --------
    >>> seen_colour("#FFFFFF", "all colours").round(1).tolist()
    [100.0, 0.0, 0.0]
    """
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    dimmed = (DEFICIENCIES[deficiency] @ linear).clip(0, 1)
    return np.asarray(100 * (_LAB @ np.cbrt(_LMS @ dimmed)) + 0.0)


def nearest_colours(colours: Iterable[str]) -> tuple[float, str, str, str] | None:
    """The two colours hardest to tell apart: how far (Oklab times 100), which, by which eyes.

    None if there are not two.

    Examples
    --------
    >>> nearest_colours(["#000000"]) is None
    True
    >>> nearest_colours(["#000000", "#FFFFFF"])[0] > 90
    True
    """
    pairs = itertools.combinations(sorted(set(colours)), 2)
    found = [
        (float(np.linalg.norm(seen_colour(one, eyes) - seen_colour(other, eyes))), one, other, eyes)
        for one, other in pairs
        for eyes in DEFICIENCIES
    ]
    return min(found, default=None)
