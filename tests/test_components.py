"""Connected components of a graph, in one task and by large-star and small-star."""

import random
from itertools import pairwise

import pytest
from sparking import needs_java, spark  # noqa: F401 - a fixture

from bicorpus import BicorpusError
from corpus.components import components

pytestmark = needs_java


class Kept:
    """Puts frames aside as Parquet, and remembers their names and sizes."""

    def __init__(self, folder):
        self.folder = folder
        self.sizes = {}

    def __call__(self, frame, name):
        path = str(self.folder / name)
        frame.write.parquet(path)
        read = frame.sparkSession.read.parquet(path)
        self.sizes[name] = read.count()
        return read

    @property
    def rounds(self):
        return sum("-" in name for name in self.sizes) - 1


@pytest.fixture
def kept(tmp_path):
    return Kept(tmp_path)


def least_reached(edges):
    """What each node's component is called: a walk from every node not yet seen, the least first."""
    neighbours = {}
    for left, right in edges:
        neighbours.setdefault(left, set()).add(right)
        neighbours.setdefault(right, set()).add(left)
    found = {}
    for start in sorted(neighbours):
        waiting = [] if start in found else [start]
        while waiting:
            node = waiting.pop()
            if node not in found:
                found[node] = start
                waiting += neighbours[node]
    return found


def as_frame(session, edges, parts=3):
    import pyarrow as pa

    left, right = zip(*edges, strict=True) if edges else ((), ())
    table = pa.table({"left": pa.array(left, pa.string()), "right": pa.array(right, pa.string())})
    return session.createDataFrame(table).repartition(parts)


def found(frame):
    rows = frame.toArrow().to_pylist()
    assert len({row["node"] for row in rows}) == len(rows)
    return {row["node"]: row["component"] for row in rows}


def shuffled(edges, seed=7):
    chance = random.Random(seed)
    edges = [edge if chance.random() < 0.5 else edge[::-1] for edge in edges]
    chance.shuffle(edges)
    return edges


def line(length):
    names = [f"n{number:06}" for number in range(length)]
    return shuffled(list(pairwise(names)))


def some_graph(seed):
    """Nodes of any script, with few or many edges, repeated and to themselves."""
    chance = random.Random(seed)
    nodes = [chance.choice(["a", "Z", "中", "é", "😀", "\uffee"]) + str(number) for number in range(60)]
    return [(chance.choice(nodes), chance.choice(nodes)) for _ in range(chance.choice([10, 30, 60, 200]))]


def test_a_small_graph_is_finished_in_one_task(spark, kept):  # noqa: F811
    edges = [("b", "a"), ("c", "b"), ("b", "a"), ("z", "z"), ("y", "x")]
    assert found(components(as_frame(spark, edges), kept)) == least_reached(edges)
    assert kept.rounds == 0


def test_no_edges_make_no_components(spark, kept):  # noqa: F811
    assert found(components(as_frame(spark, []), kept)) == {}


@pytest.mark.parametrize("seed", range(2))
def test_rounds_find_what_a_walk_through_the_graph_finds(spark, kept, seed):  # noqa: F811
    edges = some_graph(seed)
    assert found(components(as_frame(spark, edges), kept, at_once=3)) == least_reached(edges)
    assert kept.rounds > 0


@pytest.mark.parametrize("seed", range(2, 6))
def test_one_task_finds_what_a_walk_through_the_graph_finds(spark, kept, seed):  # noqa: F811
    edges = some_graph(seed)
    assert found(components(as_frame(spark, edges), kept)) == least_reached(edges)


def test_a_line_takes_few_rounds(spark, kept):  # noqa: F811
    edges = line(5000)
    assert set(found(components(as_frame(spark, edges), kept, at_once=50)).values()) == {"n000000"}
    assert 0 < kept.rounds <= 13  # 2 to the 13th is 8192


def test_a_star_needs_no_task_that_holds_it(spark, kept):  # noqa: F811
    edges = shuffled([("hub", f"leaf{number}") for number in range(5000)])
    assert set(found(components(as_frame(spark, edges), kept, at_once=50)).values()) == {"hub"}
    assert kept.rounds <= 2


def test_names_are_ordered_by_code_point(spark, kept):  # noqa: F811
    edges = [("😀", "\uffee"), ("é", "Z"), ("中", "\uffee")]
    assert found(components(as_frame(spark, edges), kept)) == least_reached(edges)


def test_too_many_rounds_are_an_error(spark, kept):  # noqa: F811
    with pytest.raises(BicorpusError, match="1 rounds"):
        components(as_frame(spark, line(500)), kept, at_once=2, most_rounds=1)
