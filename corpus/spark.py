"""The plan of a build on Apache Spark: which rows meet where. What becomes of them there is in ``corpus.partitions``.

Each stage is a function from tables to tables. What much depends on is put aside, so that a machine that is lost costs
its own work and no more.
"""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F  # noqa: N812 - the name that its users know

from bicorpus import UsageError, __version__
from corpus.components import components
from corpus.encoder import LateEncoder
from corpus.lake import FORMAT, BeadRow, CanonicalRow, CoverageRow, FailureRow, LinkRow
from corpus.partitions import clustering, comparing, describing, merging, rows
from corpus.partitions.arrow import ddl, mapped
from corpus.pipeline import method
from corpus.spark_reading import Reading, Source, read
from corpus.spark_tables import Tables
from dedupe.columns import CHINESE, ENGLISH
from dedupe.naming import fresh
from dedupe.rare import COMMON, ENOUGH
from dedupe.run import MOST_BETWEEN, too_many

ALIGNED_AT_ONCE = 500
"""Texts aligned by one task: some seconds, long beside the start of it (0.1 s), short for cores that wait."""


class Pairs(NamedTuple):
    """What is to be compared."""

    pairs: DataFrame
    """``left``, ``right``, and ``across``: whether they are in two languages."""
    translated: DataFrame
    """Those that an encoder found."""
    crowded: DataFrame
    """Blocks in which not all were compared, as failures."""
    warnings: Sequence[str]


def build_tables(tables: Tables, source: Source, encoder: LateEncoder) -> Reading:
    """Bring the tables of a result up to date with its source.

    Raises:
        InputError: the source cannot be read, the model not be loaded, or another version made the tables.
        UsageError: the result belongs to another source, and neither ``add`` nor ``force`` is given.
    """
    before = tables.about()
    _check_place(tables, source, before.get("folder"))
    found = read(tables, source)
    if not found.is_changed and before.get("method") == method(encoder):
        return found
    items = _items(tables, found.records)
    candidates = _pairs(tables, items, found.records, encoder)
    judged = _judged(tables, candidates, items, found.records)
    assigned = _assigned(tables, items, judged)
    _links(tables, items, judged, assigned)
    canonicals = _canonicals(tables, found.records, assigned)
    unaligned = _aligned(tables, canonicals, encoder)
    tables.replace(_unread(found.files).unionByName(candidates.crowded).unionByName(unaligned), "failures")
    about = {"format": FORMAT, "version": __version__, "folder": source.place, "warnings": candidates.warnings}
    tables.publish({**about, "model": encoder.name, "prompt": encoder.prompt, "method": method(encoder)})
    return found


def _check_place(tables: Tables, source: Source, before: str | None) -> None:
    if before not in {None, source.place} and not (source.add or source.force):
        raise UsageError(
            f"{source.place}: {tables.folder} was built from {before}, and its records would be replaced; give --add "
            "to keep them beside the new ones, --force if the pages were moved, or name another folder"
        )


def _sorted(frame: DataFrame, keys: Sequence[str], order: Sequence[str | Column] = ()) -> DataFrame:
    """Bring the rows of each key together, one key after the other."""
    return frame.repartition(*keys).sortWithinPartitions(*keys, *order)


def _items(tables: Tables, records: DataFrame) -> DataFrame:
    """Return what is compared of each record, marked with what it has in common with many."""
    described = tables.keep(mapped(records, describing.describe, rows.Body, rows.Described), "features")
    claims = mapped(described, describing.claimed, rows.Described, rows.Claim)
    common = mapped(_sorted(claims, ["value"], ["id"]), describing.common, rows.Claim, rows.Value)
    held = claims.join(common, "value").groupBy("id").agg(F.collect_set("value").alias("common"))
    marked = described.join(tables.keep(held, "headings"), "id", "left")
    return tables.keep(mapped(marked, describing.mark, rows.Unmarked, rows.Item), "items")


def _pairs(tables: Tables, items: DataFrame, records: DataFrame, encoder: LateEncoder) -> Pairs:
    """Return the pairs worth comparing: copies, those that share a key, and those that may be translations."""
    copies = items.select("id", F.lag("id").over(Window.partitionBy("whole").orderBy("id")).alias("former"))
    copies = tables.keep(copies.filter("former is not null"), "copies")
    keyed = mapped(items.join(copies, "id", "left_anti"), describing.key, rows.Item, rows.Keyed)
    met = tables.keep(mapped(_sorted(keyed, ["code"], ["id"]), describing.meet, rows.Keyed, rows.Met), "blocks")
    crowded = met.filter("right = ''").select("code", F.col("left").alias("id"))
    placed = mapped(crowded.join(items, "id"), describing.place, rows.Crowded, rows.Placed)
    ordered = _sorted(placed, ["code", "order"], ["place", "id"])
    near = mapped(ordered, describing.meet_neighbours, rows.Placed, rows.Pair)
    translated, rare, warnings = _between(tables, items, records, encoder)
    every = met.filter("right <> ''").select("left", "right").unionAll(near)
    every = every.unionAll(copies.select("former", "id")).unionAll(translated.select("left", "right")).unionAll(rare)
    sides = [items.select(F.col("id").alias(side), F.col("language").alias(f"{side}_language")) for side in _SIDES]
    sided = every.distinct().join(sides[0], "left").join(sides[1], "right")
    across = (F.col("left_language") * F.col("right_language") == ENGLISH * CHINESE).alias("across")
    blocks = crowded.groupBy("code").agg(F.count("*").alias("count"), F.min("id").alias("id")).join(items, "id")
    capped = mapped(blocks, describing.name_blocks, rows.Block, FailureRow)
    return Pairs(tables.keep(sided.select("left", "right", across), "pairs"), translated, capped, warnings)


_SIDES = ("left", "right")


def _between(
    tables: Tables, items: DataFrame, records: DataFrame, encoder: LateEncoder
) -> tuple[DataFrame, DataFrame, Sequence[str]]:
    """Return what an encoder says of English and Chinese records; of too many, those that share rare marks instead."""
    counts = {
        (row.kind, row.language): row.number for row in items.groupBy("kind", "language").agg(_number()).collect()
    }
    sizes = {kind: counts.get((kind, ENGLISH), 0) * counts.get((kind, CHINESE), 0) for kind, _ in counts}
    between, kinds = sum(sizes.values()), [kind for kind, size in sizes.items() if size]
    sided = items.filter(F.col("language").isin(ENGLISH, CHINESE) & F.col("kind").isin(kinds))
    nobody = tables.spark.createDataFrame([], ddl(rows.Translated))
    none = nobody.select("left", "right")
    if between > MOST_BETWEEN:
        return nobody, _rare(tables, sided.filter("abstract"), records), [too_many(between)]
    if not between:
        return nobody, none, []
    every = sided.join(records.select("id", "body"), "id").repartition(1).sortWithinPartitions("id")
    found = mapped(every, partial(comparing.translate, encoder=encoder), rows.Whole, rows.Translated)
    return tables.keep(found, "translations"), none, []


def _number() -> Column:
    return F.count("*").alias("number")


def _rare(tables: Tables, sided: DataFrame, records: DataFrame) -> DataFrame:
    """Return the pairs of an English and a Chinese record whose texts share rare numbers or names."""
    texts = sided.join(records.select("id", "body"), "id")
    marks = tables.keep(mapped(texts, describing.tell_marks, rows.Sided, rows.Marked), "marks")
    chinese, english = (marks.filter(F.col("language") == language) for language in (CHINESE, ENGLISH))
    few = chinese.groupBy("kind", "mark").agg(_number()).filter(F.col("number") <= COMMON)
    both = chinese.unionAll(english).join(few, ["kind", "mark"], "left_semi")
    ordered = _sorted(both, ["kind", "mark"], [F.desc("language"), "id"])
    weighed = mapped(ordered, describing.weigh, rows.Marked, rows.Weighed)
    enough = weighed.groupBy("left", "right").agg(F.sum("weight").alias("weight")).filter(F.col("weight") >= ENOUGH)
    return enough.select("left", "right")


def _judged(tables: Tables, candidates: Pairs, items: DataFrame, records: DataFrame) -> DataFrame:
    """Compare the pairs; the texts of records are looked at only where they are in two languages."""
    across = candidates.pairs.filter("across").select(F.explode(F.array(*_SIDES)).alias("id")).distinct()
    texts = tables.keep(records.select("id", "body").join(across, "id", "left_semi"), "texts")
    pairs = candidates.pairs.join(candidates.translated, list(_SIDES), "left")
    for side in _SIDES:
        features = items.select(F.col("id").alias(side), F.col("features").alias(f"{side}_features"))
        bodies = texts.select(F.col("id").alias(side), F.col("body").alias(f"{side}_body"))
        pairs = pairs.join(features, side).join(bodies, side, "left")
    return tables.keep(mapped(pairs, comparing.compare, rows.Candidates, rows.Judgement), "judgements")


def _assigned(tables: Tables, items: DataFrame, judged: DataFrame) -> DataFrame:
    """Return the canonical record of each record: clusters within components, named as earlier builds named them."""
    carried = mapped(tables.read("canonicals"), clustering.carry, CanonicalRow, rows.Named)
    named = tables.keep(carried.join(items.select("id"), "id", "left_semi"), "former_ids")
    joins = judged.filter("joins")
    edges = joins.select("left", "right")
    for had in ("known", "founded"):
        first = F.min("id").over(Window.partitionBy(had))
        edges = edges.unionAll(named.filter(F.col(had) != "").select("id", first))
    found = components(edges, tables.keep)
    members = items.withColumnRenamed("id", "left").join(named.withColumnRenamed("id", "left"), "left", "left")
    one, other = (found.toDF(side, f"{side}_component") for side in _SIDES)
    members = members.join(one.withColumnRenamed("left_component", "component"), "left", "left")
    alone = members.filter("component is null").withColumn("component", F.col("left"))
    parted = judged.filter("body = ''").join(one, "left").join(other, "right")
    parted = parted.filter("left_component = right_component").withColumnRenamed("left_component", "component")
    joined = joins.join(one.withColumnRenamed("left_component", "component"), "left")
    together = _joints(members.filter("component is not null"), rows.MEMBER).unionAll(_joints(joined, rows.JOIN))
    ordered = _sorted(together.unionAll(_joints(parted, rows.APART)), ["component"], ["role", "left", "right"])
    every = _joints(alone, rows.MEMBER), ordered
    single, several = (mapped(some, clustering.join, rows.Joint, rows.Assigned) for some in every)
    return _without_clashes(tables, tables.keep(single.unionAll(several), "clusters"))


def _joints(frame: DataFrame, role: int) -> DataFrame:
    """Return rows of one role for ``clustering.join``; what they do not have is empty."""
    empty = {"right": F.lit(""), "probability": F.lit(0.0), "features": F.lit("").cast("binary")}
    empty |= {"known": F.lit(""), "founded": F.lit("")}
    held = [(F.coalesce(name, none) if name in frame.columns else none).alias(name) for name, none in empty.items()]
    return frame.select("component", F.lit(role).alias("role"), "left", *held)


def _without_clashes(tables: Tables, assigned: DataFrame) -> DataFrame:
    """Give new ids to clusters that were given one that another has: of a thousand million, some two thousand."""
    taken: set[str] = set()
    while True:
        owners = assigned.groupBy("canonical", "first", "kind", "is_fresh").agg(_number())
        shared = owners.withColumn("owners", F.count("*").over(Window.partitionBy("canonical"))).filter("owners > 1")
        clashing = sorted((one.canonical, one.is_fresh, one.first, one.kind) for one in shared.collect())
        if not clashing:
            return assigned
        taken.update(canonical for canonical, *_ in clashing)
        others = [one for before, one in pairwise(clashing) if before[0] == one[0]]
        renamed = [(first, fresh(first, kind, taken)) for _, _, first, kind in others]
        names = tables.spark.createDataFrame(renamed, "first string, other string")
        renaming = F.coalesce("other", "canonical").alias("canonical")
        columns = [renaming if name == "canonical" else name for name in rows.Assigned.__struct_fields__]
        assigned = tables.keep(assigned.join(names, "first", "left").select(*columns), f"clusters_{len(taken)}")


def _links(tables: Tables, items: DataFrame, judged: DataFrame, assigned: DataFrame) -> DataFrame:
    """Write the links that hold, those that a person should look at, and those from papers to trials."""
    ends = [assigned.select(F.col("id").alias(side), F.col("canonical").alias(f"{side}_canonical")) for side in _SIDES]
    linked = judged.filter("body <> ''").join(ends[0], "left").join(ends[1], "right")
    lower, upper = (pick("left_canonical", "right_canonical") for pick in (F.least, F.greatest))
    ordered = _sorted(linked.withColumns({"lower": lower, "upper": upper}), ["lower", "upper"])
    settled = mapped(ordered, clustering.settle, rows.Linked, LinkRow)
    titling = items.join(assigned.select("id", "canonical"), "id")
    titled = _sorted(mapped(titling, clustering.name_ids, rows.Titling, rows.Titled), ["name"], ["is_paper", "id"])
    meetings = mapped(titled, clustering.meet_reports, rows.Titled, rows.Reported)
    shown = meetings.groupBy("paper", "trial", "paper_canonical", "trial_canonical").agg(F.max("name").alias("name"))
    reported = mapped(shown, clustering.reported, rows.Reported, LinkRow)
    return tables.replace(settled.unionAll(reported), "links")


def _canonicals(tables: Tables, records: DataFrame, assigned: DataFrame) -> DataFrame:
    """Write the canonical record of each cluster."""
    members = records.select("id", "body").join(assigned.select("id", "canonical", "founders"), "id")
    ordered = _sorted(members, ["canonical"], ["id"])
    return tables.replace(mapped(ordered, merging.combine, rows.Member, CanonicalRow), "canonicals")


def _aligned(tables: Tables, canonicals: DataFrame, encoder: LateEncoder) -> DataFrame:
    """Write beads and coverage, and return which records could not be aligned; what was aligned before is not again."""
    before = tables.read("coverage").filter((F.col("aligner") == method(encoder)) & (F.col("texts") != ""))
    known = before.groupBy("texts").agg(F.min("body").alias("bitext"))
    texts = canonicals.filter("texts <> ''").groupBy("texts").agg(F.min(F.struct("id", "body")).alias("one"))
    texts = texts.select("texts", F.col("one.body").alias("canonical")).join(known, "texts", "left_anti")
    todo = tables.keep(texts, "texts_unaligned")
    tasks = max(tables.spark.sparkContext.defaultParallelism, -(-todo.count() // ALIGNED_AT_ONCE))
    stage = partial(merging.align, encoder=encoder)
    aligned = tables.keep(mapped(todo.repartition(tasks), stage, rows.Text, rows.Aligned), "texts_aligned")
    bitexts = known.unionAll(aligned.filter("name = ''").select("texts", "body"))
    pairs = canonicals.select("texts", F.col("body").alias("canonical")).join(bitexts, "texts", "left")
    covered = tables.keep(pairs, "bitexts")
    cover = partial(merging.cover, aligner=method(encoder))
    tables.replace(mapped(covered, cover, rows.Covered, CoverageRow), "coverage")
    tables.replace(mapped(covered, merging.beads, rows.Covered, BeadRow), "beads")
    return aligned.filter("name <> ''").select(F.lit("align").alias("stage"), "name", "reason")


def _unread(files: DataFrame) -> DataFrame:
    """Return the files that gave no record, as failures."""
    name = F.when(F.col("member") == "", F.col("path")).otherwise(F.concat("path", F.lit("!"), "member"))
    failed = files.filter("error <> ''")
    return failed.select(F.lit("read").alias("stage"), name.alias("name"), F.col("error").alias("reason"))
