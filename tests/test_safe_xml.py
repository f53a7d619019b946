"""XML as scraped folders hold it: hostile, mislabelled, broken, cut off."""

import contextlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bicorpus import InputError
from ingest.databases.safe_xml import elements


def texts(document: str | bytes, *tags: str) -> list[str]:
    data = document.encode() if isinstance(document, str) else document
    return ["".join(element.itertext()) for element, _ in elements(data, tags or ("a",))]


def faults(document: str) -> list[str]:
    return [fault for _, fault in elements(document.encode(), ("a",))]


def test_an_element_is_found_at_any_depth_and_in_any_namespace() -> None:
    assert texts('<r xmlns="urn:x"><b><a>one</a></b><j:a xmlns:j="urn:y">two</j:a></r>') == ["one", "two"]


def test_an_element_within_another_of_its_kind_is_a_part_of_it() -> None:
    assert texts("<r><a>one<a>inner</a></a><a>two</a></r>") == ["oneinner", "two"]


def test_names_come_without_their_namespaces() -> None:
    element, _ = next(elements(b'<m:a xmlns:m="urn:m"><m:b><m:c/></m:b></m:a>', ("a",)))
    assert [inner.tag for inner in element.iter()] == ["a", "b", "c"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "big5"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "us-ascii", ""])
def test_the_bytes_decide_the_charset_whatever_the_declaration_says(encoding: str, declared: str) -> None:
    text = "本研究評估這個藥物的療效和安全性，結果表明治療組患者的症狀明顯改善，差異有統計學意義。"
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    assert texts(f"{declaration}<r><a>{text}</a></r>".encode(encoding)) == [text]


def test_entities_of_an_absent_dtd_have_their_meaning_in_html() -> None:
    prologue = '<!DOCTYPE r PUBLIC "-//X//DTD" "https://x.invalid/x.dtd">'
    assert texts(f"{prologue}<r><a>&alpha;&nbsp;&le;&nbsp;5&#181;g &amp; so</a></r>") == ["α\u00a0≤\u00a05µg & so"]


def test_an_entity_that_nobody_knows_stays_readable() -> None:
    assert texts("<r><a>x &unheard; y</a></r>") == ["x &unheard; y"]
    assert faults("<r><a>x &unheard; y</a></r>") == [""]


def test_no_file_and_no_address_is_opened(tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret")
    inside = f'<!ENTITY x SYSTEM "file://{secret}"><!ENTITY % p SYSTEM "file://{secret}"> %p;'
    document = (
        f'<!DOCTYPE r SYSTEM "{secret}" [{inside}]>'
        f'<r xmlns:xi="http://www.w3.org/2001/XInclude"><a>&x;<xi:include href="{secret}" parse="text"/></a></r>'
    )
    assert texts(document) == ["&x;"]


def test_a_billion_laughs_are_one_line() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    document = f'<!DOCTYPE r [<!ENTITY l0 "lol">{laughs}]><r><a b="&l9;">&l9;</a></r>'
    assert texts(document) == ["&l9;"]


@pytest.mark.parametrize(
    "prologue",
    [
        '<?xml version="1.0"?>\n<!-- > ]]> " -->\n<?style x?>\n<!DOCTYPE r>\n',
        """<!DOCTYPE r PUBLIC '-//X "q"' "x>y.dtd" [<!-- ' ]> --><!ENTITY g SYSTEM "g>]" NDATA gif>\n<?a ]> ?>]>\n""",
        "\ufeff  \n",
    ],
)
def test_whatever_stands_before_the_root_is_passed_over(prologue: str) -> None:
    document = f"{prologue}<r>\n<a>x</a></r>"
    assert (texts(document), faults(document)) == (["x"], [""])


def test_comments_and_instructions_leave_no_trace() -> None:
    assert texts("<r><a>x<!-- hidden -->y<?pi hidden?>z</a></r>") == ["xyz"]


def test_a_document_that_breaks_is_read_on_with_a_fault_that_names_the_line() -> None:
    document = "<?xml version='1.0'?>\n<!DOCTYPE r [\n]>\n<r>\n<a>one</a>\n<a>two</b></a>\n<a>three</a></r>"
    whole, *others = faults(document)
    assert whole == ""
    assert others
    assert all(fault.startswith("line 6: broken XML: ") for fault in others)


def test_signs_that_were_not_escaped_are_kept() -> None:
    assert texts("<r><a>one</a><a>R&D, p < 0.05 \x0b& more</a></r>") == ["one", "R&D, p < 0.05 & more"]


def test_references_to_no_character_are_blanks() -> None:
    assert texts("<r><a>x&#1;y&#xD800;z&#xFFFF;&#9999999;&#181;</a></r>") == ["x y z  µ"]


def test_a_document_that_was_cut_off_gives_what_it_has() -> None:
    assert texts("<r><a>one</a><a>two <b>and a ha") == ["one", "two and a ha"]


def test_a_prefix_that_was_never_declared_loses_nothing() -> None:
    assert texts("<r><a><j:p>x</j:p></a></r>") == ["x"]


def test_a_piece_of_xml_is_read_within_what_it_lacks() -> None:
    data = b'<?xml version="1.0"?><p>one</p><p>two</p>'
    assert ["".join(e.itertext()) for e, _ in elements(data, ("a",), (b"<a>", b"</a>"))] == ["onetwo"]


@pytest.mark.parametrize("document", ["", "plain", "<", "<<<<", "<!DOCTYPE", "<!DOCTYPE r [", "{}", "<?xml"])
def test_what_is_no_xml_is_refused(document: str) -> None:
    with pytest.raises(InputError, match="broken XML"):
        texts(document)


@pytest.mark.parametrize(
    "document",
    [
        "<a>" * 100_000,
        "<a " + " ".join(f'x{n}="1"' for n in range(100_000)) + ">",
        "<r>" + "<!--" * 100_000,
        "<!DOCTYPE r [" + "<!--" * 100_000,
        "<r><a>" + "&" * 1_000_000,
        "<r><a>" + "<" * 1_000_000,
    ],
)
def test_hostile_forms_end_soon_in_a_reason_or_a_fault(document: str) -> None:
    with contextlib.suppress(InputError):
        for _, fault in elements(document.encode(), ("a",)):
            assert fault


def test_elements_are_read_one_at_a_time_and_let_go() -> None:
    data = b"<r>" + b"".join(b"<a>%d</a>" % n for n in range(50_000)) + b"</r>"
    for number, (element, _) in enumerate(elements(data, ("a",))):
        assert element.text == str(number)
        assert element.getparent().index(element) <= 1


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(before: bytes, behind: bytes) -> None:
    with contextlib.suppress(InputError):
        exhaust(elements(before + b"<r><a>x</a><a>" + behind, ("a",)))


def exhaust(found: Iterator[object]) -> None:
    for _ in found:
        pass
