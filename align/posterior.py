"""Tell how much of all probability the beads of a path hold, when every path through the grid has some.

The forward-backward algorithm over the same grid as the search: a path weighs the exponential of its gain over a
temperature, and the posterior of a bead is the share of the paths that contain it.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from align.path import NOWHERE, SKIP_ROW, Arrivals, Band, Floats, Margin, Shape, Step, worths


def posteriors(band: Band, gains: Mapping[Shape, Floats], path: Sequence[Step], temperature: float) -> list[float]:
    """Return the posterior, 0 to 1, of each step of a path; gains are as for ``best_path``.

    That of a sentence left alone is the share of the paths that leave it alone, wherever in the other text.
    """
    scale = np.float32(temperature)
    forward, backward = _forward(band, gains, scale), _backward(band, gains, scale)
    everything = float(backward[0, 0])
    throughs = (_through(step, band, gains, forward, backward, temperature) for step in path)
    return [float(np.exp(min(0.0, through - everything))) for through in throughs]


def expectations(band: Band, gains: Mapping[Shape, Floats]) -> tuple[float, dict[Shape, Floats]]:
    """Return the logarithm of the weight of all paths, and by shape the posterior of the bead that ends at each point.

    Gains are as for ``best_path``.
    """
    forward, backward = _forward(band, gains, np.float32(1)), _backward(band, gains, np.float32(1))
    everything = float(backward[0, 0])
    padded = np.pad(forward, ((0, 0), (band.width, band.width)), constant_values=NOWHERE)
    shares = {}
    for (tall, wide), gain in gains.items():
        rows = np.maximum(np.arange(band.rows + 1) - tall, 0)
        climb = np.clip(band.low - band.low[rows] - wide, -band.width, band.width)
        before = padded[rows[:, None], climb[:, None] + np.arange(band.width, 2 * band.width)]
        shares[tall, wide] = np.exp(np.minimum(before + gain + backward - everything, 0)).astype(np.float32)
    return everything, shares


def _through(
    step: Step, band: Band, gains: Mapping[Shape, Floats], forward: Floats, backward: Floats, temperature: float
) -> float:
    """Return the logarithm of the weight of all paths that take a step."""
    rows, columns = step
    if not rows:
        row, at = np.arange(band.rows + 1), columns.start - band.low
        there = (at >= 0) & (at + 1 < band.width)
        return float(np.logaddexp.reduce(forward[row[there], at[there]] + backward[row[there], at[there] + 1]))
    if not columns:
        ahead = band.low[rows.stop] - band.low[rows.start]
        return float(
            np.logaddexp.reduce(forward[rows.start, ahead:] + backward[rows.stop, : max(0, band.width - ahead)])
        )
    begin = rows.start, columns.start - band.low[rows.start]
    end = rows.stop, columns.stop - band.low[rows.stop]
    gain = float(gains[len(rows), len(columns)][end])
    return float(forward[begin]) + gain / temperature + float(backward[end])


def _forward(band: Band, gains: Mapping[Shape, Floats], temperature: np.float32) -> Floats:
    """Return the logarithm of the weight of all ways from the first corner to each point."""
    arrivals = Arrivals(band, (*gains, SKIP_ROW))
    for row, worth in enumerate(worths(gains)):
        arrivals.totals[row] = np.logaddexp.accumulate(_log_sum(arrivals.at(row, worth / temperature)))
        arrivals.totals[row, band.columns + 1 - band.low[row] :] = NOWHERE
    return arrivals.totals


def _backward(band: Band, gains: Mapping[Shape, Floats], temperature: np.float32) -> Floats:
    """Return the logarithm of the weight of all ways from each point to the last corner."""
    steps = (*gains, SKIP_ROW)
    margin, (tall, wide) = Margin.of(band, steps), np.array(steps).T
    weights = np.full((band.rows + 1, band.width), NOWHERE, dtype=np.float32)
    # For the rows last done, by turns: the weight of each step that ends at a point together with all ways on from it.
    onward = np.full((margin.tall + 1, len(steps), margin.wide), NOWHERE, dtype=np.float32)
    inside, places, rows = (
        slice(margin.before, margin.before + band.width),
        np.arange(band.width),
        np.arange(len(weights)),
    )
    after = rows[:, None] + tall
    shifts = np.maximum(band.low[:, None] - band.low[np.minimum(after, band.rows)], -band.width) + wide
    ends = (after % len(onward) * len(steps) + np.arange(len(steps))) * margin.wide + margin.before + shifts
    for row, worth in zip(rows[::-1], worths(gains, -1), strict=True):
        leaving = onward.take(ends[row][:, None] + places)
        if row == band.rows:
            leaving[0, band.columns - band.low[row]] = 0.0
        weights[row] = np.logaddexp.accumulate(_log_sum(leaving)[::-1])[::-1]
        onward[row % len(onward), :, inside] = weights[row] + worth / temperature
    return weights


def _log_sum(logarithms: Floats) -> Floats:
    """Return the logarithm of the sum over the first axis."""
    highest = logarithms.max(axis=0)
    return np.asarray(highest + np.log(np.exp(logarithms - highest).sum(axis=0)), dtype=np.float32)
