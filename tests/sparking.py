"""A small Spark on this machine, for the tests that need one."""

import os
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from bicorpus import InputError
from corpus.java import find_java
from corpus.spark_session import open_session

CONF = {
    "spark.sql.shuffle.partitions": "4",
    "spark.driver.memory": "1g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",  # seconds of work are not worth the better compiler's
}


def _missing() -> str:
    if find_spec("pyspark") is None:
        return "PySpark is not installed (pip install 'bicorpus[spark]')"
    try:
        find_java()
    except InputError as exc:
        return str(exc)
    return ""


MISSING = _missing()
"""Why nothing can run on Spark here; empty where it can."""

needs_java = pytest.mark.skipif(bool(MISSING) and os.environ.get("BICORPUS_REQUIRE_SPARK") != "1", reason=MISSING)


@pytest.fixture(scope="session")
def spark(tmp_path_factory) -> Iterator:
    """A session on two cores, used by all tests of a run; skip where there is none, fail where one is required."""
    if MISSING:
        (pytest.fail if os.environ.get("BICORPUS_REQUIRE_SPARK") == "1" else pytest.skip)(MISSING)
    scratch = str(tmp_path_factory.mktemp("spark"))
    folders = {"spark.local.dir": scratch, "spark.sql.warehouse.dir": f"{scratch}/warehouse"}
    with open_session("local[2]", CONF | folders) as session:
        yield session
