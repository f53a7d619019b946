"""The text of XML elements."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ingest.databases.xml_text import labelled, text_of, texts


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("10<sup>6</sup> and 10<sup>-6</sup>", "10⁶ and 10⁻⁶"),
        ("the 5<sup>th</sup> of H<sub>2</sub>O", "the 5th of H2O"),
        ("one<break/>two", "one two"),
        ("<p>one</p><p>two</p>", "one two"),
        (" one\n  <i> two </i>three ", "one two three"),
        ("one<fn><p>note</p></fn>", "one"),
        ("<math><msup><mi>x</mi> <mn>2</mn></msup></math>", "x²"),
        ("<math><mfrac><mi>a</mi><mi>b</mi></mfrac><annotation>a over b</annotation></math>", "a/b"),
        ("<alternatives><graphic/><tex-math>$x$</tex-math></alternatives>", "$x$"),
        ("<alternatives><graphic/></alternatives>", ""),
        (r"<tex-math>\usepackage{x}\begin{document}$y$\end{document}</tex-math>", "$y$"),
    ],
)
def test_an_element_reads_as_it_is_shown(inside: str, text: str) -> None:
    assert text_of(etree.fromstring(f"<r>{inside}</r>")) == text


def test_named_elements_are_left_out_and_what_follows_them_is_not() -> None:
    assert text_of(etree.fromstring("<r>a<sup>1</sup>b<xref>2</xref>c</r>"), ("xref", "sup")) == "abc"


def test_texts_that_are_empty_are_none() -> None:
    element = etree.fromstring("<r><a>x</a><a/><b><a>y</a></b></r>")
    assert (list(texts(element, "a")), list(texts(None, "a")), text_of(None)) == (["x"], [], "")


@given(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=30))
def test_plain_text_stays_as_it_is(text: str) -> None:
    element = etree.Element("r")
    element.text = text
    assert text_of(element) == text


@pytest.mark.parametrize(
    ("label", "text", "whole"),
    [
        ("OBJECTIVE", "To weigh it.", "OBJECTIVE: To weigh it."),
        ("目的", "评估疗效。", "目的：评估疗效。"),
        ("目的", "目的 评估疗效。", "目的 评估疗效。"),
        ("Objective", "OBJECTIVE: To weigh it.", "OBJECTIVE: To weigh it."),
        ("", "To weigh it.", "To weigh it."),
    ],
)
def test_a_paragraph_stands_behind_its_label_once(label: str, text: str, whole: str) -> None:
    assert labelled(label, text) == whole
