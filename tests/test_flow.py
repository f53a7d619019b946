"""The counts that a PRISMA diagram needs."""

from corpus.flow import Flow, Intake, count_flow, flow_lines
from dedupe import Canonical, Link, Result
from ingest.record import Identifier, Record, Source

SHARED = (Identifier("doi", "10.5555/AB.1"),)


def record(name: str, ids: tuple[Identifier, ...] = (), kind="paper") -> Record:
    return Record(id=name, kind=kind, site="csv", source=Source("x"), ids=ids)


def canonical(*members: str, kind="paper") -> Canonical:
    return Canonical(id=members[0], kind=kind, record=record(members[0]), members=tuple(sorted(members)))


def counted(read: list[tuple[str, Record]], failed: dict[str, int], result: Result) -> Flow:
    intake = Intake()
    assert list(intake.noted(read)) == [record for _, record in read]
    return count_flow(intake, failed, result)


READ = [
    ("b.ris", record("z", SHARED)),
    ("a.csv", record("a", (Identifier("doi", "10.5555/ab.1"),))),
    ("a.csv", record("c")),
    ("a.csv", record("d", (Identifier("doi", "10.5555/ab.1", "cited"),))),
    ("a.csv", record("t", kind="trial")),
]
RESULT = Result(
    canonicals=(canonical("a", "c", "d", "z"), canonical("t", kind="trial")),
    links=(Link("a", "t", "reports", "same", 1.0), Link("z", "t", "reports", "same", 1.0)),
    uncertain=(Link("c", "t", "same-as", "uncertain", 0.5),),
)


def test_the_record_that_was_read_first_is_the_one_that_is_kept() -> None:
    flow = counted(READ, {"a.csv": 2, "no.csv": 1}, RESULT)
    assert [(s.source, s.identified, s.failed, s.removed) for s in flow.sources] == [
        ("b.ris", 1, 0, 0),
        ("a.csv", 4, 2, 3),
        ("no.csv", 0, 1, 0),
    ]


def test_a_cited_identifier_is_not_shared_and_case_does_not_count() -> None:
    flow = counted(READ, {}, RESULT)
    assert (flow.removed, flow.removed_by_identifier, flow.removed_by_similarity) == (3, 1, 2)


def test_a_paper_counts_once_however_many_of_its_records_report_the_trial() -> None:
    flow = counted(READ, {}, RESULT)
    assert (flow.papers, flow.trials, flow.papers_with_trial, flow.for_review) == (1, 1, 1, 1)


def test_what_was_identified_is_left_or_removed() -> None:
    flow = counted(READ, {}, RESULT)
    assert flow.identified == flow.papers + flow.trials + flow.removed
    assert sum(s.identified for s in flow.sources) == flow.identified


def test_lines_for_people_name_an_input_only_beside_another() -> None:
    assert any("b.ris" in line for line in flow_lines(counted(READ, {}, RESULT)))
    one = [("a.csv", found) for _, found in READ]
    assert not any("a.csv" in line for line in flow_lines(counted(one, {}, RESULT)))
