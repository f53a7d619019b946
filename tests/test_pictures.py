"""Pictures: what is drawn, what is said of it, and that labels stay text."""

from dataclasses import replace

import pytest
from lxml import etree

from corpus.overview import PrismaFlow
from corpus.pictures import bar, bars, flow_diagram, histogram, share
from corpus.wording import translate

FLOW = PrismaFlow(
    files=12,
    pages=20,
    failed=7,
    reasons=tuple((f"reason {n}", 1) for n in range(7)),
    records=13,
    papers=8,
    trials=1,
    uncertain=2,
    statuses={"full": 6, "english only": 3},
    merged_by={"by a shared identifier": 4},
)
MARKUP = '<b onload="x">&"\'</b>'


def same(text):
    return text


def chinese(text):
    return translate(text, "zh")


def tree(picture):
    return etree.fromstring(str(picture))


def texts(picture):
    return [element.text for element in tree(picture).iter("text")]


def widths(picture, name):
    return [float(rect.get("width")) for rect in tree(picture).iter("rect") if rect.get("class") == name]


class TestFlow:
    def test_every_count_is_drawn_beside_its_name(self):
        said = texts(flow_diagram(FLOW, same))
        pairs = dict(zip(said[::2], said[1::2], strict=True))
        assert (pairs["Pages found"], pairs["in files"], pairs["Not read"]) == ("20", "12", "7")
        assert (pairs["Duplicates merged"], pairs["by a shared identifier"]) == ("4", "4")
        assert (pairs["Canonical records"], pairs["Uncertain pairs to decide"]) == ("9", "2")
        assert (pairs["Abstracts in both languages"], pairs["Others"], pairs["English only"]) == ("6", "3", "3")

    def test_of_many_reasons_the_rest_are_one_row(self):
        said = texts(flow_diagram(FLOW, same))
        assert said[said.index("others (3)") + 1] == "3"
        assert "reason 4" not in said

    def test_a_screen_reader_is_told_the_counts(self):
        drawn = tree(flow_diagram(FLOW, same))
        assert drawn.get("role") == "img"
        assert "Canonical records: 9 (papers 8, trials 1)" in drawn.get("aria-label")

    def test_it_speaks_chinese(self):
        assert {"规范记录", "疑似重复（需人工判定）"} <= set(texts(flow_diagram(FLOW, chinese)))

    @pytest.mark.parametrize("narrow", [True, False])
    def test_boxes_stand_within_the_picture_and_do_not_overlap(self, narrow):
        drawn = tree(flow_diagram(FLOW, same, narrow=narrow))
        _, _, width, height = map(float, drawn.get("viewBox").split())
        boxes = [tuple(float(box.get(name)) for name in ("x", "y", "width", "height")) for box in drawn.iter("rect")]
        assert len(boxes) == 8
        assert all(x >= 0 and y >= 0 and x + w <= width and y + h <= height for x, y, w, h in boxes)
        for place, (x, y, w, h) in enumerate(boxes):
            for x2, y2, w2, h2 in boxes[place + 1 :]:
                assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y

    def test_long_labels_are_cut_and_a_chinese_character_takes_two_columns(self):
        for long in ("reason " * 40, "原因" * 80):
            flow = flow_diagram(replace(FLOW, reasons=((long, 1),)), same)
            [cut] = [text for text in texts(flow) if text.endswith("…")]
            assert len(cut.encode("gb18030")) <= 60


class TestBars:
    def test_lengths_are_shares_of_the_total(self):
        drawn = bars([("full", 30), ("partial", 10)], 60, same)
        assert widths(drawn, "bar") == [180, 60]
        assert texts(drawn) == ["full", "30 · 50%", "partial", "10 · 17%"]

    def test_what_is_not_nothing_can_be_seen_and_nothing_is_not_drawn(self):
        assert widths(bars([("few", 1), ("none", 0)], 10**6, same), "bar") == [1.5]

    def test_no_rows_are_a_picture_too(self):
        assert tree(bars([], 0, same)).get("aria-label") == "None."

    def test_a_bar_in_a_table_is_passed_over_by_screen_readers(self):
        assert tree(bar(1, 2)).get("aria-hidden") == "true"


class TestHistogram:
    def test_the_highest_column_is_the_commonest(self):
        drawn = tree(histogram([1, 0, 4], ["a", "b", "c"], "Records"))
        heights = [float(rect.get("height")) for rect in drawn.iter("rect")]
        assert heights == [30, 120]
        assert drawn.get("aria-label") == "Records: a: 1; b: 0; c: 4"

    def test_nothing_at_all_can_be_drawn(self):
        assert texts(histogram([0, 0], ["a", "b"], "Records")) == ["a", "b"]


@pytest.mark.parametrize(
    "picture", [bars([(MARKUP, 1)], 1, same), histogram([1], [MARKUP], MARKUP), flow_diagram(FLOW, lambda _: MARKUP)]
)
def test_labels_stay_text(picture):
    assert {element.tag for element in tree(picture).iter()} <= {"svg", "text", "rect", "line", "polygon"}
    assert any(MARKUP[:5] in text for text in texts(picture))
    assert "style=" not in str(picture)


@pytest.mark.parametrize(
    ("count", "total", "said"),
    [
        (0, 0, "0%"),
        (0, 9, "0%"),
        (1, 1000, "<1%"),
        (999, 1000, ">99%"),
        (9, 9, "100%"),
        (1, 3, "33%"),
        (0.75, 1, "75%"),
    ],
)
def test_a_share_is_nothing_or_all_only_where_it_is(count, total, said):
    assert share(count, total) == said
