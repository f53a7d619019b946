"""Deduplicate a set with another program; run by ``bench.dedupe`` and ``bench.dedupe_scale`` under the peers' Python.

PYTHON bench/peer_dedupe.py splink|bib-dedupe|rapidfuzz RECORDS.csv GROUPS.csv
"""

import csv
import itertools
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

SAME_TITLE = 90
"""rapidfuzz ratio of titles from which the baseline calls two records of one year the same."""
THRESHOLD = 0.95
"""Probability from which Splink's own introduction clusters."""
SAMPLED = 1e6
"""Pairs from which Splink learns how values agree by chance, its default; 1e8 gave the same groups of 10,000 records in
175 s, not 10."""
CLEANED = r"""
    SELECT ID AS unique_id, nullif(year, '') AS year, nullif(volume, '') AS volume,
        nullif(trim(regexp_replace(lower(strip_accents(title)), '[^\p{L}\p{N}]+', ' ', 'g')), '') AS title,
        nullif(trim(regexp_replace(lower(strip_accents(author)), '[^\p{L}\p{N}]+', ' ', 'g')), '') AS author,
        nullif(regexp_extract(lower(strip_accents(author)), '^[^,; ]+'), '') AS first_author,
        nullif(trim(regexp_replace(lower(journal), '[^\p{L}\p{N}]+', ' ', 'g')), '') AS journal,
        nullif(regexp_extract(pages, '^\w?\d+'), '') AS first_page,
        nullif(regexp_extract(lower(doi), '10\..+'), '') AS doi
    FROM read_csv(?, all_varchar = true, quote = '"', escape = '"')
"""
"""What a careful user does before: small letters, no accents, no punctuation, DOIs bare, absent values null."""


def with_splink(records: str) -> Iterable[list[str]]:
    """Fellegi-Sunter by Splink on DuckDB: trained by expectation maximisation, clustered as its documents do."""
    import duckdb
    from splink import DuckDBAPI, Linker, block_on

    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE cleaned AS {CLEANED}", [records])
    linker = Linker(DuckDBAPI(connection).register("cleaned"), settings(), log_level=None)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("doi"), block_on("title", "year", "first_page")], recall=0.9
    )
    training.estimate_u_using_random_sampling(max_pairs=SAMPLED, seed=1)
    training.estimate_parameters_using_expectation_maximisation(block_on("title"))
    training.estimate_parameters_using_expectation_maximisation(block_on("first_author", "year", "volume"))
    predicted = linker.inference.predict(threshold_match_probability=0.5)
    clustered = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, THRESHOLD)
    rows = connection.execute(
        f"SELECT list(unique_id) FROM {clustered.physical_name} GROUP BY cluster_id HAVING count(*) > 1"
    )
    return (members for (members,) in rows.fetchall())


def settings() -> Any:
    """Return the comparisons, with Jaro-Winkler and exact levels, and the blocks: DOI, title, authors, year, place."""
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("title", [0.97, 0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("author", [0.95, 0.85, 0.7]).configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("year", 1),
            cl.JaroWinklerAtThresholds("journal", [0.92, 0.8]),
            cl.ExactMatch("volume"),
            cl.ExactMatch("first_page"),
            cl.ExactMatch("doi"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("doi"),
            block_on("title", "year"),
            block_on("substr(title, 1, 20)", "first_author"),
            block_on("first_author", "year", "first_page"),
            block_on("year", "volume", "first_page"),
        ],
        retain_matching_columns=False,
    )


def with_bib_dedupe(records: str) -> Iterable[list[str]]:
    """bib-dedupe with its own settings, on one processor."""
    import pandas as pd
    from bib_dedupe.bib_dedupe import block, cluster, match, prep

    frame = pd.read_csv(records, dtype=str)
    if "ENTRYTYPE" not in frame:  # a column that it needs and generated sets lack
        frame = frame.assign(ENTRYTYPE="article")
    prepared = prep(frame, verbosity_level=0, cpu=1)
    matched = match(block(prepared, verbosity_level=0, cpu=1), verbosity_level=0, cpu=1)
    return cluster(matched, verbosity_level=0)


def with_rapidfuzz(records: str) -> Iterable[list[str]]:
    """Call records of one year the same where their titles are close, as a first script would."""
    from rapidfuzz import fuzz

    by_year = defaultdict(list)
    with Path(records).open(encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            by_year[row["year"]].append((row["ID"], row["title"].lower()))
    group_of: dict[str, list[str]] = {}
    for block in by_year.values():
        for one, other in itertools.combinations(block, 2):
            if fuzz.ratio(one[1], other[1], score_cutoff=SAME_TITLE):
                join(group_of, one[0], other[0])
    return {id(group): group for group in group_of.values()}.values()


def join(group_of: dict[str, list[str]], one: str, other: str) -> None:
    """Put two records and all that are with them into one group."""
    left, right = group_of.setdefault(one, [one]), group_of.setdefault(other, [other])
    if left is not right:
        left += right
        group_of.update(dict.fromkeys(right, left))


PEERS: dict[str, Callable[[str], Iterable[list[str]]]] = {
    "splink": with_splink,
    "bib-dedupe": with_bib_dedupe,
    "rapidfuzz": with_rapidfuzz,
}


def main() -> None:
    peer, records, groups = sys.argv[1:]
    found = PEERS[peer](records)
    lines = [";".join(members) + "\n" for members in found]
    Path(groups).write_text("merged_ids\n" + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
