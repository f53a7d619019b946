"""Find what belongs together: the connected components of a graph too large for one machine.

Large-star and small-star in turn (Kiveris et al. 2014, "Connected Components in MapReduce and Beyond"): every node
hangs its larger neighbours, then itself and its smaller ones, on the least that it knows, until each component is a
star around its least node. Before the first round and after each, what lies in one task is made stars at once; when
all that is left goes into one task, that ends it.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from bicorpus import BicorpusError

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

AT_ONCE = 1_000_000
"""Edges that one task holds in memory; ids of 100 bytes make 200 MB of them."""
MOST_ROUNDS = 50
"""Far more than the logarithm of any number of nodes: a line of 100,000 takes fewer than ten."""
STARS = "node string, component string"


def components(
    edges: "DataFrame",
    kept: "Callable[[DataFrame, str], DataFrame]",
    *,
    at_once: int = AT_ONCE,
    most_rounds: int = MOST_ROUNDS,
) -> "DataFrame":
    """Return ``node`` and ``component`` of every node that an edge names, once; the least node gives its name.

    Args:
        edges: ``left`` and ``right``, strings; in any direction, repeated, or from a node to itself. Nodes are
            ordered by the bytes of UTF-8, which is the order of Python's strings.
        kept: puts a frame aside under a name, where no lost machine takes it away, and returns it as read from there:
            ``components-0`` before the first round, ``components-1`` after it, ..., ``components`` at the end.
        at_once: edges that one task may hold.
        most_rounds: after which it is given up.

    Raises:
        BicorpusError: it was given up.
    """
    first = stars = kept(_contracted(edges.select("left", "right"), at_once), "components-0")
    for done in range(most_rounds + 1):
        if stars.count() <= at_once:
            stars = _contracted(stars.coalesce(1), at_once)
            return kept(stars if done == 0 else _of_all(first, stars), "components")
        if _are_stars(stars):
            return kept(_of_all(first, stars), "components")
        if done < most_rounds:
            moved = _contracted(_small_star(_large_star(stars)), at_once)
            stars = kept(moved.filter("node != component"), f"components-{done + 1}")
    raise BicorpusError(f"{most_rounds} rounds left groups of records unfinished; this is a fault of bicorpus")


def _large_star(stars: "DataFrame") -> "DataFrame":
    """Return every node's larger neighbours, each hung on the least of the node and its neighbours."""
    hung = _neighbours(stars).join(_seen(stars), "node").filter("neighbour > node")
    return hung.selectExpr("neighbour AS node", "least(node, lowest) AS component")


def _small_star(stars: "DataFrame") -> "DataFrame":
    """Return every node and its smaller neighbours, each hung on the least of these."""
    lowest = stars.groupBy("node").agg({"component": "min"}).toDF("node", "lowest")
    hung = stars.join(lowest, "node").filter("component != lowest").selectExpr("component AS node", "lowest")
    return lowest.unionAll(hung).toDF("node", "component")


def _are_stars(stars: "DataFrame") -> bool:
    """Whether every node is a centre, all its neighbours being larger, or has one neighbour alone."""
    return bool(_seen(stars).filter("lowest < node AND lowest != highest").isEmpty())


def _seen(stars: "DataFrame") -> "DataFrame":
    """Return the least and the largest neighbour of every node."""
    from pyspark.sql import functions as F  # noqa: N812 - as everybody calls it

    return (
        _neighbours(stars).groupBy("node").agg(F.min("neighbour").alias("lowest"), F.max("neighbour").alias("highest"))
    )


def _neighbours(stars: "DataFrame") -> "DataFrame":
    """Return every edge in both directions."""
    apart = stars.filter("node != component")
    return apart.unionAll(apart.select("component", "node")).toDF("node", "neighbour")


def _of_all(first: "DataFrame", stars: "DataFrame") -> "DataFrame":
    """Return the component of every node; the centres of stars, and nodes that are alone, are in no edge as such."""
    hung = stars.filter("node != component").distinct()
    return (
        first.select("node")
        .distinct()
        .join(hung, "node", "left")
        .selectExpr("node", "coalesce(component, node) AS component")
    )


def _contracted(edges: "DataFrame", at_once: int) -> "DataFrame":
    """Return stars with the same components as the edges, made from each part of the frame by itself."""
    return edges.mapInArrow(partial(contract, at_once=at_once), STARS)


def contract(batches: "Iterator[pa.RecordBatch]", at_once: int) -> "Iterator[pa.RecordBatch]":
    """Yield the components of the edges in the batches; of each ``at_once`` edges by themselves, if there are more."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        for start in range(0, batch.num_rows, at_once):
            held.append(batch.slice(start, at_once))
            if sum(part.num_rows for part in held) > at_once:
                yield _stars(held[:-1])
                del held[:-1]
    if held:
        yield _stars(held)


def _stars(batches: "list[pa.RecordBatch]") -> "pa.RecordBatch":
    """Return every node of some edges with the least node of its component."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ends = pa.chunked_array([batch.column(side) for side in (0, 1) for batch in batches])
    nodes = pc.unique(ends)
    nodes = nodes.take(pc.sort_indices(nodes))  # by the bytes of UTF-8
    left, right = np.split(pc.index_in(ends, value_set=nodes).to_numpy(), 2)
    graph = coo_array((np.ones(len(left), np.int8), (left, right)), shape=(len(nodes), len(nodes)))
    _, labels = connected_components(graph, directed=False)
    _, least = np.unique(labels, return_index=True)
    return pa.record_batch([nodes, nodes.take(pa.array(least[labels]))], names=["node", "component"])
