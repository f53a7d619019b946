"""Tell how much of all probability the beads of a path hold, when every path through the grid has some.

The forward-backward algorithm over the same grid as the search: a path weighs the exponential of its gain over a
temperature, and the posterior of a bead is the share of the paths that contain it.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from align.path import NOWHERE, SKIP_COLUMN, SKIP_ROW, Band, Floats, Shape, Step, arrivals, overlap


def posteriors(band: Band, gains: Mapping[Shape, Floats], path: Sequence[Step], temperature: float) -> list[float]:
    """Return the posterior, 0 to 1, of each step of a path; gains are as for ``best_path``."""
    scaled = {shape: gain / np.float32(temperature) for shape, gain in gains.items()}
    forward, backward = _forward(band, scaled), _backward(band, scaled)
    everything = float(backward[0, 0])
    return [float(np.exp(min(0.0, _through(step, band, scaled, forward, backward) - everything))) for step in path]


def _through(step: Step, band: Band, gains: Mapping[Shape, Floats], forward: Floats, backward: Floats) -> float:
    """Return the logarithm of the weight of all paths that take a step."""
    rows, columns = step
    begin = rows.start, columns.start - band.low[rows.start]
    end = rows.stop, columns.stop - band.low[rows.stop]
    shape = len(rows), len(columns)
    gain = 0.0 if shape in (SKIP_ROW, SKIP_COLUMN) else float(gains[shape][end])
    return float(forward[begin]) + gain + float(backward[end])


def _forward(band: Band, gains: Mapping[Shape, Floats]) -> Floats:
    """Return the logarithm of the weight of all ways from the first corner to each point."""
    weights = np.full((band.rows + 1, band.width), NOWHERE, dtype=np.float32)
    for row in range(band.rows + 1):
        weights[row] = np.logaddexp.accumulate(_log_sum(arrivals(band, row, weights, gains)))
        weights[row, band.columns + 1 - band.low[row] :] = NOWHERE
    return weights


def _backward(band: Band, gains: Mapping[Shape, Floats]) -> Floats:
    """Return the logarithm of the weight of all ways from each point to the last corner."""
    weights = np.full((band.rows + 1, band.width), NOWHERE, dtype=np.float32)
    for row in range(band.rows, -1, -1):
        weights[row] = np.logaddexp.accumulate(_log_sum(_departures(band, row, weights, gains))[::-1])[::-1]
    return weights


def _departures(band: Band, row: int, weights: Floats, gains: Mapping[Shape, Floats]) -> Floats:
    """Return ``[shapes + 1, width]``: the weight of all ways on from a row by each step, and last by a skipped row."""
    leaving = np.full((len(gains) + 1, band.width), NOWHERE, dtype=np.float32)
    if row == band.rows:
        leaving[0, band.columns - band.low[row]] = 0.0
        return leaving
    for at, (shape, gain) in enumerate(gains.items()):
        end = row + shape[0]
        if end <= band.rows:
            here, there = overlap(-band.shift(end, shape), band.width)
            np.add(weights[end, there], gain[end, there], out=leaving[at, here])
    here, there = overlap(-band.shift(row + 1, SKIP_ROW), band.width)
    leaving[-1, here] = weights[row + 1, there]
    return leaving


def _log_sum(logarithms: Floats) -> Floats:
    """Return the logarithm of the sum over the first axis."""
    highest = logarithms.max(axis=0)
    return np.asarray(highest + np.log(np.exp(logarithms - highest).sum(axis=0)), dtype=np.float32)
